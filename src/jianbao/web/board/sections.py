"""本期栏目: the sections and groups of one issue, without touching those of the bulletin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from jianbao.desk import rules
from jianbao.desk.actions.arranging import sections as arranging
from jianbao.desk.actions.arranging.undoing import undo_arrangement
from jianbao.desk.errors import DeskError, Invalid, NotAllowed
from jianbao.desk.models import Event, Issue, User
from jianbao.desk.queries.arrangement import arrangement_of, place_titled
from jianbao.desk.queries.board import board_of
from jianbao.desk.sentences import sentence
from jianbao.document.model import one_line
from jianbao.web.board.finding import editable, issue_of, may_arrange
from jianbao.web.digits import number_in
from jianbao.web.entrance import DeskRequest, bulletin_page

Given = QueryDict
_Do = Callable[[Issue, User, Given], Event | None]


def _change(issue: Issue, by: User, given: Given) -> Event | None:
    wanted = given.get("item_length", "").strip()
    length = number_in(wanted)
    if wanted and not length:
        raise Invalid("length-unfit", field="item_length")
    return arranging.change_section(
        issue,
        given.get("section", ""),
        by=by,
        new_title=given.get("title", ""),
        item_length=length,
    )


def _change_group(issue: Issue, by: User, given: Given) -> Event | None:
    return arranging.change_group(
        issue,
        given.get("section", ""),
        given.get("group", ""),
        by=by,
        new_title=given.get("title", ""),
        bracketed="bracketed" in given,
    )


def _add_group(issue: Issue, by: User, given: Given) -> Event | None:
    return arranging.add_group(
        issue,
        given.get("section", ""),
        given.get("title", ""),
        by=by,
        bracketed="bracketed" in given,
    )


def _step(step: int) -> _Do:
    return lambda i, by, given: arranging.step_section(i, given.get("section", ""), step, by=by)


def _step_group(step: int) -> _Do:
    return lambda i, by, given: arranging.step_group(
        i, given.get("section", ""), given.get("group", ""), step, by=by
    )


ACTS: dict[str, tuple[_Do, str | Promise]] = {
    "add": (
        lambda i, by, given: arranging.add_section(i, given.get("title", ""), by=by),
        _("The section is added to this issue."),
    ),
    "change": (_change, _("The section is changed in this issue.")),
    "hide": (
        lambda i, by, given: arranging.hide_section(i, given.get("section", ""), by=by),
        _("The section is hidden in this issue."),
    ),
    "show": (
        lambda i, by, given: arranging.hide_section(
            i, given.get("section", ""), by=by, hidden=False
        ),
        _("The section is shown again."),
    ),
    "remove": (
        lambda i, by, given: arranging.remove_section(i, given.get("section", ""), by=by),
        _("The section is taken away."),
    ),
    "up": (_step(-1), _("The section is moved.")),
    "down": (_step(1), _("The section is moved.")),
    "add_group": (_add_group, _("The group is added.")),
    "change_group": (_change_group, _("The group is changed.")),
    "remove_group": (
        lambda i, by, given: arranging.remove_group(
            i, given.get("section", ""), given.get("group", ""), by=by
        ),
        _("The group is taken away."),
    ),
    "group_up": (_step_group(-1), _("The group is moved.")),
    "group_down": (_step_group(1), _("The group is moved.")),
}


@bulletin_page("see_issue")
@require_http_methods(["GET", "HEAD", "POST"])
def sections(request: DeskRequest, issue: int) -> HttpResponse:
    """Show the sections of an issue, hidden ones too, and change them by one act at a time."""
    one = issue_of(request, issue)
    if request.method == "POST":
        return _act(request, one)
    return render(request, "board/sections.html", _context(request, one))


@bulletin_page("edit")
@require_POST
def undo(request: DeskRequest, issue: int, event: int) -> HttpResponse:
    """Take one act on the sections back."""
    one = issue_of(request, issue)
    found = Event.objects.filter(pk=event, thing=f"issue:{one.pk}").first()
    if found is None:
        raise Http404
    undo_arrangement(found, by=request.user)
    messages.success(request, _("Taken back."))
    return redirect("board_sections", request.bulletin.slug, one.pk)


def _act(request: DeskRequest, issue: Issue) -> HttpResponse:
    rules.require(rules.may_arrange(request.user, issue))
    do, said = ACTS.get(request.POST.get("act", ""), (None, ""))
    if do is None:
        raise Invalid("form-unfit", field="act")
    try:
        event = do(issue, request.user, request.POST)
    except NotAllowed:
        raise
    except DeskError as refusal:
        messages.error(request, sentence(refusal))
    else:
        _tell(request, issue, event, str(said))
    back = reverse("board_sections", args=[request.bulletin.slug, issue.pk])
    opened = _opened(issue, request.POST)
    return redirect(f"{back}?{urlencode({'section': opened})}" if opened else back)


def _opened(issue: Issue, given: Given) -> str:
    """Give the section that stays open: the one that was changed, by the title it bears now."""
    title = one_line(given.get("title", "")) if given.get("act") == "change" else ""
    renamed = place_titled(arrangement_of(issue), title) if title else None
    return renamed.title if renamed else given.get("section", "")


def _tell(request: DeskRequest, issue: Issue, event: Event | None, said: str) -> None:
    if event is None:
        messages.info(request, str(_("Nothing differs from what stands already.")))
        return
    address = reverse("board_sections_undo", args=[request.bulletin.slug, issue.pk, event.pk])
    messages.success(request, said, extra_tags=f"undo={address}")


def _context(request: DeskRequest, issue: Issue) -> dict[str, Any]:
    board = board_of(issue, hidden=True)
    return {
        "issue": issue,
        "sections": [one for one in board.sections if one.known],
        "opened": request.GET.get("section", ""),
        "editable": editable(issue),
        "may_arrange": may_arrange(request, issue),
    }
