"""The same decisions between two meetings: 390 pixels wide, by finger; and pages down to 320."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from browser.newsroom import Newsroom, OpenContext, a_newsroom, let_in

pytestmark = pytest.mark.browser

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
SMALL = """() => [...document.querySelectorAll(
  'a, button, summary, select, textarea, input:not([type=hidden]), [role=button]')]
.filter((at) => !at.closest('.unseen, .skip, p, li, td, th, dd')
  && at.checkVisibility({visibilityProperty: true}) && !at.matches('.skip, .unseen'))
.map((at) => [at, (at.matches('input[type=checkbox], input[type=radio]')
  ? at.closest('label, .tick') ?? at : at).getBoundingClientRect()])
.filter(([, box]) => box.height > 0 && box.height < 43.5)
.map(([at, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${at.outerHTML}`)"""


@pytest.fixture
def room(live_server: LiveServer) -> Newsroom:  # noqa: ARG001 - the desk's tables must stand
    return a_newsroom()


@pytest.fixture
def hand(room: Newsroom, live_server: LiveServer, open_context: OpenContext) -> Page:
    page = let_in(open_context(**PHONE), room.editor, live_server)
    page.goto(f"{live_server.url}/b/yunling/inbox/")
    return page


def test_a_finger_opens_adopts_takes_back_and_declines(hand: Page, room: Newsroom) -> None:
    expect(hand.locator("#piece")).to_be_hidden()
    hand.locator("[data-row]", has_text=room.fan.headline).tap()
    expect(hand.locator("#piece h2.headline")).to_be_in_viewport()
    expect(hand.locator("#list")).to_be_hidden()
    hand.get_by_role("button", name="采用到").tap()
    expect(hand.locator("#notices")).to_contain_text(room.fan.headline)
    expect(hand.locator("#piece h2.headline")).to_have_text(room.crusher.headline)
    undo = hand.locator("#notices").get_by_role("button", name="撤销")
    expect(undo).to_be_in_viewport()
    undo.tap()
    expect(hand.locator("#piece h2.headline")).to_have_text(room.fan.headline)
    hand.locator(".piece-acts").get_by_text("不采用").tap()
    asked = hand.locator("dialog[open]")
    asked.get_by_text("重复来稿").tap()
    asked.get_by_role("button", name="不采用").tap()
    expect(hand.locator("#piece h2.headline")).to_have_text(room.crusher.headline)
    hand.get_by_role("link", name="返回列表").tap()
    expect(hand.locator("h1")).to_have_text("待处理7篇")
    expect(hand.locator("[data-row]")).to_have_count(7)


def test_every_decision_can_be_reached_by_a_finger(hand: Page, room: Newsroom) -> None:
    hand.locator("[data-row]", has_text=room.mail.headline).tap()
    expect(hand.locator("#piece h2.headline")).to_be_visible()
    for name in ("留用", "不采用", "转给", "拆分", "搁置"):
        one = hand.locator(".piece-acts").get_by_text(name).first
        one.scroll_into_view_if_needed()
        expect(one).to_be_in_viewport()
    hand.locator(".piece-acts").get_by_text("拆分").tap()
    expect(hand.locator("[name=starts]:checked")).to_have_count(3)
    hand.locator(".save").get_by_role("button", name="拆分").tap()
    expect(hand.locator("#piece h2.headline")).to_have_text("青石分公司开展技能比武")


@pytest.mark.parametrize("who", ["editor", "administrator", "contributor"])
def test_targets_are_large_and_nothing_runs_over_the_edge(
    room: Newsroom, live_server: LiveServer, open_context: OpenContext, who: str
) -> None:
    page = let_in(open_context(**PHONE), getattr(room, who), live_server)
    wrong = []
    for address in _addresses(room, who):
        page.set_viewport_size({"width": 390, "height": 844})
        answer = page.goto(live_server.url + address)
        assert answer
        assert answer.status == 200, address
        wrong += [f"{address}: {small}" for small in page.evaluate(SMALL)]
        for width in (390, 360, 320):
            page.set_viewport_size({"width": width, "height": 740})
            if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
                wrong.append(f"{address}: {wide} pixels at {width}")
    assert not wrong, "\n".join(wrong)


def _addresses(room: Newsroom, who: str) -> list[str]:
    names = {
        "editor": ["today", "inbox", "missing_units", "submit", "contribute"],
        "administrator": [
            *("today", "arrange", "arrange_sections", "arrange_units", "import_units"),
            *("arrange_correspondents", "arrange_mailboxes", "people", "people_rights", "invite"),
            "events",
        ],
        "contributor": ["today", "contribute", "submit"],
    }[who]
    slug = room.bulletin.slug
    pieces = [room.fan, room.mail, room.broken] if who == "editor" else []
    return [
        *(reverse(name, args=[slug]) for name in names),
        *(reverse("inbox_piece", args=[slug, one.pk]) for one in pieces),
        reverse("account"),
    ]
