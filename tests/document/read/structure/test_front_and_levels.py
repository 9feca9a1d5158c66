"""Contents with page numbers, notes in boxes, and stated levels that serve two ends."""

from __future__ import annotations

from jianbao.document.read.formats.characters import width_em
from jianbao.document.read.formats.text import read_text_lines
from jianbao.document.read.lines import Line
from jianbao.document.read.structure import read_structure

TEXT = "青江港务集团二公司组织开展夏季防暑降温慰问活动，为一线职工送去西瓜、绿豆汤和防暑药品。"


def _line(text: str, **cues: object) -> Line:
    fields = {"whole": True, "width": width_em(text), "number": 1, **cues}
    return Line(text=text, **fields)  # type: ignore[arg-type] # cues are checked


def test_contents_with_leaders_end_at_the_last_page_number() -> None:
    text = """青江港务简报
2022年第7期（总第151期）
党委办公室    2022年7月20日
目  录
二公司送清凉到码头一线职工满意度再
提升························2
三公司举行消防演练…………………3

编者按 精细不是口号，而是把每一个集装箱、每一度电都看清
楚。本期刊发二公司的做法，供各部门、各单位结合实际认真
参考。

【基层动态】

青江港务集团二公司组织开展夏季防暑降温慰问活动，为一线
职工送去西瓜、绿豆汤和防暑药品，职工满意度再提升。（二公
司 何晓舟）

三公司举行消防演练，模拟堆场电缆起火场景，检验应急预案是
否可行，职工80余人参加，达到了预期效果。（三公司 林远）
"""
    (issue,) = read_structure(read_text_lines(text)).issues
    assert issue.contents == (
        "二公司送清凉到码头一线职工满意度再",
        "提升",
        "三公司举行消防演练",
    )
    assert issue.note is not None
    assert issue.note.title == "编者按"
    words = (
        "精细不是口号，而是把每一个集装箱、每一度电都看清楚。"
        "本期刊发二公司的做法，供各部门、各单位结合实际认真参考。"
    )
    assert issue.note.paragraphs == (words,)
    assert [section.title for section in issue.sections] == ["基层动态"]


def test_one_level_for_groups_and_titles_is_told_apart() -> None:
    lines = [
        _line("青江港务简报", size=2.0),
        _line("2022年第7期（总第151期）"),
        _line("一线之声", level=2),
        _line("强根铸魂篇", level=3),
        _line(TEXT),
        _line(TEXT),
        _line("改革之窗", level=2),
        _line("二公司自动化码头投运", level=3),
        _line(TEXT),
        _line(TEXT),
        _line("先锋风采", level=2),
        _line("【2022年青江港务劳动模范】", level=3),
        _line(TEXT),
    ]
    (issue,) = read_structure(lines).issues
    assert [
        (s.title, [g.title for g in s.subsections], [i.title for i in s.items])
        for s in issue.sections
    ] == [
        ("一线之声", ["强根铸魂篇"], []),
        ("改革之窗", [], ["二公司自动化码头投运"]),
        ("先锋风采", ["2022年青江港务劳动模范"], []),
    ]
    assert [len(item.paragraphs) for item in issue.items()] == [1, 1, 2, 1]


def test_a_bare_unit_above_the_date_of_printing_printed_it() -> None:
    lines = [
        _line("青江港务简报", size=2.0),
        _line("2022年第7期（总第151期）"),
        _line("工作动态", level=2),
        _line(TEXT),
        _line("抄送：市港航局"),
        _line("党委办公室"),
        _line("2022年7月21日印发"),
    ]
    (issue,) = read_structure(lines).issues
    assert (issue.imprint.printed_by, issue.imprint.other) == ("党委办公室", ())
