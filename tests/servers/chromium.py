"""Pages in a real Chromium, wide as a desk or narrow as a phone; never the network beyond here.

A fault in a page, be it of a script, of the CSP or a lost file, fails the test that opened it.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    sync_playwright,
)

from servers.program import find_program

_QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--font-render-hinting=none",
)
_WCAG_2_2_AA = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")
_DESK: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
_PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}


@dataclass
class PageFaults:
    """What went wrong in the pages of a test: scripts, what the CSP refused, lost files."""

    seen: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, words: str) -> None:
        """Let faults that contain these words pass: say `status of 404` where a page must fail."""
        self.expected.append(words)

    @property
    def unexpected(self) -> list[str]:
        """Every fault that no `expect` names."""
        return [fault for fault in self.seen if not any(words in fault for words in self.expected)]

    def watch(self, context: BrowserContext) -> None:
        """Note the faults of every page of this context from now on."""
        context.on("console", self._note_console)
        context.on("weberror", lambda error: self.seen.append(f"script: {error.error}"))
        context.on("requestfailed", self._note_request)

    def _note_console(self, message: ConsoleMessage) -> None:
        where = message.location["url"]
        # Chromium asks for this one by itself where a text or a picture is opened.
        if message.type in {"error", "warning"} and not where.endswith("/favicon.ico"):
            self.seen.append(f"{message.type}: {message.text} ({where})")

    def _note_request(self, request: Request) -> None:
        # A download and a page left while it loads are given up on purpose.
        if request.failure != "net::ERR_ABORTED":
            self.seen.append(f"request: {request.url}: {request.failure}")


@pytest.fixture(scope="session")
def _started() -> Iterator[tuple[Browser, asyncio.AbstractEventLoop]]:
    """Start one Chromium for all tests of a worker."""
    program = find_program(
        "chromium", "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"
    )
    with sync_playwright() as playwright:
        loop = asyncio.get_running_loop()
        browser = playwright.chromium.launch(executable_path=program, args=_QUIET)
        _run_in(None)
        yield browser, loop
        _run_in(loop)
        browser.close()


@pytest.fixture
def browser(
    _started: tuple[Browser, asyncio.AbstractEventLoop], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Browser]:
    """Give the Chromium of this worker."""
    browser, loop = _started
    # Playwright's loop runs in this thread, and Django takes that for code that must not wait.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    _run_in(loop)
    yield browser
    _run_in(None)


@pytest.fixture
def page_faults() -> Iterator[PageFaults]:
    """Collect what goes wrong in pages; the test fails at its end for what it did not expect."""
    faults = PageFaults()
    yield faults
    assert not faults.unexpected, "\n".join(faults.unexpected)


@pytest.fixture
def open_context(
    browser: Browser, page_faults: PageFaults
) -> Iterator[Callable[..., BrowserContext]]:
    """Give a function that opens one person's browser; it takes Playwright's options."""
    with contextlib.ExitStack() as stack:

        def open_one(**options: Any) -> BrowserContext:  # noqa: ANN401 - Playwright's own options
            context = browser.new_context(
                **{
                    "locale": "zh-CN",
                    "timezone_id": "Asia/Shanghai",
                    "reduced_motion": "reduce",
                    **_DESK,
                    **options,
                }
            )
            stack.callback(context.close)
            context.set_default_timeout(15_000)
            page_faults.watch(context)
            return context

        yield open_one


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Page:
    """Open a page of 1440 by 900 pixels in Chinese."""
    return open_context().new_page()


@pytest.fixture
def phone(open_context: Callable[..., BrowserContext]) -> Page:
    """Open a page of 390 by 844 pixels that is touched, in Chinese."""
    return open_context(**_PHONE).new_page()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Give a function that fails when a page, as it stands, breaks WCAG 2.2 AA."""

    def check(page: Page) -> None:
        options = {
            "runOnly": {"type": "tag", "values": _WCAG_2_2_AA},
            "resultTypes": ["violations"],
            "rules": {"target-size": {"enabled": True}},  # of 2.2, which axe leaves off
        }
        broken = Axe().run(page, options=options).response["violations"]
        assert not broken, "\n".join(
            f"{one['id']}: {one['help']}: {node['html']}" for one in broken for node in one["nodes"]
        )

    return check


def _run_in(loop: asyncio.AbstractEventLoop | None) -> None:
    """Say which loop runs in this thread: Playwright's while it is asked for something.

    Between tests none does, so that others may run a loop of their own.
    """
    asyncio._set_running_loop(loop)  # noqa: SLF001 - there is no public way
