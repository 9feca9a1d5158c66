"""The steps of setting up a bulletin that stands: each saved by itself, left and taken up again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from jianbao.desk import rules
from jianbao.desk.actions import granting, inviting
from jianbao.desk.actions.mailboxes import try_mailbox
from jianbao.desk.actions.sections import set_sections
from jianbao.desk.models import Role
from jianbao.desk.queries.bulletin import editors, open_invitations, people_to_choose
from jianbao.web.arrange.founding_forms import COMMON_SECTIONS, EditorForm, SectionFormSet
from jianbao.web.arrange.importing import UNITS, take_table
from jianbao.web.arrange.mailboxes import MailboxForm, add, tell
from jianbao.web.arrange.saving import posted, save, status
from jianbao.web.entrance import DeskRequest, bulletin_page


def labels() -> list[str]:
    """Give the names of the steps."""
    return [pgettext("thing", "Name"), _("Sections"), _("Units"), _("Mailbox"), _("People")]


@bulletin_page("arrange_bulletin")
@require_http_methods(["GET", "HEAD", "POST"])
def sections(request: DeskRequest) -> HttpResponse:
    """Second step: the sections, with a usual set to begin from."""
    known = [
        {"pk": section.pk, "title": section.title, "item_length": section.item_length}
        for section in request.bulletin.sections.all()
    ]
    usual = [{"title": title, "item_length": length} for title, length in COMMON_SECTIONS]
    rows = SectionFormSet(posted(request), initial=known or usual, prefix="s")
    if request.method == "POST" and rows.is_valid():
        set_sections(request.bulletin, rows.rows, by=request.user)  # type: ignore[attr-defined]  # our own form set
        return redirect("setup_units", request.bulletin.slug)
    context = {"rows": rows, "labels": labels(), "current": 2}
    answer = 422 if request.method == "POST" else 200
    return render(request, "arrange/setup_sections.html", context, status=answer)


@bulletin_page("arrange_bulletin")
@require_http_methods(["GET", "HEAD", "POST"])
def units(request: DeskRequest) -> HttpResponse:
    """Third step: units from a table or a list; can be skipped."""
    subject = UNITS._replace(list_name="setup_mailbox", import_name="setup_units")
    around = {"labels": labels(), "current": 3, "count": request.bulletin.units.count()}
    return take_table(request, subject, "arrange/setup_units.html", around)


@bulletin_page("arrange_bulletin")
@require_http_methods(["GET", "HEAD", "POST"])
def mailbox(request: DeskRequest) -> HttpResponse:
    """Fourth step: a mailbox, tried at once; can be skipped."""
    form = MailboxForm(posted(request))
    if request.method == "POST":
        made = add(request, form)
        if made is not None:
            tried = try_mailbox(made, by=request.user)
            tell(request, tried)
            if tried.code:
                return redirect("arrange_mailbox", request.bulletin.slug, made.pk)
            return redirect("setup_people", request.bulletin.slug)
    context = {
        "form": form,
        "known": request.bulletin.mailboxes.all(),
        "labels": labels(),
        "current": 4,
    }
    return render(request, "arrange/setup_mailbox.html", context, status=status(form))


@bulletin_page("arrange_bulletin")
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: DeskRequest) -> HttpResponse:
    """Last step: who edits."""
    bulletin, user = request.bulletin, request.user
    everybody = rules.may(user, "arrange_desk").ok
    known = people_to_choose(bulletin, user, everybody=everybody)
    form = EditorForm(posted(request), known=known)

    def give(said: Mapping[str, Any]) -> None:
        if said["person"]:
            granting.give(said["person"], Role.EDITOR, by=user, bulletin=bulletin)
        else:
            address, name = said["email"], said["full_name"]
            inviting.invite(address, name, Role.EDITOR, by=user, bulletin=bulletin)

    if request.method == "POST" and save(form, give):
        messages.success(request, _("Noted. Add the next one, or finish."))
        return redirect("setup_people", bulletin.slug)
    context = {
        "form": form,
        "editors": editors(bulletin),
        "invitations": open_invitations(bulletin),
        "labels": labels(),
        "current": 5,
    }
    return render(request, "arrange/setup_people.html", context, status=status(form))
