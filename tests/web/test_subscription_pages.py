"""What a reader chooses by the link of a letter, or signed in; and one click in a mail program."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import a_bulletin, a_person, client_of
from jianbao.desk.models import Bulletin, Event, Recipient, RecipientGroup, User
from jianbao.desk.queries.reader_links import subscription_link

pytestmark = pytest.mark.django_db
ADDRESS = "lu@yunling.example"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def a_reader(bulletin: Bulletin, *groups: str, name: str = "陆听澜") -> Recipient:
    """One address on the lists of a bulletin."""
    reader = Recipient.objects.create(bulletin=bulletin, name=name, address=ADDRESS)
    for group in groups:
        reader.groups.add(RecipientGroup.objects.create(bulletin=bulletin, name=group))
    return reader


def a_free_bulletin(slug: str = "yunling", title: str = "云岭水泥党群工作") -> Bulletin:
    """A bulletin whose readers may unsubscribe by themselves."""
    bulletin = a_bulletin(slug, title)
    bulletin.may_unsubscribe = True
    bulletin.submission_address = f"{slug}@yunling.example"
    bulletin.save()
    return bulletin


def _at(reader: Recipient) -> str:
    return subscription_link(reader).removeprefix("http://127.0.0.1:8000")


def _fields(page: str) -> dict[str, str]:
    """Give what the form of a page sends when nothing in it is touched."""
    sent = {}
    for box in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="(r\d+-\w+|initial-[^"]+)"', box), 'value="'
        if name and ("checkbox" not in box or "checked" in box):
            empty = "on" if "checkbox" in box else ""
            sent[name[1]] = box.split(value)[1].split('"')[0] if value in box else empty
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    return sent


def _verbs() -> list[tuple[str, str]]:
    return list(Event.objects.order_by("pk").values_list("verb", "note"))


def test_the_link_shows_every_bulletin_that_has_the_address_and_no_other() -> None:
    first = a_reader(a_free_bulletin(), "公司领导", "本部各部门")
    a_reader(a_bulletin("safety", "安全生产简报"), "各单位", name="陆工")
    gone = a_reader(a_bulletin("old", "旧简报"))
    Recipient.objects.filter(pk=gone.pk).update(left_at=timezone.now())
    elsewhere = a_bulletin("closed", "停刊简报")
    a_reader(elsewhere)
    Bulletin.objects.filter(pk=elsewhere.pk).update(archived_at=timezone.now())
    answer = Client().get(_at(first))
    page = answer.content.decode()
    for said in ("云岭水泥党群工作", "陆听澜", "公司领导、本部各部门", "安全生产简报", "陆工"):
        assert said in page
    assert "旧简报" not in page
    assert "停刊简报" not in page
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert 'href="/b/' not in page


def test_opening_changes_nothing_and_neither_does_an_untouched_form() -> None:
    reader = a_reader(a_free_bulletin())
    client, address = Client(), _at(reader)
    for _ in range(2):
        page = client.get(address).content.decode()
        assert client.head(address).status_code == 200
    assert client.post(address, _fields(page)).status_code == 200
    reader.refresh_from_db()
    assert (reader.wants, reader.unsubscribed_at) == ("", None)
    assert _verbs() == []


def test_a_reader_chooses_the_form_stops_and_comes_back_and_the_log_names_the_address() -> None:
    reader = a_reader(a_free_bulletin())
    client, address = Client(), _at(reader)
    sent = _fields(client.get(address).content.decode())
    answer = client.post(address, sent | {f"r{reader.pk}-wants": "link"})
    assert "已保存" in answer.content.decode()
    sent = _fields(answer.content.decode())
    stopping = {name: value for name, value in sent.items() if name != f"r{reader.pk}-gets"}
    for _ in range(2):  # sent twice, it is one act
        answer = client.post(address, stopping)
    reader.refresh_from_db()
    assert reader.wants == "link"
    assert reader.unsubscribed_at is not None
    assert "已停止" in answer.content.decode()
    sent = _fields(answer.content.decode())
    client.post(address, sent | {f"r{reader.pk}-gets": "on"})
    reader.refresh_from_db()
    assert reader.unsubscribed_at is None
    verbs = ("choose_subscription", "unsubscribe", "resubscribe")
    assert _verbs() == [(verb, ADDRESS) for verb in verbs]
    assert set(Event.objects.values_list("by", "bulletin")) == {(None, reader.bulletin_id)}


def test_a_choice_of_the_editors_meanwhile_stands_where_the_reader_chose_nothing() -> None:
    reader = a_reader(a_free_bulletin())
    client, address = Client(), _at(reader)
    sent = _fields(client.get(address).content.decode())
    Recipient.objects.filter(pk=reader.pk).update(wants="both")
    del sent[f"r{reader.pk}-gets"]
    client.post(address, sent)
    reader.refresh_from_db()
    assert reader.wants == "both"
    assert reader.unsubscribed_at is not None


def test_where_the_bulletin_keeps_its_readers_the_page_says_whom_to_ask() -> None:
    bulletin = a_free_bulletin()
    Bulletin.objects.update(may_unsubscribe=False)
    reader = a_reader(bulletin)
    client, address = Client(), _at(reader)
    page = client.get(address).content.decode()
    assert 'href="mailto:yunling@yunling.example"' in page
    assert f"r{reader.pk}-gets" not in page
    stopping = {f"initial-r{reader.pk}-gets": "True", f"r{reader.pk}-wants": "usual"}
    assert client.post(address, stopping).status_code == 200
    reader.refresh_from_db()
    assert reader.unsubscribed_at is None


@pytest.mark.parametrize("wants", ["fax", ""])
def test_a_form_that_is_none_is_refused_and_changes_nothing(wants: str) -> None:
    reader = a_reader(a_free_bulletin())
    sent = {f"r{reader.pk}-wants": wants, f"initial-r{reader.pk}-gets": "True"}
    assert Client().post(_at(reader), sent).status_code == 422
    reader.refresh_from_db()
    assert (reader.wants, reader.unsubscribed_at) == ("", None)


def test_one_click_unsubscribes_without_cookie_or_token_and_once() -> None:
    reader = a_reader(a_free_bulletin())
    client = Client(enforce_csrf_checks=True)
    for _ in range(2):
        answer = client.post(_at(reader), ONE_CLICK)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert not answer.cookies
    reader.refresh_from_db()
    assert reader.unsubscribed_at is not None
    assert _verbs() == [("unsubscribe", ADDRESS)]


def test_one_click_comes_as_mail_programs_send_it_in_either_encoding() -> None:
    reader = a_reader(a_free_bulletin())
    client = Client(enforce_csrf_checks=True)
    kind = "application/x-www-form-urlencoded"
    answer = client.post(_at(reader), "List-Unsubscribe=One-Click", content_type=kind)
    assert answer.status_code == 200
    reader.refresh_from_db()
    assert reader.unsubscribed_at is not None


def test_one_click_where_it_is_not_allowed_changes_nothing_and_tells_the_editors() -> None:
    reader = a_reader(a_bulletin())
    Recipient.objects.filter(pk=reader.pk).update(note="请寄纸质版")
    client = Client(enforce_csrf_checks=True)
    for _ in range(2):
        assert client.post(_at(reader), ONE_CLICK).status_code == 200
    reader.refresh_from_db()
    assert reader.unsubscribed_at is None
    assert reader.note == f"请寄纸质版；{timezone.localdate().isoformat()}：希望不再接收"
    assert _verbs() == [("wish_to_unsubscribe", ADDRESS)]


def test_a_full_note_of_the_editors_is_not_cut_for_a_wish() -> None:
    reader = a_reader(a_bulletin())
    Recipient.objects.filter(pk=reader.pk).update(note="满" * 195)
    Client().post(_at(reader), ONE_CLICK)
    reader.refresh_from_db()
    assert reader.note == "满" * 195
    assert _verbs() == [("wish_to_unsubscribe", ADDRESS)]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"List-Unsubscribe": "one-click"},
        {"List-Unsubscribe": ["One-Click", "One-Click"]},
        ONE_CLICK | {"r1-wants": "link"},
        {"r1-wants": "link"},
    ],
)
def test_nothing_but_exactly_one_click_passes_without_the_token_of_the_form(
    sent: dict[str, object],
) -> None:
    reader = a_reader(a_free_bulletin())
    answer = Client(enforce_csrf_checks=True).post(_at(reader), sent)
    assert answer.status_code == 403
    reader.refresh_from_db()
    assert reader.unsubscribed_at is None
    assert _verbs() == []


def test_the_form_saves_with_its_token_where_tokens_are_checked() -> None:
    reader = a_reader(a_free_bulletin())
    client = Client(enforce_csrf_checks=True)
    page = client.get(_at(reader)).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    sent = _fields(page) | {"csrfmiddlewaretoken": token[1], f"r{reader.pk}-wants": "attached"}
    assert client.post(_at(reader), sent).status_code == 200
    reader.refresh_from_db()
    assert reader.wants == "attached"


@pytest.mark.parametrize(
    "token", ["x", "1", "1:", ":::", "0:abc", "1:forged", "１:ａ", "%00", "-1:x"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_hostile_tokens_open_nothing(token: str, method: str) -> None:
    reader = a_reader(a_free_bulletin())
    client = Client(enforce_csrf_checks=True)
    kind = "application/x-www-form-urlencoded"
    answer = client.generic(
        method, f"/subscription/{token}/", "List-Unsubscribe=One-Click", content_type=kind
    )
    assert answer.status_code == 404
    reader.refresh_from_db()
    assert reader.unsubscribed_at is None


def test_the_link_of_one_reader_is_not_that_of_another_or_of_an_issue() -> None:
    first, second = a_reader(a_free_bulletin()), a_reader(a_bulletin("safety", "安全生产简报"))
    signature = _at(first).strip("/").rpartition(":")[2]
    assert Client().get(f"/subscription/{second.pk}:{signature}/").status_code == 404


def test_who_was_taken_off_the_list_still_gets_a_page_and_one_click_is_at_peace() -> None:
    reader = a_reader(a_free_bulletin())
    Recipient.objects.update(left_at=timezone.now())
    page = Client().get(_at(reader))
    assert "不在任何名单上" in page.content.decode()
    assert Client().post(_at(reader), ONE_CLICK).status_code == 200
    assert _verbs() == []


def test_too_many_changes_in_a_short_time_are_held_up_and_opening_is_not() -> None:
    reader = a_reader(a_free_bulletin())
    client = Client()
    assert {client.post(_at(reader), {}).status_code for _ in range(20)} == {422}
    held = client.post(_at(reader), {})
    assert held.status_code == 429
    assert held.headers["Retry-After"]
    assert client.get(_at(reader)).status_code == 200
    cache.clear()


def test_a_person_arranges_their_own_address_and_the_account_leads_there() -> None:
    person = a_person(None, name="lu")
    reader = a_reader(a_free_bulletin(), "公司领导")
    User.objects.filter(pk=person.pk).update(email="Lu@Yunling.example")
    client, address = client_of(person), reverse("own_subscriptions")
    assert f'href="{address}">1<' in client.get(reverse("account")).content.decode()
    sent = _fields(client.get(address).content.decode())
    del sent[f"r{reader.pk}-gets"]
    assert "已停止" in client.post(address, sent).content.decode()
    reader.refresh_from_db()
    assert reader.unsubscribed_at is not None
    assert Event.objects.get(verb="unsubscribe").by == person


def test_a_person_does_not_arrange_the_address_of_another() -> None:
    person = a_person(None, name="mei")
    reader = a_reader(a_free_bulletin())
    client = client_of(person)
    gone = {f"initial-r{reader.pk}-gets": "True", f"r{reader.pk}-wants": "link"}
    page = client.post(reverse("own_subscriptions"), gone).content.decode()
    assert "不在任何名单上" in page
    reader.refresh_from_db()
    assert (reader.wants, reader.unsubscribed_at) == ("", None)
