"""A decision that is taken back takes its item out of the issue, wherever that stands, or stays."""

from __future__ import annotations

import pytest

from jianbao.desk.actions import deciding
from jianbao.desk.actions.correcting_editions import start_correction
from jianbao.desk.actions.joining_items import join, part
from jianbao.desk.actions.undoing import undo
from jianbao.desk.errors import Impossible, Invalid
from jianbao.desk.models import Contribution, Event, Issue, Item
from jianbao.desk.queries.issues import items_of
from jianbao.desk.queries.item import text_of
from printing import Office, a_day, a_planned_issue, a_printed_issue, an_office, plan, sign
from review_room import TEXT, a_newsroom, edited, holding, submitted

pytestmark = pytest.mark.django_db
State = Contribution.State


def _first_of(issue: Issue) -> Contribution:
    return Contribution.objects.get(origins__item=items_of(issue)[0])


def _take_back(piece: Contribution, office: Office, way: str) -> None:
    if way == "reconsider":
        deciding.reconsider(piece, by=office.editor, version=piece.version)
        return
    planned = Event.objects.filter(verb="plan", thing=f"contribution:{piece.pk}").get()
    undo(planned, by=office.editor)


def test_in_review_its_item_leaves_the_issue_and_what_was_approved_falls() -> None:
    room = a_newsroom()
    issue = submitted(room)
    piece = _first_of(issue)
    deciding.reconsider(piece, by=room.editor, version=piece.version)
    assert piece.state == State.WAITING
    assert [item.headline for item in items_of(issue)] == ["上门办理退休认证"]
    assert holding(issue) == []


@pytest.mark.parametrize("way", ["reconsider", "undo"])
def test_once_the_issue_is_signed_the_decision_stays(way: str) -> None:
    office = an_office()
    issue = a_planned_issue(office)
    signed, piece = sign(issue, office), _first_of(issue)
    with pytest.raises(Impossible) as refused:
        _take_back(piece, office, way)
    piece.refresh_from_db()
    assert (refused.value.code, piece.state) == ("issue-not-editable", State.PLANNED)
    assert items_of(issue).count() == 2
    assert signed


def test_nothing_is_planned_into_the_draft_of_a_correction() -> None:
    office = an_office()
    issue = a_printed_issue(office)
    draft = start_correction(
        issue, "supplement", reason="补登一条", by=office.editor, today=a_day()
    )
    piece = plan(office, "一颗螺栓的分量")
    deciding.reconsider(piece, by=office.editor, version=piece.version)
    with pytest.raises(Invalid) as refused:
        deciding.merge(piece, items_of(draft)[0], by=office.editor, version=piece.version)
    assert refused.value.code == "item-missing"
    piece.refresh_from_db()
    assert piece.state == State.WAITING


def test_an_item_that_was_taken_out_meanwhile_gets_no_further_contribution() -> None:
    office = an_office()
    issue = a_planned_issue(office)
    seen = items_of(issue)[0]
    other = plan(office, "一颗螺栓的分量")
    deciding.reconsider(other, by=office.editor, version=other.version)
    first = _first_of(issue)
    deciding.reconsider(first, by=office.editor, version=first.version)
    with pytest.raises(Invalid):
        deciding.merge(other, seen, by=office.editor, version=other.version)


def test_items_are_joined_as_they_stand_and_not_as_they_were_read() -> None:
    office = an_office()
    issue = a_planned_issue(office)
    item, read_before = items_of(issue)
    edited(Item.objects.get(pk=read_before.pk), TEXT, office.editor)
    join(item, [], [read_before], by=office.editor, revision=item.revision)
    assert TEXT in text_of(item).text


def test_an_item_is_joined_to_one_other_only() -> None:
    office = an_office()
    issue = a_planned_issue(office, 3)
    first, second, third = items_of(issue)
    again = Item.objects.get(pk=third.pk)
    join(first, [], [third], by=office.editor, revision=first.revision)
    with pytest.raises(Invalid):
        join(second, [], [again], by=office.editor, revision=second.revision)


def test_parting_leaves_a_contribution_as_it_was_decided_on_meanwhile() -> None:
    office = an_office()
    issue = a_planned_issue(office, 1)
    item = items_of(issue)[0]
    piece = plan(office, "一颗螺栓的分量")
    deciding.reconsider(piece, by=office.editor, version=piece.version)
    joined = join(item, [piece], [], by=office.editor, revision=item.revision)
    piece.refresh_from_db()
    deciding.reconsider(piece, by=office.editor, version=piece.version)
    deciding.shortlist(piece, by=office.editor, version=piece.version)
    part(joined, by=office.editor)
    piece.refresh_from_db()
    assert piece.state == State.SHORTLISTED
