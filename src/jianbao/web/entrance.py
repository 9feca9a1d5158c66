"""What stands before a page: who is asking, for which bulletin, and whether they may.

Each page is declared with one of the decorators here, so that a test can ask every address who
may open it; an address without one is denied by that test.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django_htmx.middleware import HtmxDetails

from jianbao.desk import rules
from jianbao.desk.models import Bulletin, User

View = Callable[..., HttpResponseBase]
ASKED_EACH_TIME = "private, no-cache"  # kept by who asked, who asks again whether it still holds


class DeskRequest(HttpRequest):
    """A request of a person who is signed in.

    On pages of a bulletin `bulletin` is set, and `bulletins` to all those they may enter.
    """

    user: User
    htmx: HtmxDetails
    bulletin: Bulletin
    bulletins: list[Bulletin]


def bulletin_page(capability: str) -> Callable[[View], View]:
    """Declare a page of one bulletin, for those with `capability` in it.

    The bulletin is named in the address. To people without any role in it, it does not exist.
    """

    def declare(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, bulletin: str, **rest: Any) -> HttpResponseBase:  # noqa: ANN401 - whatever the address holds
            desk_request = cast("DeskRequest", request)
            desk_request.bulletins = rules.bulletins_of(desk_request.user)
            desk_request.bulletin = _named(bulletin, desk_request.bulletins)
            rules.require(rules.may(desk_request.user, capability, desk_request.bulletin))
            return view(desk_request, **rest)

        return _declared(guarded, f"bulletin:{capability}")

    return declare


def desk_page(capability: str) -> Callable[[View], View]:
    """Declare a page above the bulletins, for those with `capability` on the desk."""

    def declare(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, **rest: Any) -> HttpResponseBase:  # noqa: ANN401 - whatever the address holds
            rules.require(rules.may(cast("DeskRequest", request).user, capability))
            return view(request, **rest)

        return _declared(guarded, f"desk:{capability}")

    return declare


def own_page(view: View) -> View:
    """Declare a page of the person's own, for everybody who is signed in."""
    return _declared(login_required(view), "own")


def link_page(view: View) -> View:
    """Declare a page for whoever holds the link, whose `token` the action or query asks for.

    The token stands in the address: it is kept from other sites, from caches and from indexes. The
    policy lets the origin through, as the check of forms needs it. Only what says that it is
    ASKED_EACH_TIME may be kept by the one program that asked.
    """

    @wraps(view)
    def guarded(request: HttpRequest, token: str, **rest: Any) -> HttpResponseBase:  # noqa: ANN401 - whatever the address holds
        response = view(request, token=token, **rest)
        response.headers["Referrer-Policy"] = "strict-origin"
        if response.headers.get("Cache-Control") != ASKED_EACH_TIME:
            response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return _declared(guarded, "link")


def open_page(view: View) -> View:
    """Declare a page for everybody, signed in or not."""
    return _declared(view, "open")


def _declared(view: View, who: str) -> View:
    view.who_may = who  # type: ignore[attr-defined]
    return view


def _named(slug: str, bulletins: list[Bulletin]) -> Bulletin:
    for bulletin in bulletins:
        if bulletin.slug == slug:
            return bulletin
    raise Http404
