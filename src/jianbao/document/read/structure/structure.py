"""The way from lines to issues, step after step; each step stands in its own module."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from jianbao.document.model import Issue, Note, one_line
from jianbao.document.problems import Problem, problem
from jianbao.document.profile import EMPTY, Profile
from jianbao.document.read.reading import Origin
from jianbao.document.read.structure.assembly import Body, Place, assemble
from jianbao.document.read.structure.blocks import read_blocks
from jianbao.document.read.structure.contents import read_contents
from jianbao.document.read.structure.furniture import drop_furniture
from jianbao.document.read.structure.imprint import read_imprint
from jianbao.document.read.structure.layout import measure_layout
from jianbao.document.read.structure.masthead import read_masthead
from jianbao.document.read.structure.outline import place_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jianbao.document.read.lines import Line


class Structure(msgspec.Struct, frozen=True, kw_only=True):
    """The issues that lines hold, what was doubtful about them, and where each part stood."""

    issues: tuple[Issue, ...] = ()
    problems: tuple[Problem, ...] = ()
    origins: tuple[Origin, ...] = ()


def read_structure(
    lines: Sequence[Line], *, profile: Profile = EMPTY, language: str = "zh"
) -> Structure:
    """Read the issues that the lines of one file hold. Never raises on what they say."""
    return _one(drop_furniture(lines), profile, language)


def _one(lines: Sequence[Line], profile: Profile, language: str) -> Structure:
    head = read_masthead(lines)
    rest = lines[head.taken :]
    contents = read_contents(rest)
    rest = [*rest[: contents.start], *rest[contents.end :]]
    foot = read_imprint(rest, year=head.masthead.year, top=head.unplaced)
    rest = rest[: foot.start]
    layout = measure_layout(rest)
    units = [name for unit in profile.units for name in (unit.name, *unit.aliases)]
    body = assemble(place_blocks(read_blocks(rest, layout, profile, units)), units)
    issue = Issue(
        masthead=head.masthead,
        contents=tuple(map(one_line, contents.entries)),
        sections=body.sections,
        imprint=foot.imprint,
    )
    return Structure(issues=(issue,))
