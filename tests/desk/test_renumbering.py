"""Numbers: unique by constraint, combined and special ones too; a gap only with a reason."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from django.db import connections
from django.utils import timezone

from cast import a_person
from jianbao.desk.actions.issues import open_issue
from jianbao.desk.actions.numbering import take_numbers
from jianbao.desk.actions.publishing import print_edition, publish
from jianbao.desk.actions.recording import record
from jianbao.desk.actions.renumbering import Numbers, mark_of_numbers, renumber
from jianbao.desk.errors import DeskError, Impossible, Invalid, NotAllowed, Stale
from jianbao.desk.models import Edition, Event, Issue, IssueNumber, Item, Letter, Role, Section
from jianbao.desk.queries.issue_content import content_of, hash_of
from jianbao.desk.queries.issue_numbers import Gap, conflicts_of, gaps_before, number_of, values_of
from jianbao.desk.queries.publishing.checks import check_issue
from jianbao.desk.queries.publishing.wording import SENTENCES
from printing import (
    Office,
    a_day,
    a_planned_issue,
    a_printed_issue,
    a_signed_issue,
    an_office,
    sign,
)


def _renumber(issue: Issue, office: Office, *, reason: str = "", **changed: object) -> Issue:
    issue.refresh_from_db()
    given: dict[str, object] = {name: getattr(issue, name) for name in Numbers._fields}
    numbers = Numbers(**(given | changed))  # type: ignore[arg-type]
    renumber(issue, numbers, by=office.editor, mark=mark_of_numbers(issue), reason=reason)
    return issue


@pytest.mark.django_db
def test_a_gap_needs_a_reason_and_is_printed_with_it() -> None:
    office = an_office()
    a_printed_issue(office)
    issue = a_planned_issue(office)
    with pytest.raises(Invalid) as refused:
        _renumber(issue, office, number=5)
    assert refused.value.code == "gap-needs-reason"
    issue.refresh_from_db()
    assert issue.number == 2
    _renumber(issue, office, number=5, reason="第2至4期为纸质内刊")
    assert gaps_before(issue) == [Gap("yearly", 2, 4)]
    sign(issue, office)
    assert not {"number-gap"} & {c.code for c in check_issue(issue, a_day()).errors}
    assert list(issue.numbers.order_by("sequence").values_list("number", flat=True)) == [2, 5]


@pytest.mark.django_db
def test_a_gap_that_nobody_explained_stops_the_press() -> None:
    office = an_office()
    a_printed_issue(office)
    issue = a_planned_issue(office)
    Issue.objects.filter(pk=issue.pk).update(number=4, running_number=7)
    issue.refresh_from_db()
    take_numbers(issue)
    codes = {check.code for check in check_issue(issue, a_day()).errors}
    assert {"number-gap", "running-gap"} <= codes


@pytest.mark.django_db
def test_a_borne_number_is_refused_by_the_name_of_its_bearer() -> None:
    office = an_office()
    first = a_printed_issue(office)
    issue = a_planned_issue(office)
    with pytest.raises(Invalid) as refused:
        _renumber(issue, office, number=1)
    assert refused.value.code == "number-borne"
    assert refused.value.values["issue"] == number_of(first)
    with pytest.raises(Invalid):
        _renumber(issue, office, running_number=1)
    _renumber(issue, office, kind="special", number=1, running_number=None, label="增刊")
    assert set(issue.numbers.values_list("sequence", "number")) == {("special", 1)}
    following = Issue.objects.create(bulletin=office.bulletin, year=issue.year, number=2)
    take_numbers(following)
    _renumber(following, office, kind="combined", number=2, number_to=4)
    assert following.numbers.filter(sequence="yearly").count() == 3
    other = Issue.objects.create(bulletin=office.bulletin, year=issue.year)
    with pytest.raises(Invalid) as refused:
        _renumber(other, office, number=3)
    assert "第2—4期" in str(refused.value.values["issue"])


@pytest.mark.django_db
def test_ranges_rise_and_what_was_printed_before_the_desk_stands() -> None:
    office = an_office()
    office.bulletin.last_year, office.bulletin.last_number = a_day().year, 6
    office.bulletin.last_running_number = 30
    office.bulletin.save()
    issue = open_issue(office.bulletin, a_day())
    assert (issue.number, issue.running_number, gaps_before(issue)) == (7, 31, [])
    for wrong in ({"number_to": 7}, {"number_to": 3}, {"number": None, "number_to": 9}):
        with pytest.raises(Invalid) as refused:
            _renumber(issue, office, **wrong)
        assert refused.value.code == "range-falls"
    with pytest.raises(Invalid) as refused:
        _renumber(issue, office, number=6)
    assert refused.value.code == "number-printed-before"
    day = dt.date(a_day().year, 3, 1)
    _renumber(issue, office, date=day)
    assert issue.date == day


@pytest.mark.django_db
def test_numbers_change_only_while_the_content_may_and_not_over_another() -> None:
    office = an_office()
    issue = a_planned_issue(office)
    mark = mark_of_numbers(issue)
    _renumber(issue, office, label="创刊号", kind="first")
    numbers = Numbers("regular", issue.year, 1)
    with pytest.raises(Stale):
        renumber(issue, numbers, by=office.editor, mark=mark)
    section = Section.objects.filter(bulletin=office.bulletin)[0]
    narrow = a_person(Role.EDITOR, office.bulletin, section=section, name="窄")
    with pytest.raises(NotAllowed):
        renumber(issue, numbers, by=narrow, mark=mark)
    sign(issue, office)
    with pytest.raises(Impossible):
        _renumber(issue, office, number=1)


def _together(acts: list[Callable[[], object]]) -> list[Exception]:
    """Do all of it at once, each in a thread with a connection of its own; give what was raised."""
    gate = threading.Barrier(len(acts))
    raised: list[Exception] = []

    def run(act: Callable[[], object]) -> None:
        try:
            gate.wait()
            act()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test says it
            raised.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def _a_numbered_issue(office: Office, **numbers: object) -> Issue:
    """A signed issue of one item that bears these numbers, whatever stands in others."""
    today = timezone.localdate()
    issue = Issue.objects.create(bulletin=office.bulletin, year=today.year, date=today, **numbers)
    Item.objects.create(
        issue=issue,
        section_title="行·一线之声",
        position=0,
        headline="一条",
        content={"paragraphs": ["车间把安全提示放进班前会。"], "kind": "brief"},
    )
    sign(issue, office)
    return issue


def _rivals(office: Office) -> list[Issue]:
    """Five signed issues: the first would bear numbers of the next two; two special ones."""
    given = (
        {"kind": "combined", "number": 3, "number_to": 5, "running_number": 3},
        {"kind": "combined", "number": 5, "number_to": 6, "running_number": 4},
        {"kind": "regular", "number": 4, "running_number": 5},
        {"kind": "special", "number": 1, "label": "增刊"},
        {"kind": "special", "number": 2, "label": "增刊"},
    )
    issues = [_a_numbered_issue(office, **numbers) for numbers in given]
    for issue in issues:  # every gap is explained, and nobody has taken a number yet
        record("renumber", issue, by=office.editor, after=values_of(issue), note="补号")
    return issues


def _publishing(issue: Issue, office: Office) -> Callable[[], object]:
    seen, today = hash_of(content_of(issue)), a_day()

    def act() -> None:
        now = Issue.objects.get(pk=issue.pk)
        edition = publish(
            now, by=office.publisher, seen=seen, today=today, accepted=list(SENTENCES)
        )
        print_edition(edition.pk)

    return act


@pytest.mark.usefixtures("each_database", "transactional_db")
def test_numbers_stay_unique_when_everybody_publishes_and_opens_at_once() -> None:
    office = an_office()
    a_printed_issue(office, 1)
    today = a_day()
    rivals = _rivals(office)
    acts = [_publishing(issue, office) for issue in (*rivals, rivals[0])]
    acts += [lambda: open_issue(office.bulletin, today) for _ in range(3)]
    raised = _together(acts)
    assert all(isinstance(error, DeskError) for error in raised), raised
    borne = list(IssueNumber.objects.values_list("bulletin", "sequence", "year", "number"))
    assert len(borne) == len(set(borne))
    out = Edition.objects.filter(state="out").values_list("issue", flat=True)
    assert len(out) == len(set(out))
    assert {rivals[3].pk, rivals[4].pk} <= set(out), "special issues take nothing from others"
    clashing = {rival.pk for rival in rivals[:3]} & set(out)
    assert clashing in (
        {rivals[0].pk},
        {rivals[1].pk, rivals[2].pk},
        {rivals[1].pk},
        {rivals[2].pk},
    )
    assert office.bulletin.issues.filter(state="open", corrects=None).count() == 1


@pytest.mark.usefixtures("each_database", "transactional_db")
def test_of_two_issues_that_claim_one_number_at_once_one_gets_it_the_other_is_told_why() -> None:
    office = an_office()
    combined = _a_numbered_issue(office, kind="combined", number=1, number_to=2)
    regular = _a_numbered_issue(office, kind="regular", number=1, running_number=1)
    raised = _together([_publishing(issue, office) for issue in (combined, regular)])
    codes = [error.code for error in raised if isinstance(error, DeskError)]
    assert codes in (["errors-stand"], ["issue-number-taken"]), raised
    edition = Edition.objects.get(state="out")
    assert edition.issue in (combined, regular)
    lost = regular if edition.issue == combined else combined
    assert not lost.numbers.exists()
    assert [gap.first for gap in gaps_before(lost)] == []
    assert conflicts_of(lost)[0].issue == edition.issue, "the page names who bears it"


@pytest.mark.usefixtures("each_database", "transactional_db")
def test_two_clicks_at_once_print_one_edition() -> None:
    office = an_office()
    issue = a_signed_issue(office, 1)
    refused = _together([_publishing(issue, office) for _ in range(2)])
    assert {getattr(each, "code", each) for each in refused} <= {"already-printed"}  # it came late
    assert Edition.objects.get().state == "out"
    frozen = Event.objects.filter(thing=f"issue:{issue.pk}", verb__in=("freeze", "publish"))
    assert sorted(frozen.values_list("verb", flat=True)) == ["freeze", "publish"]
    assert Letter.objects.filter(kind="outcome").count() == 1


@pytest.mark.django_db
def test_a_signed_issue_bears_its_numbers_when_it_is_frozen() -> None:
    office = an_office()
    issue = a_signed_issue(office)
    issue.numbers.all().delete()
    other = Issue.objects.create(bulletin=office.bulletin, year=issue.year, number=1, kind="first")
    take_numbers(other)
    seen = hash_of(content_of(issue))
    with pytest.raises(Impossible):
        publish(issue, by=office.publisher, seen=seen, today=a_day(), accepted=list(SENTENCES))
    assert not Edition.objects.exists()
