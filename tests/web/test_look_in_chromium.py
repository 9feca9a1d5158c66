"""Keys, dialogs, pasting, dropping, choosing and saying, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from servers.chromium import PageFaults
from web import look_pages

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("_look_pages")]

WORD = """<html><body><!--StartFragment-->
<p style='mso-highlight:yellow'><b onclick='window.ran=2'>　　窑尾</b>收尘班七天治好&nbsp;滤袋
</p>
<p class=MsoNormal>第二段<a href="https://yunling.example/">链接</a><o:p>&nbsp;</o:p></p><style>p{}</style>
<table><tr><td><p>单位</p></td><td><p>来稿</p></td></tr><tr><td>青石</td><td>12</td></tr></table>
<p><img src="https://elsewhere.example/a.png"></p><script>window.ran = 1</script>
<!--EndFragment--></body></html>"""
PASTE = """(field, html) => {
  const bag = new DataTransfer();
  bag.setData("text/html", html);
  field.focus();
  const given = {clipboardData: bag, bubbles: true, cancelable: true};
  field.dispatchEvent(new ClipboardEvent("paste", given));
}"""
DROP = """(zone, names) => {
  const bag = new DataTransfer();
  for (const name of names) bag.items.add(new File(["x".repeat(2048)], name));
  const given = {dataTransfer: bag, bubbles: true, cancelable: true};
  zone.dispatchEvent(new DragEvent("drop", given));
}"""


@pytest.fixture
def _look_pages(settings: Settings) -> None:
    settings.ROOT_URLCONF = "web.look_pages"


@pytest.fixture
def desk(page: Page, live_server: LiveServer) -> Page:
    page.goto(f"{live_server.url}/look/desk")
    return page


@pytest.fixture
def sheet(page: Page, live_server: LiveServer) -> Page:
    page.goto(f"{live_server.url}/look/page")
    return page


@pytest.mark.parametrize("name", ["desk", "page?bad", "plain"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_shells_are_open_to_everybody(
    open_context: Callable[..., BrowserContext],
    axe: Callable[[Page], None],
    live_server: LiveServer,
    name: str,
    scheme: str,
) -> None:
    page = open_context(color_scheme=scheme).new_page()
    page.goto(f"{live_server.url}/look/{name}")
    axe(page)
    page.set_viewport_size({"width": 390, "height": 844})
    axe(page)
    for width in (320, 360, 720):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_finger_meets_targets_of_44_pixels(phone: Page, live_server: LiveServer) -> None:
    phone.goto(f"{live_server.url}/look/desk")
    small = phone.evaluate(
        """[...document.querySelectorAll(".nav a, .btn, .act, .back, .menu summary, .link")]
        .filter((at) => at.getClientRects().length && at.getBoundingClientRect().height < 44)
        .map((at) => at.outerHTML)"""
    )
    assert small == []


def test_a_phone_shows_the_piece_and_then_the_list(phone: Page, live_server: LiveServer) -> None:
    phone.goto(f"{live_server.url}/look/desk")
    expect(phone.locator("#list")).to_be_hidden()
    expect(phone.locator("#piece")).to_be_visible()
    phone.evaluate("document.querySelector('[data-open]').removeAttribute('data-open')")
    expect(phone.locator("#list")).to_be_visible()


def test_a_key_acts_and_is_listed(desk: Page) -> None:
    desk.locator("[data-adopt]").evaluate(
        "(button) => button.addEventListener('click', () => {window.adopted = 1})"
    )
    desk.keyboard.press("a")
    assert desk.evaluate("window.adopted") == 1
    desk.keyboard.press("?")
    listed = desk.locator("dialog[open] .key-list li")
    expect(listed.filter(has_text="采用").first).to_contain_text("A")
    expect(listed.filter(has_text="筛选来稿")).to_contain_text("/")
    desk.keyboard.press("Escape")
    expect(desk.locator("dialog[open]")).to_have_count(0)


def test_keys_rest_while_one_types_or_composes(desk: Page) -> None:
    desk.keyboard.press("/")
    expect(desk.locator("#f")).to_be_focused()
    desk.keyboard.type("axu?")
    expect(desk.locator("#f")).to_have_value("axu?")
    expect(desk.locator("dialog[open]")).to_have_count(0)
    desk.evaluate(
        """document.body.dispatchEvent(
        new KeyboardEvent("keydown", {key: "x", isComposing: true, bubbles: true}))"""
    )
    expect(desk.locator("dialog[open]")).to_have_count(0)


def test_single_keys_can_be_turned_off(desk: Page) -> None:
    desk.locator("[data-shows-keys]").click()
    desk.locator("dialog[open] input[type=checkbox]").uncheck()
    desk.keyboard.press("Escape")
    desk.reload()
    desk.keyboard.press("x")
    expect(desk.locator("dialog[open]")).to_have_count(0)


def test_j_and_k_walk_the_list(desk: Page) -> None:
    rows = desk.locator("[data-row]")
    for key, at in (("j", 0), ("j", 1), ("j", 2), ("j", 2), ("k", 1)):
        desk.keyboard.press(key)
        expect(rows.nth(at)).to_be_focused()


def test_a_dialog_opens_by_key_and_gives_the_focus_back(desk: Page) -> None:
    opener = desk.locator("[data-opens=why]")
    opener.focus()
    desk.keyboard.press("x")
    expect(desk.locator("#why")).to_be_visible()
    expect(desk.locator("#r")).to_be_focused()
    desk.locator("#why [data-closes]").click()
    expect(desk.locator("#why")).to_be_hidden()
    expect(opener).to_be_focused()


def test_without_script_a_dialog_opens_in_place_and_nothing_else_is_lost(
    open_context: Callable[..., BrowserContext], live_server: LiveServer
) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/look/desk")
    page.locator("[data-opens=why]").click()
    expect(page.locator("#why")).to_be_visible()
    page.locator("#why [data-closes]").click()
    expect(page.locator("#why")).to_be_hidden()
    expect(page.locator(".bulk")).to_be_hidden()
    page.locator("[data-select-item]").first.check()
    expect(page.locator(".bulk")).to_be_visible()
    page.locator(".mast-end summary").click()
    page.get_by_role("button", name="深色").or_(page.get_by_role("button", name="Dark")).click()
    page.goto(f"{live_server.url}/look/desk")
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_shift_chooses_a_range_and_the_count_is_said(desk: Page) -> None:
    boxes = desk.locator("[data-select-item]")
    expect(desk.locator(".bulk")).to_be_hidden()
    boxes.nth(0).click()
    boxes.nth(2).click(modifiers=["Shift"])
    expect(desk.locator("[data-select-count]")).to_contain_text("3")
    expect(desk.locator("[data-select-all]")).to_be_checked()
    boxes.nth(1).click()
    assert desk.locator("[data-select-all]").evaluate("(box) => box.indeterminate")
    desk.locator("[data-select-all]").click()
    expect(desk.locator("[data-select-count]")).to_contain_text("3")


def test_light_and_dark_are_kept(desk: Page) -> None:
    desk.locator(".mast-end summary").click()
    desk.locator("[data-theme-form] button[value=dark]").click()
    assert desk.locator("html").get_attribute("data-theme") == "dark"
    desk.reload()
    assert desk.locator("html").get_attribute("data-theme") == "dark"
    dark = desk.evaluate("getComputedStyle(document.body.parentElement).backgroundColor")
    assert dark == "rgb(21, 22, 23)"
    desk.locator(".mast-end summary").click()
    desk.locator("[data-theme-form] button[value='']").click()
    desk.reload()
    assert desk.locator("html").get_attribute("data-theme") is None


def test_a_menu_closes_on_escape_and_outside(desk: Page) -> None:
    menu = desk.locator(".mast-end details")
    desk.locator(".mast-end summary").click()
    desk.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(desk.locator(".mast-end summary")).to_be_focused()
    desk.locator(".mast-end summary").click()
    desk.locator(".headline").click()
    expect(menu).not_to_have_attribute("open", "")


def test_what_word_gives_becomes_plain_paragraphs(sheet: Page) -> None:
    field = sheet.locator("#id_text")
    field.evaluate(PASTE, WORD)
    expect(field).to_have_value("窑尾收尘班七天治好 滤袋\n第二段链接\n单位\t来稿\n青石\t12")
    words = sheet.locator("#words")
    said = sheet.locator("#said")
    for what, count in (("pictures", "1"), ("tables", "1"), ("links", "1"), ("colours", "")):
        sentence = words.get_attribute(f"data-{what}")
        assert sentence
        expect(said).to_contain_text(sentence.replace("{n}", count))
    assert sheet.evaluate("window.ran") is None
    sheet.on("dialog", lambda dialog: dialog.accept())


def test_unsaved_words_are_not_left_without_asking(sheet: Page) -> None:
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    sheet.on("dialog", leave)
    sheet.locator("#id_name").press_sequentially("云岭")
    sheet.reload()
    assert asked == ["beforeunload"]
    sheet.reload()
    assert asked == ["beforeunload"]


def test_files_let_go_are_listed_and_can_be_taken_back(sheet: Page) -> None:
    zone = sheet.locator("[data-drop]")
    zone.evaluate(DROP, ["来稿.docx"])
    zone.evaluate(DROP, ["照片.jpg"])
    rows = zone.locator("[data-drop-list] li")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("2 KB")
    rows.nth(0).get_by_role("button").click()
    expect(rows).to_have_count(1)
    kept = sheet.locator("#up").evaluate("(field) => [...field.files].map((file) => file.name)")
    assert kept == ["照片.jpg"]
    sheet.on("dialog", lambda dialog: dialog.accept())


def test_what_happened_is_said_and_can_be_undone(desk: Page) -> None:
    say = "(detail) => document.dispatchEvent(new CustomEvent('desk:say', {detail}))"
    look_pages.undone.clear()
    desk.evaluate(say, {"text": "<b>已采用", "undo": "https://elsewhere.example/"})
    expect(desk.locator("#toasts")).to_contain_text("<b>已采用")
    desk.keyboard.press("z")
    assert desk.url.endswith("/look/desk")
    desk.evaluate(say, {"text": "已采用", "undo": "/look-undo"})
    desk.keyboard.press("z")
    desk.wait_for_url("**/look-undo")
    assert look_pages.undone == ["POST"]


def test_a_refusal_is_said_above_and_leaves_the_part_alone(
    page: Page, live_server: LiveServer, page_faults: PageFaults
) -> None:
    page_faults.expect("status of 409")
    page_faults.expect("Response Status Error Code 409")
    page.goto(f"{live_server.url}/look/plain")
    page.get_by_role("button", name="被拒").click()
    expect(page.locator("#notices li.error")).to_have_count(1)
    expect(page.locator("#part")).to_have_text("原样")


def test_a_fault_is_said_and_leaves_the_part_alone(
    page: Page, live_server: LiveServer, page_faults: PageFaults
) -> None:
    page_faults.expect("status of 500")
    page_faults.expect("Response Status Error Code 500")
    page.goto(f"{live_server.url}/look/plain")
    page.get_by_role("button", name="故障").click()
    expect(page.locator("#toasts .toast")).to_have_count(1)
    expect(page.locator("#part")).to_have_text("原样")


def test_a_whole_page_in_answer_to_a_part_reloads_instead_of_nesting(
    page: Page, live_server: LiveServer
) -> None:
    page.goto(f"{live_server.url}/look/plain")
    with page.expect_navigation():
        page.get_by_role("button", name="过期").click()
    expect(page.locator(".mast")).to_have_count(1)
    expect(page.locator("#part")).to_have_text("原样")
