"""自动起草: what waits becomes items by one asking; what stands stays; all of it can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import msgspec
import pytest
from django.utils import timezone

from arrivals import an_arrival
from cast import a_person
from jianbao.desk.actions import deciding, flow
from jianbao.desk.actions.arranging.items import move_item, step_item
from jianbao.desk.actions.arranging.sections import add_group, change_section, hide_section
from jianbao.desk.actions.arranging.undoing import undo_arrangement
from jianbao.desk.actions.blank_items import make_blank_item
from jianbao.desk.actions.commenting import comment_on
from jianbao.desk.actions.composing import (
    ask_for_draft,
    call_off_draft,
    draft_issue,
    drafting,
    take_back_draft,
)
from jianbao.desk.actions.editing import save_item
from jianbao.desk.actions.founding import found_bulletin
from jianbao.desk.actions.issues import open_issue
from jianbao.desk.actions.joining_items import join
from jianbao.desk.actions.printed_issues import add_printed_issue
from jianbao.desk.actions.withdrawing import withdraw_item
from jianbao.desk.errors import Impossible, NotAllowed, Stale
from jianbao.desk.jobs.sweeping import sweep
from jianbao.desk.models import (
    Bulletin,
    Composition,
    Contribution,
    Event,
    Issue,
    Item,
    Role,
    Section,
    Unit,
    User,
)
from jianbao.desk.queries.arranged import last_arrangement
from jianbao.desk.queries.arrangement import arrangement_of
from jianbao.desk.queries.compositions import Fate, can_be_taken_back, fates_of
from jianbao.desk.queries.days import midnight
from jianbao.desk.queries.events import lines
from jianbao.desk.queries.issue_content import content_of
from jianbao.desk.queries.issues import items_of
from jianbao.desk.queries.order import Slot
from jianbao.document import model
from jianbao.document.compose import Draft, compose
from jianbao.samples import printed_issues, profile
from jianbao.samples.contributions import pieces

TODAY = dt.date(2026, 11, 22)
CAME = (  # the last of a place first: precedence is of units, not of days
    "qingshi-kiln", "nanping-blast", "gonghui-health", "tuanwei-volunteers", "jishu-essay",
)  # fmt: skip
pytestmark = pytest.mark.django_db


class Desk(NamedTuple):
    """An open issue of the sample series, its editor, and how a text of the samples comes in."""

    bulletin: Bulletin
    issue: Issue
    editor: User

    def receive(self, key: str, *, day: int = 16, **columns: Any) -> Contribution:  # noqa: ANN401 - whatever columns a test needs
        piece = pieces(TODAY)[key]
        unit = Unit.objects.filter(bulletin=self.bulletin, name=piece.unit).first()
        read = {
            "headline": piece.title,
            "paragraphs": piece.paragraphs,
            "unit": unit,
            "author": piece.author,
            "received_at": _moment(day),
        }
        return an_arrival(self.bulletin, **read | columns)

    def compose(self, by: User | None = None) -> Composition:
        composition = ask_for_draft(self.issue, by=by or self.editor)
        assert draft_issue(composition.pk)
        composition.refresh_from_db()
        return composition

    def order(self, section: str | None = None) -> list[str]:
        rows = items_of(self.issue).order_by("position")
        return [one.headline for one in rows if section in (None, one.section_title)]


def _moment(day: int) -> dt.datetime:
    return midnight(dt.date(2026, 11, day)) + dt.timedelta(hours=9)


@pytest.fixture
def desk() -> Desk:
    bulletin = found_bulletin(profile(), slug="yunling", by=None)
    add_printed_issue(bulletin, printed_issues(TODAY)[-1], by=None)
    editor = a_person(Role.EDITOR, bulletin, name="沈知行")
    issue = open_issue(bulletin, TODAY, by=editor)
    first, last = dt.date(2026, 11, 1), dt.date(2026, 11, 30)
    Issue.objects.filter(pk=issue.pk).update(window_start=first, window_end=last)
    issue.refresh_from_db()
    return Desk(bulletin, issue, editor)


def _standing(desk: Desk) -> tuple[object, ...]:
    """Everything that taking a draft back has to restore."""
    columns = ("state", "reason", "note", "decided_by", "parent")
    rows = Contribution.objects.order_by("pk").values_list("pk", *columns)
    items = items_of(desk.issue).order_by("position")
    return (
        list(rows),
        list(items.values_list("pk", "position", "section_title", "content", "revision")),
        content_of(desk.issue),
    )


def _left_out(composition: Composition) -> dict[str, Fate]:
    return {one.headline: one for one in fates_of(composition).left_out}


def _assert_dense(issue: Issue) -> None:
    rows = list(items_of(issue).order_by("position"))
    assert [one.position for one in rows] == list(range(len(rows)))
    assert [one.id for one in content_of(issue).items()] == [str(one.pk) for one in rows]


def test_what_waits_becomes_items_in_their_sections_by_one_event(desk: Desk) -> None:
    came = [desk.receive(key) for key in CAME]
    composition = desk.compose()
    assert composition.state == Composition.State.DONE
    made = fates_of(composition).made
    assert {one.contribution for one in made} == {one.pk for one in came}
    for fate, item in zip(made, items_of(desk.issue).order_by("position"), strict=True):
        assert (fate.item, fate.section, fate.group) == (
            item.pk,
            item.section_title,
            item.subsection_title,
        )
        assert item.revision == 1
        assert item.section is not None
        assert item.content["byline"]["raw"].startswith("（")
        limit = item.section.item_length
        assert len(msgspec.convert(item.content, model.Item).text) <= (limit or 0) + 1
    sections = {one.contribution: one.section for one in made}
    assert sections[came[-1].pk] == "悟·所思所得"
    _assert_dense(desk.issue)
    event = Event.objects.get(verb="compose_issue")
    assert (event.by, event.thing) == (desk.editor, f"issue:{desk.issue.pk}")
    assert event.after["made"] == [one.headline for one in made]
    assert {one.state for one in Contribution.objects.all()} == {"planned"}


def test_each_piece_that_is_left_out_says_why(desk: Desk) -> None:
    desk.receive("qingshi-crane-draft", day=9)
    revised = desk.receive("qingshi-crane-revised", day=10, subject="修订稿")
    Contribution.objects.filter(pk=revised.pk).update(
        revises=Contribution.objects.get(headline="堆料机上的“空中医生”")
    )
    desk.receive("qingshi-kiln", day=2)
    desk.receive("qingshi-kiln", day=3, headline="检修纪实（重发）")
    printed = next(iter(printed_issues(TODAY)[-1].items()))
    desk.receive("baichuan-power", headline="登过的", paragraphs=(printed.text,))
    desk.receive("nanping-green", day=30, received_at=_moment(1) - dt.timedelta(days=2))
    desk.receive("stranger-letter", headline="只有照片", paragraphs=())
    composition = desk.compose()
    left = _left_out(composition)
    assert {headline: one.reason for headline, one in left.items()} == {
        "堆料机上的“空中医生”": "superseded",
        "检修纪实（重发）": "duplicate",
        "登过的": "printed",
        "让采完的山重新绿起来": "outside-window",
        "只有照片": "empty",
    }
    assert left["堆料机上的“空中医生”"].other == revised.pk
    assert left["登过的"].instead.startswith("2026年第")
    event = Event.objects.get(verb="compose_issue")
    assert len(event.after["left_out"]) == 5
    (line,) = lines([event])
    assert {field: after for field, _, after in line.changes}["未用"].count("检修纪实（重发）") == 1
    waits = Contribution.objects.filter(state="waiting").values_list("headline", flat=True)
    assert set(waits) == set(left)


def test_a_draft_is_taken_back_as_a_whole(desk: Desk) -> None:
    kept = desk.receive("jishu-essay", day=2)
    deciding.shortlist(kept, by=desk.editor, version=0, note="留给下期")
    Issue.objects.filter(pk=desk.issue.pk).update(opened_at=timezone.now())
    desk.issue.refresh_from_db()
    standing = desk.receive("nanping-blast")
    deciding.plan(standing, Section.objects.all()[1], by=desk.editor, version=0, today=TODAY)
    for key in CAME[2:4]:
        desk.receive(key)
    before = _standing(desk)
    composition = desk.compose()
    assert {one.state for one in Contribution.objects.all()} == {"planned"}
    assert last_arrangement(desk.issue, desk.editor) == composition.event
    assert can_be_taken_back(composition)
    assert composition.event
    undone = take_back_draft(composition.event, by=desk.editor)
    assert undone.undoes == composition.event
    assert _standing(desk) == before
    assert not can_be_taken_back(composition)
    with pytest.raises(Impossible):
        take_back_draft(composition.event, by=desk.editor)
    again = desk.compose()
    assert len(fates_of(again).made) == 3


def test_what_was_kept_for_a_later_issue_while_this_one_is_made_stays_kept(desk: Desk) -> None:
    kept = desk.receive("jishu-essay")
    deciding.shortlist(kept, by=desk.editor, version=0)
    assert fates_of(desk.compose()) == ((), ())
    kept.refresh_from_db()
    assert kept.state == "shortlisted"


def _moved(desk: Desk, item: Item) -> None:
    move_item(item, Slot("学·初心之源"), by=desk.editor)


def _saved(desk: Desk, item: Item) -> None:
    save_item(item, model.Item(paragraphs=("改过。",)), by=desk.editor, revision=1)


def _commented(desk: Desk, item: Item) -> None:
    comment_on(item.issue, "数字再核。", by=desk.editor, item=item)


def _joined(desk: Desk, item: Item) -> None:
    join(item, [desk.receive("nanping-truck")], [], by=desk.editor, revision=1)


def _taken_out(desk: Desk, item: Item) -> None:
    withdraw_item(item, by=desk.editor, revision=1)


@pytest.mark.parametrize("work", [_moved, _saved, _commented, _joined, _taken_out])
def test_what_somebody_worked_on_is_not_taken_back(
    desk: Desk, work: Callable[[Desk, Item], None]
) -> None:
    for key in CAME[:2]:
        desk.receive(key)
    event = desk.compose().event
    assert event
    item = items_of(desk.issue).select_related("issue__bulletin").order_by("-position")[0]
    work(desk, item)
    before = _standing(desk)
    with pytest.raises(Stale) as refusal:
        take_back_draft(event, by=desk.editor)
    assert refusal.value.code == "draft-worked-on"
    assert _standing(desk) == before


def test_nothing_that_stands_is_moved_and_the_new_go_by_precedence(desk: Desk) -> None:
    section = Section.objects.get(title="青·团员之家")
    for key in ("baichuan-watch", "qingshi-night-school"):
        piece = desk.receive(key)
        deciding.plan(piece, section, by=desk.editor, version=0, today=TODAY)
    quoted = model.Item(kind="quotation", paragraphs=("青年强则国强。",))
    quotation = make_blank_item(
        desk.bulletin, quoted, by=desk.editor, today=TODAY, section=section.title
    )
    first = desk.issue.items.select_related("issue__bulletin").get(headline__startswith="二十六")
    move_item(quotation, Slot(section.title), by=desk.editor, before=first.pk)
    stood = desk.order(section.title)
    before = {one.pk: (one.content, one.revision) for one in items_of(desk.issue)}
    for key in ("tuanwei-volunteers", "tuanwei-contest"):
        desk.receive(key)
    desk.compose()
    now = desk.order(section.title)
    assert [one for one in now if one in stood] == stood
    assert now[0].startswith("青年强")  # what was put there by hand is overtaken by nothing
    assert [one[:3] for one in now[1:3]] == ["青年志", "五分钟"]  # headquarters before the plants
    after = {one.pk: (one.content, one.revision) for one in items_of(desk.issue)}
    assert before.items() <= after.items()
    _assert_dense(desk.issue)


def test_a_second_draft_adds_what_came_since_and_repeats_nothing(desk: Desk) -> None:
    desk.receive("qingshi-kiln")
    desk.compose()
    stood = desk.order()
    nothing = desk.compose()
    assert (nothing.event, fates_of(nothing)) == (None, ((), ()))
    desk.receive("qingshi-kiln", headline="又来一遍")
    fresh = desk.receive("gonghui-health")
    second = desk.compose()
    assert [one.contribution for one in fates_of(second).made] == [fresh.pk]
    assert _left_out(second)["又来一遍"].reason == "standing"
    assert [one for one in desk.order() if one in stood] == stood
    assert Event.objects.filter(verb="compose_issue").count() == 2


def test_a_message_of_several_pieces_is_divided_and_put_together_again(desk: Desk) -> None:
    lights, tea = (pieces(TODAY)[f"baichuan-brief-{key}"] for key in ("lights", "tea"))
    whole = desk.receive(
        "baichuan-brief-lights",
        headline="信息两则",
        paragraphs=(*lights.paragraphs, *tea.paragraphs),
        proposed_pieces=[
            {"headline": lights.title, "from": 1, "to": len(lights.paragraphs)},
            {
                "headline": tea.title,
                "from": len(lights.paragraphs) + 1,
                "to": len(lights.paragraphs) + len(tea.paragraphs),
            },
        ],
    )
    before = _standing(desk)
    composition = desk.compose()
    whole.refresh_from_db()
    assert whole.state == "divided"
    assert {one.state for one in whole.pieces.all()} == {"planned"}
    assert {one.headline for one in fates_of(composition).made} == {lights.title, tea.title}
    assert composition.event
    take_back_draft(composition.event, by=desk.editor)
    assert _standing(desk) == before


def test_it_fills_the_sections_that_the_issue_has_not_those_of_the_bulletin(desk: Desk) -> None:
    by = desk.editor
    change_section(desk.issue, "青·团员之家", by=by, new_title="青·青年专刊", item_length=90)
    add_group(desk.issue, "悟·所思所得", "师徒说", by=by)
    hide_section(desk.issue, "新·改革之窗", by=by)
    for key in ("tuanwei-volunteers", "jishu-essay", "caiwu-card"):
        desk.receive(key)
    fates = fates_of(desk.compose()).made
    places = {one.unit: (one.section, one.group) for one in fates}
    assert places["集团团委"] == ("青·青年专刊", "")
    assert places["技术中心"] == ("悟·所思所得", "师徒说")
    assert places["财务部"][0] != "新·改革之窗"
    youth = desk.issue.items.get(section_title="青·青年专刊")
    assert len(msgspec.convert(youth.content, model.Item).text) <= 91
    assert not [one for one in arrangement_of(desk.issue) if one.hidden and one.title[0] == "青"]


def test_what_was_decided_on_meanwhile_is_left_out(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken, other = desk.receive("qingshi-kiln"), desk.receive("gonghui-health")

    def slow(*given: Any, **named: Any) -> Draft:  # noqa: ANN401 - handed on as they come
        deciding.decline(taken, by=desk.editor, version=0, reason="other")
        return compose(*given, **named)

    monkeypatch.setattr(drafting, "compose", slow)
    composition = desk.compose()
    assert [one.contribution for one in fates_of(composition).made] == [other.pk]
    assert [one.reason for one in fates_of(composition).left_out] == ["decided-meanwhile"]
    taken.refresh_from_db()
    assert taken.state == "declined"


def test_it_is_called_off_before_anything_stands(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in CAME[:3]:
        desk.receive(key)
    before = _standing(desk)
    composition = ask_for_draft(desk.issue, by=desk.editor)
    assert ask_for_draft(desk.issue, by=desk.editor) == composition
    note, seen = drafting._note, []  # noqa: SLF001 - where the job says how far it is

    def after_two(one: Composition, done: int, most: int) -> None:
        seen.append((done, most))
        if done == 2:
            call_off_draft(one, by=desk.editor)
        note(one, done, most)

    monkeypatch.setattr(drafting, "_note", after_two)
    assert not draft_issue(composition.pk)
    assert seen == [(0, 3), (1, 3), (2, 3)]
    composition.refresh_from_db()
    assert (composition.state, composition.done, composition.event) == ("called_off", 1, None)
    assert _standing(desk) == before
    assert not draft_issue(composition.pk)
    with pytest.raises(Impossible):
        call_off_draft(composition, by=desk.editor)


def test_only_editors_of_the_whole_bulletin_draft_an_open_issue(desk: Desk) -> None:
    desk.receive("qingshi-kiln")
    narrow = a_person(Role.EDITOR, desk.bulletin, section=Section.objects.all()[0], name="窄")
    for person in (narrow, a_person(Role.REVIEWER, desk.bulletin)):
        with pytest.raises(NotAllowed):
            ask_for_draft(desk.issue, by=person)
    event = desk.compose().event
    assert event
    with pytest.raises(NotAllowed):
        take_back_draft(event, by=narrow)
    waits = ask_for_draft(desk.issue, by=desk.editor)
    flow.move(desk.issue, "submit", by=desk.editor)
    assert not draft_issue(waits.pk)
    waits.refresh_from_db()
    assert (waits.state, "不能" in waits.trouble) == ("failed", True)
    for act in (partial(ask_for_draft, desk.issue), partial(take_back_draft, event)):
        with pytest.raises(Impossible):
            act(by=desk.editor)


def test_the_sweep_finds_a_draft_that_a_killed_worker_left(desk: Desk) -> None:
    composition = ask_for_draft(desk.issue, by=desk.editor)
    assert sweep({}) == 1
    assert drafting._claim(composition.pk)  # noqa: SLF001 - as a worker that then dies
    assert sweep({}) == 0
    assert not draft_issue(composition.pk)
    Composition.objects.update(claimed_until=timezone.now() - dt.timedelta(seconds=1))
    assert sweep({}) == 1
    assert draft_issue(composition.pk)
    assert sweep({}) == 0


def test_a_step_that_is_taken_back_leaves_the_draft_as_it_was(desk: Desk) -> None:
    for key in CAME:
        desk.receive(key)
    before = _standing(desk)
    event, drafted = desk.compose().event, _standing(desk)
    item = items_of(desk.issue).select_related("issue__bulletin").order_by("position")[0]
    step = step_item(item, 1, by=desk.editor)
    assert event
    assert step
    with pytest.raises(Stale):
        take_back_draft(event, by=desk.editor)
    undo_arrangement(step, by=desk.editor)
    assert _standing(desk) == drafted
    take_back_draft(event, by=desk.editor)
    assert _standing(desk) == before
