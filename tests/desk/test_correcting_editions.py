"""A correction is the next edition of the same issue: signed as any, with a notice and a reason."""

from __future__ import annotations

import msgspec
import pytest

from jianbao.desk import vault
from jianbao.desk.actions import flow
from jianbao.desk.actions.correcting_editions import (
    drop_correction,
    reword_correction,
    start_correction,
)
from jianbao.desk.actions.editing import save_item
from jianbao.desk.actions.keeping import keep_revision
from jianbao.desk.actions.placing import last_position, number_items
from jianbao.desk.actions.publishing import print_edition
from jianbao.desk.errors import Impossible, Invalid, NotAllowed
from jianbao.desk.models import Edition, Issue, IssueNumber, Item, Letter
from jianbao.desk.queries.editions import current_edition, editions_of, printed_keys
from jianbao.desk.queries.entries import printed_items
from jianbao.desk.queries.issue_content import content_of, hash_of
from jianbao.desk.queries.issues import current_issue, items_of
from jianbao.document import model
from jianbao.document.interchange import from_json
from printing import Office, a_day, a_printed_issue, an_office, freeze, plan, sign

pytestmark = pytest.mark.django_db


def _began(kind: str = "correction", *, pictures: bool = False) -> tuple[Office, Issue, Issue]:
    office = an_office()
    issue = a_printed_issue(office, 3, pictures=pictures)
    reason = "第2条中节约费用应为36万元"
    draft = start_correction(issue, kind, reason=reason, by=office.editor, today=a_day())
    return office, issue, draft


def _reworded(item: Item, text: str, office: Office) -> None:
    content = msgspec.convert(item.content, model.Item)
    changed = msgspec.structs.replace(content, paragraphs=(text,))
    save_item(item, changed, by=office.editor, revision=item.revision)


def _print(draft: Issue, office: Office) -> Edition:
    sign(draft, office)
    edition = freeze(draft, office)
    assert print_edition(edition.pk), Edition.objects.get(pk=edition.pk).trouble
    edition.refresh_from_db()
    return edition


def _texts(issue: Issue) -> list[str]:
    return [item.text for item in content_of(issue).items()]


def _content_of_file(edition: Edition) -> model.Issue:
    return from_json(vault.read_stored(edition.files.get(format="json").sha256))


def test_a_draft_of_a_correction_is_a_copy_with_a_notice() -> None:
    office, issue, draft = _began(pictures=True)
    before, day = content_of(issue), a_day()
    assert (draft.number, draft.running_number, draft.state) == (None, None, "open")
    assert IssueNumber.objects.filter(issue=draft).count() == 0
    assert current_issue(office.bulletin) != draft
    said = f"{day.year}年{day.month}月{day.day}日更正：第2条中节约费用应为36万元。"
    assert content_of(draft).masthead == before.masthead
    assert content_of(draft).note == model.Note(title="更正", paragraphs=(said,))
    assert _texts(draft) == _texts(issue)
    copies = list(items_of(draft))
    assert [copy.copy_of for copy in copies] == list(items_of(issue))
    assert [copy.revision for copy in copies] == [1, 1, 1]
    assert [copy.pictures.count() for copy in copies] == [1, 0, 0]


def test_a_correction_is_printed_as_the_next_edition_and_its_items_follow() -> None:
    office, issue, draft = _began(pictures=True)
    before, rows = content_of(issue), list(items_of(issue))
    letters = Letter.objects.filter(kind="outcome").count()
    _reworded(items_of(draft)[1], "检修历时18天，节约费用36万元。", office)
    issue.refresh_from_db()
    assert content_of(issue) == before, "readers have what was printed until it is out"
    edition = _print(draft, office)
    issue.refresh_from_db()
    assert (edition.issue, edition.number, edition.kind) == (issue, 2, "correction")
    assert (issue.state, issue.number) == ("published", 1)
    assert content_of(issue) == _content_of_file(edition)
    assert hash_of(content_of(issue)) == edition.snapshot.sha256
    assert list(items_of(issue)) == rows
    second = items_of(issue)[1]
    assert second.revision == 2
    assert second.content["paragraphs"] == ["检修历时18天，节约费用36万元。"]
    assert list(printed_keys(content_of(issue)).values()) == [row.pk for row in rows]
    assert {item.issue_id for item in printed_items()} == {issue.pk}
    assert Letter.objects.filter(kind="outcome").count() == letters, "nobody is told twice"


def test_earlier_editions_stay_as_they_were() -> None:
    office, issue, draft = _began()
    before = content_of(issue)
    edition = _print(draft, office)
    first, second = editions_of(issue)
    assert second == edition
    assert _content_of_file(first) == before
    assert "更正2" in second.files.get(format="pdf").name
    assert first.files.count() == second.files.count()


