"""`jianbao people rights`: what a person may do where, and by which role; it changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jianbao.cli.declare import JSON, Example, Option, format_option
from jianbao.cli.exits import Exit
from jianbao.cli.failures import Failure
from jianbao.cli.office import open_office
from jianbao.cli.output import put
from jianbao.cli.printing import chosen_format, json_bytes
from jianbao.cli.words import say

if TYPE_CHECKING:
    from jianbao.desk.queries.rights import Right

OPTIONS = (
    Option(("PERSON",), "邮箱或登录名", "e-mail address or sign-in name"),
    format_option("text", "json"),
    JSON,
)
EXAMPLES = (
    Example("jianbao people rights chen@yunling.example", "一个人的权限", "one person's rights"),
)


def run(*, person: str, form: str | None, as_json: bool) -> int:
    """Print every capability, allowed or not, with the role it comes from or the reason."""
    form = chosen_format(form, as_json=as_json, default="text")
    open_office()
    from django.utils import translation

    from jianbao.desk import rules
    from jianbao.desk.queries.people import find_person
    from jianbao.desk.queries.rights import rights_above, rights_in

    found = find_person(person)
    if found is None:
        raise Failure(say(f"没有账号 {person}", f"there is no account {person}"))
    with translation.override(say("zh-hans", "en")):
        places = [
            ("", say("整个编辑部", "the whole desk"), rights_above(found)),
            *((one.slug, one.title, rights_in(found, one)) for one in rules.bulletins_of(found)),
        ]
        if form == "json":
            named = [{"bulletin": slug, "rights": list(map(_row, r))} for slug, _title, r in places]
            put(json_bytes({"person": found.email, "open": found.is_active, "places": named}))
        else:
            put("".join(_told(title, rights) for _slug, title, rights in places))
    return Exit.FINE


def _row(right: Right) -> dict[str, Any]:
    roles = [grant.role for grant in right.grants]
    return {"may": right.capability, "allowed": right.ok, "by": roles, "reason": right.reason}


def _told(title: str, rights: list[Right]) -> str:
    lines = [title]
    for right in rights:
        because = say("、", ", ").join(str(grant.get_role_display()) for grant in right.grants)
        lines.append(f"  {'✓' if right.ok else '–'} {right.label}  {because or right.reason}")
    return "\n".join(lines) + "\n"
