"""Chromium reaches the desk itself, with its files and its database, and many at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from cast import a_bulletin
from jianbao.config import prepare_home
from jianbao.desk.models import Bulletin
from servers.chromium import PageFaults

pytestmark = pytest.mark.browser


def test_a_page_of_the_desk_comes_with_its_style_and_breaks_no_rule(
    live_server: LiveServer, page: Page, page_faults: PageFaults, axe: Callable[[Page], None]
) -> None:
    page_faults.expect("status of 404")
    answer = page.goto(f"{live_server.url}/no-such-page")
    assert answer
    assert answer.status == 404
    assert "default-src 'self'" in (answer.header_value("content-security-policy") or "")
    rules = page.evaluate("[...document.styleSheets].map((sheet) => sheet.cssRules.length)")
    assert rules
    assert all(rules)
    axe(page)


def test_the_desk_answers_many_at_once_from_the_database_of_the_test(
    live_server: LiveServer, page: Page
) -> None:
    prepare_home(settings.JIANBAO)
    a_bulletin()
    page.goto(f"{live_server.url}/healthz")
    statuses = page.evaluate(
        """async () => {
            const answers = Array.from({length: 24}, () => fetch('/readyz'));
            return (await Promise.all(answers)).map((answer) => answer.status);
        }"""
    )
    assert statuses == [200] * 24
    assert Bulletin.objects.count() == 1
