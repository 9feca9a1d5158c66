"""The pages of the review: what waits, the issue as it reads, its verdicts and comments."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from cast import a_bulletin, a_person, client_of
from jianbao.desk.models import Comment, Issue, Role, User
from jianbao.desk.queries.reviews import waiting_for
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


def _at(name: str, issue: Issue, *more: object) -> str:
    return reverse(name, args=[issue.bulletin.slug, issue.pk, *more])


def _text(page: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", " ", page))


def _list(person: User, room: Newsroom) -> str:
    return client_of(person).get(reverse("review", args=[room.bulletin.slug])).content.decode()


def test_the_number_beside_review_and_on_today_is_what_its_page_lists() -> None:
    room = a_newsroom()
    submitted(room, to=room.reviewer)
    for person, count in ((room.reviewer, 1), (room.second, 0), (room.editor, 0)):
        assert len(waiting_for(person, room.bulletin)) == count
        page = _list(person, room)
        assert page.count('class="in-review mine"') == count
        today = client_of(person).get(reverse("today", args=[room.bulletin.slug])).content.decode()
        assert f">{count}</span>" in today.partition("待我审核")[2][:80] or not count
        nav = re.search(r'data-key="\d"[^>]*>审核(<b class="num">(\d+)</b>)?</a>', today)
        assert nav
        assert int(nav[2] or 0) == count


def test_the_list_says_in_which_step_with_whom_and_until_when() -> None:
    room = a_newsroom()
    issue = submitted(room, to=room.reviewer)
    said = _text(_list(room.reviewer, room))
    assert "1期待您审核" in said
    assert "审核" in said
    assert "沈砚秋" in said
    assert "截止" in said
    assert "在秦望舒处" in _text(_list(room.second, room))
    approved(issue, room.reviewer)
    assert "谁可办谁办" in _text(_list(room.second, room))
    approved(issue, room.signer)
    assert "各步均已完成" in _text(_list(room.second, room))


def test_the_page_reads_like_the_print_and_asks_for_the_answer_of_whose_turn_it_is() -> None:
    room = a_newsroom()
    issue = submitted(room, to=room.reviewer)
    page = client_of(room.reviewer).get(_at("review_issue", issue)).content.decode()
    assert "风机攻关组啃下振动难题" in page
    assert 'data-key="a">通过' in page
    assert "通过后交顾怀瑾签发" in page


def _page(person: User, issue: Issue) -> str:
    return client_of(person).get(_at("review_issue", issue)).content.decode()


def _answer(issue: Issue, step: str, **more: str) -> dict[str, str]:
    return {"step": step, "seen": seen(issue), **more}


def test_approving_signing_and_taking_back_over_the_page() -> None:
    room = a_newsroom()
    issue = submitted(room, to=room.reviewer)
    client = client_of(room.reviewer)
    answer = client.post(_at("review_approve", issue), _answer(issue, "review"), follow=True)
    page = answer.content.decode()
    assert "已通过。" in page
    verdict = issue.verdicts.get()
    undo = _at("review_take_back", issue, verdict.pk)
    assert f'action="{undo}"' in page
    client.post(undo)
    assert holding(issue) == []
    client.post(_at("review_approve", issue), _answer(issue, "review"))
    client_of(room.signer).post(_at("review_approve", issue), _answer(issue, "sign_off"))
    issue.refresh_from_db()
    assert issue.state == "signed"
    assert "去刊发" in _page(room.editor, issue)


def test_an_answer_to_a_text_that_changed_meanwhile_is_kept_in_the_form_and_refused() -> None:
    room = a_newsroom()
    issue = submitted(room, to=room.reviewer)
    client, old = client_of(room.reviewer), _answer(issue, "review", note="同意付印")
    client.get(_at("review_issue", issue))
    edited(issue.items.get(position=0), TEXT.replace("9名", "8名"), room.editor)
    answer = client.post(_at("review_approve", issue), old)
    assert answer.status_code == 409
    assert "同意付印" in answer.content.decode()
    assert "风机攻关组啃下振动难题" in answer.content.decode()
    assert not issue.verdicts.exists()


def test_what_changed_since_the_last_look_is_marked_in_the_text() -> None:
    room = a_newsroom()
    issue = submitted(room, to=room.reviewer)
    assert "<ins>" not in _page(room.reviewer, issue)
    edited(issue.items.get(position=0), TEXT.replace("9名党员", "8名党员"), room.editor)
    page = _page(room.reviewer, issue)
    assert "<del>9</del><ins>8</ins>名党员" in page
    assert "上次看后1处改动" in page
    assert "<ins>" in _page(room.reviewer, issue), "looking again at the same keeps the marks"
    assert "<ins>" not in _page(room.second, issue)


def test_sending_back_needs_a_reason_and_says_it_to_the_editors() -> None:
    room = a_newsroom()
    issue = submitted(room, to=room.reviewer)
    client, at = client_of(room.reviewer), _at("review_send_back", issue)
    assert "事实待核" in client.get(at).content.decode()
    sent = _answer(issue, "review", back_to="editing", note="振动值请核对")
    refused = client.post(at, sent)
    assert refused.status_code == 422
    assert "振动值请核对" in refused.content.decode()
    client.post(at, sent | {"reason": "facts"})
    issue.refresh_from_db()
    assert issue.state == "open"
    page = _page(room.editor, issue)
    assert "秦望舒在审核退回编辑" in page
    assert "振动值请核对" in page


def test_a_rule_is_left_aside_with_a_reason_where_the_bulletin_lets_it() -> None:
    room = a_newsroom(may_review_own=True)
    also(room.editor, Role.REVIEWER, room.bulletin)
    issue = submitted(room)
    client, at = client_of(room.editor), _at("review_approve", issue)
    assert "此处须破例" in _page(room.editor, issue)
    assert client.post(at, _answer(issue, "review")).status_code == 422
    client.post(at, _answer(issue, "review", note="部门只有一人在岗"))
    assert issue.verdicts.get().override == "own"
    assert "已破例" in _page(room.editor, issue)


def test_who_does_not_have_it_sees_why_and_may_take_it_over() -> None:
    room = a_newsroom()
    issue = submitted(room, to=room.reviewer)
    page = _page(room.second, issue)
    assert ">接过来<" in re.sub(r"<kbd.*?</kbd>", "", page)
    assert 'data-key="a">通过' not in page
    taken = {"step": "review", "to": str(room.second.pk)}
    client_of(room.second).post(_at("review_hand_over", issue), taken)
    assert "请审核" in _page(room.second, issue)
    moved = {"step": "review", "to": str(room.signer.pk)}
    refused = client_of(room.second).post(_at("review_hand_over", issue), moved)
    assert refused.status_code == 422


def test_submitting_shows_what_stands_in_the_way_and_to_whom_it_goes_and_recalling_takes_back() -> (
    None
):
    room = a_newsroom()
    issue, client = room.issue, client_of(room.editor)
    page = client.get(_at("review_submit", issue)).content.decode()
    assert "秦望舒" in page
    assert "请留意" in page
    sent = {"version": str(issue.version), "date": "2026-07-03", "to": str(room.second.pk)}
    client.post(_at("review_submit", issue), sent)
    issue.refresh_from_db()
    assert (issue.state, str(issue.date)) == ("in_review", "2026-07-03")
    assert "在陆既明处" in _page(room.editor, issue)
    assert client_of(room.reviewer).get(_at("review_submit", issue)).status_code == 403
    recalled = {"version": str(issue.version), "reason": "late_news"}
    client.post(_at("review_recall", issue), recalled)
    issue.refresh_from_db()
    assert issue.state == "open"


def test_an_approval_that_fell_and_one_that_only_saw_slips_mended_are_told_apart() -> None:
    room = a_newsroom()
    issue = submitted(room)
    approved(issue, room.reviewer)
    item = issue.items.get(position=0)
    edited(item, TEXT.replace("分三班盯守", "分三班盯手"), room.editor)
    assert "此后只改过笔误" in _page(room.editor, issue)
    edited(item, TEXT.replace("9名", "8名"), room.editor)
    assert "此后文字有改动" in _page(room.editor, issue)


def test_a_comment_on_a_passage_is_said_answered_settled_and_opened_again() -> None:
    room = a_newsroom()
    issue = submitted(room)
    item, client = issue.items.get(position=0), client_of(room.reviewer)
    said = {"item": str(item.pk), "quote": "9名党员", "text": "几名？"}
    page = client.post(_at("review_comment", issue), said, follow=True).content.decode()
    comment = Comment.objects.get()
    assert f'<mark class="spoken" data-thread="{comment.pk}">9名党员</mark>' in page
    slug = room.bulletin.slug
    part = client_of(room.editor).post(
        reverse("answer_comment", args=[slug, comment.pk]),
        {"text": "已核，九名。"},
        headers={"HX-Request": "true"},
    )
    assert part.content.decode().strip().startswith('<div class="threads"')
    assert "已核，九名。" in part.content.decode()
    settle = reverse("settle_comment", args=[slug, comment.pk])
    client.post(settle)
    assert "秦望舒已解决" in _page(room.editor, issue)
    client.post(settle, {"again": "1"})
    comment.refresh_from_db()
    assert comment.resolved_at is None
    beside = client_of(room.editor).get(
        reverse("item_comments", args=[slug, item.pk]), headers={"HX-Request": "true"}
    )
    assert "几名？" in beside.content.decode()
    mistyped = client.post(_at("review_comment", issue), said | {"quote": "八名团员"})
    assert mistyped.status_code == 409


def test_a_comment_never_becomes_markup() -> None:
    room = a_newsroom()
    issue = submitted(room)
    edited(issue.items.get(position=0), "若<b>增产</b>&降耗，则评优。", room.editor)
    said = {"item": str(issue.items.get(position=0).pk), "quote": "<b>增产", "text": "<script>"}
    page = client_of(room.reviewer).post(_at("review_comment", issue), said, follow=True)
    assert "<b>增产" not in page.content.decode()
    assert "<script>" not in page.content.decode()
    assert "&lt;b&gt;增产" in page.content.decode()


def test_another_bulletins_issue_and_comment_are_not_here() -> None:
    room = a_newsroom()
    issue = submitted(room)
    elsewhere = a_person(Role.REVIEWER, a_bulletin("other", "另一家简报"), name="白书遥")
    client = client_of(elsewhere)
    assert client.get(_at("review_issue", issue)).status_code == 404
    assert client.get(reverse("review_issue", args=["other", issue.pk])).status_code == 404


def test_findings_are_marked_where_they_stand_and_said_beside_the_item() -> None:
    room = a_newsroom()
    issue = submitted(room)
    edited(issue.items.get(position=0), TEXT + "全年节约42万元。。", room.editor)
    page = _page(room.reviewer, issue)
    assert '<mark class="found">' in page
    assert '<ul class="found-list">' in page
    assert 'id="show-found"' in page


def test_the_pages_of_the_proof_are_one_address_away() -> None:
    room = a_newsroom()
    issue = submitted(room)
    client = client_of(room.reviewer)
    page = client.get(_at("review_pages", issue)).content.decode()
    picture = re.search(r'src="([^"]+/pages/[^"]+)"|<img id="page-1" src="([^"]+)"', page)
    assert picture
    shown = client.get(picture[1] or picture[2])
    assert shown.headers["Content-Type"] == "image/jpeg"
