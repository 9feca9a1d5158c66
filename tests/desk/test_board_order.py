"""The order of an issue: moves, sections, undo; positions stay dense whatever anybody clicks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

import msgspec
import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from arrivals import an_arrival
from cast import a_bulletin, a_person
from jianbao.desk.actions import deciding, flow
from jianbao.desk.actions.arranging.frame import Frame, frame_of, set_frame
from jianbao.desk.actions.arranging.items import move_item, moved, step_item, stepped
from jianbao.desk.actions.arranging.sections import (
    add_group,
    add_section,
    change_group,
    change_section,
    hide_section,
    remove_group,
    remove_section,
    step_group,
    step_section,
)
from jianbao.desk.actions.arranging.undoing import undo_arrangement
from jianbao.desk.actions.editing import save_item
from jianbao.desk.errors import DeskError, Impossible, Invalid, NotAllowed, Stale
from jianbao.desk.models import Event, Issue, Item, Role, Section, User
from jianbao.desk.queries.arranged import last_arrangement
from jianbao.desk.queries.arrangement import Group, Place, arrangement_of
from jianbao.desk.queries.issue_content import content_of
from jianbao.desk.queries.issues import items_of
from jianbao.desk.queries.order import Order, Placed, Slot, in_order, order_of
from jianbao.desk.queries.seen import mark_of
from jianbao.document import model
from jianbao.document.write.pdf import write_pdf

from document.write.pdf_pages import page_texts

TODAY = dt.date(2026, 7, 1)
STUDY, DEEDS = Slot("学·初心之源"), Slot("行·一线之声")
pytestmark = pytest.mark.django_db


class Room(NamedTuple):
    """An issue of five items, its editor and a colleague."""

    issue: Issue
    editor: User
    colleague: User

    def item(self, headline: str) -> Item:
        return self.issue.items.select_related("issue__bulletin").get(headline=headline)

    def order(self) -> str:
        return "".join(item.headline for item in items_of(self.issue))

    def add(self, headline: str, section: int) -> Item:
        piece = an_arrival(self.issue.bulletin, headline=headline)
        standing = self.issue.bulletin.sections.all()[section]
        deciding.plan(piece, standing, by=self.editor, version=0, today=TODAY)
        return self.item(headline)


def a_room(headlines: str = "甲乙丙丁戊", first: int = 2) -> Room:
    """An issue whose first items stand in the first of two sections, the others in the second."""
    bulletin = a_bulletin()
    editor = a_person(Role.EDITOR, bulletin)
    for n, headline in enumerate(headlines):
        piece = an_arrival(bulletin, headline=headline)
        section = Section.objects.filter(bulletin=bulletin)[0 if n < first else 1]
        deciding.plan(piece, section, by=editor, version=0, today=TODAY)
    issue = Issue.objects.get()
    return Room(issue, editor, a_person(Role.EDITOR, bulletin, name="周砚秋"))


def standing_of(issue: Issue) -> tuple[object, ...]:
    """Everything an undo has to restore."""
    issue.refresh_from_db()
    rows = items_of(issue).values_list(
        "pk", "position", "section_id", "section_title", "subsection_title", "content", "revision"
    )
    return list(rows), arrangement_of(issue), frame_of(issue)


def assert_dense(issue: Issue) -> None:
    rows = list(items_of(issue))
    assert [item.position for item in rows] == list(range(len(rows)))
    printed = [item.id for item in content_of(issue).items()]
    assert printed == [str(item.pk) for item in rows]


def test_an_item_is_moved_beside_another_and_back() -> None:
    room = a_room()
    before = standing_of(room.issue)
    event = move_item(room.item("戊"), STUDY, by=room.editor, before=room.item("乙").pk)
    assert event is not None
    assert room.order() == "甲戊乙丙丁"
    assert room.item("戊").section == room.item("甲").section
    assert (event.before["number"], event.after["number"]) == (5, 2)
    undo_arrangement(event, by=room.editor)
    assert standing_of(room.issue) == before
    with pytest.raises(Impossible):
        undo_arrangement(event, by=room.editor)


def test_a_move_to_where_it_stands_is_none() -> None:
    room = a_room()
    count = Event.objects.count()
    assert move_item(room.item("戊"), DEEDS, by=room.editor) is None
    assert step_item(room.item("甲"), -1, by=room.editor) is None
    assert step_item(room.item("戊"), 1, by=room.editor) is None
    assert Event.objects.count() == count


def test_steps_go_through_every_place_of_the_issue_and_back() -> None:
    room = a_room()
    add_group(room.issue, DEEDS.section, "【劳动模范】", by=room.editor, bracketed=True)
    item = room.item("甲")
    seen = []
    while step_item(item, 1, by=room.editor):
        seen.append((item.section_title[0], item.subsection_title, item.position))
    assert seen == [
        ("学", "", 1),
        ("行", "", 1),
        ("行", "", 2),
        ("行", "", 3),
        ("行", "", 4),
        ("行", "劳动模范", 4),
    ]
    while step_item(item, -1, by=room.editor):
        pass
    assert room.order() == "甲乙丙丁戊"


def test_of_two_who_move_at_once_the_second_is_told_when_the_neighbour_is_gone() -> None:
    room = a_room()
    neighbour = room.item("丁")
    move_item(neighbour, STUDY, by=room.colleague)
    before = standing_of(room.issue)
    with pytest.raises(Stale):
        move_item(room.item("丙"), DEEDS, by=room.editor, after=neighbour.pk)
    assert standing_of(room.issue) == before
    gone = room.item("戊")
    Item.objects.filter(pk=gone.pk).update(withdrawn_at=dt.datetime(2026, 7, 1, tzinfo=dt.UTC))
    with pytest.raises(Stale):
        move_item(room.item("丙"), DEEDS, by=room.editor, after=gone.pk)
    with pytest.raises(Stale):
        step_item(gone, 1, by=room.editor)
    with pytest.raises(Stale):
        move_item(room.item("丙"), Slot("没有的栏"), by=room.editor)


def test_an_act_that_somebody_built_on_is_not_taken_back() -> None:
    room = a_room()
    mine = step_item(room.item("甲"), 1, by=room.editor)
    theirs = step_item(room.item("丙"), 1, by=room.colleague)
    assert mine
    assert theirs
    with pytest.raises(Stale) as refused:
        undo_arrangement(mine, by=room.editor)
    assert refused.value.values["who"] == str(room.colleague)
    undo_arrangement(theirs, by=room.colleague)
    undo_arrangement(mine, by=room.editor)
    assert room.order() == "甲乙丙丁戊"


def test_a_move_is_taken_back_though_an_item_came_in_since() -> None:
    room = a_room()
    event = step_item(room.item("甲"), 1, by=room.editor)
    room.add("己", 0)
    assert room.order() == "乙甲己丙丁戊"
    assert event
    undo_arrangement(event, by=room.editor)
    assert room.order() == "甲乙己丙丁戊"
    assert_dense(room.issue)


def test_what_can_be_taken_back_is_the_last_act_of_ones_own() -> None:
    room = a_room()
    first = step_item(room.item("甲"), 1, by=room.editor)
    second = step_item(room.item("甲"), 1, by=room.editor)
    assert last_arrangement(room.issue, room.colleague) is None
    assert last_arrangement(room.issue, room.editor) == second
    assert second
    undo_arrangement(second, by=room.editor)
    assert last_arrangement(room.issue, room.editor) == first


def test_an_editor_of_sections_moves_items_within_these_alone() -> None:
    room = a_room()
    deeds = Section.objects.get(title=DEEDS.section)
    narrow = a_person(Role.EDITOR, room.issue.bulletin, section=deeds, name="窄")
    event = move_item(room.item("戊"), DEEDS, by=narrow, before=room.item("丙").pk)
    assert room.order() == "甲乙戊丙丁"
    before = standing_of(room.issue)
    with pytest.raises(NotAllowed):
        move_item(room.item("戊"), STUDY, by=narrow)
    with pytest.raises(NotAllowed):
        step_item(room.item("甲"), 1, by=narrow)
    with pytest.raises(NotAllowed):
        hide_section(room.issue, STUDY.section, by=narrow)
    with pytest.raises(NotAllowed):
        set_frame(room.issue, Frame(), by=narrow)
    assert standing_of(room.issue) == before
    assert event
    undo_arrangement(event, by=narrow)
    assert room.order() == "甲乙丙丁戊"


def test_nothing_moves_in_a_signed_issue() -> None:
    room = a_room()
    event = step_item(room.item("甲"), 1, by=room.editor)
    flow.move(room.issue, "submit", by=room.editor)
    assert step_item(room.item("甲"), 1, by=room.editor)
    flow.move(room.issue, "sign", by=None)
    assert event
    acts: tuple[Callable[[], object], ...] = (
        lambda: step_item(room.item("甲"), 1, by=room.editor),
        lambda: hide_section(room.issue, STUDY.section, by=room.editor),
        lambda: set_frame(room.issue, Frame(), by=room.editor),
        lambda: undo_arrangement(event, by=room.editor),
    )
    for act in acts:
        with pytest.raises(Impossible):
            act()


def test_a_section_is_renamed_in_this_issue_with_its_items() -> None:
    room = a_room()
    before = standing_of(room.issue)
    event = change_section(
        room.issue, DEEDS.section, by=room.editor, new_title="行·安康专刊", item_length=150
    )
    assert room.item("戊").section_title == "行·安康专刊"
    assert room.item("戊").section is not None
    assert Section.objects.filter(title=DEEDS.section).exists()
    assert content_of(room.issue).sections[1].title == "行·安康专刊"
    assert room.add("己", 1).section_title == "行·安康专刊"
    with pytest.raises(Invalid):
        change_section(
            room.issue, "行·安康专刊", by=room.editor, new_title=STUDY.section, item_length=None
        )
    assert event
    with pytest.raises(Stale):  # the item that came in bears the new title
        undo_arrangement(event, by=room.editor)
    Item.objects.filter(headline="己").delete()
    undo_arrangement(event, by=room.editor)
    assert standing_of(room.issue) == before


def test_only_what_is_empty_is_hidden_or_taken_away() -> None:
    room = a_room()
    acts: tuple[Callable[[], object], ...] = (
        lambda: hide_section(room.issue, DEEDS.section, by=room.editor),
        lambda: remove_section(room.issue, DEEDS.section, by=room.editor),
    )
    for act in acts:
        with pytest.raises(Impossible):
            act()
    add_section(room.issue, "安全生产月", by=room.editor)
    hide_section(room.issue, "安全生产月", by=room.editor)
    with pytest.raises(Stale):
        move_item(room.item("甲"), Slot("安全生产月"), by=room.editor)
    hide_section(room.issue, "安全生产月", by=room.editor, hidden=False)
    move_item(room.item("甲"), Slot("安全生产月"), by=room.editor)
    assert room.item("甲").section is None
    assert room.order() == "乙丙丁戊甲"
    with pytest.raises(Impossible):
        remove_section(room.issue, "安全生产月", by=room.editor)
    step_item(room.item("甲"), -1, by=room.editor)
    remove_section(room.issue, "安全生产月", by=room.editor)
    assert [place.title for place in arrangement_of(room.issue)] == [STUDY.section, DEEDS.section]
    for title in ("", " \n", "长" * 41, DEEDS.section):
        with pytest.raises(Invalid):
            add_section(room.issue, title, by=room.editor)


def test_the_frame_is_set_and_taken_back() -> None:
    room = a_room()
    before, mark = standing_of(room.issue), mark_of(room.issue, ("window_start",))
    seen = mark_of(room.issue, ("window_start", "window_end", "date", "note", "credits"))
    frame = Frame(
        window_start=dt.date(2026, 6, 1),
        window_end=dt.date(2026, 6, 14),
        date=dt.date(2026, 6, 16),
        note=model.Note(paragraphs=("本期刊发五篇来稿。",)),
        credits=(model.Credit(role="责任编辑", names=("沈知行",)),),
    )
    event = set_frame(room.issue, frame, by=room.editor, mark=seen)
    printed = content_of(room.issue)
    assert printed.note == frame.note
    assert printed.imprint.credits == frame.credits
    assert (printed.masthead.date, printed.imprint.window) == (
        dt.date(2026, 6, 16),
        model.Window(start=dt.date(2026, 6, 1), end=dt.date(2026, 6, 14)),
    )
    with pytest.raises(Stale):
        set_frame(room.issue, Frame(), by=room.colleague, mark=mark)
    with pytest.raises(Invalid):
        set_frame(
            room.issue,
            Frame(window_start=dt.date(2026, 6, 2), window_end=dt.date(2026, 6, 1)),
            by=room.editor,
        )
    assert event
    undo_arrangement(event, by=room.editor)
    assert standing_of(room.issue) == before


def test_editing_moves_nothing() -> None:
    room = a_room()
    step_item(room.item("甲"), 1, by=room.editor)
    before = room.order()
    for item in items_of(room.issue).order_by("-position"):
        content = msgspec.convert(item.content, model.Item)
        changed = msgspec.structs.replace(content, paragraphs=("改过的正文。",))
        save_item(item, changed, by=room.editor, revision=item.revision)
    assert room.order() == before
    assert_dense(room.issue)


Click = Callable[[Issue, User, st.DataObject], Event | None]


def _some_item(issue: Issue, data: st.DataObject) -> Item:
    found = list(items_of(issue).select_related("issue__bulletin"))
    if not found:  # nobody can click what is not there
        raise DeskError("nothing-there")
    return data.draw(st.sampled_from(found))


def _move(issue: Issue, by: User, data: st.DataObject) -> Event | None:
    order, item = order_of(issue), _some_item(issue, data)
    slot = data.draw(st.sampled_from([*order.slots, Slot("没有的栏")]))
    beside = data.draw(st.none() | st.sampled_from([placed.item for placed in order.places]))
    before = data.draw(st.booleans())
    return move_item(
        item, slot, by=by, before=beside if before else None, after=None if before else beside
    )


def _place(issue: Issue, data: st.DataObject) -> Place:
    return data.draw(st.sampled_from(arrangement_of(issue)))


def _group(issue: Issue, data: st.DataObject) -> tuple[str, str]:
    place = _place(issue, data)
    return place.title, data.draw(st.sampled_from(("无", *place.group_titles)))


_titles = st.sampled_from(("新栏", "再一栏", STUDY.section, "篇·一", ""))
_steps = st.sampled_from((-1, 1))
CLICKS: dict[str, Click] = {
    "move": _move,
    "step": lambda i, by, d: step_item(_some_item(i, d), d.draw(_steps), by=by),
    "add section": lambda i, by, d: add_section(i, d.draw(_titles), by=by),
    "rename": lambda i, by, d: change_section(
        i, _place(i, d).title, by=by, new_title=d.draw(_titles), item_length=200
    ),
    "hide": lambda i, by, d: hide_section(
        i, _place(i, d).title, by=by, hidden=d.draw(st.booleans())
    ),
    "remove": lambda i, by, d: remove_section(i, _place(i, d).title, by=by),
    "step section": lambda i, by, d: step_section(i, _place(i, d).title, d.draw(_steps), by=by),
    "add group": lambda i, by, d: add_group(
        i, _place(i, d).title, d.draw(_titles), by=by, bracketed=d.draw(st.booleans())
    ),
    "change group": lambda i, by, d: change_group(
        i, *_group(i, d), by=by, new_title=d.draw(_titles), bracketed=d.draw(st.booleans())
    ),
    "remove group": lambda i, by, d: remove_group(i, *_group(i, d), by=by),
    "step group": lambda i, by, d: step_group(i, *_group(i, d), d.draw(_steps), by=by),
}


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_whatever_is_clicked_by_whom_positions_stay_dense_and_each_act_can_be_undone(
    data: st.DataObject,
) -> None:
    with transaction.atomic():
        room = a_room()
        names = data.draw(st.lists(st.sampled_from(sorted(CLICKS)), min_size=1, max_size=10))
        for name in names:
            before = standing_of(room.issue)
            who = data.draw(st.sampled_from((room.editor, room.colleague)))
            try:
                event = CLICKS[name](room.issue, who, data)
            except DeskError:
                assert standing_of(room.issue) == before
                continue
            assert_dense(room.issue)
            if event is None:
                assert standing_of(room.issue) == before
            elif data.draw(st.booleans()):
                undo_arrangement(event, by=who)
                assert standing_of(room.issue) == before
                assert_dense(room.issue)
        _assert_printed_in_order(room)
        transaction.set_rollback(rollback=True)


def _assert_printed_in_order(room: Room) -> None:
    """The text of the PDF names the items in the order of the rows."""
    text = "".join(page_texts(write_pdf(content_of(room.issue))))
    places = [text.index(item.headline) for item in items_of(room.issue)]
    assert places == sorted(places)


_orders = st.lists(st.sampled_from(range(6)), min_size=2, max_size=9).map(
    lambda slots: in_order(
        Order(
            sections=(
                Place(title="学", groups=(Group(title="一"), Group(title="二"))),
                Place(title="空"),
                Place(title="藏", hidden=True),
                Place(title="行", groups=(Group(title="一"),)),
            ),
            places=tuple(
                Placed(n, None, *slot)
                for n, slot in enumerate(
                    [
                        ("学", ""),
                        ("学", "一"),
                        ("学", "二"),
                        ("行", ""),
                        ("行", "一"),
                        ("外", "篇"),
                    ][s]
                    for s in slots
                )
            ),
        )
    )
)


@given(_orders, st.data())
def test_a_step_and_its_inverse_leave_the_order_as_it_was(
    order: Order, data: st.DataObject
) -> None:
    item = data.draw(st.sampled_from([placed.item for placed in order.places]))
    step = data.draw(_steps)
    there = stepped(order, item, step)
    assert in_order(there) == there
    left = next(placed.slot for placed in order.places if placed.item == item)
    # A place that no section arranges is gone with the last item that stood there.
    assert there == order or left not in there.slots or stepped(there, item, -step) == order


@given(_orders, st.data())
def test_an_item_ends_up_beside_the_one_it_was_put_to(order: Order, data: st.DataObject) -> None:
    item, other = data.draw(st.permutations([placed.item for placed in order.places]))[:2]
    slot = next(placed.slot for placed in order.places if placed.item == other)
    there = moved(order, item, slot, after=other)
    assert in_order(there) == there
    assert there.number_of(item) == there.number_of(other) + 1
    there = moved(order, item, slot, before=other)
    assert in_order(there) == there
    assert there.number_of(item) == there.number_of(other) - 1
