"""我的账号: name, language, theme, password, second factor, devices."""

from __future__ import annotations

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jianbao.desk.actions import people
from jianbao.desk.actions.people import note_security
from jianbao.desk.models import User
from jianbao.desk.queries.subscriptions import count_subscriptions
from jianbao.web.account.devices import device_name
from jianbao.web.account.forms import OwnForm
from jianbao.web.account.places import side_nav
from jianbao.web.account.preferences import remember_on
from jianbao.web.entrance import own_page


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """Show the account, and keep name, language and theme."""
    person = _person(request)
    form = OwnForm(request.POST or None, instance=User.objects.get(pk=person.pk))
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        people.change_own(
            person,
            full_name=chosen["full_name"],
            language=chosen["language"],
            theme=chosen["theme"],
        )
        messages.success(request, _("Saved."))
        return remember_on(redirect("account"), person)
    kinds = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    return render(
        request,
        "account/mine.html",
        {
            "form": form,
            "side_nav": side_nav(request),
            "has_app": Authenticator.Type.TOTP in kinds,
            "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
            "tokens": person.api_tokens.filter(revoked_at=None).count(),
            "feeds": person.feed_keys.filter(revoked_at=None).count(),
            "subscriptions": count_subscriptions(person.email),
            "devices": len(UserSession.objects.purge_and_list(person)),
        },
        status=422 if form.errors else 200,
    )


@own_page
@require_safe
def devices(request: HttpRequest) -> HttpResponse:
    """List where the person is signed in; this device first, then the last seen."""
    found = UserSession.objects.purge_and_list(_person(request))
    found.sort(key=lambda one: (not one.is_current(), -one.last_seen_at.timestamp()))
    context = {
        "sessions": [(one, device_name(one.user_agent)) for one in found],
        "side_nav": side_nav(request),
    }
    return render(request, "usersessions/usersession_list.html", context)


@own_page
@require_POST
def end_device(request: HttpRequest, session: int) -> HttpResponse:
    """Sign one device out."""
    if not people.end_session(_person(request), session):
        raise Http404
    messages.success(request, _("That device is signed out."))
    return redirect("usersessions_list")


@own_page
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere else."""
    end_other_sessions(request, request.user)
    note_security(_person(request), "end_other_sessions")
    messages.success(request, _("All other devices are signed out."))
    return redirect("usersessions_list")


@own_page
@require_safe
def linked(request: HttpRequest) -> HttpResponse:
    """Lead to the account: the house's sign-on is linked by itself and shown nowhere else."""
    return redirect("account")


def confirm_first(request: HttpRequest) -> None:
    """Ask for the password or a second factor again unless that was done a moment ago."""
    raise_if_reauthentication_required(request, app="allauth.mfa")


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
