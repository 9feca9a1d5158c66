"""An issue as it reads, with what was said of it, and whose answer it waits for."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jianbao.desk import rules
from jianbao.desk.actions.reviewing.looking import look_at
from jianbao.desk.models import Issue, Picture, Snapshot
from jianbao.desk.queries.changes import Change, changes_since
from jianbao.desk.queries.comments import threads_of
from jianbao.desk.queries.issue_findings import findings_of
from jianbao.desk.queries.issue_numbers import number_of
from jianbao.desk.queries.issue_pictures import sizes_of
from jianbao.desk.queries.standing import Standing, open_link, standing_of
from jianbao.desk.queries.today import local_day
from jianbao.desk.steps import Step
from jianbao.desk.typesetting import pages_of
from jianbao.document import model
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.phrases import language_of_page
from jianbao.web.publishing.finding import issue_of
from jianbao.web.publishing.sheet import sheet_of
from jianbao.web.publishing.wording import correction_name
from jianbao.web.review.laying import Beside, Laying
from jianbao.web.review.trail import returned, stages_of, story_of, takeable
from jianbao.web.review.turns import bar_of


@bulletin_page("see_issue")
@require_safe
def review_issue(request: DeskRequest, pk: int) -> HttpResponse:
    """Show an issue as it reads; that it was looked at is noted, for the marks of the next look."""
    issue = making_of(request, pk)
    if issue.state == Issue.State.PUBLISHED:
        return redirect("issue", request.bulletin.slug, issue.pk)
    standing = standing_of(issue)
    before = look_at(issue, standing, by=request.user).before
    changes = _changes(issue, standing, before)
    context = _around(request, issue, standing) | _told(issue, standing, before, changes)
    return render(request, "review/issue.html", context)


@bulletin_page("see_issue")
@require_safe
def review_pages(request: DeskRequest, pk: int) -> HttpResponse:
    """Show the pages as they will be printed: beside the text, or on a page of their own."""
    issue = making_of(request, pk)
    if issue.state == Issue.State.PUBLISHED:
        return redirect("issue", request.bulletin.slug, issue.pk)
    pages = pages_of(issue)
    numbers = range(1, pages.layout.pages + 1) if pages else range(0)
    where = [request.bulletin.slug, issue.pk, pages.digest if pages else ""]
    leaves = [(number, reverse("board_page", args=[*where, number])) for number in numbers]
    name = "review/leaves.html" if request.htmx else "review/pages.html"
    context = {"issue": issue, "number": number_of(issue), "leaves": leaves}
    return render(request, name, context)


def making_of(request: DeskRequest, pk: int) -> Issue:
    """Find an issue of the bulletin of the address; one that was given up is here no more."""
    issue = issue_of(request, pk)
    if issue.state == Issue.State.DROPPED:
        raise Http404
    return issue


def _around(request: DeskRequest, issue: Issue, standing: Standing) -> dict[str, Any]:
    """Give the steps, the bar, and whose turn it is."""
    story = story_of(issue, standing)
    stages = stages_of(issue, standing)
    step = standing.current
    return {
        "issue": issue,
        "number": number_of(issue),
        "correction": correction_name(issue.correction),
        "standing": standing,
        "turn": standing.turn,
        "mine": standing.turn is not None and standing.turn.to == request.user,
        "stages": stages,
        "held": sum(one.one.holds for one in stages),
        "story": story,
        "returned": returned(issue, story),
        "takeable": takeable(issue, request.user),
        "bar": bar_of(issue, standing, request.user),
        "letter": open_link(issue, step, standing.sha256, timezone.now()) if step else None,
        "may_write": may_write(issue, step),
        "may_edit": rules.may(request.user, "edit", issue.bulletin).ok,
        "may_submit": issue.state == Issue.State.OPEN and rules.may_arrange(request.user, issue).ok,
    }


def may_write(issue: Issue, step: Step | None) -> bool:
    """Say whether the present step may be answered by a letter to a signer of the bulletin."""
    bulletin = issue.bulletin
    by_link = bulletin.signs_by_link and bool(bulletin.link_signers)
    return by_link and step is not None and step.kind != "proof" and not step.people


def _told(
    issue: Issue, standing: Standing, before: Snapshot | None, changes: tuple[Change, ...]
) -> dict[str, Any]:
    """Give the text with its marks, and what was said of it."""
    content = standing.content
    threads = threads_of(issue)
    findings = findings_of(issue, content, local_day(), language=language_of_page())
    texts = texts_in(before) if changes and before else {}
    changed = {one.item: one for one in changes if one.item}
    beside = {
        item.id: Beside(
            changed.get(item.id),
            texts.get(item.id),
            findings.get(item.id, ()),
            tuple(one for one in threads if str(one.comment.item_id) == item.id),
        )
        for item in content.items()
    }
    standing_items = beside.keys()
    return {
        "sheet": sheet_of(content, None, {}, {}),
        "groups": Laying(beside, picture_addresses(issue), sizes_of(content)).groups(content),
        "changes": changes,
        "gone": [one for one in changes if one.item not in standing_items],
        "found": sum(len(one.findings) for one in beside.values()),
        "around": findings.get("", ()),
        "threads": threads,
        "whole": [one for one in threads if str(one.comment.item_id) not in standing_items],
        "open_threads": sum(not one.settled for one in threads),
        "count": len(beside),
    }


def _changes(issue: Issue, standing: Standing, before: Snapshot | None) -> tuple[Change, ...]:
    """Say what changed since this person's last look; nothing at the first."""
    if before is None or before.sha256 == standing.sha256:
        return ()
    return changes_since(issue, before.sha256, standing.content) or ()


def texts_in(snapshot: Snapshot) -> dict[str, str]:
    """Give the text of each item as it was, by the key of its row."""
    content = msgspec.convert(snapshot.content, model.Issue)
    return {item.id: item.text for item in content.items()}


def picture_addresses(issue: Issue) -> dict[tuple[str, str], str]:
    """Give the address of each picture, by its item and its name."""
    rows = Picture.objects.filter(item__issue=issue)
    slug = issue.bulletin.slug
    return {
        (str(row.item_id), row.file): reverse("item_picture", args=[slug, row.pk, "printed"])
        for row in rows
    }
