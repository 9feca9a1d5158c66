"""A whole number in the numeral systems of lists (ST_NumberFormat of Word); nothing of lists."""

from __future__ import annotations

from collections.abc import Callable

from jianbao.language.numerals import format_digits, format_numeral

_LEGAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def _legal(number: int) -> str:
    said = format_numeral(number)
    return (f"一{said}" if said.startswith("十") else said).translate(_LEGAL)


def _roman(number: int) -> str:
    written = ""
    for worth, sign in _ROMAN:
        count, number = divmod(number, worth)
        written += sign * count
    return written


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _from(first: str, last: int) -> Callable[[int], str]:
    """Count along a run of characters that starts at `first` and holds `last` numbers."""
    return lambda number: chr(ord(first) + number - 1) if number <= last else f"({number})"


def _among(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _full_width(number: int) -> str:
    return str(number).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})


_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "ideographTraditional": _among(_STEMS),
    "ideographZodiac": _among(_BRANCHES),
    "chineseCounting": format_numeral,
    "chineseCountingThousand": format_numeral,
    "taiwaneseCounting": format_numeral,
    "taiwaneseCountingThousand": format_numeral,
    "japaneseCounting": format_numeral,
    "koreanCounting": format_numeral,
    "ideographDigital": format_digits,
    "taiwaneseDigital": format_digits,
    "japaneseDigitalTenThousand": format_digits,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "japaneseLegal": _legal,
    "numberInDash": lambda number: f"- {number} -",
    "none": lambda _number: "",
}


def numeral(number: int, form: str) -> str:
    """Write `number` in a form of ST_NumberFormat; unknown forms and odd numbers are decimal."""
    if form in _FORMS and 0 < number < 10_000:
        return _FORMS[form](number)
    return "" if form == "none" else str(number)
