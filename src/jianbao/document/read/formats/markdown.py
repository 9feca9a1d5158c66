"""Markdown newsletters to lines; jianbao's own text form is recognised elsewhere.

CommonMark with tables, but indented text is a paragraph (a Chinese habit), never code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from markdown_it import MarkdownIt
from markdown_it.token import Token

from jianbao.document.model import Picture
from jianbao.document.problems import Problem, Unreadable
from jianbao.document.read.formats.characters import clean, lead_length, width_em
from jianbao.document.read.formats.decode import decode_text
from jianbao.document.read.formats.grids import Cell, Grid, grid_lines
from jianbao.document.read.formats.html import read_html
from jianbao.document.read.formats.outside import outside_notices
from jianbao.document.read.formats.reading import FormatReading
from jianbao.document.read.lines import Line

_MAX_CHARACTERS = 1 << 20
_MAX_LINES = 50_000
_MAX_BRACKETS = 30_000  # the parser looks long at each that is never closed
_MAX_NESTING = 60
_FIELD = re.compile(r"\s*[\w.-]+\s*[:=]|\s+\S|\s*- |\s*#|\s*$")
_FENCES = {"---": ":", "+++": "="}
_STRONG = re.compile(r"\*\*([^*]{1,500})\*\*")
_ANCHOR = re.compile(r"\s*\{#[\w-]{1,80}\}$")
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]{0,20}:|//", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BOLD_TAG = re.compile(r"<(/?)(?:b|strong)\b", re.IGNORECASE)
_IMAGE_TAG = re.compile(r"<img\b[^<>]{0,500}?\bsrc\s*=\s*[\"']?([^\"'\s<>]+)", re.IGNORECASE)
_CJK = re.compile(r"[\u2014\u2018-\u201d\u2026\u2e80-\uffef]")
_HEADING_LENGTH = 60

Run = list[tuple[str, bool]]


def read_markdown(data: bytes, *, language: str = "zh") -> FormatReading:
    """Read Markdown: front matter, headings with their levels, list items with marks, tables.

    Links keep their text, code stays as text, comments go. Raises Unreadable: too-big,
    too-deep, unsupported.
    """
    text, remark = decode_text(data, language=language)
    _refuse_excess(text)
    front_matter, body, skipped = split_front_matter(text.replace("\r\n", "\n"))
    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING})
    parser.enable("table").disable("code")
    reader = _Reader(skipped, language)
    tokens = parser.parse(body)
    if any(token.level >= _MAX_NESTING - 1 for token in tokens):  # the parser drops what is deeper
        raise Unreadable("too-deep")
    lines = reader.lines(tokens)
    return FormatReading(
        lines=tuple(lines),
        problems=(*((remark,) if remark else ()), *reader.problems()),
        pictures=reader.pictures,
        front_matter=front_matter,
    )


def _refuse_excess(text: str) -> None:
    if len(text) > _MAX_CHARACTERS:
        raise Unreadable("too-big", limit=f"{_MAX_CHARACTERS >> 20} MB")
    if text.count("\n") > _MAX_LINES:
        raise Unreadable("too-big", limit=f"{_MAX_LINES} 行")
    if text.count("[") > _MAX_BRACKETS:
        raise Unreadable("too-big", limit=f"{_MAX_BRACKETS} [")


def split_front_matter(text: str) -> tuple[dict[str, str], str, int]:
    """Split the fields between `---` (or `+++`) lines at the top from the text below.

    Gives the fields, the text, and how many lines were taken off. List entries join with 、.
    """
    lines = text.removeprefix("\ufeff").split("\n")
    fence = lines[0].rstrip()
    if fence not in _FENCES or fence not in (line.rstrip() for line in lines[1:]):
        return {}, text, 0
    end = next(number for number, line in enumerate(lines) if number and line.rstrip() == fence)
    if not all(_FIELD.match(line) for line in lines[1:end]):  # text between two rules
        return {}, text, 0
    fields: dict[str, str] = {}
    last = ""
    for line in lines[1:end]:
        name, mark, worth = line.partition(_FENCES[fence])
        if line.lstrip().startswith("- ") and last:
            entry = clean(line.lstrip()[2:]).strip("\"'")
            fields[last] = f"{fields[last]}、{entry}" if fields[last] else entry
        elif mark and name.strip() and not name.lstrip().startswith("#"):
            last = clean(name)
            fields[last] = clean(worth).strip("\"'")
    return fields, "\n".join(lines[end + 1 :]), end + 1


class _Reader:
    """Walks the tokens of one text; remembers where it is in lists and tables."""

    def __init__(self, skipped: int, language: str) -> None:
        self._skipped = skipped
        self._language = language
        self._number = 1
        self._level = 0
        self._marks: list[str] = []
        self._outside: list[str] = []
        self._inner_problems: list[Problem] = []
        self.pictures: dict[str, bytes] = {}

    def problems(self) -> tuple[Problem, ...]:
        """Give what the text refers to but does not hold, and what its HTML was told of."""
        return (*outside_notices(self._outside, self._language), *self._inner_problems)

    def lines(self, tokens: list[Token]) -> list[Line]:
        """Give the lines of a run of block tokens."""
        lines: list[Line] = []
        place = 0
        while place < len(tokens):
            token = tokens[place]
            if token.map:
                self._number = token.map[0] + 1 + self._skipped
            if token.type == "table_open":
                end = next(i for i in range(place, len(tokens)) if tokens[i].type == "table_close")
                lines += self._table(tokens[place:end])
                place = end
            else:
                lines += self._block(token)
            place += 1
        return lines

    def _block(self, token: Token) -> list[Line]:
        if token.type == "heading_open":
            self._level = int(token.tag[1:])
        elif token.type == "heading_close":
            self._level = 0
        elif token.type == "list_item_open":
            self._marks.append(f"{token.info}{token.markup}" if token.info else "•")
        elif token.type == "list_item_close":
            self._marks.pop()
        elif token.type == "inline":
            return self._inline(token.children or [])
        elif token.type in ("fence", "code_block"):
            return self._verbatim(token.content)
        elif token.type == "html_block":
            return self._markup(token.content)
        return []

    def _inline(self, tokens: list[Token]) -> list[Line]:
        lines: list[Line] = []
        run: Run = []
        bold = 0
        for token in tokens:
            if token.type == "image":
                lines += [*self._text_line(run), *self._picture(token)]
                run = []
            elif token.type == "hardbreak" or _BREAK.match(token.content):
                lines += self._text_line(run)
                run = []
            elif token.type == "html_inline":
                bold += self._tag(token.content)
            elif token.type in ("strong_open", "strong_close"):
                bold += token.nesting
            elif token.type == "softbreak":
                run.append(("\n", bold > 0))
            elif token.content:
                run.append((token.content, bold > 0))
        return [*lines, *self._text_line(run)]

    def _tag(self, content: str) -> int:
        image = _IMAGE_TAG.match(content)
        if image:
            self._outside.append(image[1])
        found = _BOLD_TAG.match(content)
        return (-1 if found[1] else 1) if found else 0

    def _text_line(self, run: Run) -> list[Line]:
        parts = list(_strong_parts(_joined(run)))
        text = clean("".join(said for said, _ in parts))
        if not text:
            return []
        level = self._level
        if level:
            text = _ANCHOR.sub("", text)
            level = 0 if len(text) > _HEADING_LENGTH and text.endswith("。") else level
        line = Line(
            text=text,
            number=self._number,
            width=width_em(text),
            bold=min(lead_length(parts), len(text)),
            level=level,
            mark=self._take_mark(),
            whole=True,
        )
        return [line]

    def _take_mark(self) -> str:
        """Give the mark of the innermost list item to its first line only."""
        if not self._marks:
            return ""
        mark, self._marks[-1] = self._marks[-1], ""
        return mark

    def _picture(self, token: Token) -> list[Line]:
        source = str(token.attrs.get("src") or "")
        if not source or _OUTSIDE.match(source):
            self._outside.append(source or "?")
            return []
        picture = Picture(file=clean(source), alt=clean(token.content))
        return [Line(text="", number=self._number, whole=True, picture=picture)]

    def _verbatim(self, content: str) -> list[Line]:
        texts = ((place, clean(text)) for place, text in enumerate(content.split("\n"), 1))
        return [
            Line(text=text, number=self._number + place, width=width_em(text), whole=True)
            for place, text in texts
            if text
        ]

    def _markup(self, content: str) -> list[Line]:
        reading = read_html(content.encode("utf-8", "replace"), language=self._language)
        self._inner_problems += reading.problems
        self.pictures.update(reading.pictures)
        return [msgspec.structs.replace(line, number=self._number) for line in reading.lines]

    def _table(self, tokens: list[Token]) -> list[Line]:
        rows: list[list[Cell]] = []
        number = self._number
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(Cell(tuple(self._inline(token.children or []))))
        filled = tuple(tuple(row) for row in rows)
        return grid_lines(Grid(filled, head_rows=1, layout=False), number)


def _joined(run: Run) -> Run:
    """Join wrapped lines: with nothing between Chinese characters, else with a blank."""
    joined: Run = []
    for place, (said, bold) in enumerate(run):
        if said != "\n":
            joined.append((said, bold))
            continue
        before = "".join(text for text, _ in run[max(place - 2, 0) : place])[-1:]
        after = "".join(text for text, _ in run[place + 1 : place + 3])[:1]
        chinese = _CJK.match(before) and _CJK.match(after)
        joined.append(("" if chinese else " ", bold))
    return joined


def _strong_parts(run: Run) -> Iterator[tuple[str, bool]]:
    """Find the **strong** text that CommonMark misses beside Chinese punctuation."""
    for said, bold in run:
        end = 0
        for found in _STRONG.finditer(said):
            yield said[end : found.start()], bold
            yield found[1], True
            end = found.end()
        yield said[end:], bold
