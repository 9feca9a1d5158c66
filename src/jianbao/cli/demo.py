"""`jianbao demo`: a desk with an invented enterprise to try everything on; never a real one."""

from __future__ import annotations

import datetime as dt
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from jianbao.cli.declare import Example, Option
from jianbao.cli.exits import Exit
from jianbao.cli.failures import Failure
from jianbao.cli.office import open_office, said
from jianbao.cli.output import put, save
from jianbao.cli.words import say

if TYPE_CHECKING:
    from jianbao.desk.actions.demonstrating import Demonstration

OPTIONS = (
    Option(
        ("--inbox",),
        "样例来稿邮件（eml）另存到这个文件夹",
        "also write the sample mails (eml) into this folder",
        metavar="FOLDER",
    ),
)
EXAMPLES = (
    Example(
        "JIANBAO_HOME=out/desk jianbao demo",
        "在新的数据目录里装一个样例编辑部",
        "fill a new home with the sample",
    ),
    Example("JIANBAO_HOME=out/desk jianbao serve", "然后打开它", "then open it"),
)


def run(inbox: str | None) -> int:
    """Fill the desk of an empty home, and print how to sign in."""
    config = open_office()
    from jianbao.desk.actions.demonstrating import fill_desk
    from jianbao.desk.actions.preparing import prepare_database
    from jianbao.desk.errors import DeskError

    prepare_database()
    today = dt.datetime.now().astimezone().date()
    password = "-".join(secrets.token_hex(2) for _ in range(3))
    try:
        made = fill_desk(today, password)
    except DeskError as error:
        raise Failure(
            said(error),
            say("用 JIANBAO_HOME 指定一个空目录", "name an empty folder with JIANBAO_HOME"),
        ) from error
    if inbox is not None:
        _write_mails(Path(inbox), today)
    put(
        say(
            _in_chinese(made, config.address, password), _in_english(made, config.address, password)
        )
    )
    return Exit.FINE


def _write_mails(folder: Path, today: dt.date) -> None:
    """Write the sample mailbox as files, in the order of arrival."""
    from jianbao.samples import mailbox

    for position, mail in enumerate(mailbox(today), 1):
        save(folder / f"{position:02}-{mail.name}.eml", mail.raw)


def _in_chinese(made: Demonstration, address: str, password: str) -> str:
    return (
        f"样例编辑部《{made.bulletin.title}》：{made.issues} 期往期，"
        f"收到邮件 {made.messages} 封，来稿 {made.contributions} 篇，下一期编了一半。\n"
        f"网址 {address}\n"
        f"登录名 {made.editor.username}（编辑 {made.editor.full_name}），"
        f"{made.reviewer.username}（审核 {made.reviewer.full_name}），"
        f"{made.signer.username}（签发 {made.signer.full_name}），"
        f"{made.publisher.username}（发布 {made.publisher.full_name}）；"
        f"所有样例人员的密码都是 {password}\n"
    )


def _in_english(made: Demonstration, address: str, password: str) -> str:
    return (
        f"The sample desk {made.bulletin.title}: {made.issues} printed issues, "
        f"{made.messages} messages received, {made.contributions} contributions, "
        "the next issue half made.\n"
        f"Address {address}\n"
        f"Sign in as {made.editor.username} (editor {made.editor.full_name}), "
        f"{made.reviewer.username} (reviewer {made.reviewer.full_name}), "
        f"{made.signer.username} (signer {made.signer.full_name}) or "
        f"{made.publisher.username} (publisher {made.publisher.full_name}); "
        f"everybody's password is {password}\n"
    )
