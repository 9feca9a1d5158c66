"""The body of an issue as a flat sequence: headings, titles, paragraphs, tables and pictures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import msgspec

from jianbao.document.read.lines import Line
from jianbao.document.read.structure import marks
from jianbao.document.read.structure.clues import is_signature_line, read_clues
from jianbao.document.read.structure.headings import Heading, find_headings
from jianbao.document.read.structure.joining import bold_length, join_lines
from jianbao.document.read.structure.segments import segment_run

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from jianbao.document.profile import Profile
    from jianbao.document.read.structure.layout import Layout

BlockKind = Literal["heading", "title", "paragraph", "table", "picture"]
_NOT_TITLE = re.compile(r"[。；;]|[，、：,:；（“《]$")
_LONGEST_TITLE = 44.0  # em


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """One part of the body with the lines it is made of; `bold` as in Line, over all of them."""

    kind: BlockKind
    text: str
    lines: tuple[Line, ...]
    heading: Heading | None = None
    bold: int = 0
    score: float = 1.0


def read_blocks(
    lines: Sequence[Line], layout: Layout, profile: Profile, units: Collection[str]
) -> list[Block]:
    """Cut the lines between masthead and imprint into blocks, in the order of print."""
    headings = find_headings(lines, layout, profile)
    blocks: list[Block] = []
    run: list[int] = []
    for at, line in enumerate(lines):
        alone = at in headings or line.table or line.picture or line.whole or not layout.wrapped
        if not alone:
            run.append(at)
            continue
        blocks += _run_blocks(lines, run, layout, units)
        run = []
        following = lines[at + 1] if at + 1 < len(lines) and at + 1 not in headings else None
        blocks.append(_single(line, headings.get(at), following))
    return blocks + _run_blocks(lines, run, layout, units)


def _run_blocks(
    lines: Sequence[Line], run: Sequence[int], layout: Layout, units: Collection[str]
) -> list[Block]:
    if not run:
        return []
    own = lines[run[0] : run[-1] + 1]
    clues = read_clues(own, layout, layout.measures[run[0] : run[-1] + 1], units)
    blocks = []
    for segment in segment_run(clues, layout):
        part = tuple(own[segment.first : segment.last + 1])
        blocks.append(
            Block(
                kind=segment.kind,
                text=join_lines(part),
                lines=part,
                bold=bold_length(part),
                score=segment.score,
            )
        )
    return blocks


def _single(line: Line, heading: Heading | None, following: Line | None) -> Block:
    kind: BlockKind = "paragraph"
    if heading:
        kind = "heading"
    elif line.table:
        kind = "table"
    elif line.picture:
        kind = "picture"
    elif _is_title(line, following):
        kind = "title"
    return Block(kind=kind, text=line.text, lines=(line,), heading=heading, bold=line.bold)


def _is_title(line: Line, following: Line | None) -> bool:
    """Say whether a whole line reads as a title: short, unfinished, set apart or before text."""
    if line.width > _LONGEST_TITLE or _NOT_TITLE.search(line.text) or following is None:
        return False
    if is_signature_line(line.text):
        return False
    if line.mark in {"•", "-", "*"} or (marks.is_finished(line.text) and line.size <= 1.05):
        return False
    set_apart = line.size > 1.05 or line.bold >= len(line.text) or line.align == "center"
    before_text = marks.is_finished(following.text) and following.width > line.width
    return not following.table and (set_apart or (before_text and line.text[-1] not in "）)"))
