"""Which of a mail's sheets are the piece, where a piece in them begins and ends, what it is called.

It proposes a division and makes none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from jianbao.document.byline import read_byline, read_source, split_closing
from jianbao.intake.blocks import Block, Sheet, is_prose
from jianbao.intake.headlines import looks_like_title

LONGEST = 100_000  # characters of one contribution
_ENOUGH = 40  # characters of prose that make a piece
_COUNTS = {han: number // 2 + 2 for number, han in enumerate("二2三3四4五5六6七7八8九9")} | {
    "两": 2
}
_LINES = 2  # of a headline
_HEADLINE = 50  # characters of both
_SUBHEAD = 10  # characters up to which a heading may be one of an article's own
_NUMBERED = re.compile(
    r"^(?:第?[一二三四五六七八九十]+[、.．部章节]|[（(][一二三四五六七八九十\d]+[）)]|\d+[、.．])"
)
_FORM = re.compile(r"(?:审核|审批|签批|呈批|审签|送审|报审|登记|会签|阅批|报送)[^。，]{0,6}[表单]$")
_ANNOUNCED = re.compile(r"([两二三四五六七八九]|(?<!\d)[2-9])\s*[则条篇](?!例)")
_TITLE_LABEL = re.compile(r"^(?:标题|题目)\s*[:：]\s*")
_SIGNED = re.compile(r"^(?:供稿单位|供稿人?|撰稿人?|作者|单位|通讯员|来稿单位|信息员)\s*[:：]")


class Proposed(NamedTuple):
    """One of several pieces: its paragraphs, counted from 1, the headline among them."""

    headline: str
    first: int
    last: int


class Piece(NamedTuple):
    """The text of a contribution; `closings` are the bylines and sources taken off it.

    `places` tells for each chosen sheet how many paragraphs stand before each of its blocks.
    With several pieces `headline` is '' and headlines and bylines stand in the paragraphs.
    """

    headline: str
    paragraphs: tuple[str, ...]
    closings: tuple[str, ...] = ()
    proposed: tuple[Proposed, ...] = ()
    places: tuple[tuple[int, ...], ...] = ()


def sheet_of_text(
    paragraphs: Sequence[str], *, origin: str, name: str, units: Collection[str]
) -> Sheet:
    """Make a sheet of plain paragraphs: bylines told from texts, headlines by their shape."""
    blocks = [_plain_block(paragraph, units) for paragraph in paragraphs]
    for number, block in enumerate(blocks[:-1]):
        opens = number < 2 or blocks[number - 1].closing
        leads = any(is_prose(following) for following in blocks[number + 1 : number + 3])
        text = _TITLE_LABEL.sub("", block.text)
        if opens and leads and looks_like_title(_unnumbered(text)) and not block.closing:
            blocks[number] = Block(text, "title")
    return Sheet(origin, name, tuple(blocks))


def choose(body: Sheet, attached: Sequence[Sheet]) -> tuple[tuple[Sheet, ...], bool]:
    """Choose the sheets that are the piece; say whether the mail's own text is one of them.

    A file that holds prose goes before the mail around it, unless that is much the longer.
    """
    with_prose = tuple(sheet for sheet in attached if sheet.prose >= _ENOUGH)
    with_prose = tuple(sheet for sheet in with_prose if not _is_form(sheet)) or with_prose
    longest = max((sheet.prose for sheet in with_prose), default=0)
    if with_prose and body.prose <= 2 * longest:
        return with_prose, False
    if body.prose >= _ENOUGH or (body.blocks and not attached):
        return (body,), True
    rest = tuple(sheet for sheet in attached if sheet.blocks)
    return (rest, False) if rest else ((body,), True)


def _is_form(sheet: Sheet) -> bool:
    """Say whether a sheet approves or reports a piece and is none: 审核签批表."""
    first = sheet.blocks[0].text if sheet.blocks else ""
    return bool(_FORM.search(sheet.name.rpartition(".")[0]) or _FORM.search(first[:30]))


def heads(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """Give the lines of printed heads (红头), which are no part of a piece."""
    return tuple(block.text for sheet in sheets for block in sheet.blocks if block.kind == "head")


def bounded(sheets: Sequence[Sheet]) -> tuple[tuple[Sheet, ...], bool]:
    """Keep as much text as any contribution has; say whether more was there."""
    left, cut, kept = LONGEST, False, []
    for sheet in sheets:
        blocks: list[Block] = []
        for block in sheet.blocks:
            left -= len(block.whole) + 1
            if left < 0:
                cut = True
                break
            blocks.append(block)
        kept.append(sheet._replace(blocks=tuple(blocks)))
    return tuple(kept), cut


def compose(sheets: Sequence[Sheet], announced: int = 0) -> Piece:
    """Put the chosen sheets together as one piece, or as several with a proposed division.

    `announced` is how many pieces the sender speaks of: as many numbered parts are those pieces.
    """
    numbered = _numbered_parts(sheets[0]) if len(sheets) == 1 and announced > 1 else []
    if len(numbered) == announced > 1:
        return _several(sheets, numbered)
    segments = [segment for sheet in sheets for segment in _segments(sheet)]
    return _several(sheets, segments) if len(segments) > 1 else _one(sheets)


def _plain_block(paragraph: str, units: Collection[str]) -> Block:
    if _SIGNED.match(paragraph) and read_byline(paragraph, units=units):
        return Block("", "text", paragraph)
    if paragraph[:1] in "（(" and (read_byline(paragraph, units=units) or read_source(paragraph)):
        return Block("", "text", paragraph)
    body, byline, source = split_closing(paragraph, units=units)
    return Block(body, "text", paragraph[len(body) :].strip() if byline or source else "")


def _unnumbered(title: str) -> str:
    return _NUMBERED.sub("", title).strip()


def _numbered_parts(sheet: Sheet) -> list[tuple[Sheet, int, int]]:
    """Cut a sheet where paragraphs are numbered; what stands above goes with the first."""
    starts = [number for number, block in enumerate(sheet.blocks) if _NUMBERED.match(block.text)]
    ends = [*starts[1:], len(sheet.blocks)]
    return [(sheet, start if n else 0, ends[n]) for n, start in enumerate(starts)]


def announced_in(text: str) -> int:
    """Give the number of pieces that a subject speaks of (信息两则), or 0."""
    found = _ANNOUNCED.search(text)
    return _COUNTS[found[1]] if found else 0


def _called(blocks: Sequence[Block]) -> str:
    """Give what one of several pieces is called: its title, or its run-in head."""
    titles = [block.text for block in blocks if block.kind == "title"]
    if titles:
        return _unnumbered(titles[0])
    numbered = next((block.text for block in blocks if _NUMBERED.match(block.text)), "")
    head = _unnumbered(numbered).partition("。")[0]
    return head if looks_like_title(head) else ""


def _segments(sheet: Sheet) -> list[tuple[Sheet, int, int]]:
    """Cut a sheet where a title follows prose, or anything follows a byline."""
    blocks = sheet.blocks
    if not blocks:
        return [(sheet, 0, 0)]
    starts, written = [0], 0
    for number in range(1, len(blocks)):
        before, block = blocks[number - 1], blocks[number]
        written += len(before.text) if is_prose(before) else 0
        titled = block.kind == "title" and not _NUMBERED.match(block.text)
        if written >= _ENOUGH and (titled or before.closing):
            starts.append(number)
            written = 0
    cut = list(zip(starts, [*starts[1:], len(blocks)], strict=True))
    merged: list[tuple[int, int]] = []
    for start, end in cut:
        prose = sum(len(block.whole) for block in blocks[start:end] if is_prose(block))
        if merged and prose < _ENOUGH:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    whole = [(sheet, 0, len(blocks))]
    return [(sheet, *part) for part in merged] if _are_pieces(blocks, merged) else whole


def _are_pieces(blocks: Sequence[Block], parts: Sequence[tuple[int, int]]) -> bool:
    """Tell pieces from the chapters of one article, whose headings are short or end unsigned."""
    signed = [any(block.closing for block in blocks[start:end]) for start, end in parts]
    if all(signed):
        return True
    if signed[-1] and not any(signed[:-1]):
        return False
    titles = [blocks[start].text for start, _ in parts if blocks[start].kind == "title"]
    return len(titles) == len(parts) and any(len(title) > _SUBHEAD for title in titles)


def _one(sheets: Sequence[Sheet]) -> Piece:
    headline = ""
    paragraphs: list[str] = []
    closings: list[str] = []
    places: list[tuple[int, ...]] = []
    for sheet in sheets:
        before: list[int] = []
        titles = sum(block.kind == "title" for block in sheet.blocks)
        for block in sheet.blocks:
            before.append(len(paragraphs))
            if block.kind == "head":
                continue
            if not paragraphs and block.kind == "title" and not headline:
                headline = block.text
            elif not paragraphs and block.kind == "title" and _goes_on(headline, block, titles):
                headline += (" " if block.text[0] in "—-" else "") + block.text
            elif block.text:
                paragraphs.append(block.text)
            if block.closing:
                closings.append(block.closing)
        places.append((*before, len(paragraphs)))
    return Piece(headline, tuple(paragraphs), tuple(closings), (), tuple(places))


def _goes_on(headline: str, block: Block, titles: int) -> bool:
    """Say whether the second of two titles is the second line of one headline."""
    together = len(headline) + len(block.text)
    return titles == _LINES and together <= _HEADLINE and not _NUMBERED.match(block.text)


def _several(sheets: Sequence[Sheet], segments: Sequence[tuple[Sheet, int, int]]) -> Piece:
    paragraphs: list[str] = []
    proposed: list[Proposed] = []
    places: list[tuple[int, ...]] = []
    for sheet in sheets:
        before: list[int] = []
        for _, start, end in (one for one in segments if one[0] is sheet):
            first = len(paragraphs) + 1
            for block in sheet.blocks[start:end]:
                before.append(len(paragraphs))
                if block.kind == "head":
                    continue
                if block.text or not paragraphs or first > len(paragraphs):
                    paragraphs.append(block.whole)
                else:
                    paragraphs[-1] += block.closing
            headline = _called(sheet.blocks[start:end])
            proposed.append(Proposed(headline, first, len(paragraphs)))
        places.append((*before, len(paragraphs)))
    return Piece("", tuple(paragraphs), (), tuple(proposed), tuple(places))
