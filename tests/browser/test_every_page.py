"""Every page of the desk, light and dark, wide and narrow: WCAG 2.2 AA, and nothing cut off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from browser.newsroom import OpenContext, a_newsroom
from browser.places import (
    fill_every_list,
    pages,
    session_of,
    signed_in,
    somebody_with_every_role,
)
from jianbao.desk.models import User
from servers.chromium import PageFaults

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EVERY_RULE = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},  # of 2.2, which axe leaves off
}
# What a narrow window changes. Dark differs in its tokens, whose contrast test_look holds.
OF_ROOM = {"runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}}
AXE = """async (rules) => {
  const found = await axe.run({
    ...rules,
    iframes: false,
    resultTypes: ['violations'],
    preload: false,
    iframes: false,  // a letter in its sandbox is no page of the desk
  });
  return found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html}`));
}"""

PARTS = 3  # so that several workers walk
SMALL = """() => [...document.querySelectorAll(
  'a, button, summary, select, textarea, input:not([type=hidden]), [role=button]')]
.filter((at) => !at.closest('.unseen, .skip, p, li, td, th, dd')
  && at.checkVisibility({visibilityProperty: true}) && !at.matches('.skip, .unseen'))
.map((at) => [at, (at.matches('input[type=checkbox], input[type=radio]')
  ? at.closest('label, .tick') ?? at : at).getBoundingClientRect()])
.filter(([, box]) => box.height > 0 && box.height < 43.5)
.map(([at, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${at.outerHTML}`)"""


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_keeps_to_wcag_and_inside_its_width(
    live_server: LiveServer, open_context: OpenContext, page_faults: PageFaults, part: int
) -> None:
    page_faults.expect("status of 40")
    room = a_newsroom()
    person = somebody_with_every_role(room)
    fill_every_list(room, person)
    places = pages(room, person)
    assert len(places) > 80
    browsers: dict[User | None, Page] = {}
    wrong: list[str] = []
    for place in places[part::PARTS]:
        if place.who not in browsers:
            browsers[place.who] = _browser_of(place.who, live_server, open_context)
        where = f"{place.name} {place.address} as {place.who}"
        found = _broken(browsers[place.who], live_server.url + place.address)
        wrong += [f"{where}: {each}" for each in found]
    assert not wrong, "\n".join(wrong)


def _browser_of(who: User | None, live_server: LiveServer, open_context: OpenContext) -> Page:
    context = open_context(bypass_csp=True)  # for axe, which is not of the desk
    if who:
        session = session_of(signed_in(who))
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return context.new_page()


def _broken(page: Page, address: str) -> Iterator[str]:
    """Say what is wrong with a page: wide and light, narrow and dark, and in English."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(address)
    page.evaluate(AXE_SCRIPT)
    yield from page.evaluate(AXE, EVERY_RULE)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 844})
    yield from page.evaluate(AXE, OF_ROOM)
    yield from page.evaluate(SMALL)
    page.set_viewport_size({"width": 320, "height": 640})
    yield from _too_wide(page)
    page.context.add_cookies([{"name": "jianbao_language", "value": "en", "url": address}])
    page.goto(address)
    yield from _too_wide(page)
    page.context.clear_cookies(name="jianbao_language")


def _too_wide(page: Page) -> Iterator[str]:
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > 320:
        yield f"{wide} pixels wide at 320"
