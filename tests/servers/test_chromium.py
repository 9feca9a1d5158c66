"""Chromium shows pages in Chinese, and what goes wrong in one is noticed."""

from __future__ import annotations

import asyncio
import http.server
import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from servers.chromium import PageFaults
from servers.program import free_port

pytestmark = pytest.mark.browser

PAGES = {
    "/": "<h1>云岭简报</h1><button>收稿</button>",
    "/script": "<script>tear()</script><h1>云岭简报</h1>",
    "/picture": '<img src="/none.png" alt="窑尾"><h1>云岭简报</h1>',
    "/style": '<h1 style="color: red">云岭简报</h1>',
    "/pale": '<h1 style="color: #eee; background: #fff">云岭简报</h1><img src="/">',
}
STRICT = {"/style"}


class Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        found = self.path in PAGES or self.path == "/favicon.ico"
        body = f"<!doctype html><html lang=zh><title>简报</title>{PAGES.get(self.path, '')}"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if self.path in STRICT:
            self.send_header("Content-Security-Policy", "default-src 'self'")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_page_is_as_wide_as_a_desk_and_speaks_chinese(page: Page, address: str) -> None:
    page.goto(address)
    assert page.inner_text("h1") == "云岭简报"
    assert page.evaluate("[innerWidth, innerHeight, navigator.language]") == [1440, 900, "zh-CN"]


def test_a_phone_is_narrow_and_touched(phone: Page, address: str) -> None:
    phone.goto(address)
    assert phone.evaluate("matchMedia('(pointer: coarse)').matches")
    phone.get_by_role("button", name="收稿").tap()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/script", "tear is not defined"),
        ("/picture", "404"),
        ("/style", "Content Security Policy"),
    ],
)
def test_a_fault_of_a_page_is_seen(
    page: Page, page_faults: PageFaults, address: str, path: str, words: str
) -> None:
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    assert any(words in fault for fault in page_faults.unexpected)
    page_faults.expect(words)


def test_a_server_that_does_not_answer_is_seen(page: Page, page_faults: PageFaults) -> None:
    with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
        page.goto(f"http://127.0.0.1:{free_port()}/")
    assert page_faults.unexpected
    page_faults.expect("ERR_CONNECTION_REFUSED")


def test_axe_passes_what_is_well_made_and_names_what_is_not(
    page: Page, axe: Callable[[Page], None], address: str
) -> None:
    page.goto(address)
    axe(page)
    page.goto(f"{address}/pale")
    with pytest.raises(AssertionError, match="color-contrast") as caught:
        axe(page)
    assert "image-alt" in str(caught.value)


def test_other_tests_may_run_a_loop_of_their_own(request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("_started")
    assert asyncio.run(asyncio.sleep(0, "done")) == "done"
