"""The pages of the editor as plain requests: list, form, margin, stale saves, history."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser, LexborNode

from arrivals import PARAGRAPHS, an_arrival
from cast import a_bulletin, a_person
from jianbao.desk.actions import deciding
from jianbao.desk.models import Item, Role, Section, Unit, User

TODAY = dt.date(2026, 7, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def item() -> Item:
    bulletin = a_bulletin()
    editor = a_person(Role.EDITOR, bulletin, name="沈知行")
    unit = Unit.objects.get(bulletin=bulletin, name="青石分公司")
    piece = an_arrival(bulletin, unit=unit, author="王青禾")
    section = Section.objects.get(bulletin=bulletin, position=1)
    deciding.plan(piece, section, by=editor, version=piece.version, today=TODAY)
    return Item.objects.get()


def client_of(item: Item) -> Client:
    assert item.editor is not None
    return _client(item.editor)


def _client(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _number(node: LexborNode, name: str) -> int:
    return int(node.attributes[name] or "")


def address(item: Item, rest: str = "") -> str:
    return f"/b/yunling/items/{item.pk}/{rest}"


def form(item: Item, **changes: str) -> dict[str, str]:
    """The form as a browser sends it: lines end with CR LF."""
    item.refresh_from_db()
    body = "\r\n".join("　　" + text for text in item.content["paragraphs"])
    given = {"revision": str(item.revision), "kind": "article", "body": body}
    given |= {"title": item.content["title"] or "", "byline": "（青石分公司 王青禾）"}
    return given | changes


def test_a_save_keeps_paragraphs_byline_and_place(item: Item) -> None:
    answer = client_of(item).post(
        address(item),
        form(item, body="　　第一段。\r\n\r\n第二段。 \r\n", byline="南坪矿业 李松柏"),
    )
    assert answer.status_code == 302
    item.refresh_from_db()
    assert item.content["paragraphs"] == ["第一段。", "第二段。"]
    assert item.content["byline"] == {
        "units": ["南坪矿业"],
        "people": ["李松柏"],
        "raw": "（南坪矿业 李松柏）",
    }
    assert (item.revision, item.position) == (2, 0)


def test_the_margin_says_what_is_wrong_with_unsaved_words_and_saves_nothing(item: Item) -> None:
    body = PARAGRAPHS[0].replace("9名", "𠮷8名")
    answer = client_of(item).post(address(item, "look/"), form(item, body="\n　　" + body))
    page = LexborHTMLParser(answer.content.decode())
    (card,) = (one for one in page.css(".card.grave") if "9名" in one.text())
    start, end = _number(card, "data-start"), _number(card, "data-end")
    sent = ("\n　　" + body).encode("utf-16-le")
    assert sent[2 * start : 2 * end].decode("utf-16-le") == "8名"
    assert card.css("[data-fix]")[0].attributes["data-fix-text"] == "9名"
    item.refresh_from_db()
    assert item.revision == 1


def test_a_fix_and_a_thing_left_as_it_is_need_no_script(item: Item) -> None:
    client = client_of(item)
    body = PARAGRAPHS[0].replace("9名", "8名")
    page = LexborHTMLParser(
        client.post(address(item), form(item, body=body), follow=True).content.decode()
    )
    key = page.css("[data-fix-text='9名']")[0].attributes["value"] or ""
    client.post(address(item), form(item, fix=key))
    item.refresh_from_db()
    assert item.content["paragraphs"] == [PARAGRAPHS[0]]
    assert item.revisions.first().why == "fix"  # type: ignore[union-attr]
    client.post(address(item), form(item, body=body, keep="fact:quantity:8名"))
    item.refresh_from_db()
    assert item.kept_as_is == ["fact:quantity:8名"]
    assert "9名" in item.revisions.get(number=3).content["paragraphs"][0]
    page = LexborHTMLParser(client.get(address(item)).content.decode())
    assert not page.css("[data-fix-text='9名']")


@pytest.mark.parametrize(
    ("way", "paragraphs", "aside"),
    [("mine", ["我的。"], ["他的。"]), ("theirs", ["他的。"], ["我的。"])],
)
def test_a_second_saver_sees_both_texts_and_chooses(
    item: Item, way: str, paragraphs: list[str], aside: list[str]
) -> None:
    other = a_person(Role.EDITOR, item.issue.bulletin, name="周牧野")
    mine = form(item, body="我的。")
    _client(other).post(address(item), form(item, body="他的。"))
    answer = client_of(item).post(address(item), mine)
    assert answer.status_code == 409
    page = LexborHTMLParser(answer.content.decode())
    stale = page.css("[data-part=stale]")[0]
    assert "周牧野" in stale.text()
    texts = [one.text() for one in stale.css(".both .prose")]
    assert "他的。" in texts[0]
    assert "我的。" in texts[1]
    assert page.css("#f-body")[0].text().strip() == "我的。"
    seen = stale.css("[name=seen]")[0].attributes["value"]
    assert client_of(item).post(address(item), mine | {"way": way, "seen": seen}).status_code == 302
    item.refresh_from_db()
    assert item.content["paragraphs"] == paragraphs
    assert any(one.content["paragraphs"] == aside for one in item.revisions.all())


def test_merging_by_hand_leaves_mine_in_the_form_upon_their_revision(item: Item) -> None:
    mine = form(item, body="我的。")
    client_of(item).post(address(item), form(item, body="他的。"))
    answer = client_of(item).post(address(item), mine | {"way": "merge", "seen": "2"})
    page = LexborHTMLParser(answer.content.decode())
    assert page.css("[name=revision]")[0].attributes["value"] == "2"
    assert page.css("#f-body")[0].text().strip() == "我的。"
    assert "他的。" in page.css("[data-part=stale]")[0].text()
    assert item.revisions.count() == 2


def test_history_shows_each_text_and_lets_it_stand_again(item: Item) -> None:
    client = client_of(item)
    client.post(address(item), form(item, body="改过。"))
    page = LexborHTMLParser(client.get(address(item, "history/?of=1&against=now")).content.decode())
    assert page.css(".diff ins")
    client.post(address(item, "restore/"), {"number": "1", "revision": "2"})
    item.refresh_from_db()
    assert item.content["paragraphs"] == list(PARAGRAPHS)
    page = LexborHTMLParser(client.get(address(item, "history/?against=original")).content.decode())
    assert [one.text() for one in page.css(".diff ins")] == ["¶", "（青石分公司 王青禾）"]


def test_the_shorter_text_is_shown_before_it_is_taken(item: Item) -> None:
    client = client_of(item)
    page = LexborHTMLParser(client.get(address(item, "shorten/?limit=60")).content.decode())
    assert page.css(".diff del")
    item.refresh_from_db()
    assert item.revision == 1
    client.post(address(item, "shorten/"), {"limit": "60", "revision": "1"})
    item.refresh_from_db()
    assert len("".join(item.content["paragraphs"])) <= 60
    assert item.revisions.first().why == "shorten"  # type: ignore[union-attr]


def test_the_list_counts_what_it_shows(item: Item) -> None:
    other = a_person(Role.EDITOR, item.issue.bulletin, name="周牧野")
    for person, mine in ((item.editor, 1), (other, 0)):
        assert person is not None
        client = _client(person)
        page = LexborHTMLParser(client.get("/b/yunling/items/?list=mine").content.decode())
        assert len(page.css("a[data-row]")) == mine
        counts = [int(one.text()) for one in page.css(".lists b")]
        assert counts == [mine, 1]


def test_the_list_says_what_the_editor_says_too(item: Item) -> None:
    client = client_of(item)
    body = PARAGRAPHS[0].replace("9名", "8名") + "他们说,好."
    client.post(address(item), form(item, body=body))
    for kept, grave in (("", 3), ("fact:quantity:8名", 2)):
        if kept:
            client.post(address(item), form(item, keep=kept))
        page = LexborHTMLParser(client.get(address(item)).content.decode())
        assert page.css("[data-part=todo] strong")[0].text().startswith(str(grave))
        assert len(page.css(".card.grave")) == grave
        page = LexborHTMLParser(client.get("/b/yunling/items/").content.decode())
        assert page.css(".state .chip.warn")[0].text().startswith(str(grave))


def test_a_revision_is_compared_with_any_other(item: Item) -> None:
    client = client_of(item)
    for text in ("第一稿。", "第二稿。"):
        client.post(address(item), form(item, body=text))
    for asked, old, new in (("of=2&against=3", "一", "二"), ("of=3&against=2", "一", "二")):
        page = LexborHTMLParser(client.get(address(item, f"history/?{asked}")).content.decode())
        assert [one.text() for one in page.css(".diff del")] == [old]
        assert [one.text() for one in page.css(".diff ins")] == [new]
    page = LexborHTMLParser(client.get(address(item, "history/?of=1")).content.decode())
    said = [one.text() for one in page.css(".against a")]
    assert said == ["原稿", "现在的样子"]


def test_a_signed_issue_shows_its_items_and_takes_no_word(item: Item) -> None:
    item.issue.state = "signed"
    item.issue.save(update_fields=["state"])
    client = client_of(item)
    page = LexborHTMLParser(client.get(address(item)).content.decode())
    assert page.css("fieldset[disabled]")
    assert client.post(address(item), form(item, body="改。")).status_code == 409
    item.refresh_from_db()
    assert item.revision == 1


def test_a_look_asks_the_database_little(
    item: Item, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client, given = client_of(item), form(item)
    with django_assert_max_num_queries(22):
        client.post(address(item, "look/"), given)
