from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.language.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("发行债券人民币6亿元", [("6亿元", 6e8, "元", "")]),
        ("降低水耗7.6万元", [("7.6万元", 76000, "元", "")]),
        ("降低费用40余万元", [("40余万元", 400000, "元", "+")]),
        ("铺膜约 18600m²，", [("18600m²", 18600, "m²", "约")]),
        ("绿地3,200平方米", [("3,200平方米", 3200, "m²", "")]),
        ("慰问金２０００元", [("２０００元", 2000, "元", "")]),
        ("党员80 余人到场", [("80 余人", 80, "人", "+")]),
        ("超过500人", [("500人", 500, "人", "+")]),
        ("近百人参加", [("百人", 100, "人", "约")]),
        ("十余家企业", [("十余家", 10, "家", "+")]),
        ("两千多名职工", [("两千多名", 2000, "名", "+")]),
        ("历经一个月奋战", [("一个月", 1, "个月", "")]),
        ("历时3个多月", [("3个多月", 3, "个月", "+")]),
        ("占百分之九十五", [("百分之九十五", 95, "%", "")]),
        ("气温降至5℃", [("5℃", 5, "℃", "")]),
        ("220千伏线路", [("220千伏", 220, "千伏", "")]),
        ("每吨5200元/吨的价格", [("5200元/吨", 5200, "元/吨", "")]),
        ("捐款￥5,000整", [("￥5,000", 5000, "元", "")]),
        ("投资1.2亿美元", [("1.2亿美元", 1.2e8, "美元", "")]),
        ("提高3.2个百分点", [("3.2个百分点", 3.2, "个百分点", "")]),
        ("投资1 200元", [("1 200元", 1200, "元", "")]),
        ("产值312.85亿元", [("312.85亿元", 31285000000, "元", "")]),
        ("余额13.38万亿元", [("13.38万亿元", 13380000000000, "元", "")]),
        ("历时2个半小时", [("2个半小时", 2, "小时", "+")]),
        ("组织了三期党员和积极分子培训", [("三期", 3, "期", "")]),
    ],
)
def test_reads_a_quantity(text: str, expected: list[tuple[str, float, str, str]]) -> None:
    found = [(q.text, q.value, q.unit, q.approx) for q in find_quantities(text)]
    assert found == expected


NOTHING = """
三期离心泵|到五百村走访|8#炉检修|第五个环保日|组织“1+N”活动|选派一批骨干|建党百年|增强四个意识
二期项目|第3次会议|数百人|几万人|一项工作|二号机组|三年行动|六年级|人民群众|2021年|5G网络
《两个人的车站》|五六十人|9时30分|5A级景区|关键的一年
"""


@pytest.mark.parametrize("text", NOTHING.replace("\n", "|").strip("|").split("|"))
def test_leaves_alone_what_counts_nothing(text: str) -> None:
    assert find_quantities(text, taken=[(0, 5)] if text == "2021年" else ()) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("平均用时2分36秒", [("2分36秒", 156, "秒")]),
        ("历时1小时25分钟", [("1小时25分钟", 85, "分钟")]),
        ("先做2小时，再做30分钟", [("2小时", 2, "小时"), ("30分钟", 30, "分钟")]),
        ("拼装管片42环", [("42环", 42, "环")]),
        ("调集5支队伍，维修8部电梯", [("5支", 5, "支"), ("8部", 8, "部")]),
        ("8支队和3部委、4环路", []),
    ],
)
def test_reads_durations_and_rarer_measures(
    text: str, expected: list[tuple[str, float, str]]
) -> None:
    assert [(q.text, q.value, q.unit) for q in find_quantities(text)] == expected


def test_a_range_has_both_ends() -> None:
    (found,) = find_quantities("每组3—5名队员")
    assert (found.text, found.value, found.upper, found.unit) == ("3—5名", 3, 5, "名")


@given(st.text(alphabet="0123456789.,一二三百万亿元人个余约第多 年", max_size=30))
def test_spans_are_slices_of_the_text(text: str) -> None:
    found = find_quantities(text)
    assert [text[q.start : q.end] for q in found] == [q.text for q in found]
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
