"""`jianbao people add`: opens an account from the terminal; the first administrator comes so."""

from __future__ import annotations

import getpass
import secrets
import sys

from jianbao.cli.declare import Example, Option
from jianbao.cli.exits import Exit
from jianbao.cli.failures import Failure
from jianbao.cli.office import open_office, said
from jianbao.cli.output import note, put
from jianbao.cli.words import say

ROLES = (
    "administrator",
    "editor",
    "reviewer",
    "signer",
    "publisher",
    "contributor",
    "reader",
)
OPTIONS = (
    Option(("--name",), "姓名", "name", metavar="NAME", needed=True),
    Option(("--email",), "邮箱", "e-mail address", metavar="ADDRESS", needed=True),
    Option(
        ("--sign-in",),
        "登录名（默认同姓名）",
        "sign-in name (default: the name)",
        metavar="NAME",
        dest="username",
    ),
    Option(("--role",), "角色", "role", choices=ROLES, default="administrator"),
    Option(
        ("--bulletin",),
        "刊物的短名；不写则为系统管理员",
        "short name of the bulletin; without it, an administrator of the desk",
        metavar="SLUG",
    ),
    Option(
        ("--generate",),
        "自动生成密码并显示一次",
        "make a password and print it once",
    ),
)
EXAMPLES = (
    Example(
        "jianbao people add --name 周管理 --email zhou@yunling.example",
        "第一位管理员",
        "the first administrator",
    ),
    Example(
        "jianbao people add --name 陈编辑 --email chen@yunling.example "
        "--role editor --bulletin yunling --generate",
        "一位编辑，自动生成密码",
        "an editor with a generated password",
    ),
)


def run(
    *,
    name: str,
    email: str,
    username: str | None,
    role: str,
    bulletin: str | None,
    generate: bool,
) -> int:
    """Open the account and give the role; with `--generate`, print the password once."""
    open_office()
    from jianbao.desk.actions.granting import open_account_with_role
    from jianbao.desk.actions.preparing import prepare_database
    from jianbao.desk.errors import DeskError
    from jianbao.desk.queries.people import find_bulletin

    prepare_database()
    where = find_bulletin(bulletin) if bulletin else None
    if bulletin and where is None:
        raise Failure(say(f"没有刊物 {bulletin}", f"there is no bulletin {bulletin}"))
    password = secrets.token_urlsafe(12) if generate else _asked()
    account = {
        "username": username or name.replace(" ", "."),
        "email": email,
        "full_name": name,
        "password": password,
    }
    try:
        person = open_account_with_role(account, role, bulletin=where)
    except DeskError as error:
        raise Failure(said(error)) from error
    note(say(f"已开通 {person} 的账号", f"the account of {person} is open"))
    if generate:
        put(password + "\n")
    return Exit.FINE


def _asked() -> str:
    """Ask twice on a terminal; take a line where the words are piped in."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass(say("密码：", "Password: "))
    if getpass.getpass(say("再输一遍：", "Once more: ")) != first:
        raise Failure(say("两次输入的密码不同", "the two passwords differ"))
    return first