def test_items_that_are_left_out_are_withdrawn_and_new_ones_come_over() -> None:
    office, issue, draft = _began("supplement")
    first, second, third = items_of(draft)
    Item.objects.filter(pk=second.pk).update(withdrawn_at="2026-01-01T00:00Z")
    new = Item.objects.create(
        issue=draft,
        section_title=first.section_title,
        section=first.section,
        position=last_position(draft),
        headline="补登的一条",
        content={"paragraphs": ["补登的一条消息。"], "kind": "brief"},
    )
    keep_revision(new, by=office.editor, why="made")
    number_items(draft)
    _print(draft, office)
    issue.refresh_from_db()
    standing = list(items_of(issue))
    assert new in standing
    assert second.copy_of not in standing
    assert [item.position for item in standing] == [0, 1, 2]
    draft.refresh_from_db()
    assert _texts(issue) == _texts(draft)
    assert {first.copy_of, third.copy_of} <= set(standing)
    assert content_of(issue).note.title == "补充"  # type: ignore[union-attr]


def test_a_withdrawal_needs_a_reason_and_a_signature_and_leaves_only_the_notice() -> None:
    office = an_office()
    issue = a_printed_issue(office)
    with pytest.raises(Invalid):
        start_correction(issue, "withdrawal", reason=" ", by=office.editor, today=a_day())
    given = {"by": office.publisher, "today": a_day()}
    draft = start_correction(issue, "withdrawal", reason="内容失实", **given)  # type: ignore[arg-type]
    assert not list(content_of(draft).items())
    edition = _print(draft, office)
    issue.refresh_from_db()
    assert current_edition(issue) == edition
    content = content_of(issue)
    assert content.note is not None
    assert content.note.title == "撤回"
    assert not list(content.items())
    assert list(items_of(issue)) == []
    assert len(_texts_of_first(issue)) == 2
    with pytest.raises(Impossible) as refused:
        start_correction(issue, "correction", reason="再来", by=office.editor, today=a_day())
    assert refused.value.code == "issue-withdrawn"


def _texts_of_first(issue: Issue) -> list[str]:
    first = editions_of(issue)[0]
    content = from_json(vault.read_stored(first.files.get(format="json").sha256))
    return [item.text for item in content.items()]


def test_one_correction_at_a_time_which_can_be_dropped_and_begun_again() -> None:
    office, issue, draft = _began()
    with pytest.raises(Impossible) as refused:
        start_correction(issue, "correction", reason="又一", by=office.editor, today=a_day())
    assert refused.value.code == "correction-open"
    with pytest.raises(NotAllowed):
        drop_correction(draft, by=office.editor, version=0, reason="不必更正")
    with pytest.raises(Invalid):
        drop_correction(draft, by=office.publisher, version=0, reason="")
    with pytest.raises(Impossible):
        drop_correction(issue, by=office.publisher, version=0, reason="不必更正")
    drop_correction(draft, by=office.publisher, version=0, reason="不必更正")
    draft.refresh_from_db()
    assert draft.state == "dropped"
    again = start_correction(issue, "correction", reason="再来", by=office.editor, today=a_day())
    assert _print(again, office).number == 2


def test_a_second_correction_keeps_the_notice_of_the_first_and_the_editors_own_note() -> None:
    office = an_office()
    own = {"title": "编者按", "paragraphs": ["本期专题为检修。"]}
    first = a_printed_issue(office, 1)
    plan(office, "一颗螺栓的分量", 1)
    issue = current_issue(office.bulletin)
    assert issue is not None
    Issue.objects.filter(pk=issue.pk).update(note=own, date=a_day())
    issue.refresh_from_db()
    _print(issue, office)
    draft = start_correction(issue, "correction", reason="其一", by=office.editor, today=a_day())
    reword_correction(draft, "supplement", reason="其一补", by=office.editor, today=a_day())
    draft.refresh_from_db()
    _print(draft, office)
    issue.refresh_from_db()
    again = start_correction(issue, "correction", reason="其二", by=office.editor, today=a_day())
    note = content_of(again).note
    assert note is not None
    assert [text.partition("日")[2] for text in note.paragraphs[:2]] == [
        "更正：其二。",
        "补充：其一补。",
    ]
    assert note.paragraphs[2:] == ("编者按：本期专题为检修。",)
    assert _print(again, office).number == 3
    assert first.number == 1


def test_settings_changed_since_change_no_masthead_of_a_correction() -> None:
    office, issue, draft = _began()
    office.bulletin.title, office.bulletin.department = "改了刊名", "改了部门"
    office.bulletin.distribution = ["各单位"]
    office.bulletin.save()
    now = content_of(Issue.objects.get(pk=draft.pk))
    assert now.masthead == content_of(issue).masthead
    assert now.imprint == content_of(issue).imprint


def test_a_correction_in_press_is_not_recalled() -> None:
    office, _, draft = _began()
    sign(draft, office)
    freeze(draft, office)
    with pytest.raises(Impossible) as refused:
        flow.move(draft, "recall", by=office.editor, reason="late")
    assert refused.value.code == "being-printed"


def test_only_who_edits_all_of_it_or_publishes_begins_a_correction() -> None:
    office = an_office()
    issue = a_printed_issue(office)
    with pytest.raises(NotAllowed):
        start_correction(issue, "correction", reason="错字", by=office.signer, today=a_day())
    following = current_issue(office.bulletin)
    assert following is not None
    with pytest.raises(Impossible):
        start_correction(following, "correction", reason="错字", by=office.editor, today=a_day())
