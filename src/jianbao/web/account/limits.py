"""Too many tries: a page that says from when on it may be tried again. allauth counts."""

from __future__ import annotations

import math
import time

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_TRIES = {"app": "allauth.account", "action": "login_failed"}


def refuse_until(request: HttpRequest, key: str) -> None:
    """Answer with the page at once when this name or this place has no try left."""
    seconds = _seconds_to_wait(request, key)
    if seconds:
        minutes = math.ceil(seconds / 60)
        reason = ngettext(
            "There were too many wrong passwords. Try again in one minute.",
            "There were too many wrong passwords. Try again in %(minutes)s minutes.",
            minutes,
        ) % {"minutes": minutes}
        raise ImmediateHttpResponse(_page(request, reason, seconds))


def limit(request: HttpRequest, action: str, rate: str, *, key: str) -> None:
    """Count what is sent to a page, by `key`; answer with the page at once when it is too much.

    `rate` is as allauth writes it: 20/5m/key. Opening a page is not counted.
    """
    if request.method != "POST":
        return
    counted = ratelimit.consume(
        request, app="jianbao", action=action, config={action: rate}, key=key
    )
    if counted is None:
        raise ImmediateHttpResponse(too_many(request))


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer any other limit; Django and allauth call it by the name `handler429`."""
    return _page(request, _("Too many tries in a short time. Try again in a minute."), 60)


def _page(request: HttpRequest, reason: str, seconds: float) -> HttpResponse:
    response = render(request, "errors/429.html", {"reason": reason}, status=429)
    response["Retry-After"] = str(math.ceil(seconds))
    return response


def _seconds_to_wait(request: HttpRequest, key: str) -> float:
    longest = 0.0
    for rate in ratelimit.get_rates(**_TRIES):
        tries = cache.get(ratelimit.get_cache_key(request, rate=rate, key=key, **_TRIES), [])
        now = time.time()
        counted = [at for at in tries if at > now - rate.duration]
        if len(counted) >= rate.amount:
            longest = max(longest, min(counted) + rate.duration - now)
    return longest
