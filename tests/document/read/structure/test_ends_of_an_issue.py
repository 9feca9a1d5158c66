"""Masthead, imprint, contents and furniture in the forms that real houses print."""

from __future__ import annotations

import datetime as dt

import pytest

from jianbao.document.model import Credit, Window
from jianbao.document.read.formats.text import read_text_lines
from jianbao.document.read.structure.contents import read_contents
from jianbao.document.read.structure.dates import find_date, find_window
from jianbao.document.read.structure.furniture import drop_furniture
from jianbao.document.read.structure.imprint import read_imprint
from jianbao.document.read.structure.masthead import read_masthead


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("办公室    2021 年 6 月 4 日", "2021-06-04"),
        ("二〇二一年六月四日", "2021-06-04"),
        ("二零二三年十一月二十日", "2023-11-20"),
        ("２０２１年６月４日", "2021-06-04"),
        ("2021-06-04", "2021-06-04"),
        ("2021/6/4（星期五）", "2021-06-04"),
        ("2021.6.4", "2021-06-04"),
    ],
)
def test_dates_of_a_masthead_are_found(text: str, iso: str) -> None:
    found = find_date(text)
    assert found is not None
    assert found.value.isoformat() == iso


@pytest.mark.parametrize("text", ["2021年6月31日", "6月4日", "2021年6月", ""])
def test_what_is_no_full_date_is_not_found(text: str) -> None:
    assert find_date(text) is None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("5 月 27 日-6 月 3 日", (2022, 5, 27), (2022, 6, 3)),
        ("12月28日—1月3日", (2021, 12, 28), (2022, 1, 3)),
        ("2022年5月1日至5月31日", (2022, 5, 1), (2022, 5, 31)),
        ("2021年12月20日至2022年1月5日", (2021, 12, 20), (2022, 1, 5)),
        ("5月1日～15日", (2022, 5, 1), (2022, 5, 15)),
    ],
)
def test_a_window_gets_the_year_of_its_issue(
    text: str, start: tuple[int, int, int], end: tuple[int, int, int]
) -> None:
    assert find_window(text, year=2022) == (dt.date(*start), dt.date(*end))


@pytest.mark.parametrize("text", ["6月3日", "6月3日-5月27日-", "5月32日-6月3日"])
def test_what_is_no_window_is_none(text: str) -> None:
    assert find_window(text, year=None) is None


@pytest.mark.parametrize(
    ("text", "title", "department"),
    [
        ("工 作 简 报\n第3期\n云岭县委办公室  2021年6月4日", "工作简报", "云岭县委办公室"),
        ("云岭简报（第3期）\n主办：综合处\n2021年6月4日", "云岭简报", "综合处"),
        (
            "云岭水泥集团\n党建工作简报\n第3期\n党群部 2021年6月4日",
            "云岭水泥集团党建工作简报",
            "党群部",
        ),
        ("云岭简报 2021年第3期 总第9期\n办公室编    2021年6月4日", "云岭简报", "办公室"),
    ],
)
def test_title_and_department_are_told_apart(text: str, title: str, department: str) -> None:
    head = read_masthead(read_text_lines(text))
    assert (head.masthead.title, head.masthead.department) == (title, department)
    assert (head.masthead.number, head.masthead.date) == (3, dt.date(2021, 6, 4))
    assert head.unplaced == ()


def test_a_running_number_may_stand_on_a_line_of_its_own() -> None:
    text = "云岭简报\n2021年第3期\n（总第 21 期）\n办公室  2021年6月4日"
    head = read_masthead(read_text_lines(text))
    assert (head.masthead.number, head.masthead.running_number, head.unplaced) == (3, 21, ())


def test_a_date_in_the_body_is_not_the_date_of_the_issue() -> None:
    text = (
        "云岭简报\n第3期\n要闻\n集团召开会议\n2021年4月30日，集团召开年度工作会，总结全年\n工作。"
    )
    head = read_masthead(read_text_lines(text))
    assert (head.taken, head.masthead.date, head.masthead.year) == (2, None, None)


def test_a_title_without_a_number_is_no_masthead_unless_it_names_a_bulletin() -> None:
    assert read_masthead(read_text_lines("集团召开年度工作会议\n会议要求抓好落实。")).taken == 0
    assert read_masthead(read_text_lines("云岭工作简报\n集团召开年度工作会议")).taken == 1


def test_two_fields_share_a_line_and_a_list_goes_on_below() -> None:
    text = (
        "正文到此结束。\n抄送：集团公司，各分公司，\n各控股企业。   投稿邮箱：a@b.example\n共印80份"
    )
    lines = read_text_lines(text)
    foot = read_imprint(lines, year=2021)
    assert foot.start == 1
    assert foot.imprint.copies == ("集团公司", "各分公司", "各控股企业")
    assert (foot.imprint.submission_address, foot.imprint.print_run) == ("a@b.example", 80)


def test_who_wrote_the_last_item_and_the_item_below_stay_in_the_body() -> None:
    text = "供稿：办公室 王芳\n二公司完成设备检修，更换皮带三百米。\n发：各单位\n共印30份"
    assert read_imprint(read_text_lines(text), year=None).start == 2
    signed = "二公司完成设备检修，更换皮带三百米。\n供稿：办公室 王芳\n发：各单位"
    assert read_imprint(read_text_lines(signed), year=None).start == 2


def test_an_unknown_line_of_the_imprint_is_kept() -> None:
    foot = read_imprint(
        read_text_lines("发：各单位\n欢迎各单位踊跃来稿\n电话：0571-000"), year=None
    )
    assert foot.imprint.other == ("欢迎各单位踊跃来稿", "电话：0571-000")
    assert foot.imprint.distribution == ("各单位",)


