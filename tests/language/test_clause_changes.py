from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.language.clause_changes import Clause, Gap, changed_clauses, folded

TEXTS = st.text(alphabet="青石党员检修完成9，。、：\n”😀", max_size=40)
NEW = ("insert", "equal")
OLD = ("delete", "equal")


def shown(clause: Clause | Gap) -> str:
    """Write a clause as a page does: [-struck-], {+new+}, …… for what is left out."""
    if isinstance(clause, Gap):
        return "……"
    marks = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}
    return "".join(marks[piece.kind].format(piece.text) for piece in clause.pieces)


def read(a: str, b: str) -> str:
    return "".join(shown(clause) for clause in folded(changed_clauses(a, b)))


@given(TEXTS, TEXTS)
def test_the_clauses_hold_both_texts_with_every_place(a: str, b: str) -> None:
    pieces = [piece for clause in changed_clauses(a, b) for piece in clause.pieces]
    assert "".join(piece.text for piece in pieces if piece.kind in OLD) == a
    assert "".join(piece.text for piece in pieces if piece.kind in NEW) == b
    for piece in pieces:
        assert piece.kind not in OLD or a.startswith(piece.text, piece.a)
        assert piece.kind not in NEW or b.startswith(piece.text, piece.b)


@given(TEXTS)
def test_the_same_text_has_no_changed_clause(text: str) -> None:
    assert not any(clause.changed for clause in changed_clauses(text, text))


@given(TEXTS, TEXTS)
def test_folding_leaves_out_nothing_that_changed(a: str, b: str) -> None:
    clauses = changed_clauses(a, b)
    kept = folded(clauses)
    changed = [clause for clause in clauses if clause.changed]
    assert [clause for clause in kept if isinstance(clause, Clause) and clause.changed] == changed
    whole = [c for part in kept for c in (part.clauses if isinstance(part, Gap) else (part,))]
    assert whole == clauses


@pytest.mark.parametrize(
    ("a", "b", "page"),
    [
        (
            "顾明川赴青石分公司调研，看望职工。",
            "顾明川到青石分公司调研，看望职工。",
            "顾明川[-赴-]{+到+}青石分公司调研，看望职工。",
        ),
        (
            "由支部书记贺长风牵头，9名党员组成攻关组，自5月11日起分三班盯守。",
            "支部书记贺长风带领8名党员分三班盯守。",
            "[-由-]支部书记贺长风[-牵头，9-]{+带领8+}名党员[-组成攻关组，自5月11日起-]分三班盯守。",
        ),
        (
            "改造完成，清疤周期延长，预计全年减少停机11次，节约检修费用42.6万元。",
            "改造完成，历时17天，清疤周期延长，全年节约检修费用42.6万元。",
            "改造完成，{+历时17天，+}清疤周期延长，[-预计全年减少停机11次，-]{+全年+}节约检修费用42.6万元。",
        ),
        (
            "用时3,000秒，8:30开始，甲，乙，丙，丁。",
            "用时3,000秒，8:40开始，甲，乙，丙，丁。",
            "用时3,000秒，8:[-3-]{+4+}0开始，甲，……",
        ),
    ],
)
def test_a_page_reads_only_the_changed_clauses(a: str, b: str, page: str) -> None:
    assert read(a, b) == page


def test_long_same_stretches_between_changes_are_left_out() -> None:
    same = "查明原因，排除松动，比对曲线，拆下叶轮，加装挡板，"
    assert read(f"九人，{same}三次。", f"八人，{same}四次。") == (
        "[-九-]{+八+}人，查明原因，……加装挡板，[-三-]{+四+}次。"
    )


def test_a_break_between_paragraphs_is_a_change_of_its_own() -> None:
    assert read("甲完成。乙开工。", "甲完成。\n乙开工。") == "甲完成。{+\n+}乙开工。"
    assert read("甲完成。\n乙开工。", "甲完成。乙开工。") == "甲完成。[-\n-]乙开工。"


def test_an_edit_over_a_joint_marks_both_sides_alone() -> None:
    a, b = "攻关组啃下难题\n入夏以来，风机振动。", "攻关组治好难题\n今夏以来，风机振动。"
    assert read(a, b) == "攻关组[-啃下-]{+治好+}难题\n[-入-]{+今+}夏以来，风机振动。"


def test_what_was_cut_out_whole_can_be_left_out_too() -> None:
    a = "入夏以来，风机振动，逼近停机线，贺长风带领9名党员盯守，查明原因。\n职工满意。"
    b = "贺长风带领8名党员盯守，查明原因。"
    clauses = folded(changed_clauses(a, b), show_cuts=False)
    assert "".join(map(shown, clauses)) == ("……贺长风带领[-9-]{+8+}名党员盯守，查明原因。……")


def test_texts_that_share_nothing_are_struck_and_written_whole() -> None:
    assert read("甲乙。", "丙丁！") == "[-甲乙。-]{+丙丁！+}"
