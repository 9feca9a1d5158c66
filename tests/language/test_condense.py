"""A text told in fewer of its own sentences: nothing is added, nothing is left hanging."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.language.condense import condense, condense_story
from jianbao.language.passages import asides, passages_of, supports

REPORT = (
    "“这条路总算亮了。”夜班吊车工林晚舟说。6月28日，东港公司在3号堆场装上太阳能路灯36盏。",
    "修这条路不容易。有一次刚挖开沟就下了雨，水没过了膝盖。大家守了整整一夜。",
    "公司先后收到职工意见41条，采纳35条。其中，照明不足占到六成。他们说，看得见脚下，心里才稳。",
    "施工用了12天，节约费用8.6万元。怎样让灯亮得更久？公司请机电班每月检查一次。",
)
STORY = (
    "师傅退休那天，把听音棒交给我。棒子一头磨得发亮。",
    "我问他听了多少年。他伸出两个指头，没有说话。那天夜里起了风。",
    "后来我也带了徒弟，头一课还是听。他听不出来，我就让他闭上眼睛。",
    "所谓手艺，就是有人肯把耳朵借给你。",
)
SENTENCES = st.sampled_from(
    [
        "港区完成换装50箱。",
        "“好！”",
        "他说不急。",
        "此后又下雨？",
        "6月1日，公司开会，",
        "……",
        "表格",
    ]
)
TEXTS = st.lists(st.lists(SENTENCES, min_size=1, max_size=5).map("".join), max_size=5)


def _sentences(paragraphs: tuple[str, ...]) -> list[str]:
    return [one.text for one in passages_of(paragraphs)]


@given(TEXTS, st.integers(1, 120))
def test_what_is_kept_are_whole_passages_in_their_order(texts: list[str], limit: int) -> None:
    for shorter in (condense(texts, limit=limit), condense_story(texts, limit=limit)):
        if not texts or len(_sentences(tuple(texts))[0]) > limit:
            continue  # the opening alone is cut inside, by `shorten`
        assert shorter.fits
        assert sum(map(len, shorter.paragraphs)) <= limit
        left = iter("".join(texts))
        assert all(character in left for character in "".join(shorter.paragraphs))


@given(TEXTS)
def test_passages_joined_are_the_text(texts: list[str]) -> None:
    assert "".join(one.text for one in passages_of(texts)) == "".join(texts)


def test_a_text_within_the_limit_stays_as_it_is() -> None:
    whole = sum(map(len, REPORT))
    assert condense(REPORT, limit=whole).paragraphs == REPORT
    assert condense_story(STORY, limit=sum(map(len, STORY))).paragraphs == STORY


@pytest.mark.parametrize("limit", [60, 90, 120, 150])
def test_no_passage_stands_without_the_one_it_leans_on(limit: int) -> None:
    shorter = condense(REPORT, limit=limit)
    passages = list(passages_of(REPORT))
    kept = {n for n, one in enumerate(passages) if one.text in "".join(shorter.paragraphs)}
    assert all(supports(passages, number) <= kept for number in kept)
    assert len("".join(shorter.paragraphs)) <= limit


def test_results_stay_and_anecdotes_and_questions_go() -> None:
    told = "".join(condense(REPORT, limit=120).paragraphs)
    assert "路灯36盏" in told
    assert "节约费用8.6万元" in told
    assert "有一次" not in told
    assert "守了整整一夜" not in told
    assert "？" not in told


def test_a_name_to_keep_weighs_more() -> None:
    texts = ("6月1日，东港公司召开会议。", "机电班更换灯具12盏。", "装卸班更换灯具14盏。")
    assert "机电班" in "".join(condense(texts, limit=26, keep=("机电班",)).paragraphs)
    assert "装卸班" in "".join(condense(texts, limit=26, keep=("装卸班",)).paragraphs)


def test_a_story_keeps_its_end_and_goes_on_from_its_beginning() -> None:
    shorter = condense_story(STORY, limit=60)
    assert shorter.paragraphs[0] == STORY[0]
    assert shorter.paragraphs[-1] == STORY[-1]
    assert all(a in STORY[n] for n, a in enumerate(shorter.paragraphs[:-1]))


def test_an_opening_over_the_limit_is_cut_at_its_clauses() -> None:
    text = (
        "6月28日，东港公司完成首票换装，用时3小时，得到客户好评，为后续工作打下坚实基础。其余略。"
    )
    shorter = condense((text,), limit=30)
    assert shorter.fits
    assert shorter.paragraphs == ("6月28日，东港公司完成首票换装，用时3小时，得到客户好评。",)


def test_who_said_it_stays_with_what_was_said() -> None:
    assert _sentences(REPORT)[0] == "“这条路总算亮了。”夜班吊车工林晚舟说。"
    closing = ("大家都留了下来。“再难也要修通。”", "第二天，路通了。")
    assert _sentences(closing)[0] == closing[0]


def test_an_anecdote_is_an_aside_to_the_end_of_its_paragraph() -> None:
    passages = list(passages_of(REPORT))
    told = {passages[number].text for number in asides(passages)}
    assert told == {
        "有一次刚挖开沟就下了雨，水没过了膝盖。",
        "大家守了整整一夜。",
        "怎样让灯亮得更久？",
    }


def test_what_speaks_of_something_before_leans_on_it() -> None:
    texts = ("公司换了新灯。当天就亮了。", "这是第一次。7月1日，公司又换了一批。")
    leans = [one.leans for one in passages_of(texts)]
    assert leans == [False, True, True, False]
    assert all(a.paragraph <= b.paragraph for a, b in pairwise(passages_of(texts)))
