"""What goes to the print shop: the booklet and the order of an edition."""

from __future__ import annotations

import io
from typing import Any

import msgspec
import pikepdf
import pypdfium2
import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cast import a_person, client_of
from jianbao.desk.actions.dispatching import controlling, freezing
from jianbao.desk.models import Dispatch, Edition, Outlet, Role, Unit
from jianbao.desk.queries.print_orders import print_order_of
from jianbao.document.write.print_order import Share
from mailing import a_group, a_plan, a_reader
from printing import Office, a_printed_issue, an_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings: LazySettings) -> Office:
    settings.JIANBAO = msgspec.structs.replace(
        settings.JIANBAO,
        smtp_url="smtp://127.0.0.1:1",
        letters_from="编辑部 <desk@yunling.example>",
    )
    return an_office()


@pytest.fixture
def edition(office: Office) -> Edition:
    office.bulletin.print_run = 40
    office.bulletin.distribution = ["公司领导", "各单位"]
    office.bulletin.save()
    return a_printed_issue(office).editions.get()


def _get(client: Client, name: str, edition: Edition) -> Any:  # noqa: ANN401 - Django's test answer
    issue = edition.issue
    return client.get(reverse(name, args=[issue.bulletin.slug, issue.pk, edition.number]))


def _ordered(office: Office, *outlets: Outlet) -> Dispatch:
    dispatch = a_plan(office, outlets=frozenset(one.pk for one in outlets))
    freezing.approve(dispatch, by=office.publisher, version=dispatch.version)
    return dispatch


def _print_outlet(office: Office, copies: int | None) -> Outlet:
    return Outlet.objects.create(
        bulletin=office.bulletin, kind="print", name=f"印刷{copies}", copies=copies
    )


def test_the_booklet_holds_the_printed_pages_and_is_kept_under_the_issues_name(
    office: Office, edition: Edition
) -> None:
    answer: HttpResponse = _get(client_of(office.editor), "edition_booklet", edition)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"].startswith("attachment")
    with pikepdf.open(io.BytesIO(answer.content)) as booklet:
        assert len(booklet.pages) == 2
        assert round(float(booklet.pages[0].mediabox[2]) / 72 * 25.4) == 420


def test_the_order_opens_in_the_browser_and_names_the_run_of_the_imprint(
    office: Office, edition: Edition
) -> None:
    answer = _get(client_of(office.editor), "edition_print_order", edition)
    assert answer["Content-Disposition"].startswith("inline")
    document = pypdfium2.PdfDocument(answer.content)
    text = "".join(document[0].get_textpage().get_text_range().split())
    document.close()
    assert "印刷单" in text
    assert "共印40份" in text
    assert edition.files.get(format="pdf").sha256 in text


def test_the_reading_page_leads_there_for_those_who_may(office: Office, edition: Edition) -> None:
    links = ("booklet/", "print-order/")
    page = reverse("issue", args=[office.bulletin.slug, edition.issue_id])
    assert all(link in client_of(office.editor).get(page).content.decode() for link in links)
    reader = client_of(a_person(Role.READER, office.bulletin))
    assert not any(link in reader.get(page).content.decode() for link in links)
    for name in ("edition_booklet", "edition_print_order"):
        assert _get(reader, name, edition).status_code == 403


def test_before_lists_the_imprint_says_for_whom_it_is_and_the_counts_are_left_open(
    edition: Edition,
) -> None:
    order = print_order_of(edition, pages=4)
    assert order.shares == (Share("公司领导", None), Share("各单位", None))
    assert [entry.printed for entry in order.printed_for] == ["发放：公司领导、各单位"]
    assert (order.copies, order.ordered_by) == (40, str(edition.frozen_by))
    assert order.issued_on == edition.issue.date


@pytest.mark.usefixtures("edition")
def test_an_approved_order_counts_copies_by_unit_and_stays_as_it_was(office: Office) -> None:
    unit = Unit.objects.get(bulletin=office.bulletin, name="青石分公司")
    a_reader(office.bulletin, 1, unit=unit)
    a_reader(office.bulletin, 2, unit=unit)
    a_reader(office.bulletin, 3)
    edition = _ordered(office, _print_outlet(office, 25), _print_outlet(office, 5)).edition
    a_reader(office.bulletin, 4, unit=unit)
    order = print_order_of(edition, pages=4)
    assert order.shares == (Share("青石分公司", 2), Share("公司领导", 1))
    assert (order.copies, order.print_run) == (30, 40)
    assert order.ordered_by == str(office.publisher)


@pytest.mark.usefixtures("edition")
def test_an_order_that_was_called_off_counts_no_more(office: Office) -> None:
    a_reader(office.bulletin, 1, a_group(office.bulletin, "各单位"))
    dispatch = _ordered(office, _print_outlet(office, 25))
    controlling.call_off(dispatch, "改期", by=office.publisher)
    order = print_order_of(dispatch.edition, pages=4)
    assert (order.copies, order.shares) == (40, (Share("各单位", 1),))


@pytest.mark.usefixtures("edition")
def test_the_row_of_a_print_order_leads_to_what_the_print_shop_needs(office: Office) -> None:
    dispatch = _ordered(office, _print_outlet(office, 25))
    row = dispatch.deliveries.get(channel="print")
    page = reverse("delivery", args=[office.bulletin.slug, dispatch.pk, row.pk])
    client = client_of(office.publisher)
    html = client.get(page).content.decode()
    for name in ("edition_booklet", "edition_print_order"):
        issue = dispatch.edition.issue
        address = reverse(name, args=[office.bulletin.slug, issue.pk, dispatch.edition.number])
        assert f'href="{address}"' in html
        assert client.get(address).status_code == 200
