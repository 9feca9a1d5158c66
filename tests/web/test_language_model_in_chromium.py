"""The language model in a real browser: set, asked, looked at fact by fact, and taken."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from browser.newsroom import OpenContext, let_in
from desk.model_desk import KEY, SHORT, WRONG, Desk, a_desk
from jianbao.desk.actions.proposing import ask
from servers.model_server import ModelServer

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(live_server: LiveServer) -> Desk:  # noqa: ARG001 - the desk's tables must stand
    return a_desk()


def test_it_is_set_asked_and_taken(
    desk: Desk,
    model_server: ModelServer,
    live_server: LiveServer,
    open_context: OpenContext,
    axe: Callable[[Page], None],
) -> None:
    for answer in ("可用", WRONG, SHORT, SHORT):
        model_server.says(answer)
    administrator = let_in(open_context(), desk.administrator, live_server)
    settings = live_server.url + reverse("arrange_model", args=[desk.bulletin.slug])
    administrator.goto(settings)
    _switch_on(administrator, model_server)
    editor = let_in(open_context(), desk.editor, live_server)
    call = ask(desk.item, "shorten", by=desk.editor, revision=1, limit=80)
    where = [desk.bulletin.slug, desk.item.pk, call.pk]
    editor.goto(live_server.url + reverse("item_proposal", args=where))
    axe(editor)
    _look_at_one_fact_only(editor, desk)
    _ask_again_and_take(editor, desk)
    _ask_while_writing(editor, desk)
    axe(editor)
    administrator.goto(settings)
    _read_what_was_sent(administrator)
    axe(administrator)


def _switch_on(page: Page, model_server: ModelServer) -> None:
    page.locator("[name=model_on]").check()
    page.locator("[name=model_url]").fill(model_server.url)
    page.locator("[name=model_name]").fill("yunling-7b")
    page.locator("[name=key]").fill(KEY)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("模型可用")).to_be_visible()


def _look_at_one_fact_only(page: Page, desk: Desk) -> None:
    """The browser itself asks for the other one, without any script."""
    boxes = page.get_by_role("checkbox")
    assert boxes.count() == 2
    boxes.first.check()
    page.get_by_role("button", name="采用").click()
    assert page.evaluate("document.activeElement.name") == "acknowledged"
    assert WRONG not in desk.content.paragraphs


def _ask_again_and_take(page: Page, desk: Desk) -> None:
    """The part of the page alone is exchanged."""
    page.get_by_role("button", name="缩写").click()
    expect(page.get_by_text("事实均与原文相符")).to_be_visible()
    page.get_by_role("button", name="采用").click()
    expect(page.locator("#f-body")).to_have_value(f"\u3000\u3000{SHORT}")
    assert list(desk.content.paragraphs) == [SHORT]


def _ask_while_writing(page: Page, desk: Desk) -> None:
    """What is not with the desk yet is saved before the model is asked about it."""
    page.locator("#f-body").focus()
    page.keyboard.press("Control+End")
    more = "又写了一句。" * 12
    page.keyboard.type(more)
    page.locator(".ask-model").get_by_role("button", name="缩写").click()
    expect(page.locator(".proposal .prose")).to_contain_text(more)
    expect(page.locator(".proposal").get_by_role("button", name="采用")).to_be_visible()
    assert list(desk.content.paragraphs) == [SHORT + more]


def _read_what_was_sent(page: Page) -> None:
    page.locator("details", has_text="缩写").first.locator("summary").click()
    expect(page.get_by_text("只用原文事实").first).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
