"""What is done on the page an issue goes to press from: each form calls one action."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jianbao.desk.actions import publishing
from jianbao.desk.models import Edition, Issue
from jianbao.desk.queries.editions import edition_in_press
from jianbao.desk.queries.today import local_day
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.publishing.finding import issue_of
from jianbao.web.publishing.places import here


@bulletin_page("publish")
@require_POST
def start(request: DeskRequest, pk: int) -> HttpResponse:
    """Give the content that was seen to the press."""
    issue = issue_of(request, pk)
    publishing.publish(
        issue,
        by=request.user,
        seen=request.POST.get("seen", ""),
        today=local_day(),
        accepted=request.POST.getlist("accept"),
    )
    return redirect(here(issue))


@bulletin_page("comment")
@require_POST
def tick_line(request: DeskRequest, pk: int) -> HttpResponse:
    """Tick a line of the checklist, or take the tick back."""
    issue = issue_of(request, pk)
    act = publishing.untick if request.POST.get("back") else publishing.tick
    line, seen = request.POST.get("line", ""), request.POST.get("seen", "")
    act(issue, line, by=request.user, seen=seen)
    return redirect(f"{here(issue)}#checklist")


@bulletin_page("publish")
@require_POST
def again(request: DeskRequest, pk: int) -> HttpResponse:
    """Let the press try once more."""
    issue = issue_of(request, pk)
    publishing.print_again(_in_press(issue), by=request.user)
    return redirect(here(issue))


@bulletin_page("publish")
@require_POST
def call_it_off(request: DeskRequest, pk: int) -> HttpResponse:
    """Take an edition out of the press."""
    issue = issue_of(request, pk)
    reason = request.POST.get("reason", "")
    publishing.call_off(_in_press(issue), by=request.user, reason=reason)
    messages.success(request, _("Called off. The issue is signed as before."))
    return redirect(here(issue))


def _in_press(issue: Issue) -> Edition:
    edition = edition_in_press(issue)
    if edition is None:
        raise Http404
    return edition
