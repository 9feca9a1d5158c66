"""Two editors at one piece: one decides, the other reads who did what, and nothing is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from browser.newsroom import Newsroom, OpenContext, a_newsroom, let_in
from servers.chromium import PageFaults

pytestmark = pytest.mark.browser


@pytest.fixture
def room(live_server: LiveServer) -> Newsroom:  # noqa: ARG001 - the desk's tables must stand
    return a_newsroom()


def test_the_second_reads_what_the_first_did(
    room: Newsroom, live_server: LiveServer, open_context: OpenContext, page_faults: PageFaults
) -> None:
    page_faults.expect("status of 409")
    page_faults.expect("Response Status Error Code 409")
    first = let_in(open_context(), room.editor, live_server)
    second = let_in(open_context(), room.colleague, live_server)
    for page in (first, second):
        page.goto(f"{live_server.url}/b/yunling/inbox/{room.fan.pk}/")
    first.keyboard.press("a")
    expect(first.locator("#notices")).to_contain_text(room.fan.headline)
    second.keyboard.press("h")
    said = second.locator("#notices li.error")
    expect(said).to_contain_text(room.editor.full_name)
    expect(said).to_contain_text("拟用")
    expect(second.locator("#piece .piece-head")).to_contain_text("拟用")
    room.fan.refresh_from_db()
    assert (room.fan.state, room.fan.decided_by) == ("planned", room.editor)


def test_the_same_is_read_where_no_script_runs(
    room: Newsroom, live_server: LiveServer, open_context: OpenContext, page_faults: PageFaults
) -> None:
    page_faults.expect("status of 409")
    first = let_in(open_context(), room.editor, live_server)
    second = let_in(open_context(java_script_enabled=False), room.colleague, live_server)
    for page in (first, second):
        page.goto(f"{live_server.url}/b/yunling/inbox/{room.fan.pk}/")
    first.keyboard.press("h")
    expect(first.locator("#notices")).to_contain_text(room.fan.headline)
    second.get_by_role("button", name="采用到").click()
    expect(second.locator("main")).to_contain_text(room.editor.full_name)
    expect(second.locator("main")).to_contain_text("留用")
    room.fan.refresh_from_db()
    assert room.fan.state == "shortlisted"
