"""What people do with an issue in its review, at a browser: hand it in, answer, comment, mend."""

from __future__ import annotations

from playwright.sync_api import expect

from browser.story_hand import Hand
from jianbao.desk.models import Issue


def submit(hand: Hand, issue: Issue) -> None:
    """Give the issue to its review, to whoever may answer."""
    hand.open("review_submit", issue.pk)
    hand.key("Control+Enter")
    hand.page.wait_for_url(f"**/review/{issue.pk}/")


def answer(hand: Hand, issue: Issue, verb: str) -> None:
    """Open what waits for one's answer and approve it by key; what is asked stays as offered."""
    _open_first(hand, issue)
    page = hand.page
    approving = page.locator("main [data-key=a]")
    expect(approving).to_contain_text(verb)
    if approving.get_attribute("href"):  # several may have it next: it is left to whoever may
        page.keyboard.press("a")
        hand.press(verb, page.locator("dialog[open]"))
    else:
        hand.key("a")
    expect(page.locator("body")).to_contain_text(f"已{verb}")


def send_back(hand: Hand, issue: Issue, item: int, *, says: str, reason: str) -> None:
    """Comment on an item, then send the issue back to its editors."""
    _open_first(hand, issue)
    page = hand.page
    saying = page.locator(f"#say-{item}")
    saying.locator("summary").click()
    saying.locator("[name=text]").fill(says)
    hand.press("批注", saying)
    expect(page.locator(f"#threads-{item}")).to_contain_text(says)
    page.keyboard.press("x")
    asked = page.locator("dialog[open]")
    asked.get_by_role("radio", name="编辑").check()
    asked.get_by_role("radio", name=reason).check()
    asked.locator("[name=note]").fill(says)
    hand.press("退回", asked)
    expect(page.locator("body")).to_contain_text("已退回")


def settle_comments(hand: Hand, issue: Issue, item: int) -> None:
    """Say of the comment on an item that it is done."""
    hand.open("review_issue", issue.pk)
    threads = hand.page.locator(f"#threads-{item}")
    hand.press("已解决", threads)
    expect(threads.locator("details").first).to_contain_text("已解决")


def _open_first(hand: Hand, issue: Issue) -> None:
    """Come by the list of what waits for one's answer; who was here before has the page still."""
    if f"/review/{issue.pk}/" in hand.page.url:
        hand.open("review_issue", issue.pk)
        return
    hand.open("review")
    hand.page.locator(f"main [data-row][href$='/review/{issue.pk}/']").first.click()
    hand.page.wait_for_url(f"**/review/{issue.pk}/")
