"""今日: what this person must do now."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from jianbao.desk import rules
from jianbao.web.entrance import DeskRequest, bulletin_page, own_page


@own_page
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the bulletin seen last; without any, say how one comes by a role."""
    assert request.user.is_authenticated
    bulletins = rules.bulletins_of(request.user)
    last = next((b for b in bulletins if b.pk == request.user.bulletin_id), None)
    if not bulletins:
        return render(request, "today/no_bulletin.html")
    return redirect("today", (last or bulletins[0]).slug)


@bulletin_page("enter")
@require_safe
def today(request: DeskRequest) -> HttpResponse:
    """Show the current issue as a strip, and counted lists that equal the pages they open."""
    return render(request, "today/index.html", {})