def test_a_name_broken_at_the_end_of_a_full_line_is_joined() -> None:
    text = "送：县委各部门，县级国家机关各部门，各人民\n团体，各乡镇党委。"
    foot = read_imprint(read_text_lines(text), year=None)
    assert foot.imprint.sent_to == ("县委各部门", "县级国家机关各部门", "各人民团体", "各乡镇党委")


def test_a_contents_list_ends_where_its_first_entry_comes_again() -> None:
    lines = read_text_lines("本期要目\n● 安全检查……1\n● 技能比武……2\n安全检查\n各单位开展检查。")
    contents = read_contents(lines)
    assert (contents.start, contents.end) == (0, 3)
    assert contents.entries == ("安全检查", "技能比武")


def test_page_numbers_go_and_the_next_line_stands_at_the_top() -> None:
    lines = drop_furniture(read_text_lines("标题\n正文一\n— 1 —\n正文二\n第 2 页 共 2 页"))
    assert [(line.text, line.page_top) for line in lines] == [
        ("标题", False),
        ("正文一", False),
        ("正文二", True),
    ]


def _long_text(*breaks: str) -> str:
    page = ["工作稳步推进，各项任务按期完成，现将有关情况通报如下，请各单位认真"] * 14
    return "\n".join(["云岭水泥简报", "第3期", *(line for at in breaks for line in (*page, at))])


def test_bare_page_numbers_that_count_on_are_taken_off_inside_a_sentence() -> None:
    lines = drop_furniture(read_text_lines(_long_text("1", "2", "3")))
    assert [line.text for line in lines if line.text.isdigit()] == []
    assert [line.page_top for line in lines].count(True) == 2


@pytest.mark.parametrize("breaks", [("17", "28", "39"), ("1", "5", "3"), ("1", "全文完")])
def test_other_bare_numbers_stay(breaks: tuple[str, ...]) -> None:
    lines = drop_furniture(read_text_lines(_long_text(*breaks, "全文完。")))
    assert [line.text for line in lines if line.text in breaks] == list(breaks)


def test_numbers_above_items_are_no_page_numbers() -> None:
    page = ["各项任务按期完成。"] * 12
    text = "\n".join(["云岭水泥简报", "第3期", "1", *page, "2", *page, "3", *page])
    lines = drop_furniture(read_text_lines(text.replace("第3期", "第3期。")))
    assert [line.text for line in lines if line.text.isdigit()] == ["1", "2", "3"]


def test_a_running_head_below_a_page_number_needs_no_repetition() -> None:
    text = (
        "云岭水泥简报\n第3期\n正文一。\n第 1 页 共 2 页\n云岭水泥简报    2021年第3期\n正文二。\n"
        "第 2 页 共 2 页\n第3期简报的反响\n正文三。"
    )
    lines = drop_furniture(read_text_lines(text))
    assert [line.text for line in lines] == [
        "云岭水泥简报", "第3期", "正文一。", "正文二。", "第3期简报的反响", "正文三。",
    ]  # fmt: skip


def test_a_span_of_days_in_the_head_is_the_window_and_the_later_date_the_date() -> None:
    text = "青江港务周报\n第9期\n（2021年3月1日—3月7日）\n调度室编    2021年3月8日\n正文。"
    head = read_masthead(read_text_lines(text))
    assert (head.taken, head.masthead.date) == (4, dt.date(2021, 3, 8))
    assert head.masthead.department == "调度室"
    imprint = read_imprint([], year=2021, top=head.unplaced).imprint
    assert imprint.window == Window(start=dt.date(2021, 3, 1), end=dt.date(2021, 3, 7))
    assert (imprint.window_text, imprint.other) == ("2021年3月1日—3月7日", ())


def test_a_name_with_blanks_of_its_own_stays_whole() -> None:
    imprint = read_imprint(read_text_lines("编辑：温如玉、Lena Su 苏  晴 石磊"), year=None).imprint
    assert imprint.credits == (Credit(role="编辑", names=("温如玉", "Lena Su", "苏晴", "石磊")),)


def test_a_date_broken_in_the_masthead_is_one_date() -> None:
    text = "青江港务简报\n第9期\n调度室    2021年3月8\n日\n要闻\n正文一。"
    head = read_masthead(read_text_lines(text))
    assert (head.taken, head.masthead.date) == (4, dt.date(2021, 3, 8))
    assert (head.masthead.department, head.unplaced) == ("调度室", ())


def test_a_title_that_names_its_own_house_leaves_the_one_above_out() -> None:
    text = "青江大学\n港口工程学院简报\n第3期\n港口工程学院办公室编    2021年6月4日"
    head = read_masthead(read_text_lines(text))
    assert head.masthead.title == "港口工程学院简报"
    assert (head.masthead.department, head.unplaced) == ("港口工程学院办公室", ("青江大学",))


def test_what_a_bulletin_says_of_itself_below_its_number_is_its_notice() -> None:
    text = (
        "灵渠双周报 · 第28期（2024-05-06）\n本刊由灵渠实验室维护，每两周发布一期。\n要闻\n正文一。"
    )
    head = read_masthead(read_text_lines(text))
    assert (head.taken, head.masthead.notice) == (2, "本刊由灵渠实验室维护，每两周发布一期。")


def test_scraps_are_no_department() -> None:
    head = read_masthead(read_text_lines("青江港务周报\n第9期\n—综合版）  2021年3月8日\n正文。"))
    assert (head.masthead.department, head.unplaced) == ("", ("—综合版）",))


def test_a_label_beside_the_date_leaves_nothing_unplaced() -> None:
    text = "青江港务简报\n第9期\n发布时间：2021-03-08    来源：调度室\n要闻\n正文一。"
    head = read_masthead(read_text_lines(text))
    assert (head.masthead.department, head.unplaced) == ("调度室", ())
