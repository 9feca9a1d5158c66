"""The acts of a review, one by one: who may, what they leave, what they refuse."""

from __future__ import annotations

import pytest

from cast import a_person
from jianbao.desk.actions.reviewing.approving import approve, take_back
from jianbao.desk.actions.reviewing.handing import hand_over, recall, submit
from jianbao.desk.actions.reviewing.returning import send_back
from jianbao.desk.errors import Impossible, Invalid, NotAllowed, Stale
from jianbao.desk.models import Event, Issue, Letter, Role, Verdict
from jianbao.desk.queries.reviews import waiting_for
from jianbao.desk.queries.signature import signature_of
from jianbao.desk.queries.standing import standing_of
from review_room import (
    TEXT,
    Newsroom,
    a_newsroom,
    also,
    approved,
    edited,
    holding,
    seen,
    submitted,
)

pytestmark = pytest.mark.django_db


def _turn_of(issue: Issue) -> str:
    turn = standing_of(Issue.objects.get(pk=issue.pk)).turn
    return str(turn.to) if turn and turn.to else ""


def _letters(kind: str) -> set[str]:
    return set(Letter.objects.filter(kind=kind).values_list("to_name", flat=True))


def _signed(room: Newsroom) -> Issue:
    issue = submitted(room)
    approved(issue, room.reviewer)
    approved(issue, room.signer)
    return issue


def test_from_hand_over_to_signature() -> None:
    room = a_newsroom()
    issue = submitted(room, to=room.reviewer)
    assert (issue.state, _turn_of(issue)) == ("in_review", "秦望舒")
    assert [one.issue for one in waiting_for(room.reviewer, room.bulletin)] == [issue]
    assert waiting_for(room.second, room.bulletin) == []
    approved(issue, room.reviewer, to=room.signer)
    assert (holding(issue), _turn_of(issue)) == (["review"], "顾怀瑾")
    verdict = approved(issue, room.signer)
    assert issue.state == "signed"
    assert signature_of(issue) == verdict
    assert _letters("turn") == {"秦望舒", "顾怀瑾"}
    assert _letters("signed") == {"沈砚秋", "秦望舒"}
    verbs = Event.objects.filter(thing=f"issue:{issue.pk}").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["open_issue", "submit", "approve", "sign"]


def test_what_is_nobodys_in_particular_is_told_to_all_who_may() -> None:
    room = a_newsroom()
    submitted(room)
    assert _letters("turn") == {"秦望舒", "陆既明"}
    assert len(waiting_for(room.second, room.bulletin)) == 1


def test_an_approval_of_a_text_that_changed_meanwhile_is_refused_and_says_what_changed() -> None:
    room = a_newsroom()
    issue = submitted(room)
    approved(issue, room.reviewer)
    before = seen(issue)
    item = issue.items.get(position=0)
    edited(item, TEXT.replace("9名", "8名"), room.editor)
    with pytest.raises(Impossible):  # the review has opened again: it is no turn of the signer
        approve(issue, by=room.signer, step="sign_off", seen=before)
    with pytest.raises(Stale) as refused:
        approve(issue, by=room.reviewer, step="review", seen=before)
    assert "风机攻关组啃下振动难题" in str(refused.value.values["what"])
    assert Verdict.objects.count() == 1


def test_a_change_opens_the_steps_again_and_taking_it_back_restores_them() -> None:
    room = a_newsroom()
    issue = submitted(room)
    approved(issue, room.reviewer, to=room.signer)
    item = issue.items.get(position=0)
    edited(item, TEXT + "另有3人受伤。", room.editor)
    assert (holding(issue), _turn_of(issue)) == ([], "秦望舒")
    edited(item, TEXT, room.editor)
    assert (holding(issue), _turn_of(issue)) == (["review"], "顾怀瑾")


def test_nobody_approves_their_own_text_nor_twice() -> None:
    room = a_newsroom()
    also(room.editor, Role.REVIEWER, room.bulletin)
    also(room.editor, Role.SIGNER, room.bulletin)
    also(room.reviewer, Role.SIGNER, room.bulletin)
    issue = submitted(room)
    with pytest.raises(NotAllowed, match="own-text"):
        approved(issue, room.editor)
    approved(issue, room.reviewer)
    with pytest.raises(NotAllowed, match="approved-already"):
        approved(issue, room.reviewer)


