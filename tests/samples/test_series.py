"""The invented enterprise and its printed issues."""

from __future__ import annotations

import datetime as dt
import json
import re
from itertools import pairwise

import pytest

from jianbao.document.model import Issue
from jianbao.document.proof import proofread
from jianbao.document.text_form import format_text_form, parse_text_form
from jianbao.samples import people, printed_issues, profile, units
from jianbao.samples.contributions import pieces
from jianbao.samples.dates import TEXTS, printing_day

from document.seed_figures import SEED, needs_seed

TODAY = dt.date(2026, 11, 22)
DAYS = (TODAY, dt.date(2027, 1, 1), dt.date(2028, 3, 31))


def texts() -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted(TEXTS.rglob("*.md")))


def test_the_units_are_a_tree_from_the_top_down() -> None:
    seen: set[str] = set()
    for unit in units():
        assert unit.parent in seen or (unit.parent is None and not seen)
        seen.add(unit.name)
    assert len(seen) == len(units()) >= 16


def test_no_two_units_answer_to_one_name() -> None:
    names = [name for unit in units() for name in (unit.name, *unit.aliases, *unit.former_names)]
    assert len(names) == len(set(names))


def test_every_role_has_somebody_and_every_person_a_unit() -> None:
    roles = {person.role for person in people()}
    assert roles == {
        "administrator",
        "editor",
        "reviewer",
        "signer",
        "publisher",
        "reader",
        "contributor",
    }
    assert {person.unit for person in people()} <= {unit.name for unit in units()}
    addresses = [person.address for person in people()]
    assert len(addresses) == len(set(addresses))
    assert all(re.fullmatch(r"[a-z]+@yunling\.example", address) for address in addresses)
    assert sum(person.role == "contributor" for person in people()) >= 14


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_six_issues_are_numbered_without_a_gap(today: dt.date) -> None:
    heads = [issue.masthead for issue in printed_issues(today)]
    assert len(heads) == 6
    first = heads[0].running_number or 0
    assert [head.running_number for head in heads] == list(range(first, first + 6))
    assert [head.number for head in heads] == [head.date.month for head in heads if head.date]
    assert heads[-1].date is not None
    assert heads[-1].date < today.replace(day=1)


def test_their_windows_touch() -> None:
    windows = [issue.imprint.window for issue in printed_issues(TODAY)]
    for before, after in pairwise(windows):
        assert before is not None
        assert after is not None
        assert after.start - before.end == dt.timedelta(days=1)


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_every_mark_of_a_date_is_filled(today: dt.date) -> None:
    assert not any(
        "{" in format_text_form(issue).split("---")[2] for issue in printed_issues(today)
    )


def issue_name(issue: Issue) -> str:
    return str(issue.masthead.date)


@pytest.mark.parametrize("issue", printed_issues(TODAY), ids=issue_name)
def test_an_issue_is_whole(issue: Issue) -> None:
    items = list(issue.items())
    assert 18 <= len(items) <= 26
    assert [section.title for section in issue.sections] == [s.title for s in profile().sections]
    assert all(45 <= len(item.text) <= 340 for item in items)
    known = {unit.name for unit in units()}
    assert {unit for item in items if item.byline for unit in item.byline.units} <= known
    assert parse_text_form(format_text_form(issue)).issue == issue


@pytest.mark.parametrize("issue", printed_issues(TODAY), ids=issue_name)
def test_an_issue_has_nothing_to_correct(issue: Issue) -> None:
    assert proofread(issue, profile=profile()) == ()


def test_no_item_was_printed_twice() -> None:
    items = [item.text for issue in printed_issues(TODAY) for item in issue.items()]
    assert len(items) == len(set(items)) >= 110


def test_an_office_closed_for_a_holiday_prints_after_it() -> None:
    assert printing_day(dt.date(2026, 10, 1)) == dt.date(2026, 10, 9)
    assert printing_day(dt.date(2026, 11, 1)) == dt.date(2026, 11, 6)


def test_a_day_before_the_series_began_is_refused() -> None:
    with pytest.raises(ValueError, match="2024"):
        printed_issues(dt.date(2024, 3, 1))


def runs(text: str) -> set[str]:
    """Give every run of six letters and figures."""
    letters = "".join(filter(str.isalnum, text))
    return {letters[at : at + 6] for at in range(len(letters) - 5)}


def test_only_one_contribution_was_printed_before() -> None:
    written = {key: runs("".join(piece.paragraphs)) for key, piece in pieces(TODAY).items()}
    printed = [runs(item.text) for issue in printed_issues(TODAY) for item in issue.items()]
    found = {
        key for key, text in written.items() for item in printed if len(text & item) > len(item) / 3
    }
    assert found == {"nanping-spring"}


@pytest.mark.seed
@needs_seed
def test_nobody_of_the_real_issue_is_named() -> None:
    facts = json.loads((SEED / "facts.json").read_text("utf-8"))["items"].values()
    real = {name for item in facts for name in item["persons"]}
    real |= {name for item in facts for name in item["orgs"] if len(name) > 3}
    every_text = texts() + "".join(person.name for person in people())
    common = {"党群工作部", "党委组织部"}
    assert {name for name in real - common if name in every_text} == set()
