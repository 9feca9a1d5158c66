"""From the list to check to the PDF in hand, and a correction that readers cannot miss."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from browser.newsroom import OpenContext, let_in
from cast import a_person
from jianbao.desk.actions.publishing import print_edition
from jianbao.desk.models import Edition, Issue, Role, User
from jianbao.desk.queries.editions import draft_of_correction
from printing import Office, a_printed_issue, a_signed_issue, an_office, sign

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]  # of a person, on a page of an issue
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def office(live_server: LiveServer) -> Office:  # noqa: ARG001 - the desk's tables must stand
    office = an_office()
    office.bulletin.checklist = ["领导姓名职务已核对", "图片已授权"]
    office.bulletin.save()
    return office


@pytest.fixture
def opened(live_server: LiveServer, open_context: OpenContext) -> OpenPage:
    def opened(person: User, name: str, issue: Issue, **options: object) -> Page:
        page = let_in(open_context(**options), person, live_server)
        page.goto(live_server.url + reverse(name, args=[issue.bulletin.slug, issue.pk]))
        return page

    return opened


def _prints(page: Page) -> None:
    """Accept what is pointed out, publish, and see the steps to their end."""
    for box in page.locator('input[name="accept"]').all():
        box.check()
    page.get_by_role("button", name="刊发").click()
    expect(page.locator("h1")).to_contain_text("正在排印")
    expect(page.locator("#progress progress")).to_have_attribute("value", "1")
    expect(page.locator(".legs > li.going")).to_have_count(1)
    assert print_edition(Edition.objects.get(state="frozen").pk)
    expect(page.locator("h1")).to_contain_text("已刊发")
    bar = page.locator("#progress progress")
    expect(bar).to_have_attribute("value", bar.get_attribute("max") or "")
    expect(page.locator(".legs > li:not(.done)")).to_have_count(0)


def test_a_publisher_ticks_prints_reads_and_takes_the_pdf(
    office: Office, opened: OpenPage, tmp_path: Path
) -> None:
    issue = a_signed_issue(office, pictures=True)
    page = opened(office.publisher, "publish", issue)
    expect(page.locator("[aria-disabled=true]", has_text="刊发")).to_be_visible()
    for left in (1, 0):
        page.get_by_role("button", name="已核对").first.click()
        expect(page.get_by_role("button", name="已核对")).to_have_count(left)
    _prints(page)
    page.get_by_role("link", name="阅读本期").click()
    expect(page.locator("main h1")).to_have_text("云岭水泥党群工作")
    expect(page.locator("main figure img")).to_have_js_property("complete", value=True)
    with page.expect_download() as caught:
        page.locator(".downloads a").first.click()
    caught.value.save_as(tmp_path / "issue.pdf")
    with pikepdf.open(io.BytesIO((tmp_path / "issue.pdf").read_bytes())) as pdf:
        assert str(pdf.docinfo["/Title"]).startswith("云岭水泥党群工作")


def test_a_correction_becomes_the_second_edition_with_a_notice_that_is_seen(
    office: Office, opened: OpenPage
) -> None:
    office.bulletin.checklist = []
    office.bulletin.save()
    issue = a_printed_issue(office)
    page = opened(office.editor, "issue", issue)
    page.get_by_role("link", name="更正本期").click()
    page.get_by_role("radio", name="更正").check()
    page.get_by_label("理由").fill("第2条所载节约费用应为36万元")
    page.locator("main button.primary, main .btn").first.click()
    draft = draft_of_correction(issue)
    assert draft is not None
    expect(page.locator(".notice")).to_contain_text("应为36万元")
    sign(draft, office)
    _prints(opened(office.publisher, "publish", draft))
    reader = opened(a_person(Role.READER, office.bulletin), "issue", issue, **PHONE)
    notice = reader.locator("main .notice")
    expect(notice).to_be_in_viewport()
    expect(notice).to_contain_text("应为36万元")
    reader.get_by_role("link", name="首版").click()
    expect(reader.locator(".superseded")).to_be_in_viewport()
