"""The board over HTTP: what it shows to whom, what its acts do, its page pictures, its forms."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from arrivals import an_arrival
from browser.board_room import SECTIONS, TODAY, BoardRoom, a_board
from cast import a_bulletin, a_person, client_of
from jianbao.desk import vault
from jianbao.desk.actions import deciding, flow
from jianbao.desk.actions.arranging.items import move_item, step_item
from jianbao.desk.actions.editing import save_item
from jianbao.desk.actions.issues import open_issue
from jianbao.desk.actions.snapshots import take_snapshot
from jianbao.desk.models import (
    Comment,
    Event,
    Item,
    Picture,
    Resemblance,
    Role,
    Section,
    Verdict,
)
from jianbao.desk.queries.arrangement import arrangement_of
from jianbao.desk.queries.order import Slot
from jianbao.document import model

HTMX = {"HX-Request": "true", "HX-Target": "board"}
FAN = "青石分公司党员攻关组"
pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> BoardRoom:
    return a_board()


@pytest.fixture
def desk(room: BoardRoom) -> Client:
    return client_of(room.editor)


def _url(name: str, room: BoardRoom, *rest: Any) -> str:  # noqa: ANN401 - parts of an address
    return reverse(name, args=[room.bulletin.slug, room.issue.pk, *rest])


def _text(answer: Any) -> str:  # noqa: ANN401 - of Django's test client
    assert isinstance(answer, HttpResponse)
    return answer.content.decode()


def _order_on(page: str) -> list[str]:
    return re.findall(r"<a data-row [^>]*><span class=\"unseen\">\d+ </span>([^<]+)</a>", page)


def _pictures_on(page: str) -> list[str]:
    return re.findall(r'<img src="([^"]+)"', page)


def test_it_shows_the_items_in_the_order_of_print_with_what_is_to_be_seen_to(
    room: BoardRoom, desk: Client
) -> None:
    page = _text(desk.get(_url("board_of", room)))
    assert _order_on(page) == room.headlines()
    assert "第12期，10条" in page
    assert re.search(r"\d页，末页余白\d+行，<strong>2条超长</strong>，<strong>1栏为空", page)
    for title in SECTIONS:
        assert f">{title}</h2>" in page
    assert "收稿箱里有1篇建议入此栏" in page
    assert reverse("inbox_piece", args=["yunling", room.waiting.pk]) in page
    assert "刊出单位7家" in page
    assert _text(desk.get(reverse("board", args=["yunling"]))) == page or _order_on(page)


def test_a_page_picture_is_kept_for_ever_under_its_content_and_no_other(
    room: BoardRoom, desk: Client
) -> None:
    first, *_, last = _pictures_on(_text(desk.get(_url("board_of", room))))
    picture = desk.get(first)
    assert picture.headers["Content-Type"] == "image/jpeg"
    assert picture.content.startswith(b"\xff\xd8\xff")
    assert picture.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    step_item(_loaded(FAN), 1, by=room.editor)
    assert desk.get(first).content == picture.content  # while it is kept, what bears its name
    unknown = desk.get(_url("board_page", room, "0", 1))
    assert unknown.headers["Cache-Control"] == "no-store"
    fresh = _pictures_on(_text(desk.get(_url("board_of", room))))
    assert first not in fresh
    number = int(last.rstrip("/").rpartition("/")[2])
    assert desk.get(_url("board_page", room, "0", number + 9)).status_code == 404
    other = a_bulletin("other", "另一家简报")
    stranger = client_of(a_person(Role.EDITOR, other))
    address = reverse("board_page", args=["other", room.issue.pk, "0", 1])
    assert stranger.get(address).status_code == 404


def test_a_page_picture_is_never_given_as_one_of_another_issue(
    room: BoardRoom, desk: Client
) -> None:
    first, *_ = _pictures_on(_text(desk.get(_url("board_of", room))))
    digest = first.split("/")[-3]
    theirs = desk.get(first)
    issue = open_issue(other := a_bulletin("other", "另一家简报"), TODAY)
    stranger = client_of(a_person(Role.EDITOR, other))
    got = stranger.get(reverse("board_page", args=["other", issue.pk, digest, 1]))
    assert got.headers["Cache-Control"] == "no-store"
    assert got.content != theirs.content


def _loaded(headline: str) -> Item:
    return Item.objects.select_related("issue__bulletin").get(headline__startswith=headline)


def test_a_move_brings_the_board_as_it_stands_then(room: BoardRoom, desk: Client) -> None:
    item = room.item(FAN)
    answer = desk.post(_url("board_move", room), {"step": f"{item.pk}:up"}, headers=HTMX)
    page = _text(answer)
    assert "<html" not in page
    assert _order_on(page) == room.headlines()
    assert room.headlines()[2].startswith(FAN)
    assert "移到第3条，践行，支部建设" in page
    assert f'id="item-{item.pk}" data-item="{item.pk}" data-moves data-current' in page
    assert 'id="board-sums" hx-swap-oob="true"' in page
    undone = _text(desk.post(_url("board_undo", room), headers=HTMX))
    assert "已回到第4条" in undone
    assert room.headlines()[3].startswith(FAN)
    assert _order_on(undone) == room.headlines()


def test_a_drop_names_its_neighbour_and_a_stale_one_is_refused(
    room: BoardRoom, desk: Client
) -> None:
    item, beside = room.item(FAN), room.item("基层党建")
    where = {"item": item.pk, "section": "学习", "group": "", "before": beside.pk}
    page = _text(desk.post(_url("board_move", room), where, headers=HTMX))
    assert room.headlines()[1].startswith(FAN)
    assert "移到第2条，学习" in page
    assert "已在此处" in _text(desk.post(_url("board_move", room), where, headers=HTMX))
    move_item(_loaded("基层党建"), Slot("新局"), by=room.colleague)
    stale = desk.post(_url("board_move", room), where, headers=HTMX)
    assert (stale.status_code, stale.headers["HX-Retarget"]) == (409, "#notices")
    assert "别人刚移动了旁边的条目" in _text(stale)
    for broken in ({}, {"step": "x:up"}, {"item": 0}):
        assert desk.post(_url("board_move", room), broken).status_code == 404
    assert desk.post(_url("board_move", room), {"step": f"{item.pk}:left"}).status_code == 400


def test_every_place_that_is_offered_is_where_the_item_then_stands(
    room: BoardRoom, desk: Client
) -> None:
    item = room.item("云岭物流设立")
    asked = _text(desk.get(_url("board_move_to", room, item.pk), headers=HTMX))
    assert "<html" not in asked
    offered = re.findall(r'<option value="([^"]+)"( selected)?>([^<]+)<', asked)
    assert len(offered) == 7 + 9  # the beginning of each place, and after each other item
    assert sum(bool(here) for _, here, _ in offered) == 1
    for value, _, label in offered:
        to = value.replace("&amp;", "&")
        desk.post(_url("board_move", room), {"item": item.pk, "to": to}, headers=HTMX)
        number = room.item("云岭物流设立").position
        if label.startswith("第"):
            name = label.partition("，")[2]
            assert room.headlines()[number - 1] == name.replace("&quot;", '"')


def test_without_script_each_form_leads_back_to_the_board(room: BoardRoom, desk: Client) -> None:
    item = room.item(FAN)
    answer = desk.post(_url("board_move", room), {"step": f"{item.pk}:up"}, follow=True)
    assert answer.redirect_chain[0][0].endswith(f"?item={item.pk}#item-{item.pk}")
    assert _order_on(_text(answer)) == room.headlines()
    assert desk.post(_url("board_undo", room), follow=True).status_code == 200
    assert room.headlines()[3].startswith(FAN)
    page = _text(desk.get(_url("board_of", room), {"page": 2}))
    assert re.search(r'data-sheet="2"><img', page)
    hidden = desk.post(_url("board_hide", room), {"section": "心语"}, follow=True)
    assert "“心语”已在本期隐藏" in _text(hidden)
    assert not arrangement_of(room.issue)[3].hidden
    room.issue.refresh_from_db()
    assert arrangement_of(room.issue)[3].hidden


def test_reviewers_look_and_editors_of_sections_move_what_is_theirs(room: BoardRoom) -> None:
    reviewer = client_of(room.reviewer)
    page = _text(reviewer.get(_url("board_of", room)))
    assert _order_on(page) == room.headlines()
    assert "data-does" not in page
    assert "新党员寄语" not in page
    item = room.item(FAN)
    assert reviewer.post(_url("board_move", room), {"step": f"{item.pk}:up"}).status_code == 403
    assert reviewer.post(_url("board_sections", room), {"act": "add"}).status_code == 403
    assert "由全刊编辑调整" in _text(reviewer.get(_url("board_issue", room)))
    deeds = Section.objects.get(bulletin=room.bulletin, title="践行")
    narrow = client_of(a_person(Role.EDITOR, room.bulletin, section=deeds, name="窄"))
    page = _text(narrow.get(_url("board_of", room)))
    assert page.count("data-moves") == 5
    asked = _text(narrow.get(_url("board_move_to", room, item.pk)))
    assert re.findall(r'<optgroup label="([^"]+)"', asked) == [
        "践行",
        "践行，支部建设",
        "践行，为职工办实事",
    ]


def test_a_signed_issue_is_shown_and_stays(room: BoardRoom, desk: Client) -> None:
    flow.move(room.issue, "submit", by=room.editor)
    flow.move(room.issue, "sign", by=None)
    page = _text(desk.get(_url("board_of", room)))
    assert "次序已定" in page
    assert "data-does" not in page
    item = room.item(FAN)
    assert desk.post(_url("board_move", room), {"step": f"{item.pk}:up"}).status_code == 409
    assert "不能再改" in _text(desk.get(_url("board_issue", room)))


def test_before_anything_is_planned_it_says_how_it_fills() -> None:
    bulletin = a_bulletin()
    editor = a_person(Role.EDITOR, bulletin)
    page = _text(client_of(editor).get(reverse("board", args=[bulletin.slug])))
    assert "编排会自己填起来" in page
    issue = open_issue(bulletin, TODAY)
    page = _text(client_of(editor).get(reverse("board", args=[bulletin.slug])))
    assert "第1期，0条" in page
    assert len(_pictures_on(page)) == 1
    assert reverse("board_move", args=[bulletin.slug, issue.pk]) in page


def test_a_draft_with_missing_glyphs_and_a_broken_picture_is_shown_all_the_same(
    room: BoardRoom, desk: Client
) -> None:
    item = _loaded(FAN)
    stored = vault.store_bytes(b"no picture at all")
    Picture.objects.create(
        item=item, file="a.jpg", sha256=stored.sha256, whole_sha256=stored.sha256,
        media_type="image/jpeg", width=1, height=1,
    )  # fmt: skip
    content = msgspec.convert(item.content, model.Item)
    pictures = (model.Picture(file="a.jpg"), model.Picture(file="gone.jpg"))
    changed = msgspec.structs.replace(content, paragraphs=("𠮷😀。",), pictures=pictures)
    save_item(item, changed, by=room.editor, revision=item.revision)
    pictures_on = _pictures_on(_text(desk.get(_url("board_of", room))))
    assert pictures_on
    assert {desk.get(address).status_code for address in pictures_on} == {200}


def test_rows_bear_what_is_known_of_their_items(room: BoardRoom, desk: Client) -> None:
    item = _loaded(FAN)
    Comment.objects.create(issue=room.issue, item=item, by=room.reviewer, text="数字再核。")
    Verdict.objects.create(
        issue=room.issue, step="review", outcome="approved", by=room.reviewer,
        snapshot=take_snapshot(room.issue),
    )  # fmt: skip
    contribution = item.origins.get().contribution
    other = an_arrival(room.bulletin, headline="风机攻关")
    Resemblance.objects.create(
        contribution=contribution, other=other, verdict="duplicate", likeness=0.9
    )
    twice = an_arrival(room.bulletin, headline="又一篇制砂线投产的稿")
    twin = room.item("清溪骨料")
    twice.paragraphs = twin.content["paragraphs"]
    twice.save()
    section = Section.objects.get(bulletin=room.bulletin, title="新局")
    deciding.plan(twice, section, by=room.editor, version=0, today=TODAY)
    page = _text(desk.get(_url("board_of", room)))
    row = page[page.index(f'id="item-{item.pk}"') :].split("</li>")[0]
    assert "批注1处" in row
    assert "已审" in row
    assert "疑似重复" in row
    assert "/compare/" in row
    assert "1对相近" in page
    assert "与第11条相近" in page
    assert page.count(">已审<") == 10  # the item that came since was not looked at
    save_item(item, model.Item(title="改", paragraphs=("改。",)), by=room.editor, revision=1)
    assert _text(desk.get(_url("board_of", room))).count(">已审<") == 9


def test_it_asks_no_more_for_many_items(room: BoardRoom, desk: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(_url("board_of", room)).status_code == 200
        return len(queries)

    desk.get(_url("board_of", room))
    before = asked()
    section = Section.objects.get(bulletin=room.bulletin, title="新局")
    for number in range(12):
        piece = an_arrival(room.bulletin, headline=f"第{number}号窑点火")
        deciding.plan(piece, section, by=room.editor, version=0, today=TODAY)
    assert asked() <= before


def _act(room: BoardRoom, desk: Client, name: str, **given: str) -> str:
    answer = desk.post(_url("board_sections", room), {"act": name, **given}, follow=True)
    room.issue.refresh_from_db()
    return _text(answer)


def _titles(room: BoardRoom) -> list[str]:
    return [place.title for place in arrangement_of(room.issue)]


def test_sections_of_the_issue_are_changed_one_act_at_a_time(room: BoardRoom, desk: Client) -> None:
    own = "安全生产月"
    assert "栏目已加入本期" in _act(room, desk, "add", title=own)
    _act(room, desk, "up", section=own)
    assert _titles(room) == [*SECTIONS[:4], own, "新局"]
    _act(room, desk, "change", section=own, title="安全月", item_length="120")
    assert arrangement_of(room.issue)[4].item_length == 120
    assert "里还有条目" in _act(room, desk, "hide", section="践行")
    for name in ("hide", "show", "down"):
        _act(room, desk, name, section="安全月")
    page = _act(room, desk, "remove", section="安全月")
    assert _titles(room) == list(SECTIONS)
    back = re.findall(r'action="([^"]+/sections/undo/\d+/)"', page)
    desk.post(back[0])
    room.issue.refresh_from_db()
    assert _titles(room) == [*SECTIONS, "安全月"]


def test_groups_of_a_section_are_changed_too(room: BoardRoom, desk: Client) -> None:
    where = {"section": "新局"}
    _act(room, desk, "add_group", **where, title="【隐患排查】", bracketed="on")
    _act(room, desk, "add_group", **where, title="应急演练")
    _act(room, desk, "group_up", **where, group="应急演练")
    _act(room, desk, "change_group", **where, group="应急演练", title="演练", bracketed="on")
    groups = arrangement_of(room.issue)[4].groups
    assert [(group.title, group.bracketed) for group in groups] == [
        ("演练", True),
        ("隐患排查", True),
    ]
    _act(room, desk, "group_down", **where, group="演练")
    _act(room, desk, "remove_group", **where, group="隐患排查")
    assert arrangement_of(room.issue)[4].group_titles == ("演练",)


def test_what_does_not_fit_is_said_on_the_page_of_sections(room: BoardRoom, desk: Client) -> None:
    where = {"section": "新局", "title": "新局"}
    assert "请写标题" in _act(room, desk, "change", section="新局", title=" ")
    assert "篇幅写成字数" in _act(room, desk, "change", **where, item_length="多")
    assert "没有改动" in _act(room, desk, "change", **where, item_length="130")
    assert "已有栏目" in _act(room, desk, "add", title="学习")
    assert desk.post(_url("board_sections", room), {"act": "nothing"}).status_code == 400


def test_days_note_and_credits_are_one_form(room: BoardRoom, desk: Client) -> None:
    address = _url("board_issue", room)
    seen = re.findall(r'name="seen" value="([^"]+)"', _text(desk.get(address)))[0]
    given = {
        "seen": seen,
        "window_start": "2026-06-01",
        "window_end": "2026-06-14",
        "date": "2026-06-16",
        "note_title": "",
        "note": "第一段。\n第二段。",
        "credits": "责任编辑：沈知行、林小满\n责任校对:周砚秋",
    }
    assert desk.post(address, given | {"window_end": "2026-05-01"}).status_code == 422
    assert desk.post(address, given | {"credits": "没有冒号"}).status_code == 422
    assert desk.post(address, given).status_code == 302
    room.issue.refresh_from_db()
    assert room.issue.note == {"title": "编者按", "paragraphs": ["第一段。", "第二段。"]}
    assert [one["names"] for one in room.issue.credits] == [["沈知行", "林小满"], ["周砚秋"]]
    stale = desk.post(address, given | {"note": "别的。"})
    assert stale.status_code == 409
    assert "第一段" in _text(stale)
    page = _text(desk.get(_url("board_of", room)))
    assert _order_on(page) == room.headlines()
    desk.post(_url("board_undo", room))
    room.issue.refresh_from_db()
    assert (room.issue.note, room.issue.credits) == (None, [])


def test_today_leads_to_the_board(room: BoardRoom, desk: Client) -> None:
    page = _text(desk.get(reverse("today", args=["yunling"])))
    board = _url("board_of", room)
    assert page.count(f'href="{board}') >= 3
    counted = _text(desk.get(_url("board_count", room), headers=HTMX))
    assert re.search(r">\d</a>", counted)
    assert desk.get(_url("board_count", room)).headers["Location"] == board


def test_the_log_tells_of_moves_in_words(room: BoardRoom) -> None:
    step_item(_loaded(FAN), -1, by=room.editor)
    page = _text(client_of(a_person(Role.ADMINISTRATOR, room.bulletin)).get(
        reverse("events", args=["yunling"])
    ))  # fmt: skip
    assert "移动了" in page
    assert "standing" not in page
    assert Event.objects.filter(verb="move_item").exists()
