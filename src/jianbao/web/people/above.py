"""Everybody on the desk: accounts, roles in all bulletins, closing and reopening."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jianbao.desk import rules
from jianbao.desk.actions import granting, tokens
from jianbao.desk.actions import people as accounts
from jianbao.desk.models import ApiToken, Grant, Role, User
from jianbao.desk.queries import people, rights
from jianbao.desk.sentences import SENTENCES
from jianbao.web.entrance import desk_page
from jianbao.web.people.places import desk_nav

_PER_PAGE = 50


@desk_page("arrange_desk")
@require_safe
def everybody(request: HttpRequest) -> HttpResponse:
    """List all accounts by name; search by name and address."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:60]
    closed = {"open": False, "closed": True}.get(request.GET.get("state", ""))
    found = people.everybody(words, closed=closed)
    context = {
        "words": words,
        "state": request.GET.get("state", ""),
        "page": Paginator(found, _PER_PAGE).get_page(request.GET.get("page")),
        "administrators": people.desk_administrators(),
        "invitations": people.invitations(None),
        "side_nav": desk_nav(request),
    }
    return render(request, "people/everybody.html", context)


@desk_page("arrange_desk")
@require_safe
def account(request: HttpRequest, person: int) -> HttpResponse:
    """Show one account: its roles everywhere, what they amount to, its tokens."""
    shown = get_object_or_404(User, pk=person)
    by = cast("User", request.user)
    places = [(one, rights.rights_in(shown, one)) for one in rules.bulletins_of(shown)]
    held = list(shown.grants.select_related("bulletin", "section", "unit", "granted_by", "user"))
    context = {
        "person": shown,
        "grants": [(grant, _reason(rules.may_take(by, grant))) for grant in held],
        "is_administrator": any(grant.bulletin_id is None for grant in held),
        "places": places,
        "above": rights.rights_above(shown),
        "tokens": [
            (token, rights.scopes_of(token)) for token in shown.api_tokens.filter(revoked_at=None)
        ],
        "barred": _reason(rules.may_close_account(by, shown)),
        "grant_barred": _reason(rules.may_grant(by, Role.ADMINISTRATOR, shown, None)),
        "side_nav": desk_nav(request),
    }
    return render(request, "people/account.html", context)


@desk_page("arrange_desk")
@require_POST
def close(request: HttpRequest, person: int) -> HttpResponse:
    """Close an account."""
    shown = get_object_or_404(User, pk=person)
    accounts.close_account(shown, by=cast("User", request.user), note=request.POST.get("note", ""))
    messages.success(request, _("The account is closed and signed out everywhere."))
    return redirect("person_above", person)


@desk_page("arrange_desk")
@require_POST
def reopen(request: HttpRequest, person: int) -> HttpResponse:
    """Open a closed account again."""
    accounts.reopen_account(get_object_or_404(User, pk=person), by=cast("User", request.user))
    messages.success(request, _("The account is open again."))
    return redirect("person_above", person)


@desk_page("arrange_desk")
@require_POST
def make_administrator(request: HttpRequest, person: int) -> HttpResponse:
    """Give the role above the bulletins."""
    shown = get_object_or_404(User, pk=person)
    granting.give(shown, Role.ADMINISTRATOR, by=cast("User", request.user))
    messages.success(request, _("The role is given."))
    return redirect("person_above", person)


@desk_page("arrange_desk")
@require_POST
def take(request: HttpRequest, grant: int) -> HttpResponse:
    """Take any role away."""
    held = get_object_or_404(Grant.objects.select_related("user", "bulletin"), pk=grant)
    whose = held.user_id
    granting.take(held, by=cast("User", request.user))
    messages.success(request, _("The role is taken away."))
    return redirect("person_above", whose)


@desk_page("arrange_desk")
@require_POST
def revoke(request: HttpRequest, token: int) -> HttpResponse:
    """Stop anybody's token."""
    row = get_object_or_404(ApiToken.objects.select_related("user"), pk=token)
    tokens.revoke(row, by=cast("User", request.user))
    messages.success(request, _("The access token is revoked."))
    return redirect("person_above", row.user_id)


def _reason(verdict: rules.Verdict) -> str:
    return "" if verdict.ok else str(SENTENCES[verdict.reason])
