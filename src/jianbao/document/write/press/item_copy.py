"""One item as the press contract has it: heading, pieces in the order of print, what closes it."""

from __future__ import annotations

from typing import Any

from msgspec import structs

from jianbao.document.model import Item, Picture, Table
from jianbao.document.write.flow import Paragraph, flow
from jianbao.document.write.press.printable import breakable
from jianbao.document.write.press.setting import Setting
from jianbao.document.write.wording import byline_words

_LONGEST_CLOSING = 24  # em; a longer one runs on in the paragraph
_RUN_ON = "，,、：:。；;"
_OPENERS = "（(［[【〔"
_ROW = 2  # pictures side by side
_SHORT_COLUMN = 8  # em
_TALL = 20  # lines of a cell, about a third of a page
_TABLE_WIDTH = 38  # em of a table, 156 mm wide


def heading(kind: str, text: str, level: int, label: str) -> dict[str, Any]:
    """Give a heading of the contract; `label` is what contents lead to."""
    return {"kind": kind, "text": text, "level": level, "label": label, "bracketed": False}


def item_copy(item: Item, level: int, setting: Setting) -> dict[str, Any]:
    """Give the contract of `item`, its title a heading of `level`."""
    under = _under_title(item)
    pieces: list[dict[str, Any]] = []
    signed = structs.replace(item, byline=None) if under else _run_in(item)
    for piece in flow(signed):
        if isinstance(piece, Paragraph):
            pieces.append(_paragraph(piece, setting))
        elif isinstance(piece, Table):
            pieces.append({"kind": "table", "table": _table(piece, setting)})
        else:
            _add_picture(pieces, piece, setting)
    title = heading("title", setting.text(item.title or ""), level, f"{setting.prefix}t-{item.id}")
    return {
        "kind": "item",
        "id": setting.prefix + item.id,
        "item_kind": item.kind,
        "heading": title if item.title and not _runs_on(item) else None,
        "under": setting.text(under),
        "pieces": pieces,
    }


def _runs_on(item: Item) -> bool:
    """Tell whether the title is the subject of its sentence: 谢冰 + ，检修大班长。"""
    first = item.lead or (item.paragraphs[0] if item.paragraphs else "")
    return bool(item.title) and first[:1] in set(_RUN_ON)


def _run_in(item: Item) -> Item:
    if not _runs_on(item):
        return item
    return structs.replace(item, title=None, lead=f"{item.title}{item.lead or ''}")


def _under_title(item: Item) -> str:
    """Give the byline that stands under a title: one that was printed without brackets."""
    if not item.title or item.byline is None or _runs_on(item):
        return ""
    words = byline_words(item.byline)
    return words if item.byline.raw and words[:1] not in set(_OPENERS) else ""


def _paragraph(piece: Paragraph, setting: Setting) -> dict[str, Any]:
    lead, text = setting.text(piece.lead), setting.text(piece.text)
    if text and lead.endswith("。"):
        # marks are squeezed inside one run of a face only, and a bold full stop is a blot
        lead, text = lead[:-1], f"。{text}"
    closing = setting.text(piece.closing)
    if _em(closing) > _LONGEST_CLOSING:
        text, closing = text + closing, ""
    return {"kind": "paragraph", "lead": lead, "text": breakable(text), "closing": closing}


def _em(text: str) -> float:
    return sum(0.5 if character.isascii() else 1 for character in text)


def _add_picture(pieces: list[dict[str, Any]], picture: Picture, setting: Setting) -> None:
    caption = setting.text(picture.caption)
    place = setting.place(picture.file)
    shown = {
        "path": place.path,
        "shape": place.shape,
        "caption": caption,
        "alt": setting.text(picture.alt) or caption or setting.text(picture.file) or "图片",
    }
    last = pieces[-1] if pieces else {}
    beside = last.get("kind") == "pictures" and len(last["row"]) < _ROW
    if beside and shown["path"] and last["row"][-1]["path"]:
        last["row"].append(shown)
    else:
        pieces.append({"kind": "pictures", "row": [shown]})


def _table(table: Table, setting: Setting) -> dict[str, Any]:
    width = max(map(len, table.rows), default=0)
    rows = [
        [setting.text(cell) for cell in (*row, *[""] * (width - len(row)))] for row in table.rows
    ]
    head_rows = min(max(table.head_rows, 0), len(rows))
    columns = list(zip(*rows, strict=True))
    longest = [max(map(_em, column)) for column in columns]
    shares = _shares(longest)
    return {
        "rows": rows,
        "head_rows": head_rows,
        "caption": setting.text(table.caption),
        "shares": shares,
        "tall": _is_tall(longest, shares),
        "centred": [max(map(_em, column[head_rows:]), default=0) <= 8 for column in columns],
    }


def _shares(longest: list[float]) -> list[float]:
    """Give the columns their shares of the width; 0 lets a short one be as wide as its text."""
    short = [em <= _SHORT_COLUMN for em in longest]
    fixed = sum(em + 1.8 for em, is_short in zip(longest, short, strict=True) if is_short)
    crowded = fixed > _TABLE_WIDTH * 0.7
    roomy = sum(em + 1.8 for em in longest) <= _TABLE_WIDTH
    return [
        0 if is_short and not crowded and not roomy else min(max(em, 2.0), 18.0) + 1.8
        for em, is_short in zip(longest, short, strict=True)
    ]


def _is_tall(longest: list[float], shares: list[float]) -> bool:
    """Tell whether a cell may be so tall that its row must be allowed to break over pages."""
    scale = _TABLE_WIDTH / max(sum(shares), 1.0)
    lines = [em / max(share * scale - 1.8, 1.0) for em, share in zip(longest, shares, strict=True)]
    return max(lines, default=0) > _TALL
