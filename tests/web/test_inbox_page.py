"""The inbox over HTTP: what it shows, what its acts do, and to whom it does not exist."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from arrivals import an_arrival
from cast import a_bulletin, a_person
from jianbao.desk.models import (
    Bulletin,
    Contribution,
    Event,
    Issue,
    Item,
    Resemblance,
    Role,
    SavedFilter,
    User,
)
from jianbao.web.inbox.asking import read_query
from jianbao.web.inbox.piece import acts_of

HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "piece"}
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def bulletin(db: None) -> Bulletin:  # noqa: ARG001 - asks for tables
    return a_bulletin()


@pytest.fixture
def editor(bulletin: Bulletin) -> User:
    return a_person(Role.EDITOR, bulletin)


@pytest.fixture
def desk(editor: User) -> Client:
    return _signed_in(editor)


def _signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def _url(name: str, bulletin: Bulletin, *rest: Any) -> str:  # noqa: ANN401 - parts of an address
    return reverse(name, args=[bulletin.slug, *rest])


def _get(client: Client, *asked: Any, **headers: Any) -> Any:  # noqa: ANN401 - a response
    return client.get(*asked, **headers)


def _post(client: Client, *sent: Any, **headers: Any) -> Any:  # noqa: ANN401 - a response
    return client.post(*sent, **headers)


def _do(client: Client, one: Contribution, name: str, **given: Any) -> Any:  # noqa: ANN401 - a response
    headers = given.pop("headers", {})
    query = given.pop("query", "")
    data = {"version": one.version, **given}
    return _post(client, _url("inbox_act", one.bulletin, one.pk, name) + query, data, **headers)


def _state(one: Contribution) -> str:
    return Contribution.objects.get(pk=one.pk).state


def test_the_list_and_its_first_piece_are_shown_without_script(
    desk: Client, bulletin: Bulletin
) -> None:
    piece = an_arrival(bulletin, unit=bulletin.units.first(), headline="<b>窑头</b>送清凉")
    page = _get(desk, _url("inbox", bulletin)).content.decode()
    assert page.count("&lt;b&gt;窑头&lt;/b&gt;送清凉") >= 2
    assert "<b>窑头" not in page
    assert f'href="{_url("inbox_piece", bulletin, piece.pk)}"' in page
    assert '<mark class="fact" data-kind="quantity">9名</mark>' in page
    assert "data-open" not in page
    assert "style=" not in page
    assert Contribution.objects.get().seen_at is None


def test_a_piece_has_its_own_address_and_counts_as_seen(desk: Client, bulletin: Bulletin) -> None:
    piece = an_arrival(bulletin)
    page = _get(desk, _url("inbox_piece", bulletin, piece.pk)).content.decode()
    assert " data-open" in page
    assert Contribution.objects.get().seen_at is not None
    part = _get(desk, _url("inbox_piece", bulletin, piece.pk), **HTMX)
    assert part.headers["HX-Push-Url"] == _url("inbox_piece", bulletin, piece.pk)
    assert "<html" not in part.content.decode()


def test_every_tab_says_the_number_of_its_list(desk: Client, bulletin: Bulletin) -> None:
    for number, state in enumerate(Contribution.State.values):
        for _ in range(number + 1):
            an_arrival(bulletin, state)
    page = _get(desk, _url("inbox", bulletin)).content.decode()
    tabs = re.findall(
        r'<li><a href="([^"]+)"(?: aria-current="page")?>[^<]+<span class="num">(\d+)</span>', page
    )
    assert len(tabs) >= 8
    for address, number in tabs:
        shown = _get(desk, address).content.decode()
        assert shown.count("data-select-item") == int(number), address


def test_a_list_asks_as_often_for_thirty_as_for_one(desk: Client, bulletin: Bulletin) -> None:
    unit, section = bulletin.units.first(), bulletin.sections.first()
    colleague = a_person(Role.EDITOR, bulletin, name="colleague")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            _get(desk, _url("inbox", bulletin))
        return len(queries)

    an_arrival(bulletin, unit=unit, suggested_section=section, assigned_to=colleague)
    asked()
    one = asked()
    for _ in range(29):
        an_arrival(bulletin, unit=unit, suggested_section=section, assigned_to=colleague)
    assert asked() == one <= 30


def test_planning_opens_the_next_piece_and_offers_a_way_back(
    desk: Client, bulletin: Bulletin
) -> None:
    section = bulletin.sections.get(title="行·一线之声")
    older = an_arrival(bulletin, headline="旧")
    newer = an_arrival(bulletin, headline="新", suggested_section=section)
    answer = _do(desk, newer, "plan", section=section.pk)
    assert answer.url == _url("inbox_piece", bulletin, older.pk)
    assert (_state(newer), Item.objects.get().section) == ("planned", section)
    page = _get(desk, answer.url).content.decode()
    undo = re.search(r'action="([^"]+/undo/\d+/)"', page)
    assert undo
    back = _post(desk, undo[1])
    assert back.url == _url("inbox_piece", bulletin, newer.pk)
    assert _state(newer) == "waiting"
    assert Item.objects.get().withdrawn_at is not None


def test_after_the_last_piece_the_list_is_shown(desk: Client, bulletin: Bulletin) -> None:
    only = an_arrival(bulletin)
    answer = _do(desk, only, "shortlist", query="?order=oldest")
    assert answer.url == _url("inbox", bulletin) + "?order=oldest"
    assert _get(desk, answer.url).status_code == 200


def test_an_act_of_htmx_brings_the_list_and_what_is_said(desk: Client, bulletin: Bulletin) -> None:
    an_arrival(bulletin)
    first = an_arrival(bulletin)
    answer = _post(
        desk,
        _url("inbox_act", bulletin, first.pk, "shortlist"),
        {"version": 0},
        follow=True,
        **HTMX,
    )
    part = answer.content.decode()
    assert 'id="list" hx-swap-oob="innerHTML"' in part
    assert 'id="notices"' in part
    assert 'data-waiting="1"' in part


def test_a_decision_without_its_reason_asks_for_it(desk: Client, bulletin: Bulletin) -> None:
    one = an_arrival(bulletin)
    answer = _do(desk, one, "decline")
    assert (answer.status_code, _state(one)) == (422, "waiting")
    asked = _do(desk, one, "decline", headers=HTMX)
    assert (asked.status_code, asked.headers["HX-Retarget"]) == (422, "#ask")
    _do(desk, one, "decline", reason="thin", note="只有两句")
    one.refresh_from_db()
    assert (one.state, one.reason, one.note) == ("declined", "thin", "只有两句")


@pytest.mark.parametrize(
    "name", ["plan", "merge", "decline", "assign", "set-aside", "shortlist", "reconsider", "retry"]
)
def test_every_act_has_a_page_for_those_without_script(
    desk: Client, bulletin: Bulletin, name: str
) -> None:
    one = an_arrival(bulletin)
    page = _get(desk, _url("inbox_act", bulletin, one.pk, name))
    assert page.status_code == 200
    assert 'name="version"' in page.content.decode()
    assert _state(one) == "waiting"


def test_merging_handing_on_and_setting_aside(desk: Client, bulletin: Bulletin) -> None:
    section = bulletin.sections.first()
    assert section is not None
    planned, merged, handed, put = (an_arrival(bulletin) for _ in range(4))
    _do(desk, planned, "plan", section=section.pk)
    _do(desk, merged, "merge", item=Item.objects.get().pk)
    assert Item.objects.get().origins.count() == 2
    colleague = a_person(Role.EDITOR, bulletin, name="colleague")
    _do(desk, handed, "assign", to=colleague.pk, note="请看")
    assert Contribution.objects.get(pk=handed.pk).assigned_to == colleague
    reader = a_person(Role.READER, bulletin)
    handed.refresh_from_db()
    assert _do(desk, handed, "assign", to=reader.pk).status_code == 422
    _do(desk, put, "set-aside", reason="spam")
    assert _state(put) == "set_aside"


def test_the_slower_editor_is_told_who_and_what(
    desk: Client, bulletin: Bulletin, editor: User
) -> None:
    one = an_arrival(bulletin)
    slower = _signed_in(a_person(Role.EDITOR, bulletin, name="slower"))
    _do(desk, one, "shortlist")
    told = _do(slower, one, "decline", reason="late")
    assert told.status_code == 409
    assert str(editor) in told.content.decode()
    assert _state(one) == "shortlisted"
    part = _do(slower, one, "decline", reason="late", headers=HTMX)
    assert (part.status_code, part.headers["HX-Retarget"]) == (409, "#notices")


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_who_press_at_once_one_wins() -> None:
    bulletin = a_bulletin()
    one = an_arrival(bulletin)
    section = bulletin.sections.get(title="学·初心之源")
    clients = [_signed_in(a_person(Role.EDITOR, bulletin, name=name)) for name in ("a", "b")]

    def press(number: int) -> int:
        try:
            acts = (("plan", {"section": section.pk}), ("decline", {"reason": "late"}))
            name, given = acts[number]
            return int(_do(clients[number], one, name, **given).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, range(2))) == [302, 409]
    assert Event.objects.filter(verb__in=("plan", "decline")).count() == 1
    assert Item.objects.count() == (1 if _state(one) == "planned" else 0)


def test_dividing_by_the_proposal(desk: Client, bulletin: Bulletin) -> None:
    proposal = [{"headline": "甲", "from": 1, "to": 2}, {"headline": "乙", "from": 3, "to": 3}]
    one = an_arrival(bulletin, paragraphs=("一。", "二。", "三。"), proposed_pieces=proposal)
    address = _url("inbox_divide", bulletin, one.pk)
    page = _get(desk, address).content.decode()
    starts = re.findall(r'name="starts" value="(\d)" checked', page)
    assert starts == ["0", "2"]
    given = {"version": 0, "starts": starts, "headline-0": "甲", "headline-2": "乙"}
    answer = _post(desk, address, given)
    first = one.pieces.get(piece=1)
    assert answer.url == _url("inbox_piece", bulletin, first.pk)
    assert [(p.headline, p.paragraphs) for p in one.pieces.order_by("piece")] == [
        ("甲", ["一。", "二。"]),
        ("乙", ["三。"]),
    ]
    assert _get(desk, address).status_code == 409
    assert _get(desk, _url("inbox_piece", bulletin, one.pk)).status_code == 200


def test_the_unit_is_corrected_within_the_bulletin(desk: Client, bulletin: Bulletin) -> None:
    one = an_arrival(bulletin, unit=bulletin.units.get(name="青石分公司"), unit_because="text")
    right = bulletin.units.get(name="南坪矿业")
    address = _url("inbox_set_unit", bulletin, one.pk)
    assert _get(desk, address).status_code == 200
    _post(desk, address, {"unit": right.pk, "version": 0})
    one.refresh_from_db()
    assert (one.unit, one.unit_because) == (right, "person")
    foreign = a_bulletin("other", "另一家").units.first()
    assert foreign is not None
    assert _post(desk, address, {"unit": foreign.pk, "version": 1}).status_code == 422


def test_comparing_shows_shared_sentences_and_other_numbers(
    desk: Client, bulletin: Bulletin
) -> None:
    issue = Issue.objects.create(bulletin=bulletin, state="published", year=2026, number=3)
    printed = "改造于5月28日完成，全年可减少停机11次，节约检修费用38.6万元。"
    item = Item.objects.create(
        issue=issue, position=0, headline="治好老毛病", content={"paragraphs": [printed]}
    )
    one = an_arrival(bulletin)
    like = Resemblance.objects.create(contribution=one, item=item, verdict="suspect", likeness=0.83)
    assert "83" in _get(desk, _url("inbox_piece", bulletin, one.pk)).content.decode()
    page = _get(desk, _url("inbox_compare", bulletin, one.pk, like.pk)).content.decode()
    assert "<mark>42.6万元</mark>" in page
    assert "<mark>38.6万元</mark>" in page
    assert "<mark>11次</mark>" not in page
    assert page.count('<span class="same">') == 3
    assert "<mark>7.1" not in page


def test_many_are_previewed_then_done_and_taken_back_at_once(
    desk: Client, bulletin: Bulletin
) -> None:
    free, also, planned = an_arrival(bulletin), an_arrival(bulletin), an_arrival(bulletin)
    section = bulletin.sections.first()
    assert section is not None
    _do(desk, planned, "plan", section=section.pk)
    address = _url("inbox_bulk", bulletin)
    chosen = [free.pk, also.pk, planned.pk]
    page = _get(desk, address, {"act": "decline", "chosen": chosen}).content.decode()
    seen = re.findall(r'name="seen" value="([\d:]+)"', page)
    assert sorted(seen) == sorted([f"{free.pk}:0", f"{also.pk}:0"])
    assert {_state(free), _state(also)} == {"waiting"}
    Contribution.objects.filter(pk=also.pk).update(version=5)
    answer = _post(desk, address, {"act": "decline", "seen": seen, "reason": "space"})
    assert (_state(free), _state(also)) == ("declined", "waiting")
    shown = _get(desk, answer.url).content.decode()
    assert '<li class="warning">' in shown
    both = [f"{one.pk}:{Contribution.objects.get(pk=one.pk).version}" for one in (also,)]
    _post(desk, address, {"act": "decline", "seen": both, "reason": "space"})
    events = "-".join(str(e.pk) for e in Event.objects.filter(verb="decline"))
    _post(desk, _url("inbox_undo", bulletin, events))
    assert {_state(free), _state(also)} == {"waiting"}


def test_nothing_chosen_or_nothing_known_is_refused(desk: Client, bulletin: Bulletin) -> None:
    address = _url("inbox_bulk", bulletin)
    assert _get(desk, address, {"act": "decline"}).status_code == 400
    assert _get(desk, address, {"act": "adopt", "chosen": 1}).status_code == 404
    assert _post(desk, address, {"act": "decline", "seen": "x:y"}).status_code == 400


def test_what_an_editor_of_another_section_may_not_do_says_why(bulletin: Bulletin) -> None:
    first, second = bulletin.sections.all()
    editor = a_person(Role.EDITOR, bulletin, name="of-one-section", section=first)
    acts = acts_of(
        an_arrival(bulletin, suggested_section=second), editor, read_query(QueryDict(), bulletin)
    )
    barred = {name for name, act in acts.items() if act.barred == "您不负责这个栏目。"}
    assert barred == {"shortlist", "decline", "set_aside", "divide"}


def test_filters_are_kept_used_and_forgotten(
    desk: Client, bulletin: Bulletin, editor: User
) -> None:
    an_arrival(bulletin, headline="送清凉", paragraphs=())
    an_arrival(bulletin, headline="修风机", paragraphs=())
    found = _get(desk, _url("inbox", bulletin), {"q": "清凉"}).content.decode()
    assert "送清凉" in found
    assert "修风机" not in found
    keep = _url("inbox_filter_keep", bulletin)
    _post(desk, keep, {"name": "夏天", "query": "q=清凉&list=nonsense&evil=1"})
    kept = SavedFilter.objects.get()
    assert (kept.user, kept.name) == (editor, "夏天")
    assert "evil" not in kept.query
    page = _get(desk, f"{_url('inbox', bulletin)}?{kept.query}").content.decode()
    assert "夏天" in page
    assert "修风机" not in page
    assert _post(desk, keep, {"name": "空", "query": ""}).status_code == 400
    _post(desk, _url("inbox_filter_forget", bulletin), {"name": "\0夏天"})
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize("query", ["?unit=x&period=never&order=up&page=zz&list=no", "?page=99999"])
def test_an_odd_address_shows_a_list(desk: Client, bulletin: Bulletin, query: str) -> None:
    an_arrival(bulletin)
    assert _get(desk, _url("inbox", bulletin) + query).status_code == 200


def test_empty_lists_teach(desk: Client, bulletin: Bulletin) -> None:
    for name in ("waiting", "mine", "planned", "declined", "unreadable", "set_aside", "adopted"):
        page = _get(desk, _url("inbox", bulletin), {"list": name}).content.decode()
        assert page.count('class="empty"') == 2, name


def test_what_could_not_be_read_says_why_and_can_be_read_again(
    desk: Client, bulletin: Bulletin
) -> None:
    problem = {"code": "encrypted", "message": "文件设有密码", "where": "扫描件.pdf"}
    one = an_arrival(bulletin, "unreadable", headline="", paragraphs=(), problems=[problem])
    page = _get(desk, _url("inbox", bulletin), {"list": "unreadable"}).content.decode()
    assert "文件设有密码" in page
    _do(desk, one, "retry")
    assert _state(one) == "received"


def test_the_header_of_a_mail_is_decoded(desk: Client, bulletin: Bulletin) -> None:
    one = an_arrival(bulletin)
    page = _get(desk, _url("inbox_header", bulletin, one.pk)).content.decode()
    assert "王青禾" in page


def _outsiders(bulletin: Bulletin) -> list[tuple[User, int]]:
    other = a_bulletin("other", "另一家")
    unit = bulletin.units.get(name="南坪矿业")
    return [
        (a_person(None), 404),
        (a_person(Role.EDITOR, other), 404),
        (a_person(Role.ADMINISTRATOR, bulletin), 403),
        (a_person(Role.READER, bulletin), 403),
        (a_person(Role.CONTRIBUTOR, bulletin, unit=unit), 403),
    ]


def test_nobody_but_editors_sees_or_decides(bulletin: Bulletin) -> None:
    one = an_arrival(bulletin, unit=bulletin.units.get(name="南坪矿业"))
    pages: list[Callable[[Client], Any]] = [
        lambda client: _get(client, _url("inbox", bulletin)),
        lambda client: _get(client, _url("inbox_piece", bulletin, one.pk)),
        lambda client: _get(client, _url("inbox_header", bulletin, one.pk)),
        lambda client: _get(client, _url("inbox_compare", bulletin, one.pk, 1)),
        lambda client: _get(client, _url("inbox_divide", bulletin, one.pk)),
        lambda client: _get(client, _url("inbox_bulk", bulletin), {"act": "decline", "chosen": 1}),
        lambda client: _post(client, _url("inbox_undo", bulletin, "1")),
        lambda client: _post(client, _url("inbox_set_unit", bulletin, one.pk), {}),
        lambda client: _post(client, _url("inbox_filter_keep", bulletin), {}),
        lambda client: _do(client, one, "shortlist"),
    ]
    for person, status in _outsiders(bulletin):
        client = _signed_in(person)
        assert [page(client).status_code for page in pages] == [status] * len(pages), str(person)
    assert _state(one) == "waiting"


def test_what_is_of_another_bulletin_does_not_exist_here(desk: Client, bulletin: Bulletin) -> None:
    foreign = an_arrival(a_bulletin("other", "另一家"))
    event = Event.objects.create(
        verb="shortlist", thing=f"contribution:{foreign.pk}", bulletin=foreign.bulletin
    )
    for name in ("inbox_piece", "inbox_header", "inbox_divide", "inbox_set_unit"):
        assert _get(desk, _url(name, bulletin, foreign.pk)).status_code == 404, name
    act = _url("inbox_act", bulletin, foreign.pk, "shortlist")
    assert _post(desk, act, {"version": 0}).status_code == 404
    assert _post(desk, _url("inbox_undo", bulletin, event.pk)).status_code == 404
    chosen = {"act": "shortlist", "seen": f"{foreign.pk}:0"}
    _post(desk, _url("inbox_bulk", bulletin), chosen)
    assert _state(foreign) == "waiting"


def test_an_archived_bulletin_shows_and_bars(desk: Client, bulletin: Bulletin) -> None:
    one = an_arrival(bulletin)
    Bulletin.objects.update(archived_at="2026-01-01T00:00:00Z")
    page = _get(desk, _url("inbox_piece", bulletin, one.pk)).content.decode()
    assert 'aria-disabled="true"' in page
    assert _do(desk, one, "shortlist").status_code == 403
