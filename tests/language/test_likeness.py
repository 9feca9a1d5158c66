from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.language.likeness import likeness, similar_spellings, spelled_alike

TEXTS = st.text(alphabet="青江港务集团党史学习，。 12", max_size=30)


@given(TEXTS, TEXTS)
def test_likeness_is_symmetric_and_between_nothing_and_one(a: str, b: str) -> None:
    assert likeness(a, b) == likeness(b, a)
    assert 0 <= likeness(a, b) <= 1


@given(TEXTS.filter(lambda text: any(c.isalnum() for c in text)))
def test_a_text_is_wholly_like_itself(text: str) -> None:
    assert likeness(text, text) == 1


def test_a_brief_is_like_the_report_it_was_cut_from() -> None:
    report = "5月6日，青江港务集团召开安全生产例会，部署汛期防台工作。会议要求各单位落实值班制度。"
    assert likeness("青江港务集团召开安全生产例会。", report) > 0.9
    assert likeness("云岭县医院开展义诊活动。", report) < 0.2


def test_weights_make_common_pairs_count_less() -> None:
    weights = {"开展": 0.0, "活动": 0.0}
    assert likeness("开展活动", "开展义诊活动", weights=weights) < likeness(
        "开展活动", "开展义诊活动"
    )


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [
        ("讲安全 强技能 保供电", "讲安全、强技能、保供电", "marks"),
        ("讲安全 强技能 保供电", "讲安全、强技能、树新风", "parts"),
        ("云岭新材料公司", "云岭新材", "short"),
        ("云岭新型材料公司", "云岭新材料公司", "short"),
        ("云岭水泥有限公司", "云岭水泥", "short"),
        ("青江港务集团", "青江港务集团党委", None),
        ("青江港务集团党委", "青江港务集团团委", None),
        ("兰州铸锻公司", "杭州铸锻公司", None),
        ("青江港务集团", "青江港物集团", "character"),
        ("第一党支部委员会", "第二党支部委员会", None),
        ("东港区分公司", "西港区分公司", None),
        ("青江港务", "云岭水泥", None),
        ("同名", "同名", None),
    ],
)
def test_names_written_two_ways(a: str, b: str, reason: str | None) -> None:
    assert spelled_alike(a, b) == reason
    assert spelled_alike(b, a) == reason


def test_pairs_come_in_order_and_once() -> None:
    names = ["青江港务集团", "云岭水泥", "青江港物集团", "青江港务集团"]
    assert [(s.first, s.second, s.reason) for s in similar_spellings(names)] == [
        ("青江港务集团", "青江港物集团", "character")
    ]
