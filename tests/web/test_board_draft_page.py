"""自动起草 over HTTP: one button, how far it is, the fate of each contribution, and its undoing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from arrivals import an_arrival
from browser.board_room import BoardRoom, a_board
from cast import a_person, client_of
from jianbao.desk.actions.arranging.items import step_item
from jianbao.desk.actions.composing import draft_issue
from jianbao.desk.models import Composition, Issue, Role, Section
from jianbao.desk.queries.issues import items_of

HTMX = {"HX-Request": "true"}
TEXT = (
    "云岭环保青年志愿服务队走进社区，为32户居民讲解垃圾分类知识，发放手册120份。",
    "志愿者们还帮助独居老人打扫院落，受到居民欢迎。",
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> BoardRoom:
    room = a_board()
    Issue.objects.filter(pk=room.issue.pk).update(window_start=None, window_end=None)
    an_arrival(
        room.bulletin,
        headline="青年志愿者进社区讲垃圾分类",
        paragraphs=TEXT,
        unit=room.bulletin.units.get(name="云岭环保"),
        author="石安",
    )
    an_arrival(room.bulletin, headline="只有题目的来稿", paragraphs=())
    room.issue.refresh_from_db()
    return room


@pytest.fixture
def desk(room: BoardRoom) -> Client:
    return client_of(room.editor)


def _url(name: str, room: BoardRoom) -> str:
    return reverse(name, args=[room.bulletin.slug, room.issue.pk])


def _text(answer: Any) -> str:  # noqa: ANN401 - of Django's test client
    assert isinstance(answer, HttpResponse)
    return answer.content.decode()


def _draft(room: BoardRoom, desk: Client) -> str:
    desk.post(_url("board_compose", room))
    assert draft_issue(Composition.objects.latest("pk").pk)
    return _text(desk.get(_url("board_compose", room)))


def test_one_button_leads_to_the_fate_of_each_contribution(room: BoardRoom, desk: Client) -> None:
    board = _text(desk.get(_url("board_of", room)))
    assert f'action="{_url("board_compose", room)}"' in board
    asked = _text(desk.post(_url("board_compose", room), follow=True))
    assert "正在起草" in asked
    assert "马上开始" in asked
    assert 'http-equiv="refresh"' in asked
    part = desk.get(_url("board_compose_progress", room), headers=HTMX)
    assert 'hx-trigger="every 700ms"' in _text(part)
    page = _draft(room, desk)
    assert "起草2条" in page
    made, left = page.split('id="fates-left"')
    assert "青年志愿者进社区讲垃圾分类" in made
    assert re.search(r"依据：[^<]*青年", made)
    assert "未用1篇" in left
    assert "只有题目的来稿" in left
    assert "没有内容" in left
    ended = desk.get(_url("board_compose_progress", room), headers=HTMX)
    assert ended.headers["HX-Refresh"] == "true"
    board = _text(desk.get(_url("board_of", room)))
    assert "每篇来稿的去向" in board
    assert "第12期，12条" in board


def test_the_draft_is_taken_back_from_its_page_and_from_the_board(
    room: BoardRoom, desk: Client
) -> None:
    before = room.headlines()
    for name in ("board_compose_undo", "board_undo"):
        _draft(room, desk)
        assert len(room.headlines()) == 12
        page = _text(desk.post(_url(name, room), follow=True))
        assert "起草已撤回" in page
        assert room.headlines() == before
    page = _text(desk.get(_url("board_compose", room)))
    assert "已撤回" in page
    assert "board_compose_undo" not in page
    assert "现不在本期" in page


def test_a_draft_that_was_worked_on_stays_and_says_why(room: BoardRoom, desk: Client) -> None:
    _draft(room, desk)
    rows = items_of(room.issue).select_related("issue__bulletin")
    item = rows.get(headline__startswith="青年志愿者")
    step_item(item, 1, by=room.colleague)
    refused = desk.post(_url("board_compose_undo", room))
    assert refused.status_code == 409
    assert "有人改动过“青年志愿者" in _text(refused)


def test_it_is_called_off_from_the_page(room: BoardRoom, desk: Client) -> None:
    desk.post(_url("board_compose", room))
    page = _text(desk.post(_url("board_compose_call_off", room), follow=True))
    assert "已取消" in page
    assert not draft_issue(Composition.objects.get().pk)
    assert len(room.headlines()) == 10
    assert "自动起草做什么" in _text(desk.get(_url("board_compose", room)))


def test_who_may_not_arrange_sees_the_fates_and_no_button(room: BoardRoom, desk: Client) -> None:
    _draft(room, desk)
    section = Section.objects.filter(bulletin=room.bulletin)[0]
    for person in (
        room.reviewer,
        a_person(Role.EDITOR, room.bulletin, section=section, name="窄"),
    ):
        client = client_of(person)
        page = _text(client.get(_url("board_compose", room)))
        assert "未用1篇" in page
        assert "撤回起草" not in page
        for name in ("board_compose", "board_compose_undo", "board_compose_call_off"):
            assert client.post(_url(name, room)).status_code == 403
