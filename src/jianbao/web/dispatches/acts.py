"""What is done on the page of a dispatch: each form calls one action."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from jianbao.desk.actions.dispatching import controlling, preparing
from jianbao.web.digits import number_in
from jianbao.web.dispatches.finding import dispatch_of
from jianbao.web.entrance import DeskRequest, bulletin_page


@bulletin_page("send")
@require_POST
def start(request: DeskRequest, pk: int) -> HttpResponse:
    """Let the engine begin."""
    found = dispatch_of(request, pk)
    controlling.start(found, by=request.user, version=version_in(request))
    return redirect("dispatch", request.bulletin.slug, pk)


@bulletin_page("send")
@require_POST
def pause(request: DeskRequest, pk: int) -> HttpResponse:
    """Let it stand still, whatever changed meanwhile; what is on the wire comes to its end."""
    controlling.pause(dispatch_of(request, pk), by=request.user)
    return redirect("dispatch", request.bulletin.slug, pk)


@bulletin_page("send")
@require_POST
def resume(request: DeskRequest, pk: int) -> HttpResponse:
    """Let it go on."""
    found = dispatch_of(request, pk)
    controlling.resume(found, by=request.user, version=version_in(request))
    return redirect("dispatch", request.bulletin.slug, pk)


@bulletin_page("send")
@require_POST
def call_off(request: DeskRequest, pk: int) -> HttpResponse:
    """End it for a reason: what was not begun is left out."""
    found = dispatch_of(request, pk)
    reason = request.POST.get("reason", "").strip()
    left = controlling.call_off(found, reason, by=request.user, version=version_in(request))
    said = ngettext("Called off. %(n)s is left out.", "Called off. %(n)s are left out.", left)
    messages.success(request, said % {"n": left})
    return redirect("dispatch", request.bulletin.slug, pk)


@bulletin_page("prepare_dispatch")
@require_POST
def drop(request: DeskRequest, pk: int) -> HttpResponse:
    """Drop a plan that was never approved."""
    found = dispatch_of(request, pk)
    preparing.drop(found, by=request.user, version=version_in(request))
    messages.success(request, _("Dropped. Nothing of it was sent."))
    return redirect("dispatches", request.bulletin.slug)


def version_in(request: DeskRequest) -> int:
    """Give the version that a form saw; 0, which no dispatch has, when it names none."""
    return number_in(request.POST.get("version", "")) or 0
