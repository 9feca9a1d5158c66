"""订阅: the bulletins that an address gets, as its reader arranges them, without an account too.

Opening changes nothing: mail scanners open every link they see.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from jianbao.desk.actions import subscribing
from jianbao.desk.models import Recipient, User
from jianbao.desk.queries.reader_links import recipient_of
from jianbao.desk.queries.subscriptions import subscriptions_of
from jianbao.web.account.limits import limit
from jianbao.web.account.places import side_nav
from jianbao.web.entrance import link_page, own_page
from jianbao.web.readers.forms import SubscriptionForm

_ONE_CLICK = {"List-Unsubscribe": ["One-Click"]}  # RFC 8058, 3.1: this and nothing else
_TRIES = "20/5m/key"


@csrf_exempt  # for one click alone, which bears neither cookie nor token; the form is checked below
@link_page
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show a reader what they get, take what they choose, or unsubscribe them at one click."""
    reader = recipient_of(token)
    if reader is None:
        raise Http404
    limit(request, "subscription", _TRIES, key=f"reader:{reader.pk}")
    if request.method == "POST" and dict(request.POST.lists()) == _ONE_CLICK:
        return _one_click(reader)
    return _by_form(request, reader)


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """Show a person who has signed in what their address gets, and take what they choose."""
    assert isinstance(request.user, User)
    limit(request, "subscription", _TRIES, key=f"user:{request.user.pk}")
    context = _arranged(request, request.user.email, by=request.user)
    around = context | {"side_nav": side_nav(request)}
    return render(request, "readers/own.html", around, status=context["status"])


@csrf_protect
def _by_form(request: HttpRequest, reader: Recipient) -> HttpResponse:
    context = _arranged(request, reader.address, by=None)
    around = context | {"bulletin": reader.bulletin, "nav": []}
    return render(request, "readers/subscription.html", around, status=context["status"])


def _one_click(reader: Recipient) -> HttpResponse:
    done = subscribing.unsubscribe_by_letter(reader)
    said = _("You get this bulletin no more.") if done else _("The editors are told of your wish.")
    return HttpResponse(said, content_type="text/plain; charset=utf-8")


def _arranged(request: HttpRequest, address: str, *, by: User | None) -> dict[str, Any]:
    """Take what was sent, if it fits, and give what the page shows then."""
    sent = request.method == "POST"
    forms = _forms(request.POST if sent else None, address)
    saved = sent and all(form.is_valid() for form in forms)
    if saved:
        for form in forms:
            _choose(form, by)
        forms = _forms(None, address)
    status = 422 if sent and not saved else 200
    return {"address": address, "forms": forms, "saved": saved, "status": status}


def _forms(data: Any, address: str) -> list[SubscriptionForm]:  # noqa: ANN401 - of Django's forms
    return [SubscriptionForm(data, one) for one in subscriptions_of(address)]


def _choose(form: SubscriptionForm, by: User | None) -> None:
    recipient = form.subscription.recipient
    if "wants" in form.changed_data:
        subscribing.choose_form(recipient, form.wanted, by=by)
    if "gets" in form.changed_data:
        act = subscribing.resubscribe if form.cleaned_data["gets"] else subscribing.unsubscribe
        act(recipient, by=by)
