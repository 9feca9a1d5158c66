"""Founding a bulletin: by hand step by step, or from its last issue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jianbao.desk.actions.founding import found_bulletin
from jianbao.desk.actions.founding_from_issue import found_from_issue, found_in, read_last_issue
from jianbao.desk.models import Bulletin, User
from jianbao.document.profile import Profile
from jianbao.web.arrange.founding_forms import (
    FoundForm,
    LastIssueForm,
    NameForm,
    SectionFormSet,
    free_slug,
    section_rows,
    shown,
)
from jianbao.web.arrange.saving import posted, save, sent_files, status
from jianbao.web.arrange.setup import labels
from jianbao.web.entrance import desk_page
from jianbao.web.phrases import language_of_page


@desk_page("open_bulletin")
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest) -> HttpResponse:
    """First step: title, department, numbers. The bulletin stands from here on."""
    user = _user(request)
    form = NameForm(posted(request), initial={"slug": free_slug()})
    made: list[Bulletin] = []

    def found(said: Mapping[str, Any]) -> None:
        profile = form.numbered(Profile(title=said["title"], department=said["department"]))
        days = said["days_per_issue"]
        made.append(found_bulletin(profile, slug=said["slug"], by=user, days_per_issue=days))

    if request.method == "POST" and save(form, found):
        return redirect("setup_sections", made[0].slug)
    context = {"form": form, "labels": labels(), "current": 1}
    return render(request, "arrange/setup_name.html", context, status=status(form))


@desk_page("open_bulletin")
@require_http_methods(["GET", "HEAD", "POST"])
def from_issue(request: HttpRequest) -> HttpResponse:
    """Take the last issue and read it."""
    user = _user(request)
    form = LastIssueForm(posted(request), sent_files(request))
    notes: list[str] = []

    def read(said: Mapping[str, Any]) -> None:
        file = said["file"]
        language = language_of_page()
        notes.append(read_last_issue(file.read(), file.name, by=user, language=language))

    if request.method == "POST" and save(form, read):
        return redirect("found_from_reading", notes[0])
    return render(request, "arrange/from_issue.html", {"form": form}, status=status(form))


@desk_page("open_bulletin")
@require_http_methods(["GET", "HEAD", "POST"])
def from_reading(request: HttpRequest, note: str) -> HttpResponse:
    """Show what was read, everything editable; make the bulletin when told to."""
    user = _user(request)
    found = found_in(note)
    form = FoundForm(posted(request), initial=shown(found, free_slug()))
    rows = SectionFormSet(posted(request), initial=section_rows(found), prefix="s")
    made: list[Bulletin] = []

    def act(said: Mapping[str, Any]) -> None:
        founding = form.founding(found, rows.rows)  # type: ignore[attr-defined]  # our own form set
        made.append(found_from_issue(founding, note, slug=said["slug"], by=user))

    if request.method == "POST" and rows.is_valid() and save(form, act):
        bulletin = made[0]
        text = _("%(title)s stands. This is what is left to do.") % {"title": bulletin.title}
        messages.success(request, text)
        return redirect("setup_mailbox", bulletin.slug)
    context = {"form": form, "rows": rows, "found": found, "count": len(list(found.issue.items()))}
    answer = 422 if request.method == "POST" else 200
    return render(request, "arrange/from_reading.html", context, status=answer)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
