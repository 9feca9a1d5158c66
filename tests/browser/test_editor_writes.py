"""编辑 in a browser: written by keys, lost connections, two at one item, and no script at all."""

from __future__ import annotations

import contextlib
import re

import msgspec
import pytest
from django.utils import timezone
from playwright.sync_api import Error, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from browser.newsroom import FAN, Newsroom, OpenContext, a_newsroom, let_in
from jianbao.desk.actions import deciding
from jianbao.desk.actions.editing import save_item
from jianbao.desk.models import Item
from jianbao.desk.queries.item import text_of
from servers.chromium import PageFaults

pytestmark = pytest.mark.browser


@pytest.fixture
def room(live_server: LiveServer) -> Newsroom:  # noqa: ARG001 - the desk's tables must stand
    return a_newsroom()


@pytest.fixture
def item(room: Newsroom) -> Item:
    section = room.fan.suggested_section
    assert section is not None
    today = timezone.localdate()
    deciding.plan(room.fan, section, by=room.editor, version=room.fan.version, today=today)
    return Item.objects.get()


def address(item: Item, live_server: LiveServer, rest: str = "") -> str:
    return f"{live_server.url}/b/yunling/items/{item.pk}/{rest}"


def saved(item: Item) -> str:
    item.refresh_from_db()
    return "\n".join(item.content["paragraphs"])


def write_at_the_end(page: Page, words: str) -> None:
    page.locator("#f-body").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def save(page: Page) -> None:
    page.keyboard.press("Control+s")
    expect(page.locator("[data-part=saved]")).to_contain_text("已保存")


def test_an_item_is_adopted_written_and_mended_by_keys(
    room: Newsroom, live_server: LiveServer, open_context: OpenContext
) -> None:
    page = let_in(open_context(), room.editor, live_server)
    page.goto(f"{live_server.url}/b/yunling/inbox/{room.fan.pk}/")
    page.keyboard.press("a")
    expect(page.locator("#notices")).to_contain_text(room.fan.headline)
    page.keyboard.press("3")
    expect(page.locator("h1")).to_have_text("我的1条")
    page.wait_for_load_state()  # keys are pressed once the page has its scripts
    page.keyboard.press("j")
    expect(page.locator("#f-body")).to_have_value(re.compile(FAN[1]))
    write_at_the_end(page, "大家盯了17天,当班完成。")
    absent = page.locator(".facts tr", has_text="17天")
    expect(absent).to_contain_text("原稿无")
    expect(page.locator(".mirror mark.grave")).to_have_count(2)
    page.keyboard.press("F8")
    page.keyboard.press("F8")
    expect(page.locator(".card.on")).to_contain_text("全角")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#f-body")).to_have_value(re.compile("大家盯了17天，当班完成。"))
    page.locator(".card", has_text="17天").click()
    page.keyboard.type("5月28日")
    expect(absent).to_have_count(0)
    expect(page.locator(".mirror mark.grave")).to_have_count(0)
    save(page)
    assert saved(Item.objects.get()).endswith("大家盯了5月28日，当班完成。")


def test_words_written_without_a_connection_come_back(
    room: Newsroom,
    item: Item,
    live_server: LiveServer,
    open_context: OpenContext,
    page_faults: PageFaults,
) -> None:
    page_faults.expect("ERR_INTERNET_DISCONNECTED")
    context = open_context()
    page = let_in(context, room.editor, live_server)
    page.goto(address(item, live_server))
    context.set_offline(True)
    write_at_the_end(page, "断网时写的。")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-part=saved]")).to_contain_text("文字留在本机")
    with contextlib.suppress(Error):
        page.goto("chrome://crash")  # in order, it would send its words past `set_offline`
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address(item, live_server))
    assert "断网" not in again.locator("#f-body").input_value()
    again.get_by_role("button", name="取回").click()
    expect(again.locator("#f-body")).to_have_value(re.compile("断网时写的。$"))
    save(again)
    assert saved(item).endswith("断网时写的。")
    again.reload()
    expect(again.locator("#draft")).to_be_hidden()


def test_words_that_come_back_do_not_overwrite_what_a_colleague_saved_meanwhile(
    room: Newsroom,
    item: Item,
    live_server: LiveServer,
    open_context: OpenContext,
    page_faults: PageFaults,
) -> None:
    page_faults.expect("ERR_INTERNET_DISCONNECTED")
    page_faults.expect("status of 409")
    context = open_context()
    page = let_in(context, room.editor, live_server)
    page.goto(address(item, live_server))
    context.set_offline(True)
    write_at_the_end(page, "断网时写的。")
    with contextlib.suppress(Error):
        page.goto("chrome://crash")
    page.close()
    theirs = msgspec.structs.replace(text_of(item), paragraphs=("同事写的。",))
    save_item(item, theirs, by=room.colleague, revision=item.revision)
    context.set_offline(False)
    again = context.new_page()
    again.goto(address(item, live_server))
    again.get_by_role("button", name="取回").click()
    both = again.locator("[data-part=stale]")
    expect(both).to_contain_text("同事写的。")
    expect(both).to_contain_text("断网时写的。")
    assert saved(item).endswith("同事写的。")


