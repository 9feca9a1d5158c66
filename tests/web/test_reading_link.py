"""The link of a letter opens the edition it brought to whoever holds it, and nothing else."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.signing import Signer
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from cast import a_person, client_of
from jianbao.desk.actions.correcting_editions import start_correction
from jianbao.desk.actions.publishing import print_edition
from jianbao.desk.models import Dispatch, Edition, Event, Issue, Opening, Role
from jianbao.desk.queries.reader_links import OPEN_FOR, reading_link
from printing import Office, a_day, a_printed_issue, an_office, freeze, sign

pytestmark = pytest.mark.django_db
NOW = "风机攻关组啃下振动难题"


def sent(office: Office, edition: Edition, **columns: object) -> Dispatch:
    """A dispatch of an edition that was approved just now."""
    given = {"state": Dispatch.State.SENDING, "approved_at": timezone.now()} | columns
    return Dispatch.objects.create(
        bulletin=office.bulletin,
        edition=edition,
        subject="新一期",
        text="请阅。",
        prepared_by=office.editor,
        approved_by=office.publisher,
        **given,
    )


def _sent_issue(office: Office, **columns: object) -> tuple[Issue, str]:
    issue = a_printed_issue(office, pictures=True)
    return issue, _at(sent(office, issue.editions.get(), **columns))


def _at(dispatch: Dispatch) -> str:
    return reading_link(dispatch).removeprefix("http://127.0.0.1:8000")


def _next_edition(issue: Issue, office: Office, kind: str, reason: str) -> Edition:
    draft = start_correction(issue, kind, reason=reason, by=office.editor, today=a_day())
    sign(draft, office)
    edition = freeze(draft, office)
    assert print_edition(edition.pk)
    return edition


def _addresses(page: str) -> set[str]:
    """Give every address that a page names, but anchors and the files of the look."""
    found = re.findall(r'(?:href|src|action|hx-\w+)="([^"#]+)', page)
    return {one for one in found if not one.startswith("/static/")}


def _taken(answer: Any) -> bytes:  # noqa: ANN401 - the test client's own
    """Read a file to its end, which closes it."""
    return b"".join(answer.streaming_content)


def test_a_reader_without_an_account_reads_the_edition_and_is_led_nowhere_else() -> None:
    issue, address = _sent_issue(an_office())
    answer = Client().get(address)
    page = answer.content.decode()
    assert NOW in page
    assert issue.bulletin.title in page
    outside = {one for one in _addresses(page) if not one.startswith(address)}
    assert outside == {"/theme", "/i18n/setlang/"}
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "strict-origin"


def test_whoever_has_signed_in_finds_no_way_into_the_desk_either() -> None:
    office = an_office()
    _issue, address = _sent_issue(office)
    page = client_of(office.editor).get(address).content.decode()
    assert not [one for one in _addresses(page) if one.startswith(("/b/", "/account/"))]
    assert "has-nav" not in page


def test_its_pictures_and_the_files_that_people_read_open_below_the_link_and_no_others() -> None:
    _issue, address = _sent_issue(an_office())
    client = Client()
    below = [one for one in _addresses(client.get(address).content.decode()) if address in one]
    answers = {one.removeprefix(address): client.get(one) for one in below}
    assert {200} == {answer.status_code for answer in answers.values()}
    names = [name for name in answers if name.startswith("files/")]
    assert sorted(names) == ["files/docx/", "files/html/", "files/pdf/"]
    assert [name for name in answers if name.startswith("pictures/")]
    for answer in answers.values():
        assert answer.headers["Cache-Control"] == "no-store"
        assert _taken(answer)
    for name in ("json", "md", "txt", "wechat", "nothing"):
        assert client.get(f"{address}files/{name}/").status_code == 404
    for place in ("0/0", "999999/0", f"{2**70}/0", f"1/{2**70}"):
        assert client.get(f"{address}pictures/{place}/").status_code == 404
    opened = client.get(f"{address}files/pdf/?open=1")
    assert opened.headers["Content-Type"] == "application/pdf"
    assert _taken(opened).startswith(b"%PDF")


def test_a_link_opens_no_picture_of_another_issue() -> None:
    office = an_office()
    _first, address = _sent_issue(office)
    _second, elsewhere = _sent_issue(an_office("baiquan"))
    page = Client().get(elsewhere).content.decode()
    picture = next(one for one in _addresses(page) if "/pictures/" in one)
    assert _taken(Client().get(picture))
    assert Client().get(picture.replace(elsewhere, address)).status_code == 404


def test_opening_counts_nothing_and_changes_nothing() -> None:
    office = an_office()
    _issue, address = _sent_issue(office)
    reader = client_of(a_person(Role.READER, office.bulletin))
    events = Event.objects.count()
    for client in (Client(), reader):
        client.get(address)
        client.head(address)
        assert client.post(address).status_code == 405
    assert Event.objects.count() == events
    assert not Opening.objects.exists()


def test_a_correction_is_said_plainly_and_what_was_sent_stays_readable() -> None:
    office = an_office()
    issue, address = _sent_issue(office)
    second = _next_edition(issue, office, "correction", "节约费用应为36万元")
    page = Client().get(address).content.decode()
    assert "这是当时发给您的版次" in page
    assert "节约费用应为36万元" in page
    assert "mailto:tougao@yunling.example" in page
    assert NOW in page
    newer = Client().get(_at(sent(office, second))).content.decode()
    assert "这是当时发给您的版次" not in newer


def test_of_a_withdrawn_issue_the_notice_is_shown_alone() -> None:
    office = an_office()
    issue, address = _sent_issue(office)
    client = Client()
    page = client.get(address).content.decode()
    below = [one for one in _addresses(page) if one.startswith(address) and one != address]
    assert len(below) == 4
    last = _next_edition(issue, office, "withdrawal", "数据有误")
    for link in (address, _at(sent(office, last))):
        page = client.get(link).content.decode()
        assert "数据有误" in page
        assert NOW not in page
    assert "本期已于" in client.get(address).content.decode()
    assert {client.get(one).status_code for one in below} == {404}


@pytest.mark.parametrize("how", ["old", "called off"])
def test_a_link_that_is_over_says_so_and_whom_to_ask(how: str) -> None:
    office = an_office()
    past = timezone.now() - OPEN_FOR - dt.timedelta(minutes=1)
    over = {"approved_at": past} if how == "old" else {"state": Dispatch.State.CANCELLED}
    _issue, address = _sent_issue(office, **over)
    answer = Client().get(address)
    assert answer.status_code == 410
    page = answer.content.decode()
    assert ("90天" if how == "old" else "已取消") in page
    assert "mailto:tougao@yunling.example" in page
    assert NOW not in page
    assert Client().get(f"{address}files/pdf/").status_code == 404


def test_the_last_day_of_a_link_still_opens() -> None:
    office = an_office()
    late = timezone.now() - OPEN_FOR + dt.timedelta(minutes=1)
    _issue, address = _sent_issue(office, approved_at=late)
    assert Client().get(address).status_code == 200


@pytest.mark.parametrize("token", ["x", "1", "1:", ":::", "1:forged", "１:ａ", "%00", "-1:x"])
def test_hostile_tokens_open_nothing(token: str) -> None:
    _sent_issue(an_office())
    for rest in ("", "files/pdf/", "pictures/1/0/"):
        assert Client().get(f"/read/{token}/{rest}").status_code == 404


def test_a_token_signed_for_something_else_opens_nothing() -> None:
    office = an_office()
    dispatch = sent(office, a_printed_issue(office).editions.get())
    for salt in ("", "jianbao.subscription-link"):
        token = Signer(salt=salt or None).sign(str(dispatch.pk))
        assert Client().get(f"/read/{token}/").status_code == 404
    for odd in ("9" * 40, "0", "-1", "1e3"):
        token = Signer(salt="jianbao.reading-link").sign(odd)
        assert Client().get(f"/read/{token}/").status_code == 404


def test_every_address_below_the_link_is_declared_as_one_of_a_link() -> None:
    tree: Any = get_resolver().url_patterns
    read = next(one for one in tree if str(one.pattern).startswith("read/"))
    assert {one.callback.who_may for one in read.url_patterns} == {"link"}
