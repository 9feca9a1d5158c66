"""认领与搁置: a person says whose letter it is, or that it is nobody's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jianbao.desk.actions.dispatching import settling_notices
from jianbao.desk.queries.notices import unsettled_notices
from jianbao.web.arrange.saving import save
from jianbao.web.digits import number_in
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.notices.forms import LayAsideForm
from jianbao.web.notices.pages import notice_of, show


@bulletin_page("prepare_dispatch")
@require_POST
def assign(request: DeskRequest, pk: int) -> HttpResponse:
    """Say which letter a notice is about."""
    found = notice_of(request, pk)
    chosen = number_in(request.POST.get("delivery", "")) or 0
    row = settling_notices.assign(found, chosen, by=request.user)
    messages.success(request, _("It is about the letter to %(name)s.") % {"name": row.name})
    return _next(request)


@bulletin_page("prepare_dispatch")
@require_POST
def lay_aside(request: DeskRequest, pk: int) -> HttpResponse:
    """Settle a notice without a letter."""
    found = notice_of(request, pk)
    form = LayAsideForm(request.POST)

    def act(said: Mapping[str, Any]) -> None:
        settling_notices.lay_aside(found, said["reason"], by=request.user)

    if not save(form, act):
        return show(request, found, form, status=422)
    messages.success(request, _("Laid aside."))
    return _next(request)


def _next(request: DeskRequest) -> HttpResponse:
    """Go on with the next that waits, else back to the list."""
    waiting = unsettled_notices(request.bulletin).order_by("-at", "-pk").first()
    if waiting is not None:
        return redirect("notice", request.bulletin.slug, waiting.pk)
    return redirect("notices", request.bulletin.slug)
