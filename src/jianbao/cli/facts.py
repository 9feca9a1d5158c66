"""`jianbao facts`: what each item states, as a list or JSON; it decides on no fact itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from jianbao.cli.batch import Batch
from jianbao.cli.declare import (
    FILES,
    JOBS,
    JSON,
    OUTPUT,
    PROFILE,
    TRUSTED,
    Example,
    Option,
    format_option,
)
from jianbao.cli.exits import Exit
from jianbao.cli.failures import Failure
from jianbao.cli.opening import How, Opened, note_problems, open_issue_file, opening
from jianbao.cli.output import put_or_save
from jianbao.cli.printing import chosen_format, entry, issue_numbers, json_bytes
from jianbao.cli.sources import find_files
from jianbao.cli.targets import file_for
from jianbao.cli.words import say
from jianbao.language.names import load_finder, names_installed

if TYPE_CHECKING:
    from jianbao.document.facts import ItemFacts, QuantityFact

OPTIONS = (
    FILES,
    format_option("text", "json"),
    JSON,
    Option(
        ("--names",),
        "用模型多找人名和单位（需 jianbao[names]，较慢）",
        "find more people and units by a model (needs jianbao[names], slower)",
    ),
    PROFILE,
    OUTPUT._replace(zh="写入的文件", en="the file to write"),
    TRUSTED,
    JOBS,
)
EXAMPLES = (
    Example("jianbao facts issue.docx", "列出每条说了什么", "list what each item states"),
    Example("jianbao facts 2021/ --json -o facts.json", "全年的事实", "the facts of a year"),
)
APPROXIMATE = {"+": ("", "+"), "约": ("≈", "")}


class Task(msgspec.Struct, frozen=True):
    """How the facts of every file of this run are found."""

    how: How
    names: bool


class Listed(msgspec.Struct, frozen=True):
    """A file and the facts of each of its issues."""

    opened: Opened
    issues: tuple[tuple[ItemFacts, ...], ...]


def run(
    *,
    files: list[str],
    form: str | None,
    as_json: bool,
    names: bool,
    profile: str | None,
    output: str | None,
    trusted: bool,
    jobs: int,
) -> int:
    """List the facts of every item of every file."""
    form = chosen_format(form, as_json=as_json, default="text")
    batch = Batch(find_files(files), jobs)
    target = file_for(output, batch.files)
    listed = []
    if names:
        _need_names()
    how = opening(profile, trusted=trusted, many=batch.many)
    for _, one in batch.each(list_file, Task(how, names)):
        note_problems(one.opened)
        listed.append(one)
    if form == "json":
        entries = [found for one in listed for found in _entries(one, many=batch.many)]
        put_or_save(target, json_bytes({"items": entries}))
    else:
        put_or_save(target, "".join(_told(one, many=batch.many) for one in listed))
    return batch.end()


def list_file(file: str, task: Task) -> Listed:
    """Read one file and find the facts of its issues."""
    from jianbao.document.facts import facts_of_issue

    opened = open_issue_file(file, task.how)
    finder = load_finder() if task.names else None
    found = (
        facts_of_issue(issue, profile=task.how.profile, names=finder)
        for issue in opened.reading.issues
    )
    return Listed(opened, tuple(found))


def _need_names() -> None:
    if not names_installed():
        raise Failure(
            say("没有安装 jianbao[names]", "jianbao[names] is not installed"),
            "pip install jianbao[names]",
            Exit.MISSING_TOOL,
        )


def _entries(listed: Listed, *, many: bool) -> list[dict[str, Any]]:
    file = listed.opened.name if many else None
    return [
        entry(item, file, issue) for issue, items in issue_numbers(listed.issues) for item in items
    ]


def _told(listed: Listed, *, many: bool) -> str:
    head = f"== {listed.opened.name}\n" if many else ""
    return head + "".join(_item(item) for issue in listed.issues for item in issue)


def _item(item: ItemFacts) -> str:
    rows = (
        (
            say("数量", "quantities"),
            [f"{quantity.text} = {_value(quantity)}" for quantity in item.quantities],
        ),
        (say("日期", "dates"), [f"{d.text} = {d.iso}" for d in item.dates]),
        (say("单位", "units"), list(item.orgs)),
        (say("人名", "people"), list(item.persons)),
    )
    text = item.text if len(item.text) <= 36 else item.text[:35] + "…"
    body = "".join(f"    {label}  {'；'.join(values)}\n" for label, values in rows if values)
    return f"{item.id}  {text}\n{body}"


def _value(quantity: QuantityFact) -> str:
    before, after = APPROXIMATE.get(quantity.approx, ("", ""))
    upper = "" if quantity.upper is None else f"–{quantity.upper:.15g}"
    return f"{before}{quantity.value:.15g}{upper}{after}{quantity.unit}"
