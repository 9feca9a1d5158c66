"""Plain text, as typed or as taken out of a PDF, to lines; it never judges what a line is.

Pages show as form feeds, as page numbers on lines of their own, or, in texts with an empty line
after every line, as lines without one.
"""

from __future__ import annotations

import re

import msgspec

from jianbao.document.read.formats.characters import clean, leading_em, width_em
from jianbao.document.read.lines import Line

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x85\u2028\u2029]")
_BLANKS = " \t\u00a0\u3000\f\ufeff"
_PAGE_NUMBER = re.compile(
    r"(?:[—–―\-－·•~～]+\s*)(?P<dashed>\d{1,4})\s*[—–―\-－·•~～]+"
    r"|第\s*(?P<said>\d{1,4})\s*页(?:[，,/／\s]*共\s*\d{1,4}\s*页)?"
    r"|(?P<of>\d{1,3})\s*/\s*\d{1,3}"
)
_DOUBLE_SPACED = 0.7  # share of lines with an empty line before them
_MASTHEAD = 5  # the first lines, whose spacing says nothing


def read_text_lines(text: str) -> list[Line]:
    """Read every line that holds text, with its number, blanks, width and page.

    `gap` counts the empty lines before it; `page` stays None when the text shows no page.
    """
    lines = _physical_lines(text)
    gaps = [line.gap for line in lines[1:]]
    double_spaced = sum(gap > 0 for gap in gaps) > _DOUBLE_SPACED * max(1, len(gaps))
    return _with_pages(lines, double_spaced=double_spaced)


def page_number(text: str) -> int | None:
    """Read the number of a line that is nothing but a page number: — 2 —, 第2页 共8页, 2/8."""
    match = _PAGE_NUMBER.fullmatch(text)
    return int(match["dashed"] or match["said"] or match["of"]) if match else None


def _physical_lines(text: str) -> list[Line]:
    lines: list[Line] = []
    gap, page_top = 0, False
    for number, raw in enumerate(_BREAK.split(text), 1):
        page_top = page_top or "\f" in raw
        inner = clean(raw.strip(_BLANKS))
        if not inner:
            gap += 1
            continue
        raw = raw.replace("\f", "").lstrip("\ufeff")  # noqa: PLW2901 - the same line, cleaned
        lines.append(
            Line(
                text=inner,
                number=number,
                width=width_em(inner),
                indent=leading_em(raw),
                gap=gap,
                page_top=page_top,
                blank_end=raw[-1:] in _BLANKS,
            )
        )
        gap, page_top = 0, False
    return lines


def _with_pages(lines: list[Line], *, double_spaced: bool) -> list[Line]:
    """Count pages by form feeds, page numbers and missing empty lines."""
    paged: list[Line] = []
    page, fresh, turn, seen = 1, False, False, False
    for at, line in enumerate(lines):
        said = page_number(line.text)
        unspaced = double_spaced and line.gap == 0 and at >= _MASTHEAD and said is None
        if turn or line.page_top or (unspaced and not fresh):
            page, fresh, seen = page + 1, True, True
        if said == page + 1:
            page, fresh = said, True
        paged.append(msgspec.structs.replace(line, page=page, page_top=fresh))
        turn = said is not None and not fresh and at > 0
        fresh = said is not None and (fresh or at == 0)
        seen = seen or said is not None
    return paged if seen else [msgspec.structs.replace(line, page=None) for line in paged]
