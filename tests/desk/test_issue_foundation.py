"""What every act on an issue stands on: positions, numbers, revisions, moves of an issue."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from arrivals import an_arrival
from cast import a_bulletin, a_person
from jianbao.desk.actions import deciding, flow
from jianbao.desk.actions.editing import save_item
from jianbao.desk.actions.issues import open_issue
from jianbao.desk.actions.numbering import take_numbers
from jianbao.desk.actions.placing import in_print_order
from jianbao.desk.actions.snapshots import content_in, take_snapshot
from jianbao.desk.errors import Impossible, Invalid, NotAllowed, Stale
from jianbao.desk.models import Contribution, Event, Issue, Item, Role, Section, Verdict
from jianbao.desk.queries.arrangement import Group, Place, arrangement_of, groups_named
from jianbao.desk.queries.issue_content import content_of, hash_of
from jianbao.desk.queries.issues import current_issue, items_of
from jianbao.desk.queries.signature import signature_of
from jianbao.document import model

TODAY = dt.date(2026, 7, 1)
pytestmark = pytest.mark.django_db


def _planned(headlines: list[tuple[str, int]]) -> tuple[Issue, list[Contribution]]:
    """An issue with an item for each headline, in the section of that number."""
    bulletin = a_bulletin()
    editor = a_person(Role.EDITOR, bulletin)
    sections = list(Section.objects.filter(bulletin=bulletin))
    pieces = []
    for headline, section in headlines:
        piece = an_arrival(bulletin, headline=headline)
        deciding.plan(piece, sections[section], by=editor, version=piece.version, today=TODAY)
        pieces.append(piece)
    issue = current_issue(bulletin)
    assert issue is not None
    return issue, pieces


def _order(issue: Issue) -> list[tuple[int, str]]:
    return [(item.position, item.headline) for item in items_of(issue)]


def _saved(item: Item, text: str) -> model.Item:
    content = msgspec.convert(item.content, model.Item)
    return msgspec.structs.replace(content, paragraphs=(text,))


def test_items_stand_in_the_order_of_print_and_close_the_gap_of_a_withdrawn_one() -> None:
    issue, pieces = _planned([("乙", 1), ("甲", 0), ("丙", 1)])
    assert _order(issue) == [(0, "甲"), (1, "乙"), (2, "丙")]
    editor = issue.items.all()[0].made_by
    assert editor is not None
    deciding.reconsider(pieces[1], by=editor, version=pieces[1].version)
    assert _order(issue) == [(0, "乙"), (1, "丙")]


@given(st.permutations(range(6)))
def test_print_order_is_that_of_sections_then_groups_then_what_stood_before(
    places: list[int],
) -> None:
    arrangement = (
        Place(title="学", groups=(Group(title="一"), Group(title="二"))),
        Place(title="行"),
    )
    where = [("学", ""), ("学", "一"), ("学", "二"), ("行", ""), ("行", "外"), ("外", "")]
    items = [
        Item(position=place, section_title=section, subsection_title=group)
        for place, (section, group) in zip(places, where, strict=True)
    ]
    found = in_print_order(sorted(items, key=lambda item: item.position), arrangement)
    assert [(item.section_title, item.subsection_title) for item in found] == where


def test_groups_keep_brackets_as_a_way_of_printing() -> None:
    assert groups_named(["党建篇", "【劳动模范】", " "]) == (
        Group(title="党建篇"),
        Group(title="劳动模范", bracketed=True),
    )


def test_an_issue_keeps_the_sections_it_was_opened_with() -> None:
    bulletin = a_bulletin()
    issue = open_issue(bulletin, TODAY)
    Section.objects.filter(bulletin=bulletin, position=0).update(title="改了")
    issue.refresh_from_db()
    assert [place.title for place in arrangement_of(issue)] == ["学·初心之源", "行·一线之声"]


def test_the_date_of_printing_stands_beside_who_prints() -> None:
    issue = open_issue(a_bulletin(), TODAY)
    issue.date = TODAY
    assert content_of(issue).imprint.printed_on is None
    issue.bulletin.printed_by = "党群工作部"
    imprint = content_of(issue).imprint
    assert (imprint.printed_by, imprint.printed_on) == ("党群工作部", TODAY)


def test_no_two_issues_bear_one_number_not_even_within_a_combined_one() -> None:
    bulletin = a_bulletin()
    combined = Issue.objects.create(
        bulletin=bulletin, year=2026, kind="combined", number=11, number_to=12, running_number=90
    )
    take_numbers(combined)
    single = Issue.objects.create(bulletin=bulletin, year=2026, number=12)
    with pytest.raises(IntegrityError), transaction.atomic():
        take_numbers(single)
    special = Issue.objects.create(bulletin=bulletin, year=2026, kind="special", number=11)
    take_numbers(special)
    assert combined.numbers.count() == 3


def test_a_save_keeps_the_place_and_the_text_before() -> None:
    issue, _ = _planned([("甲", 0), ("乙", 0)])
    item = issue.items.get(headline="甲")
    assert item.made_by is not None
    kept = save_item(item, _saved(item, "新的正文。"), by=item.made_by, revision=1)
    assert kept is not None
    assert kept.number == item.revision == 2
    assert [one.number for one in item.revisions.all()] == [2, 1]
    assert _order(issue) == [(0, "甲"), (1, "乙")]
    assert save_item(item, _saved(item, "新的正文。"), by=item.made_by, revision=2) is None


def test_a_stale_save_changes_nothing() -> None:
    issue, _ = _planned([("甲", 0)])
    item = issue.items.get()
    editor, other = item.made_by, a_person(Role.EDITOR, issue.bulletin, name="周")
    assert editor is not None
    save_item(item, _saved(item, "我的。"), by=editor, revision=1)
    with pytest.raises(Stale) as refused:
        save_item(item, _saved(item, "他的。"), by=other, revision=1)
    assert refused.value.values["who"] == str(editor)
    item.refresh_from_db()
    assert item.content["paragraphs"] == ["我的。"]


def test_autosaves_are_folded_and_saves_are_kept() -> None:
    issue, _ = _planned([("甲", 0)])
    item = issue.items.get()
    editor = item.made_by
    assert editor is not None
    for n in range(4):
        content = _saved(item, f"第{n}稿")
        save_item(item, content, by=editor, revision=item.revision, autosave=True)
    save_item(item, _saved(item, "定稿"), by=editor, revision=item.revision)
    assert [one.content["paragraphs"] for one in item.revisions.all()][:2] == [["定稿"], ["第3稿"]]
    assert item.revisions.count() == 3
    assert Event.objects.filter(verb="save_item").count() == 2


def test_an_editor_of_other_sections_saves_nothing_and_submits_nothing() -> None:
    issue, _ = _planned([("甲", 0)])
    item = issue.items.get()
    other = Section.objects.get(bulletin=issue.bulletin, position=1)
    narrow = a_person(Role.EDITOR, issue.bulletin, section=other, name="窄")
    with pytest.raises(NotAllowed):
        save_item(item, _saved(item, "改"), by=narrow, revision=1)
    with pytest.raises(NotAllowed):
        flow.move(issue, "submit", by=narrow)


def test_a_signed_issue_is_changed_only_after_it_was_recalled_with_a_reason() -> None:
    issue, _ = _planned([("甲", 0)])
    item = issue.items.get()
    editor = item.made_by
    assert editor is not None
    flow.move(issue, "submit", by=editor, version=0)
    flow.move(issue, "sign", by=None, version=1)
    with pytest.raises(Impossible):
        save_item(item, _saved(item, "改"), by=editor, revision=1)
    with pytest.raises(Invalid):
        flow.move(issue, "recall", by=editor)
    with pytest.raises(Stale):
        flow.move(issue, "recall", by=editor, version=1, reason="late_news")
    event = flow.move(issue, "recall", by=editor, version=2, reason="late_news")
    assert (event.before, event.after) == ({"state": "signed"}, {"state": "open"})
    assert save_item(item, _saved(item, "改"), by=editor, revision=1) is not None


def test_the_hash_follows_the_content_alone() -> None:
    issue, _ = _planned([("甲", 0)])
    item = issue.items.get()
    before = hash_of(content_of(issue))
    Issue.objects.filter(pk=issue.pk).update(version=9)
    issue.refresh_from_db()
    assert hash_of(content_of(issue)) == before
    assert item.made_by is not None
    save_item(item, _saved(item, "改"), by=item.made_by, revision=1)
    assert hash_of(content_of(issue)) != before


def test_a_signature_is_one_of_the_present_content_only() -> None:
    issue, _ = _planned([("甲", 0)])
    signer = a_person(Role.SIGNER, issue.bulletin)
    assert signature_of(issue) is None
    snapshot = take_snapshot(issue)
    assert take_snapshot(issue) == snapshot
    assert hash_of(content_in(snapshot)) == snapshot.sha256
    given_now = {"issue": issue, "outcome": "approved", "by": signer, "snapshot": snapshot}
    Verdict.objects.create(step="review", **given_now)
    assert signature_of(issue) is None
    verdict = Verdict.objects.create(step="sign_off", **given_now)
    assert signature_of(issue) == verdict
    issue.bulletin.department = "另一个部门"
    issue.bulletin.save()
    assert signature_of(Issue.objects.get(pk=issue.pk)) is None
