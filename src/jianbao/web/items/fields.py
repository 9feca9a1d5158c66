"""The fields of the editor as texts, and the item that they say; places of one in the other.

The body is a line a paragraph. Each begins with two wide blanks, as it is printed; these and every
other blank at the ends of a line are no part of the item.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple, get_args

import msgspec

from jianbao.document import model
from jianbao.document.item_parts import part_at
from jianbao.document.item_text import ItemText, parse_item_text
from jianbao.document.model import one_line

INDENT = "\u3000\u3000"
KINDS: tuple[str, ...] = get_args(model.ItemKind)
NAMES = ("title", "lead", "body", "byline", "source")
_LINE_ENDS = str.maketrans("\r\u2028\u2029\x0b\x0c\x85", "\n" * 6)
_LONGEST = 60_000  # characters of a field; a whole issue has fewer


class Place(NamedTuple):
    """A stretch of a field, in the units that scripts count texts in (UTF-16)."""

    field: str
    start: int
    end: int


class Fields(NamedTuple):
    """What the form holds, letter for letter; its line ends are those of Python."""

    kind: str = "brief"
    title: str = ""
    lead: str = ""
    body: str = ""
    byline: str = ""
    source: str = ""


def fields_in(sent: Mapping[str, str], kind: str) -> Fields:
    """Take the fields from a form; one not sent is empty, a kind that is none is `kind`."""
    texts = {name: _unified(sent.get(name, "")) for name in NAMES}
    wanted = sent.get("kind", kind)
    return Fields(kind=wanted if wanted in KINDS else kind, **texts)


def fields_of(item: model.Item) -> Fields:
    """Give the fields that say an item."""
    return Fields(
        kind=item.kind,
        title=item.title or "",
        lead=item.lead or "",
        body="\n".join(INDENT + paragraph for paragraph in item.paragraphs),
        byline=item.byline.raw if item.byline else "",
        source=item.source.raw if item.source else "",
    )


def item_in(fields: Fields, before: model.Item, units: Collection[str] = ()) -> model.Item:
    """Give the item that the fields say; pictures and tables are those of `before`.

    A byline that says the same as before keeps what was understood of it.
    """
    text = ItemText(fields.title, fields.lead, fields.body, fields.byline, fields.source)
    kind = msgspec.convert(fields.kind, model.ItemKind)
    return parse_item_text(text, kind=kind, before=before, units=units)


def bracketed(text: str) -> str:
    """Give a byline or source as it is printed: in brackets."""
    text = one_line(text)
    return text if not text or text[0] in "（(【[" else f"（{text}）"


def place_of(fields: Fields, item: model.Item, start: int, end: int) -> Place | None:
    """Give where a stretch of `Item.text` stands in the fields; None across parts."""
    part = part_at(item, start, end)
    if part is None:
        return None
    name = "body" if part.role == "paragraph" else part.role
    text: str = getattr(fields, name)
    begin = _line_start(text, part.number) if name == "body" else _blanks(text)
    return place_in(name, text, begin + start - part.start, begin + end - part.start)


def place_in(field: str, text: str, start: int, end: int) -> Place:
    """Give a place counted in characters as one counted by scripts."""
    last = len(text)
    return Place(field, _utf16(text[: min(start, last)]), _utf16(text[: min(end, last)]))


def _line_start(body: str, index: int) -> int:
    """Give where the text of a paragraph begins in the body; lines of blanks are none."""
    start = 0
    for line in body.split("\n"):
        if one_line(line):
            if index == 0:
                return start + _blanks(line)
            index -= 1
        start += len(line) + 1
    return len(body)


def _blanks(text: str) -> int:
    return len(text) - len(text.lstrip())


def place_in_closing(fields: Fields, name: str, start: int, end: int) -> Place:
    """Give a place of a byline or source as printed; its brackets need not have been typed."""
    text: str = getattr(fields, name)
    typed = text.strip()
    shift = _blanks(text) - (bracketed(text)[:1] != typed[:1])
    return place_in(name, text, max(0, start + shift), max(0, end + shift))


def with_text(fields: Fields, place: Place, new: str) -> Fields:
    """Put `new` in a place of the fields."""
    text = str(getattr(fields, place.field)).encode("utf-16-le")
    changed = text[: 2 * place.start] + new.encode("utf-16-le") + text[2 * place.end :]
    return fields._replace(**{place.field: changed.decode("utf-16-le", "replace")})


def _utf16(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _unified(text: str) -> str:
    return text.replace("\r\n", "\n").translate(_LINE_ENDS)[:_LONGEST]
