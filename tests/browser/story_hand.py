"""One person at a browser: opens pages by name, fills fields by label, presses keys and buttons."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import parse_qsl

from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from jianbao.desk.models import Contribution, Issue, Item, Section
from jianbao.desk.queries.issues import items_of
from jianbao.document import model
from jianbao.web.items.fields import fields_of

# Sends what a form of the page would send, with the page's own session and token.
_POST = """async ([address, pairs]) => {
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["x-csrftoken"];
  const body = new URLSearchParams(pairs);
  const answer = await fetch(
    address, {method: "POST", body, redirect: "manual", headers: {"X-CSRFToken": token}});
  return answer.type === "opaqueredirect" ? 302 : answer.status;
}"""


class Hand(NamedTuple):
    """Somebody who has signed in, with one page of a browser on one bulletin."""

    page: Page
    url: str
    slug: str

    def open(self, name: str, *rest: object) -> None:
        """Go to a page of the bulletin."""
        answer = self.page.goto(self._address(name, *rest))
        assert answer
        assert answer.ok, (answer.status, answer.url)

    def fill(self, **fields: object) -> None:
        """Fill fields by the names they are sent under."""
        for name, value in fields.items():
            self.page.locator(f"main [name='{name}']").fill(str(value))

    def press(self, label: str | re.Pattern[str], where: Locator | None = None) -> None:
        """Press the button that bears this label, and wait for the desk to have done it."""
        inside = where or self.page.get_by_role("main")
        with self._done():
            inside.get_by_role("button", name=label).first.click()

    def key(self, key: str) -> None:
        """Press a key that sends something, and wait for the desk to have done it."""
        with self._done():
            self.page.keyboard.press(key)

    @contextlib.contextmanager
    def _done(self) -> Iterator[None]:
        with self.page.expect_response(lambda one: one.request.method == "POST") as answer:
            yield
        assert answer.value.status < 400, (answer.value.status, answer.value.url)

    def send(self, name: str, *rest: object, fields: Mapping[str, object]) -> None:
        """Send a form of the page without drawing the page anew."""
        pairs = [[key, str(value)] for key, value in fields.items()]
        status = self.page.evaluate(_POST, [self._address(name, *rest), pairs])
        assert status == 302, (status, name, fields)

    def _address(self, name: str, *rest: object) -> str:
        return self.url + reverse(name, args=[self.slug, *rest])


def adopt(hand: Hand, one: Contribution, section: str, *, by_hand: bool) -> None:
    """Adopt the contribution that the inbox shows: by key where the section is the one suggested.

    Not by hand is sending what the question would send.
    """
    page = hand.page
    if not by_hand:
        fields = {"version": one.version, "section": Section.objects.get(title=section).pk}
        hand.send("inbox_act", one.pk, "plan", fields=fields)
        return
    shown = page.locator("#piece [data-piece]")
    expect(shown).to_have_attribute("data-piece", str(one.pk))
    expect(page.locator("#piece.htmx-settling, #piece .htmx-added")).to_have_count(0)
    if shown.get_by_role("button", name=f"采用到“{section}”").count():
        hand.key("a")
    else:
        page.keyboard.press("p" if page.locator("[data-key=p]").count() else "a")
        asked = page.locator("dialog[open]")
        asked.get_by_role("radio", name=section).check()
        hand.press("采用", asked)
    expect(page.locator("#notices")).to_contain_text(one.headline)


def write(hand: Hand, item: Item, wanted: model.Item, *, by_hand: bool) -> None:
    """Write in the editor what is to be printed: by typing and by key, or by sending its form."""
    item.refresh_from_db()
    fields = fields_of(wanted)._asdict()
    if not by_hand:
        hand.send("item", item.pk, fields={"revision": item.revision, **fields})
        return
    hand.open("item", item.pk)
    hand.page.locator("main [name=kind]").select_option(fields.pop("kind"))
    hand.fill(**fields)
    save(hand)


def save(hand: Hand) -> None:
    """Save by key and wait for the desk to say so."""
    here = hand.page.url.partition("#")[0]
    with hand.page.expect_response(
        lambda answer: answer.request.method == "POST" and answer.url == here
    ) as saved:
        hand.page.keyboard.press("Control+s")
    assert saved.value.ok, saved.value.status
    expect(hand.page.locator("[data-part=saved]")).to_contain_text("保存")


def accept_fix(hand: Hand, item: Item, code: str) -> None:
    """Walk the findings in the margin by key to that of a rule, and accept its fix by its key."""
    hand.open("item", item.pk)
    page = hand.page
    fix = page.locator(f"[data-fix][data-key][value^='{code}:']")  # the current one has the key
    page.locator("main").focus()
    for _ in range(page.locator("[data-card]").count()):
        page.keyboard.press("n")
        if fix.count():
            break
    key = fix.get_attribute("data-key") or ""
    page.keyboard.press(key.replace("mod", "Control").replace("enter", "Enter"))
    expect(fix).to_have_count(0)
    save(hand)


def make(hand: Hand, item: model.Item, section: str, group: str) -> None:
    """Make an item that nobody sent, by its kind."""
    hand.open("items")
    page = hand.page
    page.keyboard.press("c")
    page.locator(f"main a[href='?kind={item.kind}']").click()
    page.locator("main [name=place]").select_option(f"{section}\t{group}" if group else section)
    for name, value in fields_of(item)._asdict().items():
        field = page.locator(f"main form [name={name}]:not([type=hidden])")
        if field.count():
            field.fill(value)
    hand.key("Control+Enter")
    expect(page.locator("#item-form")).to_be_visible()


def add_group(hand: Hand, section: str, group: model.Subsection) -> None:
    """Give this issue a group of its own, on the page of its sections."""
    own = hand.page.locator("main li", has=hand.page.get_by_role("heading", name=section))
    if own.locator("details:not([open])").count():
        own.locator("summary").click()
    form = own.locator("form", has=hand.page.locator("[value=add_group]"))
    form.locator("[name=title]").fill(group.title)
    if group.bracketed:
        form.locator("[name=bracketed]").check()
    form.locator("[value=add_group]").click()
    expect(own).to_contain_text(group.title)


def place(hand: Hand, issue: Issue, wanted: list[tuple[int, str, str]]) -> None:
    """Put the items in their order: two in the dialog, the rest by what the dialog sends."""
    hand.open("board_of", issue.pk)
    before: dict[tuple[str, str], int] = {}
    moved = 0
    for key, section, group in wanted:
        after = before.get((section, group))
        before[section, group] = key
        if _stands(issue, key, section, group, after):
            continue
        place = {"section": section, "group": group} | _beside(issue, section, group, after)
        if moved < 2:
            _move_in_dialog(hand, key, place)
        else:
            hand.send("board_move", issue.pk, fields={"item": key, **place})
        moved += 1


def _stands(issue: Issue, key: int, section: str, group: str, after: int | None) -> bool:
    inside = _inside(issue, section, group)
    return key in inside and inside.index(key) == (inside.index(after) + 1 if after else 0)


def _beside(issue: Issue, section: str, group: str, after: int | None) -> dict[str, int]:
    inside = _inside(issue, section, group)
    if after:
        return {"after": after}
    return {"before": inside[0]} if inside else {}


def _inside(issue: Issue, section: str, group: str) -> list[int]:
    rows = items_of(issue).filter(section_title=section, subsection_title=group)
    return list(rows.values_list("pk", flat=True))


def _move_in_dialog(hand: Hand, key: int, place: Mapping[str, object]) -> None:
    row = hand.page.locator(f"#item-{key}")
    row.locator("a", has_text="移到").click()
    asked = hand.page.locator("dialog[open]")
    expect(asked.locator("select")).to_be_visible()
    choices = asked.locator("option").evaluate_all("(all) => all.map((one) => one.value)")
    wanted = {name: str(value) for name, value in place.items()}
    value = next(one for one in choices if dict(parse_qsl(one, keep_blank_values=True)) == wanted)
    asked.locator("select").select_option(value)
    hand.press("移到这里", asked)
    expect(hand.page.locator("#board-said")).to_contain_text("条")


def illustrate(hand: Hand, item: Item, wanted: model.Item) -> None:
    """Take the photographs that came with a mail, and say what each shows."""
    for picture in wanted.pictures:
        hand.open("item_pictures", item.pk)
        hand.press(re.compile(PurePosixPath(picture.file).name))
        plate = hand.page.locator("main section", has=hand.page.locator("[name=caption]")).last
        for name in ("caption", "alt", "after"):
            plate.locator(f"[name={name}]").fill(str(getattr(picture, name)))
        hand.press("保存", plate)