def test_two_at_one_item_lose_no_keystroke_and_the_second_sees_both_texts(
    room: Newsroom,
    item: Item,
    live_server: LiveServer,
    open_context: OpenContext,
    page_faults: PageFaults,
) -> None:
    page_faults.expect("status of 409")
    second = let_in(open_context(), room.colleague, live_server)
    first = let_in(open_context(), room.editor, live_server)
    for page in (second, first):
        page.goto(address(item, live_server))
    expect(first.locator("[data-part=others]")).to_contain_text(room.colleague.full_name)
    write_at_the_end(first, "甲写的。")
    save(first)
    write_at_the_end(second, "乙写的。")
    second.keyboard.press("Control+s")
    both = second.locator("[data-part=stale]")
    expect(both).to_contain_text(room.editor.full_name)
    expect(both.locator(".prose").nth(0)).to_contain_text("甲写的。")
    expect(both.locator(".prose").nth(1)).to_contain_text("乙写的。")
    assert both.locator("mark").all_inner_texts() == ["甲", "乙"]
    second.keyboard.type("还在写。")
    assert saved(item).endswith("甲写的。")
    both.get_by_role("button", name="手工合并").click()
    expect(second.locator("#f-body")).to_have_value(re.compile("乙写的。还在写。$"))
    expect(second.locator("[data-part=stale] .prose").nth(0)).to_contain_text("甲写的。")
    write_at_the_end(second, "甲写的。")
    save(second)
    assert saved(item).endswith("乙写的。还在写。甲写的。")
    earlier = item.revisions.order_by("-number")[1]
    assert earlier.content["paragraphs"][-1] == f"{FAN[1]}甲写的。"


def test_without_script_an_item_is_mended_clashes_and_goes_back(
    room: Newsroom,
    item: Item,
    live_server: LiveServer,
    open_context: OpenContext,
    page_faults: PageFaults,
) -> None:
    page_faults.expect("status of 409")
    plain = let_in(open_context(java_script_enabled=False), room.editor, live_server)
    other = let_in(open_context(java_script_enabled=False), room.colleague, live_server)
    for page in (plain, other):
        page.goto(address(item, live_server))
    plain.locator("#f-body").fill(FAN[0].replace("9名", "8名"))
    plain.get_by_role("button", name="保存").click()
    plain.locator(".card", has_text="9名").get_by_role("button", name="改为“9名”").click()
    expect(plain.locator("#notices")).to_contain_text("已保存")
    assert saved(item) == FAN[0]
    plain.locator("button[name=take]").first.click()
    assert re.fullmatch(rf"{FAN[0]}\n.+。", saved(item))
    other.locator("#f-body").fill("乙写的。")
    other.get_by_role("button", name="保存").click()
    expect(other.locator("[data-part=stale] .prose").nth(0)).to_contain_text("9名")
    expect(other.locator("#f-body")).to_have_value(re.compile("乙写的。"))
    other.get_by_role("button", name="用对方的").click()
    expect(other.locator("#f-body")).to_have_value(re.compile("9名"))
    assert any(one.content["paragraphs"] == ["乙写的。"] for one in item.revisions.all())
    plain.get_by_role("link", name="历史").click()
    plain.locator(".revisions a", has_text="初稿").click()
    plain.get_by_role("button", name="恢复").click()
    expect(plain.locator("#f-body")).to_have_value(re.compile(FAN[1]))
    assert saved(item) == "\n".join(FAN)


def test_words_typed_before_the_scripts_came_are_not_taken_for_saved(
    room: Newsroom, item: Item, live_server: LiveServer, open_context: OpenContext
) -> None:
    page = let_in(open_context(), room.editor, live_server)
    held: list[Route] = []
    page.route("**/js/editor-{leaving,margin}*.js", lambda route: held.append(route))  # noqa: PLW0108 - playwright marks it
    page.goto(address(item, live_server), wait_until="commit")
    page.locator("#f-body").fill("抢先写的。")
    for route in held:
        route.continue_()
    expect(page.locator("[data-part=saved]")).to_contain_text("尚未保存")
    page.get_by_role("link", name="历史").click()  # leaving takes them along
    expect(page.locator(".past .prose")).to_contain_text("抢先写的。")
    assert saved(item) == "抢先写的。"
