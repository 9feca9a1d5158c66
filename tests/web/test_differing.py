"""Two texts side by side in one: what was taken out, what was put in, and the facts in it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from jianbao.web.items.differing import marked_difference
from jianbao.web.items.marking import sides_shown

TEXTS = st.lists(st.text(alphabet="甲乙丙<&，。8", min_size=1, max_size=12), max_size=4)


def _plain(html: str) -> str:
    text = re.sub(r"<(?!del|/del)[^>]*>", "", html)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@given(old=TEXTS, new=TEXTS, data=st.data())
def test_the_new_text_stands_whole_and_the_old_one_too(
    old: list[str], new: list[str], data: st.DataObject
) -> None:
    joined = "".join(new)
    at = st.integers(0, len(joined))
    facts = [(min(a, b), max(a, b)) for a, b in data.draw(st.lists(st.tuples(at, at), max_size=2))]
    lines = marked_difference(old, new, facts)
    left = [re.sub(r"<del>.*?</del>", "", line) for line in lines]
    assert [_plain(line) for line in left] == (new or [""])
    taken_out = "".join(re.sub(r"<ins>.*?</ins>|</?mark[^>]*>|</?del>", "", line) for line in lines)
    assert _plain(taken_out) == "".join(old)


@given(
    before=st.text(alphabet="甲乙丙<&，。8\n", max_size=30),
    after=st.text(alphabet="甲乙丙<&，。8\n", max_size=30),
)
def test_each_side_stands_whole_and_unmarked_words_are_common(before: str, after: str) -> None:
    mine, theirs = sides_shown(before, after)
    assert [_plain(line) for line in mine] == before.split("\n")
    assert [_plain(line) for line in theirs] == after.split("\n")
    common = [re.sub(r"<mark>.*?</mark>", "", "".join(side)) for side in (mine, theirs)]
    assert common[0] == common[1]


def test_a_fact_is_marked_where_it_stands_in_its_paragraph() -> None:
    lines = marked_difference(["甲9名。", "乙。"], ["甲8名。", "丙7次。"], [(1, 3), (5, 7)])
    assert lines == [
        '甲<del>9</del><ins><mark class="fact">8</mark></ins><mark class="fact">名</mark>。',
        '<del>乙。</del><ins>丙</ins><ins><mark class="fact">7次</mark></ins><ins>。</ins>',
    ]
