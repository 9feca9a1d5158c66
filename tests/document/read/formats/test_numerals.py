from __future__ import annotations

import pytest

from jianbao.document.read.formats.numerals import numeral


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九"), (100, "一百"),
        (103, "一百零三"), (110, "一百一十"), (1000, "一千"), (1003, "一千零三"),
        (9090, "九千零九十"),
    ],
)  # fmt: skip
def test_numbers_are_written_in_chinese(number: int, text: str) -> None:
    assert numeral(number, "chineseCounting") == text


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (4, "decimal", "4"), (4, "decimalZero", "04"), (14, "lowerRoman", "xiv"),
        (1999, "upperRoman", "MCMXCIX"), (3, "lowerLetter", "c"), (28, "upperLetter", "BB"),
        (20, "decimalEnclosedCircle", "⑳"), (21, "decimalEnclosedCircleChinese", "(21)"),
        (2, "decimalEnclosedParen", "⑵"), (3, "decimalEnclosedFullstop", "⒊"),
        (2, "ideographEnclosedCircle", "㊁"), (2, "ideographTraditional", "乙"),
        (11, "ideographTraditional", "11"), (12, "ideographZodiac", "亥"),
        (23, "chineseCounting", "二十三"), (2021, "ideographDigital", "二〇二一"),
        (35, "chineseLegalSimplified", "叁拾伍"),
        (12, "chineseLegalSimplified", "壹拾贰"), (1010, "chineseLegalSimplified", "壹仟零壹拾"),
        (12, "decimalFullWidth", "１２"),
        (7, "numberInDash", "- 7 -"), (7, "none", ""), (-1, "none", ""),
        (0, "chineseCounting", "0"),
        (10_000, "lowerRoman", "10000"), (5, "unheardOf", "5"),
    ],
)  # fmt: skip
def test_numbers_take_the_form_of_their_list(number: int, form: str, text: str) -> None:
    assert numeral(number, form) == text
