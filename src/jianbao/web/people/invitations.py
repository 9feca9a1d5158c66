"""Inviting people, in a bulletin or as administrators of the desk; sending again, withdrawing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jianbao.desk.actions import inviting
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Bulletin, Invitation, User
from jianbao.desk.queries import people
from jianbao.desk.sentences import sentence
from jianbao.web.entrance import DeskRequest, bulletin_page, desk_page
from jianbao.web.people.forms import InviteForm
from jianbao.web.people.places import bulletin_nav, desk_nav


@bulletin_page("arrange_people")
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: DeskRequest) -> HttpResponse:
    """Invite a person to a role in this bulletin."""
    return _invite(request, request.user, request.bulletin)


@desk_page("arrange_desk")
@require_http_methods(["GET", "HEAD", "POST"])
def invite_administrator(request: HttpRequest) -> HttpResponse:
    """Invite an administrator of the desk."""
    assert isinstance(request.user, User)
    return _invite(request, request.user, None)


@bulletin_page("arrange_people")
@require_POST
def act(request: DeskRequest, invitation: int) -> HttpResponse:
    """Send an invitation of this bulletin again, or withdraw it."""
    _act(
        request,
        request.user,
        get_object_or_404(Invitation, pk=invitation, bulletin=request.bulletin),
    )
    return redirect("people", request.bulletin.slug)


@desk_page("arrange_desk")
@require_POST
def act_above(request: HttpRequest, invitation: int) -> HttpResponse:
    """Send an invitation to administrate the desk again, or withdraw it."""
    assert isinstance(request.user, User)
    _act(request, request.user, get_object_or_404(Invitation, pk=invitation, bulletin=None))
    return redirect("everybody")


def _act(request: HttpRequest, by: User, invitation: Invitation) -> None:
    if request.POST.get("act") == "withdraw":
        inviting.withdraw(invitation, by=by)
        messages.success(request, _("The invitation is withdrawn."))
    else:
        inviting.resend(invitation, by=by)
        messages.success(request, _("The letter is on its way again."))


def _invite(request: HttpRequest, by: User, bulletin: Bulletin | None) -> HttpResponse:
    roles = people.roles_to_give(by, None, bulletin)
    form = InviteForm(request.POST or None, roles=roles, bulletin=bulletin)
    back = reverse("people", args=[bulletin.slug]) if bulletin else reverse("everybody")
    if request.method == "POST" and form.is_valid() and _sent(form, by, bulletin):
        name = form.cleaned_data["full_name"]
        messages.success(request, _("A letter to %(name)s is on its way.") % {"name": name})
        return redirect(back)
    nav = bulletin_nav(request) if isinstance(bulletin, Bulletin) else desk_nav(request)  # type: ignore[arg-type]  # a page of a bulletin
    context = {"form": form, "back": back, "side_nav": nav}
    return render(request, "people/invite.html", context, status=422 if form.errors else 200)


def _sent(form: InviteForm, by: User, bulletin: Bulletin | None) -> bool:
    chosen = form.cleaned_data
    try:
        inviting.invite(
            chosen["email"],
            chosen["full_name"],
            chosen["role"],
            by=by,
            bulletin=bulletin,
            **form.place,
        )
    except Invalid as error:
        field = str(error.values.get("field", ""))
        form.add_error(field if field in form.fields else None, sentence(error))
        return False
    return True
