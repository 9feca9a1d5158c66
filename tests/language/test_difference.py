import itertools

from hypothesis import given
from hypothesis import strategies as st

from jianbao.language.difference import differences

TEXTS = st.text(alphabet="青江港务集团，。、12 ", max_size=40)


@given(TEXTS, TEXTS)
def test_the_edits_hold_both_texts(a: str, b: str) -> None:
    edits = differences(a, b)
    assert "".join(edit.old for edit in edits) == a
    assert "".join(edit.new for edit in edits) == b
    for edit in edits:
        assert a[edit.a_start : edit.a_end] == edit.old
        assert b[edit.b_start : edit.b_end] == edit.new
        assert (edit.kind == "equal") == (edit.old == edit.new)


@given(TEXTS, TEXTS)
def test_changes_never_stand_side_by_side(a: str, b: str) -> None:
    kinds = [edit.kind == "equal" for edit in differences(a, b)]
    assert all(x != y for x, y in itertools.pairwise(kinds))


def test_a_changed_word_is_one_replacement() -> None:
    edits = differences("参加培训80余人，效果良好。", "参加轮训90余人，效果良好。")
    changed = [(edit.old, edit.new) for edit in edits if edit.kind != "equal"]
    assert changed == [("培训8", "轮训9")]


def test_equal_texts_are_one_edit() -> None:
    assert [edit.kind for edit in differences("同文", "同文")] == ["equal"]
    assert differences("", "") == []
