"""The number of an issue: every spelling seen in print, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.document.model import IssueKind, Masthead
from jianbao.document.numbering import Number, find_number, format_number, next_number

SPELLINGS = [
    ("2021 年第 12 期（总第 12 期）", Number(year=2021, number=12, running_number=12)),
    ("２０２１年第１期（总第５７７期）", Number(year=2021, number=1, running_number=577)),
    ("2015第14期（总第63期）", Number(year=2015, number=14, running_number=63)),
    ("总第3766期", Number(running_number=3766)),
    ("总第八期", Number(running_number=8)),
    ("累计第12期", Number(running_number=12)),
    ("第 5 期 总第 105 期", Number(number=5, running_number=105)),
    ("工作简报（第21期）", Number(number=21)),
    ("〔2021〕第8期", Number(year=2021, number=8)),
    ("第 01 期", Number(number=1)),
    ("第009期", Number(number=9)),
    ("第一百二十三期", Number(number=123)),
    ("第一四三期", Number(number=143)),
    ("二〇二一年第十二期", Number(year=2021, number=12)),
    ("2021年12期", Number(year=2021, number=12)),
    ("2021年6月第2期", Number(year=2021, number=2)),
    ("第3、4期", Number(number=3, number_to=4, kind="combined")),
    ("第11-12期合刊", Number(number=11, number_to=12, kind="combined")),
    (
        "2021年第11—12期（总第11—12期）",
        Number(
            year=2021,
            number=11,
            number_to=12,
            running_number=11,
            running_number_to=12,
            kind="combined",
        ),
    ),
    ("2021年增刊第1期", Number(year=2021, number=1, kind="special", label="增刊")),
    ("2021年第1期增刊", Number(year=2021, number=1, kind="special", label="增刊")),
    ("号外", Number(kind="special", label="号外")),
    (
        "2025年第一期网络安全专刊（总61期）",
        Number(year=2025, number=1, running_number=61, kind="special", label="网络安全专刊"),
    ),
    ("创刊号", Number(kind="first", label="创刊号")),
    ("2021年第1期（创刊号）", Number(year=2021, number=1, kind="first", label="创刊号")),
    (
        "合订本（卷一）（第52~84期）",
        Number(number=52, number_to=84, kind="volume", label="合订本"),
    ),
    ("Vol.123", Number(number=123)),
    ("Vol.3 No.12", Number(number=12)),
    ("Issue 16", Number(number=16)),
    ("#146 | 2020-01-25", Number(number=146)),
]


@pytest.mark.parametrize(("text", "number"), SPELLINGS)
def test_every_spelling_is_found(text: str, number: Number) -> None:
    found = find_number(text)
    assert found is not None
    assert found.value == number


@pytest.mark.parametrize("text", ["第一期工程开工", "第三期培训班", "2021年6月4日", "党群工作", ""])
def test_what_is_no_number_is_not_found(text: str) -> None:
    assert find_number(text) is None


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("云岭简报（第21期）周刊", "（第21期）"),
        ("云岭简报 第 43 期 总第 90 期  2021年6月4日", "第 43 期 总第 90 期"),
        ("(2021)第5期", "(2021)第5期"),
    ],
)
def test_the_place_holds_the_number_and_nothing_else(text: str, spelled: str) -> None:
    found = find_number(text)
    assert found is not None
    assert text[found.start : found.end] == spelled


def _spans(low: int, high: int) -> st.SearchStrategy[tuple[int | None, int | None]]:
    one = st.tuples(st.integers(low, high), st.none())
    two = st.integers(low, high - 1).map(lambda n: (n, n + 1))
    return st.one_of(st.tuples(st.none(), st.none()), one, two)


_LABELS: list[tuple[str, IssueKind | None]] = [
    ("", None),
    ("增刊", "special"),
    ("网络安全专刊", "special"),
    ("号外", "special"),
    ("创刊号", "first"),
    ("合订本", "volume"),
]


@st.composite
def numbers(draw: st.DrawFn) -> Number:
    label, kind = draw(st.sampled_from(_LABELS))
    number, number_to = draw(_spans(1, 400))
    running, running_to = draw(_spans(1, 9999))
    if not label and number is None and running is None:
        number, number_to = 1, None
    named = number is not None or label
    return Number(
        year=draw(st.one_of(st.none(), st.integers(1950, 2099))) if named else None,
        number=number,
        number_to=number_to,
        running_number=running,
        running_number_to=running_to,
        kind=kind or ("combined" if number_to else "regular"),
        label=label,
    )


@given(numbers())
def test_what_is_printed_is_found_again(number: Number) -> None:
    printed = format_number(number)
    found = find_number(printed)
    assert found is not None
    assert (found.value, found.start, found.end) == (number, 0, len(printed))


def test_a_masthead_prints_its_number() -> None:
    assert (
        format_number(Masthead(title="云岭简报", year=2021, number=12, running_number=12))
        == "2021年第12期（总第12期）"
    )


@pytest.mark.parametrize(
    ("last", "following"),
    [
        (Number(year=2021, number=12, running_number=90), (2021, 13, 91)),
        (Number(year=2021, number=11, number_to=12, running_number=8), (2021, 13, 9)),
        (Number(year=2020, number=24, running_number=90), (2021, 1, 91)),
        (Number(year=2021, number=5), (2021, 6, None)),
        (Number(), (2021, 1, None)),
    ],
)
def test_the_next_number_follows(last: Number, following: tuple[int, int, int | None]) -> None:
    found = next_number(last, year=2021)
    assert (found.year, found.number, found.running_number) == following
