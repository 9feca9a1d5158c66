"""Where each thing that was found before printing is mended."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from jianbao.desk.models import Issue
from jianbao.desk.queries.publishing.check import Check


def place_of(check: Check, issue: Issue) -> str:
    """Give the address that a check links to."""
    slug = issue.bulletin.slug
    if check.about == "item" and check.key is not None:
        return _address("item", slug, check.key) or here(issue)
    names = {"board": "board_of", "issue": "board_of", "comments": "review_issue"}
    if check.about == "numbers":
        return reverse("issue_numbers", args=[slug, issue.pk])
    if check.about == "checklist":
        return "#checklist"
    return _address(names.get(check.about, "review_issue"), slug, issue.pk) or here(issue)


def here(issue: Issue) -> str:
    """Give the address of the page that an issue is printed from."""
    return reverse("publish", args=[issue.bulletin.slug, issue.pk])


def _address(name: str, *arguments: object) -> str:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
