"""The same decisions between two meetings: 390 pixels wide, by finger."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from browser.newsroom import Newsroom, OpenContext, a_newsroom, let_in

pytestmark = pytest.mark.browser

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}


@pytest.fixture
def room(live_server: LiveServer) -> Newsroom:  # noqa: ARG001 - the desk's tables must stand
    return a_newsroom()


@pytest.fixture
def hand(room: Newsroom, live_server: LiveServer, open_context: OpenContext) -> Page:
    page = let_in(open_context(**PHONE), room.editor, live_server)
    page.goto(f"{live_server.url}/b/yunling/inbox/")
    return page


def test_a_finger_opens_adopts_takes_back_and_declines(hand: Page, room: Newsroom) -> None:
    expect(hand.locator("#piece")).to_be_hidden()
    hand.locator("[data-row]", has_text=room.fan.headline).tap()
    expect(hand.locator("#piece h2.headline")).to_be_in_viewport()
    expect(hand.locator("#list")).to_be_hidden()
    hand.get_by_role("button", name="采用到").tap()
    expect(hand.locator("#notices")).to_contain_text(room.fan.headline)
    expect(hand.locator("#piece h2.headline")).to_have_text(room.crusher.headline)
    undo = hand.locator("#notices").get_by_role("button", name="撤销")
    expect(undo).to_be_in_viewport()
    undo.tap()
    expect(hand.locator("#piece h2.headline")).to_have_text(room.fan.headline)
    hand.locator(".piece-acts").get_by_text("不采用").tap()
    asked = hand.locator("dialog[open]")
    asked.get_by_text("重复来稿").tap()
    asked.get_by_role("button", name="不采用").tap()
    expect(hand.locator("#piece h2.headline")).to_have_text(room.crusher.headline)
    hand.get_by_role("link", name="返回列表").tap()
    expect(hand.locator("h1")).to_have_text("待处理7篇")
    expect(hand.locator("[data-row]")).to_have_count(7)


def test_every_decision_can_be_reached_by_a_finger(hand: Page, room: Newsroom) -> None:
    hand.locator("[data-row]", has_text=room.mail.headline).tap()
    expect(hand.locator("#piece h2.headline")).to_be_visible()
    for name in ("留用", "不采用", "转给", "拆分", "搁置"):
        one = hand.locator(".piece-acts").get_by_text(name).first
        one.scroll_into_view_if_needed()
        expect(one).to_be_in_viewport()
    hand.locator(".piece-acts").get_by_text("拆分").tap()
    expect(hand.locator("[name=starts]:checked")).to_have_count(3)
    hand.locator(".save").get_by_role("button", name="拆分").tap()
    expect(hand.locator("#piece h2.headline")).to_have_text("青石分公司开展技能比武")
