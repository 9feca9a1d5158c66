"""Several people at one board: items come, go and move; positions stay dense, and moves go back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from arrivals import an_arrival
from desk.test_board_order import CLICKS, TODAY, Room, a_room, assert_dense, standing_of
from jianbao.desk.actions import deciding
from jianbao.desk.actions.arranging.undoing import undo_arrangement
from jianbao.desk.actions.blank_items import make_blank_item
from jianbao.desk.actions.composing import ask_for_draft, draft_issue, take_back_draft
from jianbao.desk.actions.editing import save_item
from jianbao.desk.actions.undoing import undo
from jianbao.desk.actions.withdrawing import reinstate_item, withdraw_item
from jianbao.desk.errors import DeskError
from jianbao.desk.models import Composition, Contribution, Event, Issue, Item, Section, User
from jianbao.desk.queries.arranged import ARRANGING
from jianbao.desk.queries.issues import items_of
from jianbao.desk.queries.order import order_of
from jianbao.document import model

pytestmark = pytest.mark.django_db
Thing = TypeVar("Thing")
Click = Callable[[Issue, User, st.DataObject], Event | None]
NoClick = Callable[[Issue, User, st.DataObject], None]


@contextmanager
def _given_back() -> Iterator[Room]:
    """A room whose rows are gone when the example ends."""
    with transaction.atomic():
        yield a_room("甲乙丙")
        transaction.set_rollback(rollback=True)


def _some(issue: Issue, data: st.DataObject, *, withdrawn: bool = False) -> Item:
    rows = issue.items.filter(withdrawn_at__isnull=not withdrawn)
    return _drawn(list(rows.select_related("issue__bulletin").order_by("pk")), data)


def _drawn(found: Sequence[Thing], data: st.DataObject) -> Thing:
    """One of what is there; where nothing is, nobody can click."""
    if not found:
        raise DeskError("nothing-there")
    return data.draw(st.sampled_from(found))


def _plan(issue: Issue, by: User, data: st.DataObject) -> Event:
    piece = an_arrival(issue.bulletin, headline=data.draw(st.sampled_from("己庚辛")))
    section = data.draw(st.sampled_from(list(Section.objects.filter(bulletin=issue.bulletin))))
    return deciding.plan(piece, section, by=by, version=0, today=TODAY)


def _blank(issue: Issue, by: User, data: st.DataObject) -> None:
    slot = _drawn(order_of(issue).slots, data)
    content = model.Item(kind="notice", paragraphs=("通知。",))
    make_blank_item(
        issue.bulletin, content, by=by, today=TODAY, section=slot.section, group=slot.group
    )


def _withdraw(issue: Issue, by: User, data: st.DataObject) -> None:
    item = _some(issue, data)
    withdraw_item(item, by=by, revision=item.revision)


def _reinstate(issue: Issue, by: User, data: st.DataObject) -> None:
    reinstate_item(_some(issue, data, withdrawn=True), by=by)


def _reconsider(issue: Issue, by: User, data: st.DataObject) -> None:
    planned = list(Contribution.objects.filter(bulletin=issue.bulletin, state="planned"))
    if planned:
        piece = data.draw(st.sampled_from(planned))
        deciding.reconsider(piece, by=by, version=piece.version)


def _edit(issue: Issue, by: User, data: st.DataObject) -> None:
    item = _some(issue, data)
    text = data.draw(st.sampled_from(("改一。", "改二。")))
    save_item(item, model.Item(paragraphs=(text,)), by=by, revision=item.revision)


COMING: dict[str, Click | NoClick] = {
    "plan": _plan,
    "blank item": _blank,
    "withdraw": _withdraw,
    "reinstate": _reinstate,
    "reconsider": _reconsider,
    "edit": _edit,
}
EVERYTHING = {**CLICKS, **COMING}
_mixed = st.lists(
    st.sampled_from(sorted(COMING)) | st.sampled_from(sorted(CLICKS)), min_size=1, max_size=12
)


def _take_back(event: Event, who: User) -> None:
    (undo_arrangement if event.verb in ARRANGING else undo)(event, by=who)


@settings(max_examples=12, deadline=None)
@given(data=st.data(), names=_mixed)
def test_whatever_comes_goes_and_moves_positions_stay_dense(
    data: st.DataObject, names: list[str]
) -> None:
    with _given_back() as room:
        people = (room.editor, room.colleague)
        for name in names:
            before = standing_of(room.issue)
            who = data.draw(st.sampled_from(people))
            try:
                event = EVERYTHING[name](room.issue, who, data)
            except DeskError:
                assert standing_of(room.issue) == before
                continue
            assert_dense(room.issue)
            if event is not None and data.draw(st.booleans()):
                _take_back(event, who)
                assert standing_of(room.issue) == before


@settings(max_examples=12, deadline=None)
@given(data=st.data(), names=st.lists(st.sampled_from(sorted(CLICKS)), min_size=2, max_size=10))
def test_all_that_several_people_arranged_goes_back_act_by_act(
    data: st.DataObject, names: list[str]
) -> None:
    with _given_back() as room:
        stood = []
        for name in names:
            before = standing_of(room.issue)
            who = data.draw(st.sampled_from((room.editor, room.colleague)))
            try:
                event = CLICKS[name](room.issue, who, data)
            except DeskError:
                continue
            if event is not None:
                stood.append((event, who, before))
        for event, who, before in reversed(stood):
            undo_arrangement(event, by=who)
            assert standing_of(room.issue) == before
            assert_dense(room.issue)


@settings(max_examples=5, deadline=None)
@given(data=st.data(), names=st.lists(st.sampled_from(sorted(CLICKS)), max_size=5))
def test_a_draft_alters_nothing_that_was_arranged_and_goes_back(
    data: st.DataObject, names: list[str]
) -> None:
    with _given_back() as room:
        for name in names:
            try:
                CLICKS[name](room.issue, room.colleague, data)
            except DeskError:
                continue
        Issue.objects.filter(pk=room.issue.pk).update(window_start=None, window_end=None)
        texts = ("工会为一线职工送清凉120份。", "团委组织32名青年植树。", "二号窑检修提前2天完成。")
        for text in texts:
            an_arrival(room.issue.bulletin, headline=text[:4], paragraphs=(text,))
        before = standing_of(room.issue)
        stood = [item.pk for item in items_of(room.issue).order_by("position")]
        composition = ask_for_draft(room.issue, by=room.editor)
        if not draft_issue(composition.pk):  # every section was hidden or taken away
            assert standing_of(room.issue) == before
            return
        assert_dense(room.issue)
        now = [item.pk for item in items_of(room.issue).order_by("position")]
        assert len(now) == len(stood) + len(texts)
        assert [pk for pk in now if pk in stood] == stood
        event = Composition.objects.get(pk=composition.pk).event
        assert event is not None
        take_back_draft(event, by=room.editor)
        assert standing_of(room.issue) == before
