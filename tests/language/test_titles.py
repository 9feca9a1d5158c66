from __future__ import annotations

import pytest

from jianbao.language.titles import find_titles


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("印发《考勤办法》。《办法》规定", ["考勤办法", "办法"]),
        ("学习《关于〈条例〉的说明》", ["关于〈条例〉的说明"]),
        ("《甲《乙》丙》", ["甲《乙》丙"]),
        ("《没有写完的标题，后面都是正文", []),
        ("《》", []),
    ],
)
def test_titles(text: str, expected: list[str]) -> None:
    assert [title.text for title in find_titles(text)] == expected


def test_spans_hold_the_marks() -> None:
    (title,) = find_titles("读《红岩》后")
    assert (title.start, title.end) == (1, 5)
