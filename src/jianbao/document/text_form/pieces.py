"""One item from its blocks, and what the text form understands of it without being told."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from jianbao.document.byline import split_closing
from jianbao.document.model import Item, Picture, one_line
from jianbao.document.text_form.blocks import Block, picture_parts
from jianbao.document.text_form.front_matter import TextFormError
from jianbao.document.text_form.marks import parse_attributes, unescape
from jianbao.document.text_form.tables import parse_table

_LEAD = re.compile(r"\*\*((?:[^*\\]|\\.)+)\*\*")


def item_id(number: int) -> str:
    """Give the id of the `number`th item (from 1) where none is written."""
    return f"i{number:02d}"


def understand(blocks: list[Block], *, number: int) -> Item:
    """Make the item that `blocks` spell out; attributes of an `<!-- item -->` have the last word.

    Raises TextFormError with the line of an attribute that does not fit.
    """
    fields: dict[str, Any] = {"id": item_id(number)}
    stated: list[Block] = []
    paragraphs: list[str] = []
    for block in blocks:
        if block.kind == "item":
            stated.append(block)
        elif block.kind == "heading":
            fields |= {"title": one_line(unescape(block.text)), "kind": "article"}
        elif block.kind == "picture":
            fields["pictures"] = (*fields.get("pictures", ()), _picture(block, len(paragraphs)))
        elif block.kind == "table":
            table = parse_table(block.lines, after=len(paragraphs))
            fields["tables"] = (*fields.get("tables", ()), table)
        else:
            paragraphs.append(block.text)
    fields |= _words(paragraphs, closed=_leaves_closing(stated))
    return _stated(Item(**fields), stated)


def _picture(block: Block, after: int) -> Picture:
    alt, file, caption = (one_line(unescape(part)) for part in picture_parts(block.text))
    return Picture(file=file, caption=caption, alt=alt, after=after)


def _leaves_closing(stated: list[Block]) -> bool:
    """Say whether the attributes already tell byline and source, so that the text keeps all."""
    return any(re.search(r"(?:^|\s)(?:byline|source)=", block.text) for block in stated)


def _words(paragraphs: list[str], *, closed: bool) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if paragraphs and (found := _LEAD.match(paragraphs[0])):
        fields["lead"] = one_line(unescape(found[1]))
        paragraphs[0] = paragraphs[0][found.end() :]
    texts = [one_line(unescape(text)) for text in paragraphs]
    if texts and not closed:
        texts[-1], byline, source = split_closing(texts[-1])
        fields |= {"byline": byline, "source": source}
    fields["paragraphs"] = tuple(text for text in texts if text)
    return fields


def _stated(item: Item, stated: list[Block]) -> Item:
    for block in stated:
        try:
            told = parse_attributes(block.text)
            item = msgspec.convert(msgspec.to_builtins(item) | told, Item)
        except ValueError as error:
            raise TextFormError(f"line {block.line}: {error}") from error
        if unknown := told.keys() - {f.encode_name for f in msgspec.structs.fields(Item)}:
            raise TextFormError(f"line {block.line}: unknown attribute {min(unknown)!r}")
    return item
