"""I80x: the masthead and its numbers, alone and against the last issue of the series."""

from __future__ import annotations

from collections.abc import Iterator

from jianbao.document.model import Masthead
from jianbao.document.numbering import Number, next_number
from jianbao.document.problems import Sentence
from jianbao.document.proof.galley import Galley, Role
from jianbao.document.proof.patterns import matches
from jianbao.document.proof.rule import CUSTOM, GB9704, Check, Hit, Rule

_MASTHEAD: frozenset[Role] = frozenset({"masthead"})
_NAMES = {
    "title": "刊名",
    "number": "期号",
    "year": "年份",
    "department": "编发单位",
    "date": "日期",
}
_UNNUMBERED = {"special", "volume", "first"}


def _missing(*fields: str) -> Check:
    def check(galley: Galley) -> Iterator[Hit]:
        masthead = galley.issue.masthead
        if not any(True for _ in galley.issue.items()):
            return
        for field in fields:
            excused = field == "number" and (
                masthead.kind in _UNNUMBERED or masthead.running_number is not None
            )
            if not getattr(masthead, field) and not excused:
                yield Hit(0, 0, None, {"field": _NAMES[field], "name": field})

    return check


def _expected(galley: Galley) -> Number | None:
    """Give the number after the last one, where this issue counts with its series."""
    masthead, profile = galley.issue.masthead, galley.profile
    if masthead.kind in _UNNUMBERED or masthead.year is None or profile.last_year is None:
        return None
    last = Masthead(
        year=profile.last_year,
        number=profile.last_number,
        running_number=profile.last_running_number,
    )
    return next_number(last, year=masthead.year)


def _number_out_of_series(galley: Galley) -> Iterator[Hit]:
    expected, masthead = _expected(galley), galley.issue.masthead
    if expected is None or expected.number is None or galley.profile.last_number is None:
        return
    if masthead.number is not None and masthead.number != expected.number:
        yield Hit(0, 0, None, {"number": masthead.number, "expected": expected.number})


def _running_number_out_of_series(galley: Galley) -> Iterator[Hit]:
    expected, masthead = _expected(galley), galley.issue.masthead
    if expected is None or expected.running_number is None or masthead.running_number is None:
        return
    if masthead.running_number != expected.running_number:
        said = {"number": masthead.running_number, "expected": expected.running_number}
        yield Hit(0, 0, None, said)


def _running_below_number(galley: Galley) -> Iterator[Hit]:
    masthead = galley.issue.masthead
    if masthead.number and masthead.running_number and masthead.running_number < masthead.number:
        yield Hit(0, 0, None, {"number": masthead.number, "running": masthead.running_number})


def _combined_range(galley: Galley) -> Iterator[Hit]:
    """Strike a 合刊 unless both ranges rise, and by as many numbers."""
    m = galley.issue.masthead
    spans = [
        to - start
        for start, to in ((m.number, m.number_to), (m.running_number, m.running_number_to))
        if start is not None and to is not None
    ]
    falls = any(span < 1 for span in spans)
    if falls or len(set(spans)) > 1 or (m.kind == "combined" and not spans):
        yield Hit(0, 0)


def _form(name: str, pattern: str) -> Check:
    """Strike a field of the masthead that is filled in and does not read like `pattern`."""
    right = matches(pattern, roles=_MASTHEAD)

    def check(galley: Galley) -> Iterator[Hit]:
        passage = galley.find(f"masthead.{name}")
        if passage.start == passage.end:
            return
        if not any(hit.start == passage.start and hit.end == passage.end for hit in right(galley)):
            yield Hit(passage.start, passage.end)

    return check


RULES = (
    Rule(
        code="I801",
        slug="no-title-or-number",
        severity="error",
        source=CUSTOM,
        says=Sentence("报头缺少{field}", "The masthead has no {name}"),
        wrong="@刊名\n新泊位投用。",
        right="@刊名 青江港务简报\n新泊位投用。",
        check=_missing("title", "number", "year"),
    ),
    Rule(
        code="I802",
        slug="no-department-or-date",
        severity="warning",
        source=CUSTOM,
        says=Sentence("报头缺少{field}", "The masthead has no {name}"),
        wrong="@编发\n新泊位投用。",
        right="@编发 综合办公室\n新泊位投用。",
        check=_missing("department", "date"),
    ),
    Rule(
        code="I803",
        slug="number-out-of-series",
        severity="error",
        source=CUSTOM,
        says=Sentence(
            "期号第{number}期与上期不衔接，应为第{expected}期",
            "Number {number} does not follow the last issue; expected {expected}",
        ),
        wrong="@上期 2021 10 47 2021-05-20\n新泊位投用。",
        right="@上期 2021 11 47 2021-05-20\n新泊位投用。",
        check=_number_out_of_series,
    ),
    Rule(
        code="I804",
        slug="running-number-out-of-series",
        severity="error",
        source=CUSTOM,
        says=Sentence(
            "总第{number}期与上期不衔接，应为总第{expected}期",
            "Running number {number} does not follow the last issue; expected {expected}",
        ),
        wrong="@上期 2021 11 45 2021-05-20\n新泊位投用。",
        right="@上期 2021 11 47 2021-05-20\n新泊位投用。",
        check=_running_number_out_of_series,
    ),
    Rule(
        code="I805",
        slug="running-below-number",
        severity="error",
        source=CUSTOM,
        says=Sentence(
            "总第{running}期小于第{number}期",
            "The running number {running} is below the number {number}",
        ),
        wrong="@总期 8\n新泊位投用。",
        right="@总期 48\n新泊位投用。",
        check=_running_below_number,
    ),
    Rule(
        code="I806",
        slug="combined-range",
        severity="error",
        source=CUSTOM,
        says=Sentence("合刊的起止期号不对", "The numbers of this combined issue do not fit"),
        wrong="@种类 combined\n@至 11\n新泊位投用。",
        right="@种类 combined\n@至 13\n新泊位投用。",
        check=_combined_range,
    ),
    Rule(
        code="I807",
        slug="classification-form",
        severity="warning",
        source=f"{GB9704} 7.2.2",
        says=Sentence(
            "密级和保密期限写作“秘密★1年”：“{text}”",
            "Classification and term are written 秘密★1年: {text}",
        ),
        wrong="@密级 秘密1年\n新泊位投用。",
        right="@密级 秘密★1年\n新泊位投用。",
        check=_form("classification", r"^(?:绝密|机密|秘密)(?:★(?:\d+(?:年|个月)|长期))?$"),
    ),
    Rule(
        code="I808",
        slug="copy-number-form",
        severity="warning",
        source=f"{GB9704} 7.2.1",
        says=Sentence("份号为六位数字：“{text}”", "The copy number has six digits: {text}"),
        wrong="@份号 12\n新泊位投用。",
        right="@份号 000012\n新泊位投用。",
        check=_form("copy_number", r"^\d{6}$"),
    ),
)
