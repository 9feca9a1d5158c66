from __future__ import annotations

import pytest

from jianbao.language.duplicates import compare_reports
from jianbao.language.facts import find_facts

REPORT = (
    "5月6日，青江港务集团党委组织党员80余人到石门镇中心小学开展助学活动，捐赠图书1200册，"
    "书记陆静怡与学生代表座谈，详细了解学习和生活情况。"
)

ANOTHER_EVENT = (
    "6月9日，云岭水泥厂党委组织党员30余人到马鞍乡敬老院开展助学活动，捐赠图书500册，"
    "书记方德胜与学生代表座谈，详细了解学习和生活情况。"
)


@pytest.mark.parametrize(
    ("other", "verdict"),
    [
        (REPORT.replace("详细了解学习和生活情况", "了解学习情况"), "duplicate"),
        ("青江港务集团党委组织党员80余人开展助学活动，捐赠图书1200册。", "duplicate"),
        (ANOTHER_EVENT, "same-pattern"),
        ("县水利局完成龙潭水库除险加固工程验收，投资2300万元。", "different"),
    ],
)
def test_the_verdict(other: str, verdict: str) -> None:
    facts = (find_facts(REPORT, year=2021), find_facts(other, year=2021))
    assert compare_reports(REPORT, other, facts).verdict == verdict


def test_the_evidence_is_given() -> None:
    other = REPORT.replace("80", "30").replace("1200", "500").replace("陆静怡", "方德胜")
    found = compare_reports(REPORT, other, (find_facts(REPORT), find_facts(other)))
    assert found.conflicts == ("persons", "quantities")
