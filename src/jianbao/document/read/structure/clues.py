"""What one line tells about paragraphs beginning or ending at it, worked out once a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from jianbao.document.byline import find_closing, read_byline, read_source
from jianbao.document.read.structure import marks
from jianbao.document.read.structure.joining import join_lines
from jianbao.language.surnames import is_person_name

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from jianbao.document.read.lines import Line
    from jianbao.document.read.structure.layout import Layout

_LONGEST_SIGNATURE = 40  # characters
_SIGNATURE = re.compile(
    r"[（(【]?\s*(?:文|图|供稿|撰稿|撰文|作者|记者|本报记者|通讯员|特约通讯员|摄影|来源|稿源|报送|编辑整理|整理|執筆|文字)"
    r"(?:[:：/／、]|\s)"
)
_UNBROKEN = re.compile(r"[0-9A-Za-z.,%+#/-]{2,}")
_LONGEST_RUN = 4.0  # em
_BYLINE_LINES = 3  # a closing bracket is broken over this many lines at most
_MID_SENTENCE = re.compile(
    r"(?:期间|其中|同时|此外|另外|并且?|而且?|及|和|与|等|的|了|他们?|她们?|其|以及|该|这|那|于|也|通过|切实|"
    r"进一步|从而|不断|充分|有效|最后|随后|截至目前|据悉|据了解)"
)
_DATELINE = re.compile(
    r"\d{4}\s*年|\d{1,2}\s*月\s*\d{1,2}\s*日|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月[，份上中下]|近日|日前|近期|"
    r"连日来|当前|今年|去年|上午|下午|本网讯|本报讯|为[了深进贯扎切认全]"
)


class Clue(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a run. Lengths in em; `measure` is the full width around the line."""

    text: str
    width: float
    measure: float
    held: float  # that the line had to leave free because of what follows: a number, a mark
    indent: float  # beyond the left edge of the body; 0 at a page top
    top: bool
    finished: bool  # a sentence ends here
    closed: bool  # a sentence, a bracket or a byline ends here
    blank_end: bool
    gap: bool  # more space before it than between other lines
    listed: bool
    continues: bool
    opening: float  # how well it opens a paragraph by its words
    emphasised: bool  # large, bold or centred as a whole
    centred: bool
    balance: tuple[int, ...]
    signed_from: int | None = None  # the line in which the byline or source that ends here opens
    signature: bool = False  # a line of its own that says who wrote: 文/王芳, 通讯员：李红
    in_series: bool = False  # the run is a series of numbered paragraphs: 1、 2、 3、
    signed_whole: bool = False  # that bracket fills its lines from the first character


def read_clues(
    lines: Sequence[Line], layout: Layout, measures: Sequence[float], units: Collection[str]
) -> list[Clue]:
    """Read the clues of every line of a run."""
    clues = [_clue(lines, at, layout, measures[at], units) for at in range(len(lines))]
    if _is_series(lines):
        return [msgspec.structs.replace(clue, in_series=True) for clue in clues]
    return clues


def is_signature_line(text: str) -> bool:
    """Say whether a line says who wrote, under a title or at an end: 文/王芳, （记者 李红）."""
    if len(text) > _LONGEST_SIGNATURE or not _SIGNATURE.match(text):
        return False
    return read_byline(text) is not None or read_source(text) is not None


def _is_series(lines: Sequence[Line]) -> bool:
    """Say whether the run opens with a number and counts on: 1、 … 2、 …"""
    numbers = [marks.list_number(line.text) for line in lines]
    counted = [number for number in numbers if number]
    return bool(numbers and numbers[0]) and len(counted) > 1 and counted[1] == counted[0] + 1


def _clue(
    lines: Sequence[Line], at: int, layout: Layout, measure: float, units: Collection[str]
) -> Clue:
    line = lines[at]
    indent = 0.0 if line.page_top and not layout.indented else line.indent - layout.base
    signed = _signed(lines, at, units)
    finished = marks.is_finished(line.text)
    return Clue(
        text=line.text,
        width=line.width,
        measure=measure,
        held=_held(lines[at + 1].text) if at + 1 < len(lines) else 0.0,
        indent=indent,
        top=line.page_top,
        finished=finished,
        closed=finished or signed is not None or line.text.endswith("】"),
        blank_end=line.blank_end,
        gap=layout.gaps_tell and line.gap > layout.double_spaced and not line.page_top,
        listed=marks.is_listed(line.text),
        continues=marks.continues(line.text),
        opening=_opening(line.text),
        emphasised=line.size > 1.08 or line.bold >= len(line.text) or line.align == "center",
        centred=indent >= 3 and abs(indent + line.width / 2 - measure / 2) <= 2.0,
        balance=marks.balance(line.text),
        signature=is_signature_line(line.text),
        signed_from=signed[0] if signed else None,
        signed_whole=bool(signed and signed[1]),
    )


def _signed(lines: Sequence[Line], at: int, units: Collection[str]) -> tuple[int, bool] | None:
    """Find where the byline or source that ends with this line opens."""
    if lines[at].text[-1] not in "）)】。":
        return None
    for first in range(at, max(-1, at - _BYLINE_LINES), -1):
        closing = find_closing(join_lines(lines[first : at + 1]))
        if closing is None:
            if lines[at].text[-1] == "。":
                return None
            continue
        byline = read_byline(closing.raw, units=units)
        if byline or read_source(closing.raw):
            return first, closing.start == 0
        return None
    return None


def _held(following: str) -> float:
    """Measure what of the next line could not be broken off and stand at this line's end."""
    if marks.is_listed(following):
        return 0.0
    run = _UNBROKEN.match(following)
    if run:
        return min(_LONGEST_RUN, len(run[0]) / 2)
    return 1.0 if marks.continues(following[1:]) or following[1:2] == "。" else 0.0


def _opening(text: str) -> float:
    if _MID_SENTENCE.match(text):
        return -0.9
    if _DATELINE.match(text):
        return 0.5
    name, comma, _ = text[:6].partition("，")
    return 0.8 if comma and is_person_name(name, sure=True) else 0.0
