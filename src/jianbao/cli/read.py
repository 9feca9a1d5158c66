"""`jianbao read`: files into text form or JSON. It prints what the reader gives and judges nothing.

On standard output the text form holds one issue; several go into a folder, or out as JSON.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jianbao.cli.batch import Batch
from jianbao.cli.declare import (
    FILES,
    JOBS,
    JSON,
    OUTPUT,
    PROFILE,
    TRUSTED,
    Example,
    format_option,
)
from jianbao.cli.failures import Failure
from jianbao.cli.issue_output import put_issue, with_pictures
from jianbao.cli.opening import Opened, note_problems, open_file, opening, refuse_unreadable
from jianbao.cli.output import put_or_save
from jianbao.cli.printing import chosen_format, entry, json_bytes
from jianbao.cli.sources import find_files
from jianbao.cli.targets import file_for, is_folder, numbered, refuse_overwriting, stems
from jianbao.cli.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable

OPTIONS = (FILES, OUTPUT, format_option("md", "json"), JSON, PROFILE, TRUSTED, JOBS)
EXAMPLES = (
    Example("jianbao read issue.docx", "读成文本格式", "read into text form"),
    Example("jianbao read scan.pdf -o issue.md", "连同图片写入文件", "write it with its pictures"),
    Example("jianbao read archive/ -o texts/ -j 4", "读一整个文件夹", "read a whole folder"),
    Example("jianbao read '2021/*.pdf' --json", "多期输出为 JSON", "many issues as JSON"),
)


def run(
    *,
    files: list[str],
    output: str | None = None,
    form: str | None = None,
    as_json: bool = False,
    profile: str | None = None,
    trusted: bool = False,
    jobs: int = 1,
) -> int:
    """Read every file and put out what it holds."""
    suffix = Path(output or "").suffix.lower()
    form = chosen_format(form, as_json=as_json, default="json" if suffix == ".json" else "md")
    batch = Batch(find_files(files), jobs)
    if form == "md" and batch.many and not is_folder(output):
        raise _too_many_for_one(len(batch.files))
    opened = (
        one for _, one in batch.each(open_file, opening(profile, trusted=trusted, many=batch.many))
    )
    if is_folder(output):
        _write_folder(batch, opened, Path(output or ""), form)
    else:
        write = _write_json if form == "json" else _write_text
        write(batch, opened, file_for(output, batch.files))
    return batch.end()


def _write_text(batch: Batch, opened: Iterable[Opened], target: Path | None) -> None:
    for one in opened:
        with batch.keeping():
            refuse_unreadable(one)
            note_problems(one)
            if len(one.reading.issues) > 1:
                raise _too_many_for_one(len(one.reading.issues))
            put_issue(one, one.reading.issues[0], target)


def _write_folder(batch: Batch, opened: Iterable[Opened], folder: Path, form: str) -> None:
    names = stems(batch.files)
    for one in opened:
        if form == "json":
            with batch.keeping():
                target = folder / f"{names[one.file]}.json"
                refuse_overwriting(target, batch.files)
                _write_json(batch, [one], target)
            continue
        issues = one.reading.issues
        with batch.keeping():
            refuse_unreadable(one)
            note_problems(one)
            for number, issue in enumerate(issues, start=1):
                target = folder / numbered(names[one.file], ".md", number, len(issues))
                refuse_overwriting(target, batch.files)
                put_issue(one, issue, target)


def _write_json(batch: Batch, opened: Iterable[Opened], target: Path | None) -> None:
    issues: list[dict[str, Any]] = []
    problems: list[dict[str, Any]] = []
    origins: list[dict[str, Any]] = []
    for one in opened:
        file = one.name if batch.many else None
        with batch.keeping():
            refuse_unreadable(one)
        before = len(issues)
        origins += [entry(origin.after(before), file) for origin in one.reading.origins]
        for issue in one.reading.issues:
            part = str(len(issues) + 1) if issues else ""
            issues.append(entry(with_pictures(one, issue, target, part=part), file))
        problems += [entry(problem, file) for problem in one.reading.problems]
    put_or_save(target, json_bytes({"issues": issues, "problems": problems, "origins": origins}))


def _too_many_for_one(count: int) -> Failure:
    return Failure(
        say(f"{count} 期不能写进一个文本", f"{count} issues do not fit into one text"),
        say("用 -o 文件夹/ 分别写出，或用 --json", "part them with -o FOLDER/, or use --json"),
    )