def test_what_the_bulletin_lets_be_left_aside_is_recorded_with_a_note() -> None:
    room = a_newsroom(may_review_own=True, may_review_twice=True)
    also(room.editor, Role.REVIEWER, room.bulletin)
    also(room.editor, Role.SIGNER, room.bulletin)
    issue = submitted(room)
    with pytest.raises(Invalid, match="note-missing"):
        approved(issue, room.editor)
    assert approved(issue, room.editor, note="部门只有一人在岗").override == "own"
    assert approved(issue, room.editor, note="同上").override == "own twice"
    assert issue.state == "signed"
    event = Event.objects.get(verb="approve")
    assert event.after["override"] == "own"


def test_who_wrote_the_contribution_is_an_author_too() -> None:
    room = a_newsroom()
    contribution = room.issue.items.get(position=0).origins.get().contribution
    contribution.sent_by = room.reviewer
    contribution.save()
    issue = submitted(room)
    with pytest.raises(NotAllowed, match="own-text"):
        approved(issue, room.reviewer)
    approved(issue, room.second)


def test_three_reviews_and_three_proofs_are_given_by_different_people() -> None:
    room = a_newsroom("three_and_three")
    issue = submitted(room)
    approved(issue, room.reviewer)
    with pytest.raises(NotAllowed, match="approved-already"):
        approved(issue, room.reviewer)
    approved(issue, room.second)
    approved(issue, room.signer)  # 终审
    for reader in (room.editor, room.reviewer, room.second):  # authors read proofs
        approved(issue, reader)
    with pytest.raises(NotAllowed, match="approved-already"):
        approved(issue, room.signer)
    approved(issue, a_person(Role.SIGNER, room.bulletin, name="白书遥"))
    assert issue.state == "signed"


def test_sending_back_to_a_step_voids_from_there_and_tells_all_who_had_approved() -> None:
    room = a_newsroom("three_and_three")
    issue = submitted(room)
    approved(issue, room.reviewer)
    approved(issue, room.second, to=room.signer)
    verdict = send_back(
        issue, by=room.signer, seen=seen(issue), back_to="second", reason="facts", note="请核"
    )
    assert (issue.state, holding(issue), _turn_of(issue)) == ("in_review", ["first"], "陆既明")
    assert verdict.back_to == "second"
    assert _letters("sent-back") == {"秦望舒", "陆既明", "沈砚秋"}
    letter = Letter.objects.filter(kind="sent-back").first()
    assert letter is not None
    assert "请核" in letter.text


def test_sending_back_to_the_editors_leaves_what_was_approved() -> None:
    room = a_newsroom()
    issue = submitted(room)
    approved(issue, room.reviewer)
    back = {"back_to": "editing", "reason": "wording"}
    with pytest.raises(Invalid, match="reason-missing"):
        send_back(issue, by=room.signer, seen=seen(issue), back_to="editing", reason=" ")
    with pytest.raises(Invalid, match="step-unknown"):
        send_back(issue, by=room.signer, seen=seen(issue), back_to="sign_off", reason="wording")
    with pytest.raises(NotAllowed):
        send_back(issue, by=room.reviewer, seen=seen(issue), **back)
    send_back(issue, by=room.signer, seen=seen(issue), **back)
    assert (issue.state, holding(issue)) == ("open", ["review"])
    submit(issue, by=room.editor, version=issue.version)
    current = standing_of(issue).current
    assert current is not None
    assert current.key == "sign_off"


def test_a_signed_issue_is_recalled_or_sent_back_and_must_be_signed_anew() -> None:
    room = a_newsroom()
    issue = _signed(room)
    recall(issue, by=room.editor, version=issue.version, reason="late_news")
    assert (issue.state, holding(issue)) == ("open", ["review"])
    assert _letters("recalled") == {"秦望舒", "顾怀瑾"}
    submit(issue, by=room.editor, version=issue.version)
    approved(issue, room.signer)
    assert issue.state == "signed"
    send_back(issue, by=room.signer, seen=seen(issue), back_to="review", reason="facts")
    assert (issue.state, holding(issue)) == ("in_review", [])


