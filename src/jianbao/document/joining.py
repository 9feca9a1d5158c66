"""Several items made one (综合): their paragraphs one after another, and credits to each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeVar

import msgspec

from jianbao.document.byline import read_byline
from jianbao.document.item_text import Signed, format_signers, signers
from jianbao.document.model import Byline, Item, Picture, Table

Plate = TypeVar("Plate", Picture, Table)

_CLOSED = tuple("。！？!?…”’）")


def join_items(first: Item, others: Sequence[Item], *, units: Collection[str] = ()) -> Item:
    """Put the text of `others` behind that of `first`, and sign it with all who wrote.

    A title or run-in head of another item opens its first paragraph. Pictures and tables stay
    behind the paragraphs they stood behind. `units` are names known beforehand.
    """
    paragraphs = list(first.paragraphs)
    pictures: list[Picture] = list(first.pictures)
    tables: list[Table] = list(first.tables)
    for other in others:
        opened, shift = list(_opened(other)), len(paragraphs)
        pictures += (_moved(picture, shift) for picture in other.pictures)
        tables += (_moved(table, shift) for table in other.tables)
        paragraphs += opened
    return msgspec.structs.replace(
        first,
        paragraphs=tuple(paragraphs),
        pictures=tuple(pictures),
        tables=tuple(tables),
        byline=joint_byline((first, *others), units=units),
    )


def joint_byline(items: Iterable[Item], *, units: Collection[str] = ()) -> Byline | None:
    """Credit everybody who signs one of the items: each unit once, with its people."""
    found: dict[str, dict[str, None]] = {}
    for item in items:
        for signed in signers(item.byline.raw, units=units) if item.byline else ():
            found.setdefault(signed.unit, {}).update(dict.fromkeys(signed.people))
    raw = format_signers([Signed(unit, tuple(people)) for unit, people in found.items()])
    if not raw:
        return None
    read = read_byline(raw, units=units)
    names = tuple(unit for unit in found if unit)
    people = tuple(dict.fromkeys(name for each in found.values() for name in each))
    return read or Byline(units=names, people=people, raw=raw)


def _opened(item: Item) -> Iterator[str]:
    heads = [_closed(text) for text in (item.title, item.lead) if text]
    first, *rest = item.paragraphs or ("",)
    yield from filter(None, ("".join((*heads, first)), *rest))


def _closed(text: str) -> str:
    return text if text.endswith(_CLOSED) else f"{text}。"


def _moved(plate: Plate, shift: int) -> Plate:
    return msgspec.structs.replace(plate, after=plate.after + shift)
