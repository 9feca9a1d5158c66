from __future__ import annotations

import datetime as dt

import pytest

from jianbao.document.model import (
    Byline,
    Credit,
    Imprint,
    Issue,
    Item,
    Masthead,
    Source,
    Window,
)
from jianbao.document.write.flow import Paragraph, flow
from jianbao.document.write.wording import (
    Entry,
    byline_words,
    closing_words,
    corner_rows,
    date_words,
    imprint_rows,
    window_sentence,
    window_words,
)

from document.write.written_issues import FULL


def test_a_date_has_no_leading_zeros() -> None:
    assert date_words(dt.date(2026, 3, 6)) == "2026年3月6日"


@pytest.mark.parametrize(
    ("start", "end", "year", "said"),
    [
        ((2026, 2, 18), (2026, 3, 4), 2026, "2月18日—3月4日"),
        ((2026, 2, 18), (2026, 3, 4), None, "2月18日—3月4日"),
        ((2025, 12, 28), (2026, 1, 8), 2026, "2025年12月28日—2026年1月8日"),
        ((2025, 12, 1), (2025, 12, 8), 2026, "2025年12月1日—2025年12月8日"),
    ],
)
def test_years_stand_in_the_window_only_where_they_tell_something(
    start: tuple[int, int, int], end: tuple[int, int, int], year: int | None, said: str
) -> None:
    assert window_words(Window(start=dt.date(*start), end=dt.date(*end)), year) == said


def test_the_window_is_printed_as_it_once_was() -> None:
    window = Window(start=dt.date(2026, 2, 18), end=dt.date(2026, 3, 4))
    printed = Issue(imprint=Imprint(window=window, window_text="2 月 18 日-3 月 4 日"))
    assert window_sentence(printed) == "（本期信息采集时间：2 月 18 日-3 月 4 日）"
    assert window_sentence(Issue(imprint=Imprint(window=window))) == (
        "（本期信息采集时间：2月18日—3月4日）"
    )
    assert window_sentence(Issue()) == ""


def test_the_copy_number_stands_right_of_the_first_corner_line() -> None:
    secret = Masthead(classification="秘密★1年", notice="内部资料", copy_number="000012")
    assert corner_rows(secret) == (("秘密★1年", "000012"), ("内部资料", ""))
    assert corner_rows(Masthead(copy_number="000012")) == (("", "000012"),)
    assert corner_rows(Masthead()) == ()


def test_a_byline_is_printed_as_it_was_or_composed() -> None:
    assert byline_words(Byline(raw="（青江 陆知行）", units=("别的",))) == "（青江 陆知行）"
    assert byline_words(Byline(units=("青江",), people=("陆知行",))) == "（青江 陆知行）"
    assert byline_words(Byline()) == ""


def test_source_stands_before_byline() -> None:
    item = Item(source=Source(raw="（新华社）"), byline=Byline(raw="（青江 陆知行）"))
    assert closing_words(item) == "（新华社）（青江 陆知行）"


def test_the_imprint_keeps_the_order_of_custom() -> None:
    printed = [[entry.printed for entry in row] for row in imprint_rows(FULL.imprint)]
    assert printed == [
        ["报：集团党委"],
        ["送：集团各部门、兄弟单位"],
        ["发：公司领导、各部室"],
        ["抄送：集团党群部", "投稿邮箱：dj@qingjiang.example"],
        ["责任编辑：苏明远　程静"],
        ["青江港务党委工作部", "2026年3月6日印发"],
        ["共印120份"],
    ]


def test_without_report_and_peers_the_list_is_called_distribution() -> None:
    [[entry]] = imprint_rows(Imprint(distribution=("公司领导，部门", "车间、班组")))
    assert entry.printed == "发放：公司领导，部门，车间、班组"


def test_pictures_and_tables_stand_where_they_belong() -> None:
    item = FULL.sections[2].items[0]
    picture, lost = item.pictures
    assert list(flow(item)) == [
        Paragraph("第一段。"),
        picture,
        item.tables[0],
        Paragraph("第二段。", closing="（三号码头 供稿）"),
        lost,
    ]


def test_a_lead_alone_is_a_paragraph() -> None:
    item = Item(lead="抢修不过夜。", byline=Byline(raw="（青江）"))
    assert list(flow(item)) == [Paragraph("", lead="抢修不过夜。", closing="（青江）")]


def test_a_role_without_names_is_printed_all_the_same() -> None:
    imprint = Imprint(credits=(Credit(role="责任编辑"), Credit(role="校对", names=("程静",))))
    assert imprint_rows(imprint) == ((Entry("", "责任编辑"), Entry("校对", "程静")),)
