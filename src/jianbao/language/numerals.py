"""Chinese numerals as numbers and back; never finds them in running text."""

from __future__ import annotations

DIGITS = "〇一二三四五六七八九"
# Every character a Chinese numeral is written with, for use inside [...].
NUMERAL = "〇○零一二两三四五六七八九十百千万亿廿卅壹贰叁肆伍陆柒捌玖拾佰仟"

_VALUES = {
    **{character: value for value, character in enumerate(DIGITS)},
    **{character: value for value, character in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "○": 0,
    "两": 2,
}
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_GREAT = {"万": 10**4, "亿": 10**8}
_WHOLE = {"廿": "二十", "卅": "三十"}


class NumeralError(ValueError):
    """The text is no Chinese numeral; the message repeats it."""


def parse_numeral(text: str) -> int:
    """Read 三, 两千, 一百二 (120), 一亿二千万, 二〇二一 (2021), 廿三. Raises NumeralError."""
    for sign, spelled in _WHOLE.items():
        text = text.replace(sign, spelled)
    if text and all(character in _VALUES for character in text):
        return int("".join(str(_VALUES[character]) for character in text))
    return _parse_places(text)


def _parse_places(text: str) -> int:
    """Read a numeral that names its places; a place may stand bare only as 十."""
    total = section = digit = 0
    last_place = 1
    bare = True  # no digit stands before the next place
    for character in text:
        if character in _VALUES:
            digit, bare = _VALUES[character], False
            last_place = 1 if digit == 0 else last_place
            continue
        if character in _SMALL and (not bare or (character in "十拾" and section == 0)):
            section += (1 if bare else digit) * _SMALL[character]
            last_place = _SMALL[character]
        elif character in _GREAT and (section or digit or 0 < total < _GREAT[character]):
            total = _add_great(total, section + digit, _GREAT[character])
            section, last_place = 0, _GREAT[character]
        else:
            raise NumeralError(text)
        digit, bare = 0, True
    if not text:
        raise NumeralError(text)
    # 一百二 leaves its last place unsaid: a tenth of the one before.
    return total + section + digit * max(1, last_place // 10)


def _add_great(total: int, section: int, place: int) -> int:
    """Take 万 of what came since 亿, and 亿 of everything before it (一万亿)."""
    return (total + section) * place if 0 < total < place else total + section * place


def format_numeral(number: int) -> str:
    """Write a number of 0 to 9999 9999 9999 as it is said: 12 as 十二, 205 as 二百零五."""
    if not 0 <= number < 10**12:
        raise NumeralError(str(number))
    if number < 10:
        return "零" if number == 0 else DIGITS[number]
    said = ""
    for place, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part, number = divmod(number, place)
        if part:
            gap = "零" if said and part < 1000 else ""
            said += gap + _say_thousands(part) + name
    return said.removeprefix("一") if said.startswith("一十") else said


def _say_thousands(number: int) -> str:
    said, gap = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            said += ("零" if gap and said else "") + DIGITS[digit] + name
        gap = not digit
    return said


def format_digits(number: int) -> str:
    """Write a number digit by digit, as years are: 2021 as 二〇二一."""
    return "".join(DIGITS[int(digit)] for digit in str(number))
