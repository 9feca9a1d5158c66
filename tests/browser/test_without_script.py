"""The desk as plain forms, in a browser that runs no script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from browser.board_room import a_board
from browser.newsroom import Newsroom, OpenContext, a_newsroom, read_what_waits, sign_in
from desk.intake_samples import OTHER, a_word_file
from jianbao.desk.actions.composing import draft_issue
from jianbao.desk.models import Composition, Contribution, Issue
from servers.chromium import PageFaults

pytestmark = pytest.mark.browser


@pytest.fixture
def room(live_server: LiveServer) -> Newsroom:  # noqa: ARG001 - the desk's tables must stand
    return a_newsroom()


@pytest.fixture
def plain(room: Newsroom, live_server: LiveServer, open_context: OpenContext) -> Page:
    page = open_context(java_script_enabled=False).new_page()
    sign_in(page, room.editor, live_server)
    return page


def test_a_piece_is_opened_adopted_declined_and_both_taken_back(
    plain: Page, room: Newsroom
) -> None:
    plain.get_by_role("link", name="收稿").click()
    plain.locator("[data-row]", has_text=room.fan.headline).click()
    expect(plain.locator("#piece h2.headline")).to_have_text(room.fan.headline)
    plain.get_by_role("button", name="采用到").click()
    expect(plain.locator("h1")).to_have_text("待处理7篇")
    plain.locator("#notices").get_by_role("button", name="撤销").click()
    expect(plain.locator("#piece h2.headline")).to_have_text(room.fan.headline)
    plain.locator(".piece-acts [data-key=x]").click()
    plain.get_by_role("radio", name="时效已过").check()
    plain.get_by_role("button", name="不采用").click()
    expect(plain.locator("#notices")).to_contain_text(room.fan.headline)
    room.fan.refresh_from_db()
    assert (room.fan.state, room.fan.reason) == ("declined", "late")
    plain.locator("#notices").get_by_role("button", name="撤销").click()
    expect(plain.locator("h1")).to_have_text("待处理8篇")


def test_a_filter_and_many_at_once_need_no_script(plain: Page, room: Newsroom) -> None:
    plain.goto(f"{plain.url}inbox/")
    plain.get_by_role("searchbox").fill("破碎机")
    plain.get_by_role("searchbox").press("Enter")
    expect(plain.locator("[data-row]")).to_have_count(1)
    plain.locator("[data-select-item]").check()
    plain.locator(".bulk").get_by_role("button", name="留用").click()
    expect(plain.locator("tbody tr")).to_contain_text(room.crusher.headline)
    plain.get_by_role("button", name="处理这1篇").click()
    room.crusher.refresh_from_db()
    assert room.crusher.state == "shortlisted"


def test_a_word_file_is_handed_in(plain: Page) -> None:
    plain.goto(f"{plain.url}contribute/new/")
    content = a_word_file(*OTHER, title="二号破碎机提前完成大修")
    plain.locator("input[type=file]").set_input_files(
        {"name": "破碎机.docx", "mimeType": "application/octet-stream", "buffer": content}
    )
    plain.locator(".save button").click()
    one = Contribution.objects.get(channel="upload")
    read_what_waits()
    plain.reload()
    expect(plain.locator("h1")).to_have_text("二号破碎机提前完成大修")
    assert plain.url.endswith(f"/contribute/{one.pk}/")
    expect(plain.locator(".prose").first).to_contain_text("更换衬板120块")


def test_what_was_forgotten_is_said_by_the_form(plain: Page, page_faults: PageFaults) -> None:
    page_faults.expect("status of 422")
    plain.goto(f"{plain.url}contribute/new/")
    plain.locator(".save button").click()
    expect(plain.locator("main [data-focus]")).to_be_visible()


def test_the_board_is_arranged_and_drafted_by_plain_forms(
    live_server: LiveServer, open_context: OpenContext
) -> None:
    board = a_board()
    Issue.objects.filter(pk=board.issue.pk).update(window_start=None, window_end=None)
    page = open_context(java_script_enabled=False).new_page()
    sign_in(page, board.editor, live_server)
    page.locator(".nav").get_by_role("link", name="编排").click()
    first, second = board.headlines()[:2]
    page.get_by_role("button", name=f"下移 {first}").click()
    expect(page.locator("#notices")).to_contain_text("已移动")
    assert board.headlines()[:2] == [second, first]
    page.get_by_role("link", name=f"移到… {first}").click()
    page.get_by_label("在本期的位置").select_option(index=0)
    page.get_by_role("button", name="移到这里").click()
    assert board.headlines()[:2] == [first, second]
    page.get_by_role("button", name="撤销").click()
    assert board.headlines()[:2] == [second, first]
    page.locator("[data-page='2']").click()
    expect(page.locator("[data-sheet='2']")).to_be_visible()
    expect(page.locator("[data-sheet='1']")).to_be_hidden()
    page.get_by_role("button", name="自动起草").click()
    assert draft_issue(Composition.objects.get().pk)
    expect(page.locator("#fates-made")).to_be_visible()  # the page looks again by itself
    page.get_by_role("button", name="撤回起草").click()
    expect(page.locator("#notices")).to_contain_text("起草已撤回")
    assert board.headlines()[:2] == [second, first]
