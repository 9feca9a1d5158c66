"""An editor's day at a large screen, by keys: from 今日 to the last decision and back again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from browser.newsroom import (
    FAN,
    FILE,
    FILE_BYTES,
    MANY,
    Newsroom,
    OpenContext,
    a_newsroom,
    let_in,
    sign_in,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def room(live_server: LiveServer) -> Newsroom:  # noqa: ARG001 - the desk's tables must stand
    return a_newsroom()


@pytest.fixture
def desk(room: Newsroom, live_server: LiveServer, open_context: OpenContext) -> Page:
    page = let_in(open_context(), room.editor, live_server)
    page.goto(f"{live_server.url}/b/yunling/inbox/")
    return page


def test_signing_in_shows_todays_work_and_a_key_opens_it(
    room: Newsroom, page: Page, live_server: LiveServer
) -> None:
    sign_in(page, room.editor, live_server)
    expect(page).to_have_title("今日 · 云岭水泥党群工作")
    line = page.locator(".counted li", has_text="待处理")
    expect(line).to_contain_text("8")
    page.keyboard.press("2")
    expect(page.locator("h1")).to_have_text("待处理8篇")
    expect(page.locator("[data-row]")).to_have_count(8)


def test_keys_walk_decide_and_take_back(desk: Page, room: Newsroom) -> None:
    expect(desk.locator("#piece h2.headline")).to_have_text(room.fan.headline)
    desk.keyboard.press("j")
    expect(desk.locator("#piece h2.headline")).to_have_text(room.crusher.headline)
    desk.keyboard.press("k")
    expect(desk.locator("#piece h2.headline")).to_have_text(room.fan.headline)
    expect(desk.locator("[data-row][aria-current]")).to_contain_text(room.fan.headline)
    desk.keyboard.press("a")
    expect(desk.locator("#notices")).to_contain_text(room.fan.headline)
    expect(desk.locator("h1")).to_have_text("待处理7篇")
    expect(desk.locator(".nav [aria-current] b")).to_have_text("7")
    expect(desk.locator("#piece h2.headline")).to_have_text(room.crusher.headline)
    expect(desk.locator("#list [data-row]", has_text=room.fan.headline)).to_have_count(0)
    desk.keyboard.press("z")
    expect(desk.locator("#piece h2.headline")).to_have_text(room.fan.headline)
    expect(desk.locator("h1")).to_have_text("待处理8篇")
    room.fan.refresh_from_db()
    assert room.fan.state == "waiting"


def test_a_reason_is_asked_for_and_u_takes_the_decision_back(desk: Page, room: Newsroom) -> None:
    desk.keyboard.press("x")
    asked = desk.locator("dialog[open]")
    expect(asked).to_be_visible()
    expect(asked.locator("select, input:not([type=hidden])").first).to_be_focused()
    asked.get_by_role("radio", name="已刊发").check()
    asked.get_by_role("button", name="不采用").click()
    expect(desk.locator("h1")).to_have_text("待处理7篇")
    room.fan.refresh_from_db()
    assert (room.fan.state, bool(room.fan.reason)) == ("declined", True)
    desk.get_by_role("link", name="不采用").first.click()
    desk.locator("[data-row]", has_text=room.fan.headline).click()
    expect(desk.locator("#piece h2.headline")).to_have_text(room.fan.headline)
    desk.keyboard.press("u")
    expect(desk.locator("#notices")).to_contain_text("撤销")
    room.fan.refresh_from_db()
    assert room.fan.state == "waiting"


def test_a_dialog_keeps_the_focus_and_gives_it_back(desk: Page) -> None:
    button = desk.locator("#piece [data-key=x]")
    button.focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("dialog[open]")).to_be_visible()
    for _ in range(12):
        desk.keyboard.press("Tab")
        assert desk.evaluate(
            "document.activeElement === document.body"
            " || document.querySelector('dialog[open]').contains(document.activeElement)"
        )
    desk.keyboard.press("Escape")
    expect(desk.locator("dialog[open]")).to_have_count(0)
    expect(button).to_be_focused()


def test_a_slash_filters_as_one_types(desk: Page, room: Newsroom) -> None:
    desk.keyboard.press("/")
    desk.keyboard.type("破碎机")
    expect(desk.locator("[data-row]")).to_have_count(1)
    expect(desk.locator("[data-row]")).to_contain_text(room.crusher.headline)
    expect(desk.get_by_role("searchbox")).to_be_focused()
    assert "q=" in desk.url
    desk.get_by_role("searchbox").fill("")
    expect(desk.locator("[data-row]")).to_have_count(8)


def test_one_mail_becomes_three_pieces(desk: Page, room: Newsroom) -> None:
    desk.locator("[data-row]", has_text=room.mail.headline).click()
    expect(desk.locator("#piece .notice")).to_contain_text("3")
    desk.keyboard.press("s")
    expect(desk.locator("[name=starts]:checked")).to_have_count(3)
    desk.get_by_label("本篇标题").nth(2).fill("南坪矿业把绿豆汤送到井口")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#piece h2.headline")).to_have_text("青石分公司开展技能比武")
    expect(desk.locator("h1")).to_have_text("待处理10篇")
    pieces = list(room.mail.pieces.order_by("piece").values_list("headline", flat=True))
    assert pieces[:2] == ["青石分公司开展技能比武", "南坪矿业把绿豆汤送到井口"]
    desk.keyboard.press("z")
    expect(desk.locator("#piece h2.headline")).to_have_text(room.mail.headline)


def test_many_are_chosen_looked_at_decided_and_taken_back(desk: Page, room: Newsroom) -> None:
    boxes = desk.locator("[data-select-item]")
    expect(desk.locator(".bulk")).to_be_hidden()
    boxes.nth(3).click()
    boxes.nth(6).click(modifiers=["Shift"])
    expect(desk.locator("[data-select-count]")).to_contain_text("4")
    desk.locator(".bulk").get_by_role("button", name="采用", exact=True).click()
    for headline in MANY:
        expect(desk.locator("tbody tr", has_text=headline)).to_contain_text("学·初心之源")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("h1")).to_have_text("待处理4篇")
    expect(desk.locator("#notices")).to_contain_text("4篇")
    desk.keyboard.press("z")
    expect(desk.locator("h1")).to_have_text("待处理8篇")
    assert room.bulletin.contributions.filter(state="waiting").count() == 8


def test_facts_are_marked_where_they_stand(desk: Page) -> None:
    marked = desk.locator("#piece .prose .fact").all_inner_texts()
    for fact in ("7.1毫米", "9名", "5月11日", "42.6万元"):
        assert any(fact in text for text in marked), fact
    assert desk.locator("#piece .prose p").all_inner_texts() == list(FAN)


def test_a_resemblance_is_shown_side_by_side(desk: Page, room: Newsroom) -> None:
    desk.keyboard.press("d")
    expect(desk.get_by_role("heading", name=room.fan.headline)).to_be_visible()
    expect(desk.get_by_role("heading", name="风机振动攻关告捷")).to_be_visible()
    differing = desk.locator(".prose mark").all_inner_texts()
    assert any("7.1" in text for text in differing)
    assert any("7.4" in text for text in differing)
    desk.keyboard.press("Escape")
    expect(desk.locator("#piece h2.headline")).to_have_text(room.fan.headline)


def test_the_original_is_a_download_that_no_page_can_run(desk: Page) -> None:
    link = desk.locator("#piece a", has_text=FILE)
    with desk.expect_download() as coming:
        link.click()
    assert coming.value.suggested_filename == FILE
    assert coming.value.path().read_bytes() == FILE_BYTES
    answer = desk.request.get(f"{desk.url.split('/b/')[0]}{link.get_attribute('href')}")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


def test_what_cannot_be_read_says_why_and_offers_to_read_again(desk: Page, room: Newsroom) -> None:
    desk.get_by_role("link", name="无法解析").click()
    expect(desk.locator("h1")).to_have_text("无法解析1篇")
    expect(desk.locator("#piece")).to_contain_text("文件有密码，打不开。")
    desk.keyboard.press("r")
    expect(desk.locator("#notices li")).to_have_count(1)
    room.broken.refresh_from_db()
    assert room.broken.state == "received"


def test_back_shows_the_piece_that_was_left(desk: Page, room: Newsroom) -> None:
    desk.keyboard.press("j")
    expect(desk.locator("#piece h2.headline")).to_have_text(room.crusher.headline)
    desk.keyboard.press("j")
    expect(desk.locator("#piece h2.headline")).to_have_text(room.mail.headline)
    desk.go_back()
    expect(desk.locator("#piece h2.headline")).to_have_text(room.crusher.headline)
    expect(desk.locator("[data-row][aria-current]")).to_contain_text(room.crusher.headline)
