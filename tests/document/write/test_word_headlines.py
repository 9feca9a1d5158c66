from __future__ import annotations

import pytest

from jianbao.document.write.word.headlines import line_width


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("从“被动抢修”到“主动预防”：三号泊位设备责任区的三年", 15.4),  # at the mark
        ("三号泊位：从被动抢修到主动预防设备党员责任区的三年历程", 15),  # too early
        (
            "三号泊位设备党员责任区从被动抢修到主动预防的三年历程：续",
            15,
        ),  # too little would be left
        ("港" * 21, 12),
        ("港" * 45, 16),
    ],
)
def test_lines_are_alike_and_break_at_marks(text: str, expected: float) -> None:
    assert line_width(text, 20) == pytest.approx(expected)
