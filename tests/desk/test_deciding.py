"""Decisions on contributions and their undoing: what they change, and what they refuse."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
from django.db import connection

from arrivals import PARAGRAPHS, an_arrival
from cast import a_bulletin, a_person
from jianbao.desk.actions import assigning, deciding, undoing
from jianbao.desk.actions.issues import open_issue
from jianbao.desk.errors import DeskError, Impossible, Invalid, NotAllowed, Stale
from jianbao.desk.models import Bulletin, Contribution, Event, Issue, Item, Origin, Role, User
from jianbao.document import model

TODAY = dt.date(2026, 6, 9)


@pytest.fixture
def bulletin(db: None) -> Bulletin:  # noqa: ARG001 - asks for tables
    return a_bulletin()


@pytest.fixture
def editor(bulletin: Bulletin) -> User:
    return a_person(Role.EDITOR, bulletin)


def _plan(piece: Contribution, editor: User) -> Event:
    section = piece.bulletin.sections.last()
    return deciding.plan(piece, section, by=editor, version=piece.version, today=TODAY)


def test_planning_opens_the_issue_and_makes_an_item_of_the_text(
    bulletin: Bulletin, editor: User
) -> None:
    unit = bulletin.units.get(name="青石分公司")
    piece = an_arrival(bulletin, unit=unit, author="王青禾")
    _plan(piece, editor)
    item = Item.objects.get()
    content = msgspec.convert(item.content, model.Item)
    assert (item.issue.year, item.issue.number, item.section_title) == (2026, 1, "行·一线之声")
    assert (content.title, content.paragraphs) == (piece.headline, PARAGRAPHS)
    assert content.byline == model.Byline(
        units=("青石分公司",), people=("王青禾",), raw="（青石分公司 王青禾）"
    )
    assert (piece.state, list(piece.origins.values_list("item", flat=True))) == (
        "planned",
        [item.pk],
    )


def test_items_stand_in_the_order_they_were_planned(bulletin: Bulletin, editor: User) -> None:
    for _ in range(3):
        _plan(an_arrival(bulletin), editor)
    assert list(Item.objects.values_list("position", flat=True)) == [0, 1, 2]
    assert Issue.objects.count() == 1


def test_the_suggested_section_is_taken_when_none_is_chosen(
    bulletin: Bulletin, editor: User
) -> None:
    piece = an_arrival(bulletin)
    with pytest.raises(Invalid):
        deciding.plan(piece, None, by=editor, version=0, today=TODAY)
    piece.suggested_section = bulletin.sections.first()
    deciding.plan(piece, None, by=editor, version=0, today=TODAY)
    assert Item.objects.get().section_title == "学·初心之源"


def test_an_editor_of_one_section_plans_into_no_other(bulletin: Bulletin) -> None:
    first, second = bulletin.sections.all()
    editor = a_person(Role.EDITOR, bulletin, section=first)
    piece = an_arrival(bulletin)
    with pytest.raises(NotAllowed):
        deciding.plan(piece, second, by=editor, version=0, today=TODAY)
    deciding.plan(piece, first, by=editor, version=0, today=TODAY)


def test_an_editor_of_one_section_decides_against_nothing_of_another(bulletin: Bulletin) -> None:
    first, second = bulletin.sections.all()
    editor = a_person(Role.EDITOR, bulletin, section=first)
    theirs = an_arrival(bulletin, suggested_section=second)
    with pytest.raises(NotAllowed, match="another-section"):
        deciding.decline(theirs, by=editor, version=0, reason="late")
    with pytest.raises(NotAllowed, match="another-section"):
        deciding.shortlist(theirs, by=editor, version=0)
    with pytest.raises(NotAllowed, match="another-section"):
        deciding.set_aside(theirs, by=editor, version=0)
    for piece in (an_arrival(bulletin), an_arrival(bulletin, suggested_section=first)):
        deciding.decline(piece, by=editor, version=0, reason="late")


def test_an_editor_of_one_section_takes_into_it_what_was_suggested_for_another(
    bulletin: Bulletin,
) -> None:
    first, second = bulletin.sections.all()
    editor = a_person(Role.EDITOR, bulletin, section=first)
    piece = an_arrival(bulletin, suggested_section=second)
    deciding.plan(piece, first, by=editor, version=0, today=TODAY)
    deciding.reconsider(piece, by=editor, version=piece.version)
    assert piece.state == "waiting"


def test_an_editor_of_one_section_takes_no_refusal_of_another_back(
    bulletin: Bulletin, editor: User
) -> None:
    first, second = bulletin.sections.all()
    piece = an_arrival(bulletin, suggested_section=second)
    declined = deciding.decline(piece, by=editor, version=0, reason="late")
    other = a_person(Role.EDITOR, bulletin, name="of-one-section", section=first)
    with pytest.raises(NotAllowed, match="another-section"):
        undoing.undo(declined, by=other)


def test_a_section_of_another_bulletin_is_refused(bulletin: Bulletin, editor: User) -> None:
    foreign = a_bulletin("baichuan", "白川简讯").sections.first()
    with pytest.raises(Invalid):
        deciding.plan(an_arrival(bulletin), foreign, by=editor, version=0, today=TODAY)
    assert not Item.objects.exists()


def test_merging_adds_an_origin_and_leaves_the_text(bulletin: Bulletin, editor: User) -> None:
    _plan(an_arrival(bulletin), editor)
    item = Item.objects.get()
    other = an_arrival(bulletin, headline="另一篇")
    deciding.merge(other, item, by=editor, version=0)
    item.refresh_from_db()
    assert item.origins.count() == 2
    assert item.headline != "另一篇"
    undoing.undo(Event.objects.get(verb="plan", thing=f"contribution:{other.pk}"), by=editor)
    other.refresh_from_db()
    item.refresh_from_db()
    assert (other.state, item.origins.count(), item.withdrawn_at) == ("waiting", 1, None)


def test_nothing_is_merged_into_a_withdrawn_or_foreign_item(
    bulletin: Bulletin, editor: User
) -> None:
    planned = an_arrival(bulletin)
    _plan(planned, editor)
    item = Item.objects.get()
    deciding.reconsider(planned, by=editor, version=planned.version)
    item.refresh_from_db()
    with pytest.raises(Invalid):
        deciding.merge(an_arrival(bulletin), item, by=editor, version=0)


@pytest.mark.parametrize("before", ["waiting", "shortlisted", "declined"])
def test_undoing_a_plan_restores_what_was_before(
    bulletin: Bulletin, editor: User, before: str
) -> None:
    piece = an_arrival(bulletin)
    if before == "shortlisted":
        deciding.shortlist(piece, by=editor, version=0, note="下期用")
    if before == "declined":
        deciding.decline(piece, by=editor, version=0, reason="thin", note="太短")
    was = Contribution.objects.values("state", "reason", "note", "decided_by").get(pk=piece.pk)
    event = _plan(piece, editor)
    undone = undoing.undo(event, by=editor)
    assert Contribution.objects.values(*was).get(pk=piece.pk) == was
    assert (undone.verb, undone.undoes) == ("undo", event)
    assert Item.objects.get().withdrawn_at is not None


def test_an_undone_act_is_not_what_a_later_undo_restores(bulletin: Bulletin, editor: User) -> None:
    piece = an_arrival(bulletin)
    deciding.shortlist(piece, by=editor, version=0, note="下期用")
    undoing.undo(deciding.decline(piece, by=editor, version=1, reason="thin"), by=editor)
    piece.refresh_from_db()
    undoing.undo(deciding.decline(piece, by=editor, version=3, reason="late"), by=editor)
    piece.refresh_from_db()
    assert (piece.state, piece.reason, piece.note) == ("shortlisted", "", "下期用")


def test_what_happened_since_is_not_undone(bulletin: Bulletin, editor: User) -> None:
    piece = an_arrival(bulletin)
    event = deciding.shortlist(piece, by=editor, version=0)
    deciding.reconsider(piece, by=editor, version=1)
    with pytest.raises(Stale) as refused:
        undoing.undo(event, by=editor)
    assert refused.value.values["who"] == str(editor)
    with pytest.raises(Impossible):
        undoing.undo(Event.objects.get(verb="reconsider"), by=editor)


def test_an_edited_item_is_not_taken_back_by_undo(bulletin: Bulletin, editor: User) -> None:
    piece = an_arrival(bulletin)
    event = _plan(piece, editor)
    Item.objects.update(revision=2)
    with pytest.raises(Stale):
        undoing.undo(event, by=editor)
    piece.refresh_from_db()
    assert (piece.state, Item.objects.get().withdrawn_at) == ("planned", None)


def test_undo_needs_the_right_to_decide(bulletin: Bulletin, editor: User) -> None:
    event = deciding.shortlist(an_arrival(bulletin), by=editor, version=0)
    for outsider in (a_person(None), a_person(Role.READER, bulletin)):
        with pytest.raises(NotAllowed):
            undoing.undo(event, by=outsider)


def test_undoing_many_tells_what_could_not_be(bulletin: Bulletin, editor: User) -> None:
    pieces = [an_arrival(bulletin) for _ in range(3)]
    events = [deciding.shortlist(piece, by=editor, version=0) for piece in pieces]
    deciding.reconsider(pieces[1], by=editor, version=1)
    undone = undoing.undo_many(events, by=editor)
    assert len(undone.events) == 2
    assert [event for event, _ in undone.refused] == [events[1]]


def test_a_reason_of_the_list_is_needed(bulletin: Bulletin, editor: User) -> None:
    piece = an_arrival(bulletin)
    for reason in ("", "because"):
        with pytest.raises(Invalid):
            deciding.decline(piece, by=editor, version=0, reason=reason)
        with pytest.raises(Invalid):
            deciding.set_aside(piece, by=editor, version=0, reason=reason)


def test_reading_again_starts_afresh_and_a_piece_is_not_read(
    bulletin: Bulletin, editor: User
) -> None:
    broken = an_arrival(bulletin, "unreadable", reading_attempts=3)
    deciding.retry(broken, by=editor, version=0)
    assert (broken.state, broken.reading_attempts) == ("received", 0)
    with pytest.raises(Impossible):
        deciding.retry(an_arrival(bulletin, "set_aside", piece=2), by=editor, version=0)


def test_assigning_is_for_editors_and_can_be_undone(bulletin: Bulletin, editor: User) -> None:
    piece = an_arrival(bulletin)
    colleague = a_person(Role.EDITOR, bulletin, name="colleague")
    with pytest.raises(Invalid):
        assigning.assign(piece, a_person(Role.READER, bulletin), by=editor, version=0)
    event = assigning.assign(piece, colleague, by=editor, version=0, note="熟悉此事")
    assert (piece.assigned_to, piece.version) == (colleague, 1)
    with pytest.raises(Stale):
        assigning.assign(piece, editor, by=editor, version=0)
    undoing.undo(event, by=editor)
    piece.refresh_from_db()
    assert piece.assigned_to is None
    with pytest.raises(Stale):
        undoing.undo(event, by=editor)


def test_an_issue_counts_on_from_the_last(bulletin: Bulletin) -> None:
    bulletin.last_year, bulletin.last_number, bulletin.last_running_number = 2026, 11, 139
    issue = open_issue(bulletin, TODAY)
    assert (issue.number, issue.running_number) == (12, 140)
    assert (issue.window_start, issue.window_end) == (TODAY, dt.date(2026, 6, 22))
    assert open_issue(bulletin, TODAY) == issue
    Issue.objects.update(state="in_review")
    following = open_issue(bulletin, dt.date(2027, 1, 4))
    assert (following.number, following.running_number) == (1, 141)
    assert following.window_start == dt.date(2026, 6, 23)
    assert following.window_end is not None
    assert following.window_end >= dt.date(2027, 1, 4)


def test_a_bulletin_that_never_counted_through_does_not_begin_to(bulletin: Bulletin) -> None:
    bulletin.last_year, bulletin.last_number = 2026, 3
    issue = open_issue(bulletin, TODAY)
    assert (issue.number, issue.running_number) == (4, None)


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_at_once_one_wins_and_the_other_is_told() -> None:
    bulletin = a_bulletin()
    piece = an_arrival(bulletin)
    people = [a_person(Role.EDITOR, bulletin, name=name) for name in ("one", "two", "three")]
    section = bulletin.sections.get(title="学·初心之源")

    def decide(person: User) -> str:
        mine = Contribution.objects.get(pk=piece.pk)
        try:
            deciding.plan(mine, section, by=person, version=0, today=TODAY)
        except DeskError as error:
            return error.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(3) as pool:
        outcomes = sorted(pool.map(decide, people))
    assert outcomes == ["decided-meanwhile", "decided-meanwhile", "done"]
    assert (Item.objects.count(), Origin.objects.count(), Issue.objects.count()) == (1, 1, 1)
    assert Event.objects.filter(verb="plan").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_open_the_issue_at_once_get_the_same() -> None:
    bulletin = a_bulletin()

    def opened(_: int) -> int:
        try:
            return open_issue(Bulletin.objects.get(pk=bulletin.pk), TODAY).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(opened, range(4)))) == 1
    assert Issue.objects.count() == 1


def test_an_editor_of_one_section_takes_nothing_out_of_another(
    bulletin: Bulletin, editor: User
) -> None:
    first, second = bulletin.sections.all()
    piece = an_arrival(bulletin)
    planned = deciding.plan(piece, second, by=editor, version=0, today=TODAY)
    other = a_person(Role.EDITOR, bulletin, name="of-one-section", section=first)
    with pytest.raises(NotAllowed):
        deciding.reconsider(piece, by=other, version=piece.version)
    piece.refresh_from_db()
    with pytest.raises(NotAllowed):
        undoing.undo(planned, by=other)
    piece.refresh_from_db()
    assert (piece.state, Item.objects.get().withdrawn_at) == ("planned", None)


def test_a_plan_that_is_refused_opens_no_issue(bulletin: Bulletin, editor: User) -> None:
    piece = an_arrival(bulletin)
    with pytest.raises(Stale):
        deciding.plan(piece, bulletin.sections.first(), by=editor, version=7, today=TODAY)
    assert not Issue.objects.exists()
    assert not Event.objects.exists()
