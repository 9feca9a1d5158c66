"""The reading page of an edition: as printed, for every width, with what superseded it said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jianbao.desk import rules
from jianbao.desk.actions.correcting_editions import may_correct
from jianbao.desk.actions.opening import note_opening
from jianbao.desk.models import Dispatch, Edition, Issue
from jianbao.desk.queries.dispatches import why_not_sendable
from jianbao.desk.queries.editions import (
    content_in,
    current_edition,
    draft_of_correction,
    is_withdrawn,
    printed_keys,
    readable_editions,
)
from jianbao.desk.queries.issue_content import content_of
from jianbao.desk.queries.issue_numbers import number_of
from jianbao.desk.queries.issue_pictures import sizes_of
from jianbao.desk.queries.openings import count_readers
from jianbao.document.write.formats import FORMATS
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.format_names import format_name
from jianbao.web.publishing.files import page_count
from jianbao.web.publishing.finding import edition_of, issue_of, printed_issue
from jianbao.web.publishing.places import here
from jianbao.web.publishing.sheet import PictureAt, sheet_of


class Download(NamedTuple):
    """A file of an edition under the name of its format."""

    url: str
    label: str
    size: int


@bulletin_page("read_archive")
@require_safe
def issue(request: DeskRequest, pk: int) -> HttpResponse:
    """Show the last edition of a printed issue; one in the making leads to where it is made."""
    found = issue_of(request, pk)
    if found.corrects_id is not None and found.state == Issue.State.PUBLISHED:
        return redirect("issue", request.bulletin.slug, found.corrects_id)
    making = found.state != Issue.State.PUBLISHED
    if making and rules.may_arrange(request.user, found, "see_issue").ok:
        return redirect(here(found))
    printed = printed_issue(request, pk)
    return _show(request, printed, current_edition(printed))


@bulletin_page("read_archive")
@require_safe
def edition(request: DeskRequest, pk: int, number: int) -> HttpResponse:
    """Show one edition, be it superseded."""
    found = edition_of(request, pk, number)
    return _show(request, found.issue, found)


def _show(request: DeskRequest, issue: Issue, edition: Edition | None) -> HttpResponse:
    content = content_in(edition) if edition else content_of(issue)
    sizes = sizes_of(content)
    context: dict[str, Any] = {
        "issue": issue,
        "number": number_of(issue),
        "edition": edition,
        "sheet": sheet_of(content, _pictures(edition), printed_keys(content), sizes)
        if edition
        else sheet_of(content, None, {}, sizes),
        "editions": readable_editions(request.user, issue),
        "last": current_edition(issue),
        "withdrawn": is_withdrawn(issue),
    }
    if edition is not None:
        if request.method == "GET":
            note_opening(edition, request.user)
        context |= {
            "readers": _readers(request, edition),
            "downloads": _downloads(edition),
            "leaves": range(1, page_count(edition) + 1),
            "may_correct": may_correct(request.user, issue).ok,
            "draft": draft_of_correction(issue),
            **_sent_out(request, edition),
        }
    return render(request, "publishing/issue.html", context)


def _readers(request: DeskRequest, edition: Edition) -> int | None:
    """Count who read it signed in, for those who may know; else None."""
    allowed = rules.may(request.user, "see_dispatch", edition.issue.bulletin).ok
    return count_readers(edition) if allowed else None


def _sent_out(request: DeskRequest, edition: Edition) -> dict[str, Any]:
    """Give the dispatches of an edition to those who see them, and whether one may be prepared."""
    if not rules.may(request.user, "see_dispatch", request.bulletin).ok:
        return {}
    may_prepare = rules.may(request.user, "prepare_dispatch", request.bulletin).ok
    return {
        "dispatches": list(edition.dispatches.exclude(state=Dispatch.State.CANCELLED)),
        "may_dispatch": may_prepare and not why_not_sendable(edition),
        "for_print": bool(edition.files.filter(format="pdf")),
    }


def _pictures(edition: Edition) -> PictureAt:
    where = _where(edition)
    return lambda item, place: reverse("edition_picture", args=[*where, item, place])


def _downloads(edition: Edition) -> list[Download]:
    where = _where(edition)
    return downloads(edition, FORMATS, lambda form: reverse("edition_file", args=[*where, form]))


def downloads(edition: Edition, formats: Iterable[str], at: Callable[[str], str]) -> list[Download]:
    """Give the files of an edition in some formats; `at` gives the address of a format."""
    stored = {file.format: file for file in edition.files.all()}
    return [
        Download(at(name), format_name(name), stored[name].size)
        for name in formats
        if name in stored
    ]


def _where(edition: Edition) -> list[Any]:
    issue = edition.issue
    return [issue.bulletin.slug, issue.pk, edition.number]
