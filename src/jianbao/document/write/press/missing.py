"""Characters no face can draw, found before anything is typeset; it prints nothing itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from jianbao.document.model import Issue, Item
from jianbao.document.write.fonts import Fonts
from jianbao.document.write.press.printable import is_visible

CODE = "G901"


class MissingGlyph(msgspec.Struct, frozen=True, kw_only=True):
    """A finding in the shape of proofreading's: where, which characters, and what it means.

    Offsets count in the item's `text`; without `item`, or with `element`, in that element's text.
    """

    code: str = CODE
    severity: Literal["error"] = "error"
    message: str = ""
    item: str | None = None
    element: str = ""
    start: int = 0
    end: int = 0
    text: str = ""
    fix: str | None = None


class MissingGlyphsError(ValueError):
    """The fonts lack characters of the issue; `findings` names every place."""

    def __init__(self, findings: tuple[MissingGlyph, ...]) -> None:
        """Take the findings; the message is that of the first and the count of the rest."""
        more = f"（另有 {len(findings) - 1} 处）" if len(findings) > 1 else ""
        super().__init__(findings[0].message + more)
        self.findings = findings


def missing_glyphs(issue: Issue, fonts: Fonts | None = None) -> tuple[MissingGlyph, ...]:
    """Find every run of characters of `issue` that `fonts` (the wheel's for none) cannot draw."""
    fonts = fonts or Fonts.default()
    everything = set("".join(text for _, _, text in _texts(issue)))
    absent = {c for c in fonts.lacking_of(everything) if is_visible(c) and not c.isspace()}
    if not absent:
        return ()
    run = re.compile(f"[{re.escape(''.join(sorted(absent)))}]+")
    return tuple(
        _finding(item, element, match)
        for item, element, text in _texts(issue)
        for match in run.finditer(text)
    )


def _finding(item: Item | None, element: str, match: re.Match[str]) -> MissingGlyph:
    points = " ".join(f"U+{ord(character):04X}" for character in match[0])
    where = f"条目 {item.id}" if item and item.id else element or "条目"
    return MissingGlyph(
        message=f"{where}：字体中没有“{match[0]}”（{points}）",
        item=item.id if item else None,
        element=element,
        start=match.start(),
        end=match.end(),
        text=match[0],
    )


def _texts(issue: Issue) -> Iterator[tuple[Item | None, str, str]]:
    masthead = issue.masthead
    for name in masthead.__struct_fields__:
        if isinstance(value := getattr(masthead, name), str):
            yield None, f"masthead.{name}", value
    for number, line in enumerate(issue.contents):
        yield None, f"contents[{number}]", line
    if issue.note:
        yield None, "note.title", issue.note.title
        for number, line in enumerate(issue.note.paragraphs):
            yield None, f"note.paragraphs[{number}]", line
    for number, section in enumerate(issue.sections):
        yield None, f"sections[{number}].title", section.title
        for order, group in enumerate(section.subsections):
            yield None, f"sections[{number}].subsections[{order}].title", group.title
    for item in issue.items():
        yield from _item_texts(item)
    yield from _imprint_texts(issue)


def _item_texts(item: Item) -> Iterator[tuple[Item, str, str]]:
    yield item, "", item.text
    if item.byline:
        yield item, "byline", item.byline.raw + "".join(item.byline.units + item.byline.people)
    if item.source:
        yield item, "source", item.source.raw
    for number, picture in enumerate(item.pictures):
        yield item, f"pictures[{number}].caption", picture.caption
        yield item, f"pictures[{number}].alt", picture.alt
        yield item, f"pictures[{number}].file", picture.file
    for number, table in enumerate(item.tables):
        yield item, f"tables[{number}].caption", table.caption
        for y, row in enumerate(table.rows):
            for x, cell in enumerate(row):
                yield item, f"tables[{number}].rows[{y}][{x}]", cell


def _imprint_texts(issue: Issue) -> Iterator[tuple[None, str, str]]:
    imprint = issue.imprint
    for name in imprint.__struct_fields__:
        value = getattr(imprint, name)
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str):
                yield None, f"imprint.{name}", text
    for credit in imprint.credits:
        yield None, "imprint.credits", credit.role + "".join(credit.names)
