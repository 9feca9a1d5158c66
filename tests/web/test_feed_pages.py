"""Feeds as feed readers ask for them, and the page on which their addresses are made."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from cast import a_bulletin, a_person, client_of
from jianbao.desk.actions.correcting_editions import start_correction
from jianbao.desk.actions.feeds import make_feed_key, revoke_feed_key
from jianbao.desk.actions.publishing import print_edition
from jianbao.desk.models import Bulletin, Edition, FeedKey, Grant, Issue, Role, User
from printing import STORIES, Office, a_day, a_printed_issue, an_office, freeze, sign

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
RULES = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))


@pytest.fixture
def office() -> Office:
    return an_office()


@pytest.fixture
def issue(office: Office) -> Issue:
    return a_printed_issue(office)


@pytest.fixture
def reader(office: Office) -> User:
    return a_person(Role.READER, office.bulletin)


@pytest.fixture
def key(office: Office, reader: User) -> str:
    return make_feed_key(office.bulletin, by=reader)[1]


def ask(key: str, name: str = "feed_atom", **headers: str) -> Any:  # noqa: ANN401 - Django's answer
    return Client().get(reverse(name, args=[key]), headers=headers)


def atom(key: str) -> etree._Element:
    answer = ask(key)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = etree.fromstring(answer.content)
    RULES.assertValid(feed)
    names = [one.text for one in feed.iter(f"{ATOM}id")]
    assert len(set(names)) == len(names), "RFC 4287, 4.2.6: an id names one thing"
    return feed


def items(key: str) -> list[dict[str, Any]]:
    answer = ask(key, "feed_json")
    assert answer["Content-Type"] == "application/feed+json; charset=utf-8"
    feed = json.loads(answer.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    found: list[dict[str, Any]] = feed["items"]
    for item in found:
        assert {"id", "url", "title", "content_html"} <= item.keys()
        for day in ("date_published", "date_modified"):
            assert dt.datetime.fromisoformat(item[day]).tzinfo is not None
    return found


def correct(issue: Issue, office: Office, kind: str, reason: str) -> None:
    draft = start_correction(issue, kind, reason=reason, by=office.editor, today=a_day())
    sign(draft, office)
    assert print_edition(freeze(draft, office).pk)


def test_a_bulletin_without_issues_has_a_valid_feed(key: str, office: Office) -> None:
    feed = atom(key)
    assert feed.findtext(f"{ATOM}title") == office.bulletin.title
    assert feed.find(f"{ATOM}entry") is None
    assert items(key) == []


def test_an_entry_tells_number_day_sections_and_headlines_and_leads_to_page_and_pdf(
    key: str, issue: Issue, reader: User
) -> None:
    entry = atom(key).find(f"{ATOM}entry")
    assert entry is not None
    assert re.fullmatch(r"《云岭水泥党群工作》\d{4}年第1期.*", entry.findtext(f"{ATOM}title") or "")
    html = entry.findtext(f"{ATOM}content") or ""
    today = timezone.localdate()
    assert f"{today.year}年{today.month}月{today.day}日" in html
    assert f"<h3>学·初心之源</h3><ul><li>{next(iter(STORIES))}</li></ul>" in html
    links = {link.get("rel"): link.get("href", "") for link in entry.iter(f"{ATOM}link")}
    pages = {rel: re.sub(r"^https?://[^/]+", "", href) for rel, href in links.items()}
    page = client_of(reader).get(pages["alternate"])
    assert next(iter(STORIES)) in page.content.decode()
    assert b"".join(client_of(reader).get(pages["enclosure"])).startswith(b"%PDF")
    assert Client().get(pages["enclosure"]).status_code == 302, "the key opens the feed alone"
    assert issue.editions.get().out_at == dt.datetime.fromisoformat(
        entry.findtext(f"{ATOM}updated") or ""
    )


def test_both_forms_tell_the_same(key: str, issue: Issue) -> None:
    entry, [item] = atom(key).find(f"{ATOM}entry"), items(key)
    assert entry is not None
    assert (item["id"], item["title"], item["content_html"]) == tuple(
        entry.findtext(f"{ATOM}{name}") for name in ("id", "title", "content")
    )
    assert (
        item["attachments"][0]["size_in_bytes"] == issue.editions.get().files.get(format="pdf").size
    )


def test_a_correction_and_a_withdrawal_stay_one_entry(
    key: str, issue: Issue, office: Office
) -> None:
    [before] = items(key)
    correct(issue, office, "correction", "节约费用<应为>36万元")
    [corrected] = items(key)
    assert corrected["id"] == before["id"]
    assert corrected["date_published"] == before["date_published"]
    assert corrected["date_modified"] > before["date_modified"]
    assert "更正：节约费用&lt;应为&gt;36万元" in corrected["content_html"]
    correct(issue, office, "withdrawal", "全部撤回")
    [withdrawn] = items(key)
    assert withdrawn["id"] == before["id"]
    assert withdrawn["title"].endswith("（撤回）")
    assert not any(story in str(withdrawn) for story in STORIES)
    atom(key)


def test_what_did_not_change_is_not_sent_again(key: str, issue: Issue, office: Office) -> None:
    first = ask(key)
    assert first["Cache-Control"] == "private, no-cache"
    assert first["Referrer-Policy"] == "strict-origin"
    assert first["X-Robots-Tag"] == "noindex"
    same = ask(key, **{"If-None-Match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    assert same["ETag"] == first["ETag"]
    assert same["Cache-Control"] == "private, no-cache"
    assert ask(key, "feed_json")["ETag"] != first["ETag"]
    correct(issue, office, "correction", "更正一处")
    assert ask(key, **{"If-None-Match": first["ETag"]}).status_code == 200


def test_the_feed_does_not_give_its_own_address_away(key: str, issue: Issue) -> None:
    assert issue.pk
    assert all(key.encode() not in ask(key, name).content for name in ("feed_atom", "feed_json"))


@pytest.mark.parametrize("name", ["feed_atom", "feed_json"])
@pytest.mark.parametrize("why", ["unknown", "closed", "no role", "account closed"])
def test_no_key_no_feed(reader: User, office: Office, name: str, why: str) -> None:
    row, key = make_feed_key(office.bulletin, by=reader)
    if why == "closed":
        revoke_feed_key(row, by=reader)
    if why == "no role":
        Grant.objects.filter(user=reader).delete()
    if why == "account closed":
        User.objects.filter(pk=reader.pk).update(is_active=False)
    answer = ask("jf_guessed" if why == "unknown" else key, name)
    assert answer.status_code == 404
    assert not answer.has_header("ETag")


def test_what_xml_cannot_hold_breaks_no_feed(key: str, office: Office) -> None:
    Bulletin.objects.filter(pk=office.bulletin.pk).update(title="云岭\x0b简报\ufffe <b>&")
    assert atom(key).findtext(f"{ATOM}title") == "云岭简报 <b>&"


def test_an_address_is_made_shown_once_and_closed(reader: User, office: Office) -> None:
    client, page = client_of(reader), reverse("own_feeds")
    a_bulletin("other", "另一家简报")
    shown = client.get(page).content.decode()
    assert "另一家简报" not in shown
    made = client.post(page, {"bulletin": office.bulletin.slug}).content.decode()
    [address] = re.findall(r"https?://[^<]+/feed/[^<]+/atom.xml", made)
    assert Client().get(re.sub(r"^https?://[^/]+", "", address)).status_code == 200
    key = address.split("/")[-2]
    assert key not in client.get(page).content.decode()
    row = FeedKey.objects.get()
    assert client.post(reverse("revoke_feed_key", args=[row.pk])).status_code == 302
    assert ask(key).status_code == 404
    assert "已停用" in client.get(page).content.decode()


def test_the_account_counts_the_addresses_that_are_open(reader: User, office: Office) -> None:
    row, _key = make_feed_key(office.bulletin, by=reader)
    make_feed_key(office.bulletin, by=reader)
    revoke_feed_key(row, by=reader)
    html = client_of(reader).get(reverse("account")).content.decode()
    assert f'href="{reverse("own_feeds")}">1</a>' in html


def test_nobody_makes_or_closes_what_is_not_theirs(reader: User, office: Office) -> None:
    other = a_bulletin("other", "另一家简报")
    page = reverse("own_feeds")
    assert client_of(reader).post(page, {"bulletin": other.slug}).status_code == 422
    assert not FeedKey.objects.exists()
    row, _key = make_feed_key(office.bulletin, by=reader)
    stranger = client_of(office.editor)
    assert stranger.post(reverse("revoke_feed_key", args=[row.pk])).status_code == 404
    outsider = client_of(a_person(None))
    assert "没有可以阅读的刊物" in outsider.get(page).content.decode()


def test_the_list_of_issues_leads_to_feeds(reader: User, office: Office) -> None:
    html = client_of(reader).get(reverse("issues", args=[office.bulletin.slug])).content.decode()
    assert f"{reverse('own_feeds')}?bulletin={office.bulletin.slug}" in html


def test_only_editions_that_are_out_are_told_of(key: str, issue: Issue) -> None:
    Edition.objects.filter(issue=issue).update(state=Edition.State.FROZEN)
    assert items(key) == []
