"""Plain text to lines: blanks, gaps, widths, and pages by every sign a text has."""

from __future__ import annotations

import pytest

from jianbao.document.read.formats.text import page_number, read_text_lines


def test_a_line_keeps_what_its_blanks_say() -> None:
    first, second = read_text_lines("\ufeff云岭简报 \r\n\r\n\t  2021 年第 1 期\r\n")
    assert (first.text, first.number, first.blank_end, first.indent) == ("云岭简报", 1, True, 0.0)
    assert (second.text, second.number, second.gap, second.indent) == ("2021 年第 1 期", 3, 1, 3.0)
    assert (first.width, second.width, second.blank_end) == (4.0, 7.0, False)
    assert (first.page, second.page) == (None, None)


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("甲\n乙\n— 1 —\n丙\n丁\n— 2 —\n戊", [1, 1, 1, 2, 2, 2, 3]),
        ("— 1 —\n甲\n乙\n— 2 —\n丙\n— 3 —\n丁", [1, 1, 1, 2, 2, 3, 3]),
        ("甲\n— 1 —\n\f乙\n— 2 —\n\f丙", [1, 1, 2, 2, 3]),
        ("甲\n\f乙\n第2页 共2页", [1, 2, 2]),
    ],
)
def test_pages_are_counted(text: str, pages: list[int]) -> None:
    assert [line.page for line in read_text_lines(text)] == pages


def test_in_a_double_spaced_text_a_missing_empty_line_is_a_page_top() -> None:
    body = [f"第{n}行文字" for n in "一二三四五六七八九"]
    text = "\n\n".join(body) + "\n 新的一页\n\n再一行"
    lines = read_text_lines(text)
    assert [line.text for line in lines if line.page_top] == ["新的一页"]
    assert [line.page for line in lines] == [1] * 9 + [2, 2]


@pytest.mark.parametrize(
    ("text", "number"),
    [("— 2 —", 2), ("- 12 -", 12), ("·3·", 3), ("第 2 页 共 8 页", 2), ("3/8", 3), ("第2期", None)],
)
def test_a_page_number_is_read(text: str, number: int | None) -> None:
    assert page_number(text) == number
