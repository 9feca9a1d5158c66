"""通讯员: hands in a file and a text pasted from Word, sees what the desk sees, and only that."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from browser.newsroom import Newsroom, OpenContext, a_newsroom, let_in, read_what_waits
from cast import a_person
from desk.intake_samples import STORY, a_photo, a_word_file
from jianbao.desk.models import Contribution, Role, Unit
from servers.chromium import PageFaults

pytestmark = pytest.mark.browser

ONE = re.compile(r"/contribute/\d+/$")
TITLE = "安全知识竞赛拼出真功夫"
FROM_WORD = f"""<html><body><!--StartFragment--><p class=MsoNormal><b>{TITLE}</b></p>
<p class=MsoNormal style='mso-highlight:yellow'>　　{STORY[0]}</p>
<p class=MsoNormal>{STORY[1]}<o:p></o:p></p><p><img src="file:///C:/a.png"></p>
<!--EndFragment--></body></html>"""
PASTE = """(field, html) => {
  const bag = new DataTransfer();
  bag.setData("text/html", html);
  field.focus();
  field.dispatchEvent(
    new ClipboardEvent("paste", {clipboardData: bag, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def room(live_server: LiveServer) -> Newsroom:  # noqa: ARG001 - the desk's tables must stand
    return a_newsroom()


@pytest.fixture
def sending(room: Newsroom, live_server: LiveServer, open_context: OpenContext) -> Page:
    page = let_in(open_context(), room.contributor, live_server)
    page.goto(f"{live_server.url}/b/yunling/contribute/")
    page.keyboard.press("n")
    expect(page.locator("main input[type=file]")).to_be_attached()
    return page


def test_a_word_file_is_seen_as_the_editors_see_it(
    sending: Page, room: Newsroom, live_server: LiveServer, open_context: OpenContext
) -> None:
    one = _hand_in_a_word_file(sending)
    expect(sending.locator("h1")).to_have_text(TITLE)
    expect(sending.locator(".prose").first.locator("p")).to_have_text(list(STORY))
    picture = sending.locator(".shots img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.evaluate("(img) => img.naturalWidth") > 100
    assert (one.unit and one.unit.name, one.sent_by) == ("青石分公司", room.contributor)
    desk = let_in(open_context(), room.editor, live_server)
    desk.goto(f"{live_server.url}/b/yunling/inbox/{one.pk}/")
    expect(desk.locator("#piece .prose").first.locator("p")).to_have_text(list(STORY))


def test_those_of_another_unit_do_not_see_it(
    sending: Page,
    room: Newsroom,
    live_server: LiveServer,
    open_context: OpenContext,
    page_faults: PageFaults,
) -> None:
    page_faults.expect("status of 404")
    _hand_in_a_word_file(sending)
    nanping = Unit.objects.get(bulletin=room.bulletin, name="南坪矿业")
    other = a_person(Role.CONTRIBUTOR, room.bulletin, name="李松柏", unit=nanping)
    page = let_in(open_context(), other, live_server)
    answer = page.goto(sending.url)
    assert answer
    assert answer.status == 404
    page.goto(f"{live_server.url}/b/yunling/contribute/")
    expect(page.locator("main")).not_to_contain_text(TITLE)


def _hand_in_a_word_file(page: Page) -> Contribution:
    content = a_word_file(*STORY, title=TITLE, picture=a_photo())
    page.locator("main input[type=file]").set_input_files(
        {"name": "竞赛来稿.docx", "mimeType": "application/octet-stream", "buffer": content}
    )
    expect(page.locator("[data-drop-list] li")).to_contain_text("竞赛来稿.docx")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(ONE)
    expect(page.locator("h1")).to_have_text("竞赛来稿.docx")
    read_what_waits()
    return Contribution.objects.get(channel="upload")


def test_a_text_from_word_loses_its_dress_and_says_so(sending: Page) -> None:
    field = sending.locator("main textarea").first
    field.evaluate(PASTE, FROM_WORD)
    expect(field).to_have_value("\n".join((TITLE, *STORY)))
    expect(sending.get_by_role("status").filter(has_text="粘贴")).to_contain_text("图片1张")
    sending.locator(".save button").click()
    sending.wait_for_url(ONE)
    read_what_waits()
    expect(sending.locator(".prose p").first).to_contain_text("24名选手")
    assert Contribution.objects.get(channel="paste").state == "waiting"


def test_what_was_sent_can_be_withdrawn_while_nobody_has_decided(
    sending: Page, room: Newsroom, live_server: LiveServer
) -> None:
    sending.locator("main textarea").first.fill("\n".join(STORY))
    sending.locator(".save button").click()
    sending.wait_for_url(ONE)
    read_what_waits()
    sending.reload()
    sending.get_by_role("button", name="撤回").click()
    one = Contribution.objects.get(sent_by=room.contributor)
    assert one.state == "set_aside"
    sending.goto(f"{live_server.url}/b/yunling/contribute/")
    sending.get_by_role("link", name="已撤回").click()
    expect(sending.locator(".own tbody tr")).to_contain_text("已撤回")
