"""Marks in texts of contributions: where they stand, and that nothing of a text becomes markup."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from jianbao.web.inbox.marking import compare_paragraphs, mark_facts


def test_facts_are_marked_with_their_kind() -> None:
    marked = mark_facts("5月28日，青石分公司9名党员减少停机11次。", 2026)
    assert '<mark class="fact" data-kind="date">5月28日</mark>' in marked.html
    assert '<mark class="fact" data-kind="org">青石分公司</mark>' in marked.html
    assert marked.kinds.count("quantity") == 2


def test_only_numbers_in_shared_sentences_are_called_different() -> None:
    mine = ["窑尾收尘改造节约检修费用42.6万元。另有3台风机停机。"]
    theirs = ["窑尾收尘改造节约检修费用38.6万元。"]
    (first,) = compare_paragraphs(mine, theirs, 2026)
    assert first == (
        '<span class="same">窑尾收尘改造节约检修费用<mark>42.6万元</mark>。</span>另有3台风机停机。'
    )


def test_the_same_text_has_nothing_different() -> None:
    text = ["改造于5月28日完成，减少停机11次。"]
    assert "<mark>" not in compare_paragraphs(text, text, 2026)[0]


@given(st.text(alphabet="<>&\"'3万元年月日，。窑a ", max_size=80))
def test_the_text_stays_what_it_was(text: str) -> None:
    for marked in (mark_facts(text, 2026).html, compare_paragraphs([text], [text], 2026)[0]):
        shown = html.fromstring(f"<div>{marked}</div>")
        assert "".join(map(str, shown.itertext())) == text
        assert {element.tag for element in shown.iterdescendants()} <= {"mark", "span"}
