from __future__ import annotations

import datetime as dt

import msgspec

from jianbao.document.write.print_order import PrintOrder, Share, write_print_order
from jianbao.document.write.wording import Entry

from document.write.pdf_pages import page_texts, solid

ORDER = PrintOrder(
    title="青江港务工作简报",
    number="2026年第7期（总第31期）",
    issued_on=dt.date(2026, 7, 2),
    copies=60,
    pages=9,
    ordered_by="周砚清",
    ordered_on=dt.date(2026, 7, 3),
    sha256="4f" * 32,
    printed_for=(Entry("发放", "公司领导，东港公司"), Entry("抄送", "集团办公室")),
    shares=(Share("公司领导", 9), Share("东港公司", 31)),
)


def said(order: PrintOrder) -> str:
    pages = page_texts(write_print_order(order))
    assert len(pages) == 1
    return solid(pages[0])


def test_an_order_says_what_is_printed_how_often_and_for_whom() -> None:
    text = said(ORDER)
    assert text.startswith("印刷单刊名青江港务工作简报期号2026年第7期（总第31期）")
    assert "日期2026年7月2日份数共印60份开本A4，9页用纸A3每份3张，共用纸180张" in text
    assert "发放公司领导，东港公司抄送集团办公室" in text
    assert "1公司领导92东港公司31合计40留存20" in text
    assert "送印周砚清，2026年7月3日" in text
    assert f"SHA-256：{'4f' * 32}" in text
    assert write_print_order(ORDER) == write_print_order(ORDER)


def test_copies_that_do_not_suffice_are_said() -> None:
    assert "合计40不足10" in said(msgspec.structs.replace(ORDER, copies=30))


def test_copies_that_the_issue_itself_says_otherwise_are_pointed_out() -> None:
    assert "共印60份（版记为共印80份）" in said(msgspec.structs.replace(ORDER, print_run=80))
    assert "版记" not in said(msgspec.structs.replace(ORDER, print_run=60))


def test_what_nobody_settled_is_left_to_be_filled_in() -> None:
    text = said(msgspec.structs.replace(ORDER, copies=None, shares=(Share("各科室", None),)))
    assert "共印＿＿" in text.replace("_", "＿")
    assert "合计" not in text
    assert "1各科室" in text


def test_a_long_list_goes_on_over_pages_with_its_head() -> None:
    shares = tuple(Share(f"第{n}作业区", 2) for n in range(60))
    pages = page_texts(write_print_order(msgspec.structs.replace(ORDER, shares=shares)))
    assert len(pages) > 1
    assert all("序号" in page for page in pages[:2])
    assert "".join(map(solid, pages)).count("作业区") == 60
