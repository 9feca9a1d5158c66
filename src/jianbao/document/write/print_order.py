"""印刷单: the sheet that goes to the print shop with the pages, as PDF; it knows no clock."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from jianbao.document.write.beside import NO_PICTURES
from jianbao.document.write.folding import sheets_of
from jianbao.document.write.press.printable import SetText
from jianbao.document.write.press.theme import Theme
from jianbao.document.write.wording import Entry, date_words

_STRONG = "份数"  # what the print shop must not get wrong
_BLANK = "＿＿＿＿＿＿＿＿＿＿"


class Share(msgspec.Struct, frozen=True):
    """Who gets how many copies; None where that is filled in by hand."""

    name: str
    copies: int | None


class PrintOrder(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be printed, how often, and to whom the copies go."""

    title: str  # of the bulletin
    number: str  # 2026年第7期（总第31期）
    edition: str = ""  # of what is no first one: 更正版
    issued_on: dt.date | None = None  # the day that the issue bears
    copies: int | None = None
    print_run: int | None = None  # 共印N份, as the imprint says
    pages: int
    ordered_by: str
    ordered_on: dt.date
    sha256: str  # of the PDF that is to be printed
    printed_for: tuple[Entry, ...] = ()  # 发放, 抄送 as the imprint names them
    shares: tuple[Share, ...] = ()


def write_print_order(order: PrintOrder) -> bytes:
    """Set an order as one PDF; the same order gives the same bytes."""
    from jianbao.document.write.press.press import Press  # noqa: PLC0415 - loads late: Typst

    with Press(theme=_theme(), substitute=True, attach=False) as press:
        copy = _copy(order, press.set_text)
        return press.compile_with(NO_PICTURES, lambda laid: press.project("order", copy, {}, laid))


@lru_cache(maxsize=1)
def _theme() -> Theme:
    folder = files("jianbao.document.write").joinpath("themes", "print_order")
    return Theme("print_order", {"theme/theme.typ": folder.joinpath("theme.typ").read_bytes()})


def _copy(order: PrintOrder, set_text: SetText) -> dict[str, Any]:
    day = order.ordered_on
    return {
        "document": {
            "title": set_text(f"《{order.title}》{order.number} 印刷单"),
            "author": [set_text(order.ordered_by)] if order.ordered_by else [],
            "keywords": [],
            "description": "",
            "date": [day.year, day.month, day.day],
        },
        "order": {
            "heading": "印刷单",
            "foot": f"付印文件 SHA-256：{order.sha256}",
            "rows": [(label, set_text(text), label == _STRONG) for label, text in _rows(order)],
            "shares": [
                {"name": set_text(one.name), "copies": _counted(one.copies)} for one in order.shares
            ],
            "sums": [{"label": label, "copies": str(n)} for label, n in _sums(order)],
            "signed": [f"承印：{_BLANK}", f"完成：{_BLANK}"],
        },
    }


def _rows(order: PrintOrder) -> list[tuple[str, str]]:
    sheets = len(sheets_of(order.pages))
    all_sheets = f"，共用纸{sheets * order.copies}张" if order.copies else ""
    rows = [
        ("刊名", order.title),
        ("期号", order.number),
        ("版次", order.edition),
        ("日期", date_words(order.issued_on) if order.issued_on else ""),
        (_STRONG, _run(order)),
        ("开本", f"A4，{order.pages}页"),
        ("用纸", f"A3 每份{sheets}张{all_sheets}"),
        ("印法", "双面，短边翻转，实际大小（不缩放）"),
        ("装订", "对折，骑马订" if sheets > 1 else "对折"),
        ("送印", f"{order.ordered_by}，{date_words(order.ordered_on)}"),
        *((entry.label, entry.text) for entry in order.printed_for),
    ]
    return [(label, text) for label, text in rows if text]


def _run(order: PrintOrder) -> str:
    """Say how many copies; where the issue itself says another number, both."""
    run = f"共印{order.copies or _BLANK[:5]}份"
    differs = order.copies and order.print_run and order.copies != order.print_run
    return f"{run}（版记为共印{order.print_run}份）" if differs else run


def _sums(order: PrintOrder) -> list[tuple[str, int]]:
    """Add up what is given out, and say what is left of the copies, or lacking."""
    given = [one.copies for one in order.shares if one.copies is not None]
    if not given:
        return []
    total = sum(given)
    left = (order.copies or total) - total
    rest = [("留存", left)] if left > 0 else [("不足", -left)] if left < 0 else []
    return [("合计", total), *rest]


def _counted(copies: int | None) -> str:
    return "" if copies is None else str(copies)
