"""`jianbao shorten`: long items down to a number of characters; it changes no word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianbao.cli.declare import FILE, JSON, OUTPUT, PROFILE, TRUSTED, Example, Option, format_option
from jianbao.cli.exits import Exit
from jianbao.cli.failures import Failure
from jianbao.cli.issue_output import put_issue
from jianbao.cli.opening import note_problems, only_issue, open_issue_file, opening
from jianbao.cli.output import note, put_or_save
from jianbao.cli.printing import chosen_format, json_bytes
from jianbao.cli.targets import file_for
from jianbao.cli.words import say
from jianbao.document.shortening import shorten_item

if TYPE_CHECKING:
    from jianbao.document.model import Issue
    from jianbao.document.shortening import ShortenedItem

OPTIONS = (
    FILE,
    Option(
        ("--to",),
        "每条最多多少字（标题、导语、正文合计，不含署名）",
        "the most characters of an item: title, lead and text, without its byline",
        metavar="N",
        number=True,
        needed=True,
    ),
    Option(("--item",), "只压这一条", "this item alone", "ID"),
    OUTPUT._replace(zh="写入的文件", en="the file to write"),
    format_option("md", "json"),
    JSON,
    PROFILE,
    TRUSTED,
)
EXAMPLES = (
    Example("jianbao shorten issue.md --to 120", "每条不超过 120 字", "120 characters an item"),
    Example("jianbao shorten issue.md --to 80 --item i03", "只压一条", "one item alone"),
    Example("jianbao shorten a.docx --to 150 --json", "前后对照", "both texts of each item"),
)


def run(
    *,
    file: str,
    to: int,
    item: str | None,
    output: str | None,
    form: str | None,
    as_json: bool,
    profile: str | None,
    trusted: bool,
) -> int:
    """Shorten every item that is too long; the exit code is 1 where one cannot be made to fit."""
    form = chosen_format(form, as_json=as_json, default="md")
    if to < 1:
        raise Failure(say("--to 至少为 1", "--to is 1 at least"))
    target = file_for(output, [file])
    opened = open_issue_file(file, opening(profile, trusted=trusted))
    note_problems(opened)
    issue = only_issue(opened)
    shorter = _shortened(issue, to, item)
    if form == "json":
        put_or_save(target, json_bytes({"items": _entries(issue, shorter)}))
    else:
        changed = issue.with_items(
            lambda item: shorter[item.id].item if item.id in shorter else item
        )
        put_issue(opened, changed, target)
    return _end(shorter)


def _shortened(issue: Issue, limit: int, only: str | None) -> dict[str, ShortenedItem]:
    """Shorten what is to be shortened. Raises Failure for an id that no item has."""
    found = {
        item.id: shorten_item(item, limit=limit)
        for item in issue.items()
        if only in {None, item.id}
    }
    if only is not None and not found:
        raise Failure(
            say(f"没有条目 {only}", f"there is no item {only}"),
            say("jianbao read --json 可见各条的 id", "jianbao read --json shows the ids"),
        )
    return found


def _entries(issue: Issue, shorter: dict[str, ShortenedItem]) -> list[dict[str, object]]:
    return [
        {
            "id": item.id,
            "text": item.text,
            "shortened": shorter[item.id].item.text,
            "fits": shorter[item.id].fits,
        }
        for item in issue.items()
        if item.id in shorter
    ]


def _end(shorter: dict[str, ShortenedItem]) -> Exit:
    long = {name: len(found.item.text) for name, found in shorter.items() if not found.fits}
    for name, length in long.items():
        note(say(f"{name}: 仍有 {length} 字", f"{name}: still {length} characters"))
    return Exit.FINDINGS if long else Exit.FINE
