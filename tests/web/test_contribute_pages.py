"""投稿 by page: without scripts, with hostile files, and only what each person may see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from arrivals import PARAGRAPHS, an_arrival
from cast import a_bulletin, a_person
from jianbao.desk import vault
from jianbao.desk.actions.deciding import decline
from jianbao.desk.actions.reading.contribution import read_contribution
from jianbao.desk.models import (
    Bulletin,
    Contribution,
    Issue,
    Item,
    Origin,
    Photograph,
    Role,
    User,
)
from jianbao.document.read.confined import Workshop

pytestmark = pytest.mark.django_db
TEXT = "青石分公司2号窑检修提前一天收尾\n" + "\n".join(PARAGRAPHS)


@pytest.fixture
def bulletin() -> Bulletin:
    return a_bulletin()


@pytest.fixture
def sender(bulletin: Bulletin) -> User:
    return a_person(Role.CONTRIBUTOR, bulletin, unit=bulletin.units.get(name="青石分公司"))


@pytest.fixture
def workshop() -> Iterator[Workshop]:
    with Workshop() as opened:
        yield opened


def _of(person: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _send(client: Client, *files: SimpleUploadedFile, **given: Any) -> Any:  # noqa: ANN401 - of the test client
    address = reverse("submit", args=["yunling"])
    attached = {"attached": files} if files else {}
    return client.post(address, {"text": "", **given, **attached})


def _page(client: Client, name: str, *place: Any, query: str = "") -> str:  # noqa: ANN401 - what addresses take
    response = client.get(reverse(name, args=["yunling", *place]) + query)
    assert response.status_code == 200
    return response.content.decode()


def _text(page: str) -> str:
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def test_a_pasted_text_is_stored_read_and_shown_as_the_editors_see_it(
    sender: User, workshop: Workshop
) -> None:
    client = _of(sender)
    response = _send(client, text=TEXT + "\u200b", author="王青禾", note="照片另发")
    one = Contribution.objects.get()
    assert response.headers["Location"] == reverse("sent", args=["yunling", one.pk])
    assert (one.state, one.channel, one.sent_by) == ("received", "paste", sender)
    waiting = client.get(response.headers["Location"]).content.decode()
    assert 'hx-trigger="every 2s"' in waiting
    assert "<noscript><meta" in waiting
    assert (
        client.get(response.headers["Location"], headers={"HX-Request": "true"}).status_code == 204
    )
    assert read_contribution(one.pk, workshop)
    shown = client.get(response.headers["Location"], headers={"HX-Request": "true"})
    assert shown.headers["HX-Refresh"] == "true"
    text = _text(_page(client, "sent", one.pk))
    assert all(paragraph in text for paragraph in PARAGRAPHS)
    assert "照片另发" in text


def test_files_are_taken_as_they_are_with_their_chinese_names(
    sender: User, workshop: Workshop
) -> None:
    client = _of(sender)
    name = '投稿：青石分公司 "七一"/../来稿.txt'
    first = SimpleUploadedFile(name, TEXT.encode("gb18030"))
    response = _send(client, first, SimpleUploadedFile("2.txt", "补充：无。".encode()))
    one = Contribution.objects.get()
    read_contribution(one.pk, workshop)
    files = list(one.files.order_by("position"))
    assert vault.read_stored(files[0].sha256) == TEXT.encode("gb18030")
    assert all("/" not in file.name and "来稿.txt" in files[0].name for file in files)
    page = client.get(response.headers["Location"]).content.decode()
    assert reverse("file", args=["yunling", files[0].pk]) in page
    kept = client.get(reverse("file", args=["yunling", files[0].pk]))
    assert kept.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(kept) == TEXT.encode("gb18030")


def test_what_does_not_fit_is_said_and_nothing_is_stored(sender: User, settings: Settings) -> None:
    settings.JIANBAO = msgspec.structs.replace(settings.JIANBAO, largest_upload=2000)
    client = _of(sender)
    empty = SimpleUploadedFile("空.docx", b"")
    for files, given in (
        ((), {}),
        ((), {"text": " \r\n\u3000"}),
        ((empty,), {"text": TEXT}),
        (tuple(SimpleUploadedFile(f"{n}.txt", b"x") for n in range(51)), {}),
        ((SimpleUploadedFile("大.txt", b"x" * 2001),), {}),
        ((), {"text": TEXT, "unit": "999999"}),
        ((), {"text": TEXT, "unit": str(client.session.session_key)}),
    ):
        response = _send(client, *files, **given)
        assert response.status_code == 422
        assert 'role="alert"' in response.content.decode()
    assert "空.docx" in _send(client, empty).content.decode()
    assert not Contribution.objects.exists()


def test_a_fault_keeps_the_typed_text_and_htmx_gets_the_summary_alone(sender: User) -> None:
    client = _of(sender)
    response = _send(client, SimpleUploadedFile("空.docx", b""), text=TEXT, headline="窑修")
    assert PARAGRAPHS[0] in response.content.decode()
    part = client.post(
        reverse("submit", args=["yunling"]), {"text": ""}, headers={"HX-Request": "true"}
    )
    assert part.status_code == 422
    assert "<form" not in part.content.decode()
    done = client.post(
        reverse("submit", args=["yunling"]), {"text": TEXT}, headers={"HX-Request": "true"}
    )
    assert done.headers["HX-Redirect"].endswith(f"/{Contribution.objects.get().pk}/")


def test_nul_and_markup_in_a_text_do_no_harm(sender: User, workshop: Workshop) -> None:
    client = _of(sender)
    _send(client, text="<script>alert(1)</script>\0" + TEXT, headline="<b>粗\0体</b>")
    one = Contribution.objects.get()
    assert read_contribution(one.pk, workshop)
    page = _page(client, "sent", one.pk)
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_the_same_sent_twice_is_one_contribution_and_is_said(sender: User) -> None:
    client = _of(sender)
    for _ in range(2):
        response = _send(client, text=TEXT)
    assert Contribution.objects.count() == 1
    page = client.get(response.headers["Location"]).content.decode()
    assert page.count('class="info"') == 1


def test_an_editor_names_any_unit_and_a_contributor_their_own(
    bulletin: Bulletin, sender: User
) -> None:
    other = bulletin.units.get(name="南坪矿业")
    assert _send(_of(sender), text=TEXT, unit=other.pk).status_code == 422
    editor = a_person(Role.EDITOR, bulletin)
    assert _send(_of(editor), text=TEXT, unit=other.pk).status_code == 302
    assert Contribution.objects.get().unit == other


def test_a_contribution_is_replaced_and_withdrawn_and_handed_in_again(
    bulletin: Bulletin, sender: User
) -> None:
    client = _of(sender)
    one = an_arrival(bulletin, sent_by=sender)
    form = _page(client, "revise", one.pk)
    assert PARAGRAPHS[1] in form
    client.post(reverse("revise", args=["yunling", one.pk]), {"text": TEXT})
    assert Contribution.objects.exclude(pk=one.pk).get().revises == one
    address = reverse("withdraw", args=["yunling", one.pk])
    assert client.post(address, {"version": "x"}).status_code == 400
    assert client.post(address, {"version": one.version}).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.reason) == ("set_aside", "withdrawn")
    assert reverse("reinstate", args=["yunling", one.pk]) in _page(client, "sent", one.pk)
    assert client.post(address, {"version": one.version}).status_code == 409
    client.post(reverse("reinstate", args=["yunling", one.pk]))
    one.refresh_from_db()
    assert one.state == "received"


def test_others_contributions_do_not_exist_for_a_contributor(
    bulletin: Bulletin, sender: User
) -> None:
    client = _of(sender)
    other = an_arrival(bulletin, unit=bulletin.units.get(name="南坪矿业"))
    colleague = an_arrival(bulletin, unit=bulletin.units.get(name="青石分公司"))
    elsewhere = an_arrival(a_bulletin("other", "另一家"), sent_by=sender)
    for one in (other, elsewhere):
        for name, method in (
            ("sent", "get"),
            ("revise", "get"),
            ("withdraw", "post"),
            ("reinstate", "post"),
        ):
            address = reverse(name, args=["yunling", one.pk])
            assert getattr(client, method)(address).status_code == 404, (name, one)
    assert "withdraw" not in _page(client, "sent", colleague.pk)
    address = reverse("withdraw", args=["yunling", colleague.pk])
    assert client.post(address, {"version": colleague.version}).status_code == 403


def test_a_decision_in_the_making_leaves_no_trace_on_a_contributors_pages(
    bulletin: Bulletin, sender: User
) -> None:
    editor = a_person(Role.EDITOR, bulletin)
    one = an_arrival(bulletin, sent_by=sender)
    kept = an_arrival(bulletin, "shortlisted", sent_by=sender)
    decline(one, by=editor, version=one.version, reason="thin", note="太短")
    planned = an_arrival(bulletin, "planned", sent_by=sender)
    client = _of(sender)

    def pages(pk: int) -> str:
        return _text(_page(client, "sent", pk))

    assert "太短" not in pages(one.pk)
    assert "thin" not in pages(one.pk)
    assert "say too little" not in pages(one.pk).lower()
    moments = r"\d{4}-\d\d-\d\d \d\d:\d\d.*"
    shown = {re.sub(moments, "", pages(pk)) for pk in (one.pk, kept.pk, planned.pk)}
    assert len(shown) == 1


def test_what_was_printed_is_shown_with_its_issue_and_counted_with_its_list(
    bulletin: Bulletin, sender: User
) -> None:
    unit = bulletin.units.get(name="青石分公司")
    one = an_arrival(bulletin, "adopted", sent_by=sender, unit=unit)
    an_arrival(bulletin, unit=unit)
    issue = Issue.objects.create(bulletin=bulletin, year=2026, number=7, state="published")
    item = Item.objects.create(
        issue=issue,
        section_title="行·一线之声",
        position=1,
        headline="攻关",
        content={"title": "攻关组啃下振动难题", "paragraphs": ["印出的一段。"]},
    )
    Origin.objects.create(item=item, contribution=one)
    client = _of(sender)
    shown = _text(_page(client, "sent", one.pk))
    assert "2026年第7期" in shown
    assert "印出的一段。" in shown
    overview = _page(client, "contribute")
    assert f'href="{reverse("sent", args=["yunling", one.pk])}#printed">2026年第7期' in overview
    figures = re.findall(r'<td class="num"><a class="link" href="([^"]+)">(\d+)</a>', overview)
    assert [int(count) for _, count in figures] == [2, 1]
    for address, count in figures:
        listed = client.get(address.replace("&amp;", "&")).content.decode()
        assert listed.count('<th scope="row"><a class="link" href="/b/') == int(count)


def test_the_list_is_narrowed_by_year_and_strange_addresses_narrow_nothing(
    bulletin: Bulletin, sender: User
) -> None:
    from django.utils import timezone

    client = _of(sender)
    old = an_arrival(bulletin, sent_by=sender, headline="去年的稿件")
    an_arrival(bulletin, sent_by=sender, headline="今年的稿件")
    year = timezone.localdate().year - 1
    Contribution.objects.filter(pk=old.pk).update(
        received_at=timezone.now().replace(year=year, month=12, day=31, hour=15)
    )
    narrowed = _text(_page(client, "contribute", query=f"?year={year}"))
    assert "去年的稿件" in narrowed
    assert "今年的稿件" not in narrowed
    for query in (
        "?year=99999999999",
        "?year=二",
        "?unit=-1",
        "?list=nothing",
        "?page=x&unit=9999",
    ):
        assert "今年的稿件" in _text(_page(client, "contribute", query=query))


def test_thirty_rows_cost_no_more_questions_than_three(
    bulletin: Bulletin, sender: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = _of(sender)
    for _ in range(30):
        an_arrival(bulletin, sent_by=sender)
    with django_assert_max_num_queries(28):
        _page(client, "contribute")


def test_a_piece_shows_no_picture_of_the_whole_that_others_share(
    client: Client, bulletin: Bulletin
) -> None:
    theirs, mine = bulletin.units.order_by("pk")
    whole = an_arrival(bulletin, "divided", unit=theirs)
    Photograph.objects.create(
        contribution=whole,
        position=1,
        caption="别家的照片",
        sha256="a" * 64,
        thumbnail="b" * 64,
        media_type="image/jpeg",
        width=640,
        height=480,
    )
    piece = Contribution.objects.create(
        bulletin=bulletin, raw=whole.raw, parent=whole, piece=1, channel="divided", unit=mine
    )
    client.force_login(a_person(Role.CONTRIBUTOR, bulletin, name="of-unit", unit=mine))
    page = client.get(reverse("sent", args=[bulletin.slug, piece.pk]))
    assert page.status_code == 200
    assert "别家的照片" not in page.content.decode()
