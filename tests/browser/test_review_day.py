"""A review from hand to hand: approved on a phone, signed by a letter, commented by selecting."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from browser.newsroom import OpenContext, let_in
from browser.review_day import SIGNER, ReviewDay, a_review_day, token_of_the_letter
from jianbao.desk.actions.reviewing.links import send_link
from jianbao.desk.models import Comment
from jianbao.desk.queries.standing import standing_of

pytestmark = pytest.mark.browser

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
SELECT = """(words) => {
  const walker = document.createTreeWalker(
    document.querySelector('.sheet-of-paper'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + words.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return true;
  }
  return false;
}"""


@pytest.fixture
def day(live_server: LiveServer) -> ReviewDay:  # noqa: ARG001 - the desk's tables must stand
    return a_review_day()


def _read(page: Page, day: ReviewDay, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/b/yunling/review/{day.issue.pk}/")


def test_a_reviewer_approves_on_a_phone_and_a_signer_signs_by_the_letter(
    day: ReviewDay, live_server: LiveServer, open_context: OpenContext
) -> None:
    hand = let_in(open_context(**PHONE), day.desk.reviewer, live_server)
    hand.goto(f"{live_server.url}/b/yunling/review/")
    hand.locator("a.in-review-row").first.tap()
    expect(hand.locator("ins").first).to_be_visible()
    approve = hand.get_by_role("button", name="通过", exact=True)
    expect(approve).to_be_in_viewport()
    approve.tap()
    expect(hand.locator("#notices")).to_contain_text("已通过")
    issue = day.issue
    sha256 = standing_of(issue).sha256
    send_link(issue, by=day.desk.editor, step="sign_off", seen=sha256, email=SIGNER)
    signer = open_context(**PHONE).new_page()
    signer.goto(f"{live_server.url}/sign/{token_of_the_letter()}/")
    sign = signer.get_by_role("button", name="签发", exact=True)
    expect(sign).to_be_in_viewport()
    assert signer.evaluate("document.documentElement.scrollWidth") <= 390
    sign.tap()
    expect(signer.locator("h1")).to_have_text("您已通过")
    assert day.issue.state == "signed"


def test_a_comment_is_made_by_selecting_words_and_settled_in_the_editor(
    day: ReviewDay, live_server: LiveServer, open_context: OpenContext
) -> None:
    page = let_in(open_context(), day.second, live_server)
    _read(page, day, live_server)
    words = "为86位老人当场办结认证手续"
    assert page.evaluate(SELECT, words)
    page.get_by_role("link", name="批注所选").click()
    form = page.locator("details.say[open]")
    expect(form.get_by_label("所指原文")).to_have_value(words)
    form.locator("textarea").fill("与报表一致吗？")
    form.get_by_role("button", name="批注").click()
    expect(page.locator("mark.spoken", has_text=words)).to_be_visible()
    comment = Comment.objects.latest("pk")
    assert comment.item is not None
    assert comment.quote == words
    desk = let_in(open_context(), day.desk.editor, live_server)
    desk.goto(f"{live_server.url}/b/yunling/items/{comment.item.pk}/")
    beside = desk.locator(".comments-beside")
    expect(beside).to_contain_text("与报表一致吗？")
    beside.get_by_role("button", name="已解决").click()
    expect(beside).to_contain_text("沈知行已解决")


def test_marks_are_switched_off_and_the_next_change_is_a_key_away(
    day: ReviewDay, live_server: LiveServer, open_context: OpenContext
) -> None:
    page = let_in(open_context(), day.desk.reviewer, live_server)
    _read(page, day, live_server)
    cut = page.locator(".piece-of del").first
    expect(cut).to_be_visible()
    page.keyboard.press("n")
    expect(page.locator("[data-changed]").first).to_be_in_viewport()
    page.get_by_label("改动").uncheck()
    expect(cut).to_be_hidden()
    page.get_by_role("link", name="退回…").click()
    asked = page.locator("dialog[open]")
    asked.get_by_label("事实待核").check()
    asked.get_by_label("请改什么").fill("降幅再核")
    asked.get_by_role("button", name="退回", exact=True).click()
    expect(page.locator(".back-note")).to_contain_text("降幅再核")
    assert day.issue.state == "open"
