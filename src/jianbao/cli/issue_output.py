"""Puts out an issue in a form that every command reads again, its pictures beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jianbao.cli.output import note, put_or_save
from jianbao.cli.pictures import pictures_of, save_pictures
from jianbao.cli.words import say

if TYPE_CHECKING:
    from jianbao.cli.opening import Opened
    from jianbao.document.model import Issue


def put_issue(opened: Opened, issue: Issue, target: Path | None, *, form: str = "md") -> None:
    """Write an issue that came out of `opened` to `target`, or to standard output for None."""
    _write(opened, with_pictures(opened, issue, target), target, form)


def put_over(opened: Opened, issue: Issue) -> None:
    """Write a changed issue over the file it came from, which must be in a form of our own."""
    _write(opened, issue, Path(opened.file), opened.own)


def _write(opened: Opened, issue: Issue, target: Path | None, form: str) -> None:
    from jianbao.document.interchange import to_json
    from jianbao.document.text_form import format_text_form

    as_text = form == "md"
    put_or_save(
        target,
        format_text_form(issue, ignored=opened.ignored) if as_text else to_json(issue),
    )


def with_pictures(opened: Opened, issue: Issue, target: Path | None, *, part: str = "") -> Issue:
    """Write the issue's pictures beside the target; give the issue that names them there.

    `part` keeps those of several issues in one target apart.
    """
    if not any(item.pictures for item in issue.items()):
        return issue
    if target is None:
        note(
            say("图片未输出；用 -o 写入文件可一并保存", "pictures are left out; -o saves them too")
        )
        return issue
    return save_pictures(issue, pictures_of(issue, opened), target, part=part)
