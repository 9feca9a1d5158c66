from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jianbao.language.sentences import split_clauses, split_sentences

TEXTS = st.text(alphabet="党史学。，；：！？…“”《》（）3.,:\n ", max_size=50)


@given(TEXTS)
def test_pieces_joined_are_the_text(text: str) -> None:
    for pieces in (split_sentences(text), split_clauses(text)):
        assert "".join(piece.text for piece in pieces) == text
        assert all(text[piece.start : piece.end] == piece.text for piece in pieces)


def test_a_quotation_is_not_torn() -> None:
    text = "他说：“要学史明理。要学史增信。”大家鼓掌。"
    assert [s.text for s in split_sentences(text)] == [
        "他说：“要学史明理。要学史增信。”",
        "大家鼓掌。",
    ]


def test_a_stop_inside_a_slogan_ends_nothing() -> None:
    assert len(split_sentences("开展“你好！新时代”活动。收到好评。")) == 2


def test_an_open_bracket_does_not_swallow_the_rest() -> None:
    assert [s.text for s in split_sentences("会议（第一次。第二天继续。")] == [
        "会议（第一次。",
        "第二天继续。",
    ]


def test_clauses_leave_numbers_and_lists_whole() -> None:
    text = "共3,200人、40个班组参加，8：30开始。"
    assert [c.text for c in split_clauses(text)] == ["共3,200人、40个班组参加，", "8：30开始。"]


def test_a_line_break_ends_a_sentence() -> None:
    assert [s.text for s in split_sentences("标题\n正文。")] == ["标题\n", "正文。"]
