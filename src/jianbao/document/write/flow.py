"""What an item is made of in the order of print; it knows no format."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from jianbao.document.model import Item, Picture, Table
from jianbao.document.write.wording import closing_words

_FIGURE = re.compile(r"[-+−±]?\d[\d.,]*%?")


class Paragraph(msgspec.Struct, frozen=True):
    """One printed paragraph: the run-in lead, the text, and the closing （…） of the last one."""

    text: str
    lead: str = ""
    closing: str = ""


def flow(item: Item) -> Iterator[Paragraph | Picture | Table]:
    """Give paragraphs, pictures and tables of an item as they follow each other, title aside.

    A lead without paragraphs, and a closing without either, make a paragraph of their own.
    """
    paragraphs = _paragraphs(item)
    placed: list[Picture | Table] = [*item.pictures, *item.tables]
    for count, paragraph in enumerate(paragraphs):
        yield from (block for block in placed if block.after == count)
        yield paragraph
    yield from (block for block in placed if not 0 <= block.after < len(paragraphs))


def _paragraphs(item: Item) -> list[Paragraph]:
    lead, closing = item.lead or "", closing_words(item)
    texts = list(item.paragraphs) or ([""] if lead or closing else [])
    end = len(texts) - 1
    return [
        Paragraph(text, lead if number == 0 else "", closing if number == end else "")
        for number, text in enumerate(texts)
    ]


def is_figure(cell: str) -> bool:
    """Say whether a cell of a table holds a number, to be set flush right."""
    return _FIGURE.fullmatch(cell) is not None
