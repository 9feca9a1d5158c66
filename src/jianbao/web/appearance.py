"""The choice of light or dark without script: sets one cookie, stores nothing about a person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from jianbao.web.entrance import open_page

THEMES = ("light", "dark")
YEAR = 365 * 24 * 3600


@open_page
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep `light` or `dark` in the cookie pages read; anything else leaves it to the device."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    answer = HttpResponseRedirect(back)
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        answer.set_cookie(
            "jianbao_theme", chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure()
        )
    else:
        answer.delete_cookie("jianbao_theme", samesite="Lax")
    return answer
