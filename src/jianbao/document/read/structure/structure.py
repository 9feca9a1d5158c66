"""The way from lines to issues, step after step; each step stands in its own module."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from jianbao.document.model import Issue, one_line
from jianbao.document.problems import Problem
from jianbao.document.profile import EMPTY, Profile
from jianbao.document.read.lines import Line
from jianbao.document.read.reading import Origin
from jianbao.document.read.structure.account import IssueRead, find_problems
from jianbao.document.read.structure.aligned_rows import find_aligned_tables
from jianbao.document.read.structure.assembly import assemble
from jianbao.document.read.structure.blocks import read_blocks
from jianbao.document.read.structure.captions import place_captions
from jianbao.document.read.structure.contents import read_contents
from jianbao.document.read.structure.furniture import drop_furniture
from jianbao.document.read.structure.imprint import read_imprint
from jianbao.document.read.structure.issues import split_issues
from jianbao.document.read.structure.layout import measure_layout
from jianbao.document.read.structure.masthead import is_field, read_masthead
from jianbao.document.read.structure.notes import take_note
from jianbao.document.read.structure.outline import place_blocks
from jianbao.document.read.structure.tables import lay_out_tables
from jianbao.document.read.structure.web_furniture import drop_web_furniture

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


_NUMBERED = re.compile(r"[\d一二三四五六七八九十]")


class Structure(msgspec.Struct, frozen=True, kw_only=True):
    """The issues that lines hold, what was doubtful about them, and where each part stood."""

    issues: tuple[Issue, ...] = ()
    problems: tuple[Problem, ...] = ()
    origins: tuple[Origin, ...] = ()


def read_structure(
    lines: Sequence[Line],
    *,
    profile: Profile = EMPTY,
    language: str = "zh",
    front_matter: Mapping[str, str] | None = None,
) -> Structure:
    """Read the issues that the lines of one file hold. Never raises on what they say.

    Problems are worded in `language`. A file with several issues gives them in order of print.
    `front_matter` holds fields that stood before the lines: title, number, date, department.
    """
    lines = [*_front_lines(front_matter or {}), *lines]
    body = [_with_mark(line) for line in drop_furniture(drop_web_furniture(lines))]
    body = lay_out_tables(find_aligned_tables(body))
    if not body:
        return Structure()
    read = [_read_issue(part, profile) for part in split_issues(body)]
    problems = [found for one in read for found in find_problems(one, language)]
    origins = [origin for at, one in enumerate(read) for origin in one.origins(at)]
    return Structure(
        issues=tuple(one.issue for one in read), problems=tuple(problems), origins=tuple(origins)
    )


def _read_issue(lines: Sequence[Line], profile: Profile) -> IssueRead:
    """Read one issue: masthead from the top, imprint from the end, then what is between."""
    head = read_masthead(lines)
    rest = lines[head.taken :]
    contents = read_contents(rest)
    rest = [*rest[: contents.start], *rest[contents.end :]]
    foot = read_imprint(rest, year=head.masthead.year, top=head.unplaced)
    rest = place_captions(rest[: foot.start])
    units = [name for unit in profile.units for name in (unit.name, *unit.aliases)]
    blocks = read_blocks(rest, measure_layout(rest), profile, units)
    note, placed = take_note(place_blocks(blocks))
    body = assemble(placed, units)
    issue = Issue(
        masthead=head.masthead,
        contents=tuple(map(one_line, contents.entries)),
        note=note,
        sections=body.sections,
        imprint=foot.imprint,
    )
    return IssueRead(issue=issue, head=head, foot=foot, places=body.places)


def _front_lines(fields: Mapping[str, str]) -> Iterator[Line]:
    """Turn the fields of front matter into lines of a masthead; others say nothing here."""
    for name, value in fields.items():
        text = one_line(f"{name}: {value}")
        if is_field(text):
            yield Line(text=text, number=1, width=len(text) / 2, whole=True)


def _with_mark(line: Line) -> Line:
    """Put a number that the format keeps apart (一、, 1.) back before its text; not a bullet."""
    if not line.mark or not _NUMBERED.search(line.mark) or line.text.startswith(line.mark):
        return line
    return msgspec.structs.replace(
        line,
        text=f"{line.mark}{line.text}",
        width=line.width + len(line.mark),
        bold=line.bold + len(line.mark) if line.bold else 0,
    )
