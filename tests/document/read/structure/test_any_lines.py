"""Whatever the lines say, reading ends without an error and loses no letter."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from jianbao.document.interchange import from_json, to_json
from jianbao.document.model import Issue
from jianbao.document.read.formats.text import read_text_lines
from jianbao.document.read.structure import read_structure

PIECES = st.sampled_from(
    [
        "云岭水泥简报",
        "2021年第3期（总第12期）",
        "办公室    2021年6月4日",
        "目录",
        "一、工作动态",
        "（一）安全生产",
        "【要闻】",
        "学·思之路",
        "编者按：各地要认真学习。",
        "集团召开年度工作会议",
        "6月1日，二分厂组织开展义务劳动，清理水沟1000余米，优化了厂区环境，得到职工好评，",
        "并为下一步检修打下基础。（二分厂 郝伟）",
        "（云岭水泥",
        "1、完成设备检修。",
        "。",
        "）",
        "— 3 —",
        "报：集团领导",
        "发：各单位，各部门",
        "共印30份",
        "投稿邮箱：a@b.example",
        "本期采集时间：5月27日-6月3日",
        "文/王芳",
        "Vol.3",
    ]
)
TEXTS = st.one_of(
    st.lists(st.one_of(PIECES, st.text(max_size=40)), max_size=40).map("\n".join),
    st.lists(PIECES, min_size=1, max_size=60).map("\n".join),
)


def _letters(text: str) -> Counter[str]:
    return Counter(re.findall(r"[\u4e00-\u9fff]", text))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_reading_never_fails_and_gives_issues_that_serialise(text: str) -> None:
    for issue in read_structure(read_text_lines(text)).issues:
        assert from_json(to_json(issue)) == issue


@settings(max_examples=150, deadline=None)
@given(
    st.lists(PIECES.filter(lambda piece: piece not in {"Vol.3", "— 3 —"}), min_size=1, max_size=30)
)
def test_no_letter_of_the_body_is_lost(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    structure = read_structure(read_text_lines(text))
    kept = sum((_letters(_everything(issue)) for issue in structure.issues), Counter())
    body = [p for p in pieces if p[:2] in {"集团", "6月", "并为", "（云", "1、", "学·", "【要"}]
    missing = _letters("".join(body)) - kept
    assert missing == Counter()


def _everything(issue: Issue) -> str:
    return to_json(issue).decode()
