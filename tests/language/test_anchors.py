from __future__ import annotations

import itertools

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jianbao.language.anchors import Anchor, mark, move_anchor

TEXTS = st.text(alphabet="青石党员九名，。12𠮷😀 ", max_size=24)
WORDS = TEXTS.filter(bool)


def marked(text: str, words: str) -> Anchor:
    start = text.index(words)
    return mark(text, start, start + len(words))


@given(TEXTS, WORDS, TEXTS, TEXTS)
def test_what_changes_before_the_mark_does_not_touch_it(
    head: str, words: str, tail: str, new: str
) -> None:
    anchor = Anchor(len(head), len(head) + len(words), words)
    moved = move_anchor(anchor, head + words + tail, new + words + tail)
    after = new + words + tail
    assert not moved.lost
    assert after[moved.start : moved.end] == words == moved.quote


@given(TEXTS, WORDS, TEXTS, TEXTS)
def test_what_changes_behind_the_mark_does_not_touch_it(
    head: str, words: str, tail: str, new: str
) -> None:
    anchor = Anchor(len(head), len(head) + len(words), words)
    assert move_anchor(anchor, head + words + tail, head + words + new) == anchor


# Marks of their own letters, so that no other place of the text can be taken for them.
@given(TEXTS, st.text(alphabet="甲乙丙丁戊", min_size=4, max_size=8), TEXTS, TEXTS, TEXTS)
def test_changes_on_both_sides_leave_the_mark(
    head: str, words: str, tail: str, new_head: str, new_tail: str
) -> None:
    before, after = head + words + tail, new_head + words + new_tail
    moved = move_anchor(Anchor(len(head), len(head) + len(words), words), before, after)
    assert not moved.lost
    assert after[moved.start : moved.end] == words


@given(TEXTS, TEXTS, TEXTS)
def test_what_is_replaced_inside_stays_marked(head: str, inside: str, new: str) -> None:
    assume(inside != new)
    words, renewed = f"甲乙{inside}丙丁", f"甲乙{new}丙丁"
    anchor = Anchor(len(head), len(head) + len(words), words)
    moved = move_anchor(anchor, f"{head}{words}。", f"{head}{renewed}。")
    assert moved == Anchor(len(head), len(head) + len(renewed), renewed)


@given(st.lists(TEXTS, min_size=2, max_size=6), st.integers(0, 30), st.integers(0, 30))
def test_an_anchor_that_is_not_lost_says_what_it_marks(
    texts: list[str], start: int, length: int
) -> None:
    start = min(start, len(texts[0]))
    anchor = mark(texts[0], start, min(len(texts[0]), start + length))
    for before, after in itertools.pairwise(texts):
        anchor = move_anchor(anchor, before, after)
        assert 0 <= anchor.start <= anchor.end <= len(after)
        assert anchor.lost or after[anchor.start : anchor.end] == anchor.quote
        assert not anchor.lost or anchor.start == anchor.end


def test_a_chain_of_edits_keeps_the_mark() -> None:
    texts = [
        "支部书记贺知远带领8名党员分三班盯守。",
        "车间支部书记贺知远带领8名党员分三班盯守。",
        "车间支部书记贺知远带领9名党员分三班盯守，查明原因。",
        "贺知远带领9名党员盯守，查明原因😀。",
    ]
    anchor = marked(texts[0], "8名党员")
    for before, after in itertools.pairwise(texts):
        anchor = move_anchor(anchor, before, after)
    assert (anchor.quote, anchor.lost) == ("9名党员", False)


def test_a_mark_that_is_replaced_whole_marks_the_new_words() -> None:
    before, after = "带领8名党员盯守。", "带领9名党员盯守。"
    assert move_anchor(marked(before, "8"), before, after).quote == "9"


def test_a_change_that_reaches_over_the_mark_leaves_what_it_did_not_touch() -> None:
    before, after = "参加培训80余人，效果良好。", "参加轮训90余人，效果良好。"
    assert move_anchor(marked(before, "80余人"), before, after).quote == "90余人"


def test_a_mark_whose_text_is_gone_keeps_its_place_and_its_quote() -> None:
    before, after = "甲车间，历时17天，完成改造。", "甲车间，完成改造。"
    moved = move_anchor(marked(before, "17天"), before, after)
    assert moved.lost
    assert moved.quote == "17天"
    assert moved.start == moved.end
    assert "甲车间" in after[: moved.start]
    assert "完成" in after[moved.start :]


def test_a_lost_mark_is_found_when_its_words_come_back() -> None:
    before, after = "甲车间，历时17天，完成改造。", "甲车间，完成改造。"
    anchor = marked(before, "17天")
    assert move_anchor(move_anchor(anchor, before, after), after, before) == anchor


def test_a_mark_follows_its_sentence_to_another_place() -> None:
    before = "党员分三班盯守。查明叶轮背板结疤。费用节约42.6万元。"
    after = "查明叶轮背板结疤。费用节约42.6万元。党员分三班盯守。"
    moved = move_anchor(marked(before, "分三班盯守"), before, after)
    assert after[moved.start : moved.end] == "分三班盯守"


def test_a_place_between_two_characters_goes_with_what_stands_before_it() -> None:
    assert move_anchor(Anchor(2, 2, ""), "甲乙丙", "丁甲乙戊丙") == Anchor(3, 3, "")


def test_a_stretch_that_the_text_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="no stretch"):
        mark("甲乙", 1, 3)
