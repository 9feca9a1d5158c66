"""An item as the fields that an editor writes in, and the item made of what is written there."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

import msgspec

from jianbao.document.byline import find_closing, read_byline, split_closing
from jianbao.document.model import Byline, Item, ItemKind, Picture, Source, Table, one_line
from jianbao.document.run_in_head import headline_length

_LINES = re.compile(r"\r\n?|[\n\u2028\u2029\x0b\x0c\x85]")
_BLANKS = " \t\u3000\u00a0\ufeff"
_BOLD = re.compile(r"\*\*(?P<lead>[^*]+)\*\*(?P<rest>.*)", re.DOTALL)


class ItemText(NamedTuple):
    """What stands in the fields; `body` has a line for each paragraph, blank lines apart.

    `byline` and `source` stand in their brackets, as they are printed.
    """

    title: str = ""
    lead: str = ""
    body: str = ""
    byline: str = ""
    source: str = ""


class Signed(NamedTuple):
    """One of several who sign an item: a unit and its people."""

    unit: str
    people: tuple[str, ...] = ()


def parse_item_text(
    text: ItemText,
    *,
    kind: ItemKind = "brief",
    before: Item | None = None,
    units: Collection[str] = (),
) -> Item:
    """Make the item of what an editor wrote; whatever was typed becomes fit for the model.

    A body that opens with **a sentence in bold** has it for its lead when that field is empty.
    `before` is the item as it was: its id, pictures and tables stay, and what was understood of
    a byline that is still printed the same. `units` are names of units known beforehand.
    """
    paragraphs = [line for line in map(_line, _LINES.split(text.body)) if line]
    lead = _line(text.lead)
    item = before or Item()
    if not lead and paragraphs and tuple(paragraphs) != item.paragraphs:
        lead, paragraphs[0] = _bold_lead(paragraphs[0])
    kept = tuple(paragraph for paragraph in paragraphs if paragraph)
    pictures, tables = _placed(item, len(kept))
    return msgspec.structs.replace(
        item,
        kind=kind,
        title=_line(text.title) or None,
        lead=lead or None,
        paragraphs=kept,
        byline=_byline(text.byline, item.byline, units),
        source=_source(text.source, item.source),
        pictures=pictures,
        tables=tables,
    )


def format_item_text(item: Item) -> ItemText:
    """Write an item into the fields; parsing them gives the same item."""
    return ItemText(
        title=item.title or "",
        lead=item.lead or "",
        body="\n".join(item.paragraphs),
        byline=_printed(item.byline) if item.byline else "",
        source=item.source.raw if item.source else "",
    )


def propose_lead(body: str) -> tuple[str, str] | None:
    """Split the first sentence off a body when it reads as a run-in head, or give None."""
    first, line, rest = body.partition("\n")
    length = headline_length(first)
    if not length:
        return None
    return first[:length].rstrip(), first[length:].lstrip() + line + rest


def split_signature(body: str, *, units: Collection[str] = ()) -> tuple[str, str, str]:
    """Split byline and source in brackets off the end of a body: body, byline, source."""
    head, line, last = body.rstrip().rpartition("\n")
    text, byline, source = split_closing(last, units=units)
    if text == last and line:
        byline = byline or read_byline(last, units=units)
        text = "" if byline else last
    raw = byline.raw if byline else ""
    return (head + line + text).rstrip(), raw, source.raw if source else ""


def signers(byline: str, *, units: Collection[str] = ()) -> tuple[Signed, ...]:
    """Read who signs, each unit with its own people: （青石分公司 王青禾；南坪矿业 冯一帆）.

    Units before the people of one part share them: （党群工作部 财务部） are two without people.
    """
    closing = find_closing(byline.strip())
    inner = closing.inner if closing and not closing.start else byline.strip()
    found: list[Signed] = []
    for part in re.split("[；;]", inner):
        read = read_byline(f"（{part.strip()}）", units=units)
        *others, last = read.units if read and read.units else ("",)
        found += [Signed(unit) for unit in others]
        found.append(Signed(last, read.people if read else ()))
    return tuple(each for each in found if each.unit or each.people)


def format_signers(signed: Collection[Signed]) -> str:
    """Write who signs as it is printed: people after their unit, ； between units with people."""
    parts = [" ".join(filter(None, (one.unit, "、".join(one.people)))) for one in signed]
    if not parts:
        return ""
    return f"（{('；' if any(one.people for one in signed) else ' ').join(parts)}）"


def _line(text: str) -> str:
    return one_line(text.strip(_BLANKS)).strip(_BLANKS)


def _bold_lead(paragraph: str) -> tuple[str, str]:
    bold = _BOLD.fullmatch(paragraph)
    if bold is None:
        return "", paragraph
    return _line(bold["lead"]), _line(bold["rest"])


def _bracketed(text: str) -> str:
    raw = _line(text)
    closing = find_closing(raw)
    return raw if not raw or (closing and not closing.start) else f"（{raw}）"


def _printed(byline: Byline) -> str:
    names = (*byline.units, "、".join(byline.people))
    return byline.raw or f"（{' '.join(name for name in names if name)}）"


def _byline(text: str, before: Byline | None, units: Collection[str]) -> Byline | None:
    if before and _line(text) == _line(_printed(before)):
        return before
    raw = _bracketed(text)
    return (read_byline(raw, units=units) or Byline(raw=raw)) if raw else None


def _source(text: str, before: Source | None) -> Source | None:
    if before and _line(text) == before.raw:
        return before
    raw = _bracketed(text)
    return Source(raw=raw) if raw else None


def _placed(item: Item, last: int) -> tuple[tuple[Picture, ...], tuple[Table, ...]]:
    """Keep pictures and tables within the paragraphs there are."""
    replace = msgspec.structs.replace
    return (
        tuple(replace(picture, after=min(picture.after, last)) for picture in item.pictures),
        tuple(replace(table, after=min(table.after, last)) for table in item.tables),
    )
