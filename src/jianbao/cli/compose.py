"""`jianbao compose`: the first draft of an issue from a folder; the document says how."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from jianbao.cli.batch import Batch
from jianbao.cli.days import DATE, day_of
from jianbao.cli.declare import JOBS, JSON, OUTPUT, PROFILE, Example, Option, format_option
from jianbao.cli.exits import Exit
from jianbao.cli.failures import Failure
from jianbao.cli.issue_output import put_issue
from jianbao.cli.opening import (
    OWN_FORMS,
    How,
    Opened,
    load_profile,
    open_issue_file,
    opening,
)
from jianbao.cli.output import note, put, save
from jianbao.cli.press_setting import printing
from jianbao.cli.printing import chosen_format
from jianbao.cli.sources import find_everything, find_files
from jianbao.cli.targets import file_for
from jianbao.cli.words import language, say

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jianbao.cli.compose_reading import Message
    from jianbao.document.compose import Draft
    from jianbao.document.model import Issue, Window
    from jianbao.document.profile import Profile

OPTIONS = (
    Option(
        ("FILE",),
        "来稿：文件夹或文件；邮件（eml、msg）、Word、PDF、文本、图片、zip 等",
        "what came in: folders or files; mails (eml, msg), Word, PDF, text, pictures, zip …",
        many=True,
        dest="files",
    ),
    OUTPUT._replace(
        zh="初稿写入的文件，格式看后缀：md、json、docx、pdf、html、txt（默认输出 md）",
        en="the file for the draft; its suffix says how: md, json, docx, pdf, html, txt (else md)",
    ),
    PROFILE,
    Option(
        ("--back",),
        "往期：据以选栏目、查重、续期号",
        "printed issues: they teach sections, what was printed, and the number",
        metavar="PATH",
        many=True,
    ),
    DATE,
    Option(
        ("--from",),
        "采集时间的第一天；之前的来稿不用",
        "first day of the window; what came before is left out",
        metavar="DATE",
        dest="start",
    ),
    Option(
        ("--to",),
        "采集时间的最后一天（默认印发日期）",
        "last day of the window (default the date of the issue)",
        metavar="DATE",
        dest="end",
    ),
    format_option("text", "json")._replace(
        zh="每件来稿的去向怎样报告：text 写到标准错误，json 连同初稿写到标准输出",
        en="how the fate of each message is told: text on standard error, json with the draft",
    ),
    JSON,
    JOBS,
)
EXAMPLES = (
    Example(
        "jianbao compose inbox/ --profile bulletin.toml -o issue.md",
        "一个文件夹的邮件编成初稿",
        "a folder of mails into a draft",
    ),
    Example(
        "jianbao compose inbox/ --profile bulletin.toml --back 2026/ -o issue.pdf",
        "照往期选栏目、查重，直接排成 PDF",
        "as printed issues teach, straight to PDF",
    ),
    Example(
        "jianbao compose inbox/ --back 2026/ --from 2026-11-01 --json > draft.json",
        "只收本月的，每件来稿的去向也在其中",
        "of this month alone, with the fate of each message",
    ),
)


def run(
    *,
    files: list[str],
    output: str | None,
    profile: str | None,
    back: list[str] | None,
    date: str | None,
    start: str | None,
    end: str | None,
    form: str | None,
    as_json: bool,
    jobs: int,
) -> int:
    """Compose a draft; the exit code tells whether every message could be read."""
    from jianbao.document.compose import compose

    form = chosen_format(form, as_json=as_json, default="text")
    today, how = day_of(date), opening(profile, many=True)
    printed = find_files(back) if back else []
    sources = _without(find_everything(files), [*printed, *filter(None, (profile,))])
    target = file_for(output, sources)
    issues = _issues(printed, how, jobs)
    series = _series(load_profile(profile), issues)
    messages, pictures = _messages(sources, series, jobs)
    candidates = [one for message in messages for one in message.arrival.candidates]
    draft = compose(
        candidates,
        series,
        today=today,
        back=issues,
        window=_window(start, end, today),
        language=language(),
    )
    _put(draft, messages, pictures, target, as_json=form == "json")
    unread = any(one.reason == "unreadable" for one in draft.left_out)
    return Exit.UNREADABLE if unread else Exit.FINE


def _messages(
    sources: Sequence[str], series: Profile, jobs: int
) -> tuple[list[Message], dict[str, bytes]]:
    from jianbao.cli.compose_reading import Reading, called, read_messages

    batch = Batch(sources, jobs)
    found = batch.each(read_messages, Reading(series, called(sources)))
    messages = [message for _, read in found for message in read]
    pictures = {name: data for one in messages for name, data in one.arrival.pictures.items()}
    batch.end()
    return messages, pictures


def _issues(files: Sequence[str], how: How, jobs: int) -> list[Issue]:
    """Read the printed issues; one that cannot be read is said and goes without."""
    if not files:
        return []
    batch = Batch(files, jobs)
    issues = [issue for _, one in batch.each(open_issue_file, how) for issue in one.reading.issues]
    batch.end()
    return issues


def _series(profile: Profile, back: Sequence[Issue]) -> Profile:
    """Give the profile, its sections learnt from the printed issues where it names none."""
    import msgspec

    from jianbao.document.profile import EMPTY
    from jianbao.document.read.learn import learn_profile

    if profile.sections:
        return profile
    learnt = learn_profile(back)
    if not learnt.sections:
        raise Failure(
            say("不知道有哪些栏目", "no section is known"),
            say("用 --profile 给出刊物档案，或用 --back 给出往期", "give --profile or --back"),
        )
    return (
        learnt if profile == EMPTY else msgspec.structs.replace(profile, sections=learnt.sections)
    )


def _window(start: str | None, end: str | None, today: dt.date) -> Window | None:
    """Give the window asked for, None where none is. Raises Failure for one that is none."""
    from jianbao.document.model import Window

    if start is None and end is None:
        return None
    if start is None:
        raise Failure(say("只有 --to，没有 --from", "--to is given without --from"))
    first, last = day_of(start), day_of(end) if end else today
    if first > last:
        raise Failure(say("采集时间的起止颠倒了", "the window ends before it begins"))
    return Window(start=first, end=last)


def _without(files: Sequence[str], others: Sequence[str]) -> list[str]:
    """Leave out files of the run that are no contributions: the profile, printed issues."""
    taken = {os.path.realpath(other) for other in others}
    return [file for file in files if os.path.realpath(file) not in taken]


def _put(
    draft: Draft,
    messages: Sequence[Message],
    pictures: dict[str, bytes],
    target: Path | None,
    *,
    as_json: bool,
) -> None:
    from jianbao.cli.compose_report import report_json, report_text

    if target is not None or not as_json:
        _put_draft(draft.issue, pictures, target)
    if as_json:
        put(report_json(draft, messages))
    else:
        note(report_text(draft, messages))


def _put_draft(issue: Issue, pictures: dict[str, bytes], target: Path | None) -> None:
    """Write the draft in the form that the name of its file asks for."""
    from jianbao.document.read.reading import Reading
    from jianbao.document.write.formats import FORMATS, Wish, format_for

    form = format_for(target.name) if target else FORMATS["md"]
    if form is None:
        raise Failure(
            say(f"从 {target} 看不出格式", f"the name {target} tells no format"),
            say("用 .md、.pdf 等后缀", "end it with .md, .pdf or the like"),
        )
    if target is None or form.name in OWN_FORMS.values():
        opened = Opened("", Reading(issues=(issue,), pictures=pictures))
        put_issue(opened, issue, target, form=form.name)
        return
    with printing(target.name):
        save(target, form.write(issue, Wish(pictures=pictures)))
