"""The figure of signed-in readers: what makes it, who sees it, and that it says what it is."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from cast import a_person, client_of
from jianbao.desk.actions.publishing import print_edition
from jianbao.desk.models import Issue, Opening, Role, User
from printing import Office, a_printed_issue, a_signed_issue, an_office, freeze

pytestmark = pytest.mark.django_db


def _at(name: str, issue: Issue, *more: object) -> str:
    return reverse(name, args=[issue.bulletin.slug, issue.pk, *more])


def _a_reader(office: Office) -> User:
    return a_person(Role.READER, office.bulletin, name="顾晓棠")


def test_opening_the_reading_page_signed_in_makes_the_figure_and_nothing_else_does() -> None:
    office = an_office()
    issue = a_printed_issue(office, pictures=True)
    reader = client_of(_a_reader(office))
    file = _at("edition_file", issue, 1, "pdf")
    assert b"".join(reader.get(file).streaming_content)  # type: ignore[attr-defined]  # a file
    reader.head(_at("issue", issue))
    reader.get(reverse("issues", args=[issue.bulletin.slug]))
    Client().get(_at("issue", issue))
    assert not Opening.objects.exists()
    for address in (_at("issue", issue), _at("edition", issue, 1)):
        assert reader.get(address).status_code == 200
    row = Opening.objects.get()
    assert (row.user.full_name, row.edition.issue, row.times) == ("顾晓棠", issue, 1)


def test_makers_see_the_figure_with_what_it_counts_and_it_opens_its_list() -> None:
    office = an_office()
    issue = a_printed_issue(office)
    client_of(_a_reader(office)).get(_at("issue", issue))
    publisher, readers = client_of(office.publisher), _at("edition_readers", issue, 1)
    page = publisher.get(_at("issue", issue)).content.decode()
    assert f'href="{readers}">1人<' in page
    assert "仅统计登录阅读，不代表全部读者" in page
    listed = publisher.get(readers).content.decode()
    assert "登录阅读1人" in listed
    assert "仅统计登录阅读，不代表全部读者" in listed
    assert "顾晓棠" in listed
    assert Opening.objects.count() == 1, "who makes it is not counted"


def test_readers_do_not_see_who_else_read() -> None:
    office = an_office()
    issue = a_printed_issue(office)
    reader = client_of(_a_reader(office))
    assert "登录阅读" not in reader.get(_at("issue", issue)).content.decode()
    assert reader.get(_at("edition_readers", issue, 1)).status_code == 403


def test_what_is_not_out_has_no_list_and_an_unread_edition_says_so() -> None:
    office = an_office()
    issue = a_signed_issue(office)
    edition = freeze(issue, office)
    client = client_of(office.publisher)
    assert client.get(_at("edition_readers", issue, 1)).status_code == 404
    assert print_edition(edition.pk)
    page = client.get(_at("edition_readers", issue, 1)).content.decode()
    assert "还没有人登录阅读" in page
    assert client.get(_at("edition_readers", issue, 2)).status_code == 404
