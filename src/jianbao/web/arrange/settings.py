"""The settings of a bulletin that are columns of it: masthead, numbers, lists, style, receipts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jianbao.desk.actions.bulletins import archive, change_bulletin, reopen
from jianbao.desk.letters import acknowledgement
from jianbao.desk.models import Bulletin, Contribution, RawMessage
from jianbao.desk.queries.bulletin import gaps
from jianbao.web.arrange.forms import (
    ListsForm,
    MastheadForm,
    NumberingForm,
    StyleForm,
    SubmissionForm,
    families,
)
from jianbao.web.arrange.places import side_nav
from jianbao.web.arrange.saving import RowForm, posted, save, status
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.phrases import language_of_page


@bulletin_page("arrange_bulletin")
@require_safe
def settings(request: DeskRequest) -> HttpResponse:
    """Lead to the first page of the settings."""
    return redirect("arrange_masthead", request.bulletin.slug)


@bulletin_page("arrange_bulletin")
@require_http_methods(["GET", "HEAD", "POST"])
def masthead(request: DeskRequest) -> HttpResponse:
    """Show and change what stands in the masthead, and the numbering beside it."""
    row = request.bulletin
    about, numbers = MastheadForm(row=row), NumberingForm(row=row, prefix="n")
    sent: RowForm = about
    if request.method == "POST" and "n-seen" in request.POST:
        sent = numbers = NumberingForm(request.POST, row=row, prefix="n")
    elif request.method == "POST":
        sent = about = MastheadForm(request.POST, row=row)
    if request.method == "POST" and save(sent, _changes(request, sent)):
        return _saved(request, "arrange_masthead")
    context = {"form": about, "numbers": numbers, "gaps": gaps(row)}
    return _page(request, "arrange/masthead.html", context, sent)


@bulletin_page("arrange_bulletin")
@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: DeskRequest) -> HttpResponse:
    """Show and change to whom an issue goes."""
    form = ListsForm(posted(request), row=request.bulletin)
    return _one_form(request, form, "arrange/lists.html", "arrange_lists")


@bulletin_page("arrange_bulletin")
@require_http_methods(["GET", "HEAD", "POST"])
def style(request: DeskRequest) -> HttpResponse:
    """Show and change the house style."""
    language = language_of_page()
    form = StyleForm(posted(request), row=request.bulletin)
    around = {"families": families(form["rules"].value() or [], language)}
    return _one_form(request, form, "arrange/style.html", "arrange_style", around)


@bulletin_page("arrange_bulletin")
@require_http_methods(["GET", "HEAD", "POST"])
def submission(request: DeskRequest) -> HttpResponse:
    """Show and change the address for contributions and the receipt."""
    form = SubmissionForm(posted(request), row=request.bulletin)
    receipt = acknowledgement(_example(request.bulletin))
    around = {"receipt": receipt}
    return _one_form(request, form, "arrange/submission.html", "arrange_submission", around)


@bulletin_page("arrange_bulletin")
@require_safe
def archiving(request: DeskRequest) -> HttpResponse:
    """Say what archiving does, and offer it or its opposite."""
    return render(request, "arrange/archive.html", {"side_nav": side_nav(request)})


@bulletin_page("arrange_bulletin")
@require_POST
def archive_bulletin(request: DeskRequest) -> HttpResponse:
    """Archive the bulletin; the message offers to undo it."""
    archive(request.bulletin, by=request.user, note=request.POST.get("note", ""))
    back = reverse("reopen_bulletin", args=[request.bulletin.slug])
    text = _("%(title)s is archived and takes nothing more.") % {"title": request.bulletin.title}
    messages.success(request, text, extra_tags=f"undo={back}")
    return redirect("arrange_archive", request.bulletin.slug)


@bulletin_page("arrange_bulletin")
@require_POST
def reopen_bulletin(request: DeskRequest) -> HttpResponse:
    """Open an archived bulletin again."""
    reopen(request.bulletin, by=request.user)
    messages.success(request, _("The bulletin is open again."))
    return redirect("arrange_archive", request.bulletin.slug)


def _one_form(
    request: DeskRequest,
    form: RowForm,
    template: str,
    name: str,
    around: dict[str, Any] | None = None,
) -> HttpResponse:
    if request.method == "POST" and save(form, _changes(request, form)):
        return _saved(request, name)
    return _page(request, template, {"form": form} | (around or {}), form)


def _example(bulletin: Bulletin) -> Contribution:
    """Make up a contribution to show its receipt; it is never saved."""
    return Contribution(
        bulletin=bulletin,
        raw=RawMessage(sha256="0" * 64),
        headline=_("Night shift brings the kiln back in six hours"),
        length=612,
        picture_count=2,
        file_count=1,
    )


def _changes(request: DeskRequest, form: RowForm) -> Callable[[Any], object]:
    def act(said: dict[str, Any]) -> object:
        return change_bulletin(
            request.bulletin,
            form.values,
            by=request.user,
            mark=said["seen"],
            note=said.get("note", ""),
        )

    return act


def _saved(request: DeskRequest, name: str) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect(name, request.bulletin.slug)


def _page(
    request: DeskRequest, template: str, context: dict[str, Any], form: RowForm
) -> HttpResponse:
    around = context | {"side_nav": side_nav(request)}
    return render(request, template, around, status=status(form))
