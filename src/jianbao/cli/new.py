"""`jianbao new`: the next issue of a bulletin, empty. What an empty issue is, the document says."""

from __future__ import annotations

from jianbao.cli.days import DATE, day_of
from jianbao.cli.declare import OUTPUT, PROFILE, Example, format_option
from jianbao.cli.exits import Exit
from jianbao.cli.failures import Failure
from jianbao.cli.opening import load_profile
from jianbao.cli.output import put_or_save
from jianbao.cli.targets import file_for
from jianbao.cli.words import say

OPTIONS = (
    PROFILE,
    DATE,
    OUTPUT._replace(zh="写入的文件", en="the file to write"),
    format_option("md", "json", default="md"),
)
EXAMPLES = (
    Example("jianbao new --profile bulletin.toml", "看下一期的样子", "show the next issue"),
    Example("jianbao new --profile bulletin.toml -o 13.md", "新建第 13 期", "begin number 13"),
)


def run(
    *,
    profile: str | None = None,
    date: str | None = None,
    output: str | None = None,
    form: str = "md",
) -> int:
    """Print or write the empty next issue; a file that is there is never overwritten."""
    from jianbao.document.blank import blank_issue
    from jianbao.document.interchange import to_json
    from jianbao.document.text_form import format_text_form

    issue = blank_issue(load_profile(profile), date=day_of(date))
    target = file_for(output)
    if target is not None and target.exists():
        raise Failure(
            say(f"{output} 已经存在", f"{output} is already there"),
            say("换一个名字，或先移走它", "choose another name, or move it away"),
            Exit.UNWRITABLE,
        )
    put_or_save(target, to_json(issue) if form == "json" else format_text_form(issue))
    return Exit.FINE
