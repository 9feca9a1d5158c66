"""From a printed issue to its readers: planned, tried, approved, sent, and sent again."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from browser.newsroom import OpenContext, let_in
from jianbao.desk.actions.dispatching.sending import send_dispatch
from jianbao.desk.models import Capacity, Delivery, Dispatch, Issue, User
from mailing import a_group, a_reader, by_sink
from printing import Office, a_printed_issue, an_office
from servers.smtp_sink import Sink

pytestmark = [pytest.mark.browser, pytest.mark.server]

Opened = Callable[..., Page]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
READERS = 12
REFUSED = "reader3@yunling.example"


@pytest.fixture
def office(live_server: LiveServer, settings: LazySettings, smtp_sink: Sink) -> Office:  # noqa: ARG001 - the desk's tables must stand
    by_sink(settings, smtp_sink)
    office = an_office()
    a_printed_issue(office, pictures=True)
    groups = (
        a_group(office.bulletin),
        a_group(office.bulletin, "本部各部门"),
        a_group(office.bulletin, "集团党群工作部", Capacity.COPY),
    )
    for number in range(READERS):
        a_reader(office.bulletin, number, groups[number % 3])
    smtp_sink.refuse(REFUSED)
    return office


@pytest.fixture
def opened(live_server: LiveServer, open_context: OpenContext) -> Opened:
    def opened(person: User, address: str, **options: object) -> Page:
        page = let_in(open_context(**options), person, live_server)
        page.goto(live_server.url + address)
        return page

    return opened


def _plans(page: Page, sink: Sink) -> None:
    """Tick the groups, see the figures follow, save, look at the letter and try it."""
    figures = page.locator("#figures")
    expect(figures).to_contain_text("12人会收到")
    page.get_by_label("集团党群工作部").uncheck()
    expect(figures).to_contain_text("8人会收到")
    page.get_by_label("集团党群工作部").check()
    expect(figures).to_contain_text("12人会收到")
    page.get_by_role("button", name="保存并查看信函").click()
    frame = page.frame_locator(".letter iframe")
    expect(frame.locator("h1")).to_have_text("云岭水泥党群工作")
    expect(frame.locator("img")).to_have_js_property("complete", value=True)
    expect(page.locator("[aria-disabled=true]", has_text="批准")).to_be_visible()
    page.get_by_label("试发到").fill("shenzhixing@yunling.example")
    page.get_by_role("button", name="试发").click()
    expect(page.locator(".messages")).to_contain_text("250 2.0.0 OK queued as 1")
    assert sink.letters[0].recipients == ("shenzhixing@yunling.example",)


def _figure(page: Page, name: str) -> int:
    return int(page.locator(".sum a", has_text=name).locator("b").inner_text())


def _send(dispatch: Dispatch) -> None:
    assert send_dispatch(dispatch, threading.Event(), "browser")


def _approves_and_starts(page: Page) -> Dispatch:
    page.get_by_role("button", name="批准").click()
    expect(page.locator(".now")).to_contain_text("已批准")
    assert not Delivery.objects.exclude(state="pending").exists()
    page.get_by_role("button", name="开始投递").click()
    expect(page.locator("#progress")).to_have_attribute("hx-trigger", "every 2s")
    return Dispatch.objects.get()


def test_an_issue_reaches_everybody_and_who_missed_it_gets_it_again(
    office: Office, opened: Opened, smtp_sink: Sink
) -> None:
    page = opened(
        office.editor, reverse("issue", args=["yunling", Issue.objects.get(state="published").pk])
    )
    page.get_by_role("link", name="发放…").click()
    _plans(page, smtp_sink)
    plan = Dispatch.objects.get()
    page = opened(office.publisher, reverse("dispatch", args=["yunling", plan.pk]))
    dispatch = _approves_and_starts(page)
    _send(dispatch)
    expect(page.locator(".now")).to_contain_text("已完成")  # by itself
    expect(page.locator("#progress progress")).to_have_attribute("value", str(READERS))
    assert [_figure(page, name) for name in ("应发", "已投递", "失败")] == [READERS, 11, 1]
    page.get_by_role("link", name=re.compile("未送达")).click()
    expect(page.locator("tbody")).to_contain_text("550 5.1.1 No such mailbox")
    smtp_sink.accept(REFUSED)
    page.locator("tbody input[type=checkbox]").check()
    page.locator(".bulk").get_by_role("button", name="补发").click()
    expect(page.locator("h1")).to_have_text("补发这些信？")
    page.get_by_role("button", name=re.compile("确定处理1行")).click()
    page.get_by_role("link", name="进展").click()
    _send(dispatch)
    expect(page.locator(".now")).to_contain_text("已完成")
    assert _figure(page, "已投递") == READERS
    got = [one.recipients[0] for one in smtp_sink.letters[1:]]
    assert sorted(got) == sorted(f"reader{n}@yunling.example" for n in range(READERS))


def test_on_a_phone_a_publisher_reads_pauses_and_goes_on(
    office: Office, opened: Opened, smtp_sink: Sink
) -> None:
    editor = opened(office.editor, reverse("dispatch_new", args=["yunling"]), **PHONE)
    editor.get_by_role("button", name="保存并查看信函").click()
    dispatch = Dispatch.objects.get()
    page = opened(office.publisher, reverse("dispatch", args=["yunling", dispatch.pk]), **PHONE)
    _approves_and_starts(page)
    page.get_by_role("button", name="暂停").click()
    expect(page.locator(".stopped")).to_contain_text("暂停")
    assert not send_dispatch(dispatch, threading.Event(), "browser")
    assert smtp_sink.letters == []
    page.get_by_role("button", name="继续投递").click()
    _send(dispatch)
    expect(page.locator(".now")).to_contain_text("已完成")
    page.locator(".sum a", has_text="失败").click()
    page.locator("tbody th a").first.click()
    expect(page.locator(".story").first).to_contain_text("被拒收")
    origin = page.url.partition("/b/")[0]
    for name in ("dispatch", "dispatch_ledger", "dispatch_letter"):
        page.goto(origin + reverse(name, args=["yunling", dispatch.pk]))
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
