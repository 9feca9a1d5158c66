"""What an editor does to an item: going back, two texts, shorter texts, what is left as it is."""

from __future__ import annotations

import datetime as dt
import re

import msgspec
import pytest

from arrivals import an_arrival
from cast import a_bulletin, a_person
from jianbao.desk.actions import deciding, going_back, leaving, shortening
from jianbao.desk.actions.editing import save_item
from jianbao.desk.actions.presence import leave, note_presence
from jianbao.desk.errors import Invalid, NotAllowed, Stale
from jianbao.desk.models import Event, Issue, Item, Presence, Role, Section, User
from jianbao.desk.queries.item import originals_of, others_at, text_of
from jianbao.desk.queries.item_check import check, name_of_fact
from jianbao.desk.queries.roster import known_to
from jianbao.document import model
from jianbao.document.compare.crosscheck import CheckedFact

TODAY = dt.date(2026, 7, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def item() -> Item:
    bulletin = a_bulletin()
    editor = a_person(Role.EDITOR, bulletin, name="沈知行")
    piece = an_arrival(bulletin)
    section = Section.objects.get(bulletin=bulletin, position=1)
    deciding.plan(piece, section, by=editor, version=piece.version, today=TODAY)
    return Item.objects.select_related("issue__bulletin", "section").get()


def editor_of(item: Item) -> User:
    assert item.editor is not None
    return item.editor


def with_text(item: Item, *paragraphs: str) -> model.Item:
    return msgspec.structs.replace(text_of(item), paragraphs=paragraphs)


def test_an_earlier_text_stands_again_and_the_later_one_stays_in_the_history(item: Item) -> None:
    first = item.content["paragraphs"]
    save_item(item, with_text(item, "改过。"), by=editor_of(item), revision=1)
    kept = going_back.restore(item, 1, by=editor_of(item), revision=2)
    assert kept is not None
    assert (item.content["paragraphs"], item.revision, kept.why) == (first, 3, "restore")
    assert item.revisions.get(number=2).content["paragraphs"] == ["改过。"]
    with pytest.raises(Invalid):
        going_back.restore(item, 77, by=editor_of(item), revision=3)


def test_taking_theirs_keeps_mine_as_the_revision_before(item: Item) -> None:
    other = a_person(Role.EDITOR, item.issue.bulletin, name="周牧野")
    save_item(item, with_text(item, "他的。"), by=other, revision=1)
    mine = with_text(item, "我的。")
    with pytest.raises(Stale):
        going_back.keep_theirs(item, mine, by=editor_of(item), revision=1)
    going_back.keep_theirs(item, mine, by=editor_of(item), revision=2)
    assert item.content["paragraphs"] == ["他的。"]
    assert [(one.content["paragraphs"], one.why) for one in item.revisions.all()][:2] == [
        (["他的。"], "restore"),
        (["我的。"], "aside"),
    ]


def test_a_shorter_text_has_only_sentences_that_stood_there(item: Item) -> None:
    before = text_of(item).text
    kept = shortening.take_shorter(item, 60, by=editor_of(item), revision=1)
    assert kept is not None
    after = text_of(item).text
    assert len(after) <= 60 < len(before)
    assert all(clause in before for clause in re.split("[，。]", after))
    with pytest.raises(Stale):
        shortening.take_shorter(item, 30, by=editor_of(item), revision=1)
    with pytest.raises(Invalid):
        shortening.take_shorter(item, 3, by=editor_of(item), revision=2)


def test_a_changed_figure_is_pointed_out_until_it_is_left_as_it_is(item: Item) -> None:
    text = text_of(item).paragraphs[0].replace("9名", "8名")
    save_item(item, with_text(item, text), by=editor_of(item), revision=1)
    altered = checked(item)
    assert [(fact.text, fact.original) for fact in altered] == [("8名", "9名")]
    leaving.leave_as_is(item, name_of_fact(altered[0]), by=editor_of(item))
    assert checked(item) == []
    leaving.point_out_again(item, name_of_fact(altered[0]), by=editor_of(item))
    assert [fact.text for fact in checked(item)] == ["8名"]
    verbs = Event.objects.filter(thing=f"item:{item.pk}").values_list("verb", flat=True)
    assert {"leave_as_is", "point_out_again"} <= set(verbs)


def checked(item: Item) -> list[CheckedFact]:
    known = known_to(item.issue.bulletin)
    found = check(item, text_of(item), originals_of(item), known, today=TODAY)
    return [fact for fact in found.altered if fact.kind == "quantity"]


def test_findings_of_the_issue_around_are_not_those_of_an_item(item: Item) -> None:
    save_item(item, with_text(item, "他们说,二00八年很好。。"), by=editor_of(item), revision=1)
    known = known_to(item.issue.bulletin)
    found = check(item, text_of(item), originals_of(item), known, today=TODAY)
    assert found.findings
    assert all(one.item == str(item.pk) or one.element for one in found.findings)
    assert all(not one.element.startswith(("masthead", "imprint")) for one in found.findings)
    code = found.findings[0].code
    leaving.leave_as_is(item, code, by=editor_of(item))
    again = check(item, text_of(item), originals_of(item), known, today=TODAY)
    assert code not in {one.code for one in again.findings}


def test_who_has_an_item_open_is_seen_by_others_and_runs_out(item: Item) -> None:
    other = a_person(Role.EDITOR, item.issue.bulletin, name="周牧野")
    note_presence(item, by=other)
    note_presence(item, by=other)
    assert [str(one) for one in others_at(item, editor_of(item))] == ["周牧野"]
    assert others_at(item, other) == []
    Presence.objects.update(seen_at=Presence.objects.get().seen_at - dt.timedelta(minutes=1))
    assert others_at(item, editor_of(item)) == []
    note_presence(item, by=other)
    leave(item, by=other)
    assert others_at(item, editor_of(item)) == []


def test_nobody_without_the_right_changes_anything(item: Item) -> None:
    reader = a_person(Role.REVIEWER, item.issue.bulletin)
    with pytest.raises(NotAllowed):
        leaving.leave_as_is(item, "I101", by=reader)
    with pytest.raises(NotAllowed):
        going_back.restore(item, 1, by=reader, revision=1)
    with pytest.raises(NotAllowed):
        note_presence(item, by=reader)
    assert Issue.objects.get().state == Issue.State.OPEN