def test_an_approval_is_taken_back_while_nobody_acted_on_it() -> None:
    room = a_newsroom()
    issue = submitted(room)
    first = approved(issue, room.reviewer, to=room.signer)
    with pytest.raises(NotAllowed):
        take_back(first, by=room.signer)
    take_back(first, by=room.reviewer)
    assert (holding(issue), _turn_of(issue)) == ([], "秦望舒")
    again = approved(issue, room.reviewer)
    signature = approved(issue, room.signer)
    with pytest.raises(Impossible, match="acted-meanwhile"):
        take_back(again, by=room.reviewer)
    take_back(signature, by=room.signer)
    issue.refresh_from_db()
    assert (issue.state, holding(issue)) == ("in_review", ["review"])


def test_who_has_it_is_changed_by_an_explicit_act() -> None:
    room = a_newsroom()
    issue = submitted(room, to=room.reviewer)
    with pytest.raises(NotAllowed, match="with-another"):
        approved(issue, room.second)
    with pytest.raises(NotAllowed, match="with-another"):
        hand_over(issue, None, by=room.second, step="review")
    with pytest.raises(Invalid, match="not-for-them"):
        hand_over(issue, room.signer, by=room.reviewer, step="review")
    hand_over(issue, room.second, by=room.second, step="review", note="他出差了")
    assert _turn_of(issue) == "陆既明"
    approved(issue, room.second)
    with pytest.raises(Impossible, match="step-not-current"):
        hand_over(issue, room.second, by=room.editor, step="review")


def test_an_empty_issue_is_not_submitted_and_no_issue_twice() -> None:
    room = a_newsroom()
    room.issue.items.all().delete()
    with pytest.raises(Impossible, match="issue-empty"):
        submitted(room)
    room.issue.refresh_from_db()
    assert room.issue.state == "open"


def test_a_slip_of_the_pen_leaves_reviews_and_opens_proofs_and_signature_again() -> None:
    room = a_newsroom("three_and_three")
    issue = submitted(room)
    for person in (room.reviewer, room.second, room.signer, room.editor):
        approved(issue, person)
    assert holding(issue) == ["first", "second", "final", "proof1"]
    item = issue.items.get(position=0)
    also(room.reviewer, Role.EDITOR, room.bulletin)
    edited(item, TEXT.replace("分三班盯守", "分三班盯手"), room.reviewer)
    assert holding(issue) == ["first", "second", "final"]
    assert item.revisions.first().slip_only  # type: ignore[union-attr]
    edited(item, TEXT.replace("9名", "8名"), room.editor)
    assert holding(issue) == []


def test_many_slips_in_a_row_make_an_author() -> None:
    room = a_newsroom()
    also(room.second, Role.EDITOR, room.bulletin)
    issue = submitted(room)
    item = issue.items.get(position=0)
    text = TEXT
    for old, new in (("振动", "震动"), ("党员", "党圆"), ("盯守", "盯手")):
        text = text.replace(old, new)
        edited(item, text, room.second)
    assert approved(issue, room.second).void_since is None
    for old, new in (("动值", "动直"), ("盯", "钉"), ("班", "斑"), ("风", "丰")):
        text = text.replace(old, new)
        edited(item, text, room.second)
    assert holding(issue) == []
    with pytest.raises(NotAllowed, match="own-text"):
        approved(issue, room.second)


def test_an_approver_who_then_changes_the_text_has_approved_nothing() -> None:
    room = a_newsroom()
    also(room.reviewer, Role.EDITOR, room.bulletin)
    issue = submitted(room)
    approved(issue, room.reviewer)
    item = issue.items.get(position=0)
    edited(item, TEXT + "另有3人受伤。", room.reviewer)
    edited(item, TEXT, room.reviewer)
    standing = standing_of(Issue.objects.get(pk=issue.pk))
    assert standing.steps[0].fallen == "own"
    assert standing.turn is not None
    assert standing.turn.to is None
