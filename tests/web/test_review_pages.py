"""The pages of the review: what waits, the issue as it reads, its verdicts and comments."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from jianbao.desk.models import Issue, User
from jianbao.desk.queries.reviews import waiting_for
from review_room import Newsroom, a_newsroom, approved, submitted

pytestmark = pytest.mark.django_db


def _as(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _at(name: str, issue: Issue, *more: object) -> str:
    return reverse(name, args=[issue.bulletin.slug, issue.pk, *more])


def _text(answer: HttpResponse) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def _list(person: User, room: Newsroom) -> HttpResponse:
    return _as(person).get(reverse("review", args=[room.bulletin.slug]))


def test_the_number_beside_review_and_on_today_is_what_its_page_lists() -> None:
    room = a_newsroom()
    submitted(room, to=room.reviewer)
    for person, count in ((room.reviewer, 1), (room.second, 0), (room.editor, 0)):
        assert len(waiting_for(person, room.bulletin)) == count
        page = _list(person, room).content.decode()
        assert page.count('class="in-review mine"') == count
        today = _as(person).get(reverse("today", args=[room.bulletin.slug])).content.decode()
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
