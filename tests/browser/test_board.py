"""The board in a browser: moved by key, by hand and by 移到, with the real page beside it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from arrivals import an_arrival
from browser.board_room import BoardRoom, a_board
from browser.newsroom import OpenContext, let_in
from jianbao.desk.actions.composing import draft_issue
from jianbao.desk.models import Composition, Issue
from jianbao.desk.queries.arrangement import arrangement_of, place_titled

FAN, LODGE, RULES = "青石分公司党员攻关组", "云岭物流设立司机", "基层党建工作条例"
TEXT = (
    "云岭环保青年志愿服务队走进社区，为32户居民讲解垃圾分类知识，发放手册120份。",
    "志愿者们还帮助独居老人打扫院落，受到居民欢迎。",
)
pytestmark = pytest.mark.browser


@pytest.fixture
def room(live_server: LiveServer) -> BoardRoom:  # noqa: ARG001 - the desk's tables must stand
    return a_board()


@pytest.fixture
def board(room: BoardRoom, live_server: LiveServer, open_context: OpenContext) -> Page:
    page = let_in(open_context(), room.editor, live_server)
    page.goto(f"{live_server.url}/b/yunling/board/")
    return page


def _row(board: Page, headline: str) -> Locator:
    return board.locator(".it", has_text=headline)


def _shown(board: Page) -> str:
    """The content that the page picture shows, by the digest in its address."""
    picture = board.locator("[data-sheet]:not([hidden]) img:not(.before)")
    expect(picture).to_have_js_property("complete", value=True)
    return str(picture.get_attribute("src")).split("/")[-3]


def _drag(board: Page, row: Locator, onto: Locator) -> None:
    """Take a row and let it fall on the upper half of something else, as a hand does."""
    row.locator(".by").hover()
    board.mouse.down()
    for _ in range(2):  # the second move is the first that says where it is over
        onto.hover(position={"x": 60, "y": 6})
    board.mouse.up()


def _expect_order(board: Page, room: BoardRoom, headline: str, number: int) -> None:
    """The page shows it at that number, and so do the rows of the desk."""
    expect(_row(board, headline).locator(".n")).to_have_text(str(number))
    assert room.headlines()[number - 1].startswith(headline)


def test_an_item_goes_up_by_key_and_its_page_changes_with_it(board: Page, room: BoardRoom) -> None:
    before = _shown(board)
    _row(board, FAN).locator("[data-row]").focus()
    board.keyboard.press("Shift+K")
    _expect_order(board, room, FAN, 3)
    expect(_row(board, FAN)).to_have_attribute("data-current", "")
    expect(_row(board, FAN).locator("[data-row]")).to_be_focused()
    expect(board.locator("#board-said")).to_contain_text("移到第3条")
    assert _shown(board) != before
    expect(board.locator(".ago")).to_contain_text("秒")
    board.keyboard.press("Alt+ArrowDown")
    _expect_order(board, room, FAN, 4)
    assert _shown(board) == before  # the same content, the same picture
    board.keyboard.press("u")
    _expect_order(board, room, FAN, 3)
    board.keyboard.press("u")
    _expect_order(board, room, FAN, 4)


def test_an_item_is_dragged_into_another_section_and_brought_back(
    board: Page, room: BoardRoom
) -> None:
    before = _shown(board)
    _drag(board, _row(board, FAN), _row(board, RULES))
    _expect_order(board, room, FAN, 2)
    assert room.item(FAN).section_title == "学习"
    assert _shown(board) != before
    board.get_by_role("button", name="撤销").click()
    _expect_order(board, room, FAN, 4)
    assert _shown(board) == before
    board.locator(".none[data-slot]").scroll_into_view_if_needed()
    _drag(board, _row(board, LODGE), board.locator(".none[data-slot]"))
    _expect_order(board, room, LODGE, 8)
    assert room.item(LODGE).section_title == "心语"


def test_a_place_is_chosen_from_the_list(board: Page, room: BoardRoom) -> None:
    _row(board, LODGE).locator("[data-row]").focus()
    board.keyboard.press("m")
    asked = board.locator("dialog[open]")
    expect(asked.get_by_label("在本期的位置")).to_be_focused()
    asked.locator("select").select_option(label="第1条之后，把创新摆在发展全局的核心位置")
    asked.get_by_role("button", name="移到这里").click()
    _expect_order(board, room, LODGE, 2)
    assert room.item(LODGE).section_title == "学习"
    board.keyboard.press("u")
    _expect_order(board, room, LODGE, 7)


def test_a_click_on_the_page_leads_to_the_row_and_the_row_to_its_page(board: Page) -> None:
    spot = board.locator("[data-sheet]:not([hidden]) [data-spot]").last
    key = spot.get_attribute("data-spot")
    spot.click()
    row = board.locator(f"#item-{key}")
    expect(row).to_have_attribute("data-current", "")
    expect(row.locator("[data-row]")).to_be_focused()
    expect(row).to_be_in_viewport()
    expect(spot).to_have_attribute("aria-current", "true")
    last = board.locator(".it").last
    sheet = last.locator("[data-shows]").get_attribute("data-shows")
    last.locator("[data-shows]").click()
    expect(board.locator("[data-sheet]:not([hidden])")).to_have_attribute("data-sheet", str(sheet))
    marked = last.get_attribute("data-item")
    framed = board.locator(f'[data-sheet="{sheet}"] [data-spot="{marked}"]')
    expect(framed.first).to_have_attribute("aria-current", "true")


def test_an_empty_section_is_hidden_and_shown_again(board: Page, room: BoardRoom) -> None:
    board.get_by_role("button", name="在本期隐藏 心语").click()
    expect(board.locator(".sec", has_text="心语")).to_have_count(0)
    expect(board.locator(".hidden-ones")).to_contain_text("心语")
    expect(board.locator("#board-sums")).not_to_contain_text("栏为空")
    board.keyboard.press("u")
    expect(board.locator(".sec", has_text="心语")).to_have_count(1)
    room.issue.refresh_from_db()
    place = place_titled(arrangement_of(room.issue), "心语")
    assert place is not None
    assert not place.hidden


def test_a_section_is_renamed_and_given_a_group_for_this_issue(
    board: Page, room: BoardRoom
) -> None:
    before = _shown(board)
    board.get_by_role("link", name="本期栏目").click()
    board.locator(".own-sec", has_text="青年").locator("summary").click()
    board.get_by_label("本期用名").nth(2).fill("青春力量")
    board.get_by_role("button", name="保存 青年").click()
    expect(board.locator("#notices")).to_contain_text("撤销")
    group = board.locator(".own-sec", has_text="青春力量")
    group.get_by_label("加子栏目").fill("青年突击队")
    group.get_by_role("button", name="添加 青春力量").click()
    board.get_by_role("link", name="回到编排").click()
    section = board.locator(".sec", has_text="青春力量")
    expect(section.locator(".grp")).to_have_text("青年突击队")
    assert room.bulletin.sections.filter(title="青年").exists()
    assert _shown(board) != before
    board.keyboard.press("u")
    expect(board.locator(".grp", has_text="青年突击队")).to_have_count(0)
    board.keyboard.press("u")
    expect(board.locator(".sec h2", has_text=re.compile("^青年$"))).to_have_count(1)
    assert _shown(board) == before


def test_one_button_drafts_what_waits_and_takes_it_back(
    board: Page, room: BoardRoom, axe: Callable[[Page], None]
) -> None:
    Issue.objects.filter(pk=room.issue.pk).update(window_start=None, window_end=None)
    unit = room.bulletin.units.get(name="云岭环保")
    headline = "青年志愿者进社区讲垃圾分类"
    an_arrival(room.bulletin, headline=headline, paragraphs=TEXT, unit=unit, author="石安")
    board.get_by_role("button", name="自动起草").click()
    expect(board.get_by_role("progressbar")).to_be_visible()
    assert draft_issue(Composition.objects.get().pk)
    expect(board.locator("h1")).to_have_text("第12期，起草2条")
    axe(board)
    board.get_by_role("link", name=headline).click()
    expect(_row(board, headline)).to_have_attribute("data-current", "")
    expect(board.locator("h1")).to_have_text("第12期，12条")
    board.keyboard.press("u")
    expect(board.locator("#board-said")).to_contain_text("起草已撤回")
    expect(board.locator("h1")).to_have_text("第12期，10条")


def test_the_board_keeps_to_wcag_as_it_stands(
    board: Page, room: BoardRoom, axe: Callable[[Page], None]
) -> None:
    board.keyboard.press("j")
    axe(board)
    board.goto(board.url.split("?")[0] + f"{room.issue.pk}/draft/")
    axe(board)
