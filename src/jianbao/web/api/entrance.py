"""Who is asking: the person of an access token, within its scopes. Cookies open nothing here."""

from __future__ import annotations

import hashlib
import time
from typing import Any, cast

from django.core.cache import cache
from django.http import Http404, HttpRequest
from ninja.security import HttpBearer

from jianbao.desk import rules
from jianbao.desk.actions import tokens
from jianbao.desk.models import Bulletin, User
from jianbao.web.api.refusals import Refusal, TooQuick

EACH_MINUTE = 300  # requests of one token
_WINDOW = 60  # seconds
REFUSALS: dict[int, Any] = dict.fromkeys((401, 403, 404, 409, 422, 429), Refusal)


class Asking(HttpRequest):
    """A request that a token has opened; `auth` is its person, bounded by its scopes."""

    auth: User


class BearerToken(HttpBearer):
    """Believes `Authorization: Bearer jb_…` alone."""

    def authenticate(self, request: HttpRequest, token: str) -> User:
        """Give the person of a token. Raises NotAllowed (unknown token) or TooQuick."""
        person = tokens.authenticate(token)
        _count(token)
        request.user = person
        return person


def bulletin_for(request: HttpRequest, slug: str, *capabilities: str) -> Bulletin:
    """Find a bulletin for a person who has one of `capabilities` in it.

    To people without any role in it, it does not exist (Http404). Raises NotAllowed.
    """
    person = asker(request)
    bulletin = next((one for one in rules.bulletins_of(person) if one.slug == slug), None)
    if bulletin is None:
        raise Http404
    verdicts = [rules.may(person, capability, bulletin) for capability in capabilities]
    if not any(verdict.ok for verdict in verdicts):
        rules.require(next((v for v in verdicts if v.reason != "outside-token"), verdicts[0]))
    return bulletin


def asker(request: HttpRequest) -> User:
    """Give the person that a program acts for."""
    return cast("Asking", request).auth


def needing(*capabilities: str, **more: object) -> dict[str, Any]:
    """Declare in the API's description which capability an operation needs, one of several.

    The scopes that open it are named beside it.
    """
    scopes = sorted(
        scope for scope, opened in rules.SCOPES.items() if opened.intersection(capabilities)
    )
    return {"x-needs": list(capabilities), "x-scopes": scopes, **more}


def _count(token: str) -> None:
    """Count requests of a token in windows of a minute; the cache is shared by all machines."""
    now = time.time()
    window = int(now // _WINDOW)
    key = f"api:{hashlib.sha256(token.encode()).hexdigest()[:32]}:{window}"
    cache.add(key, 0, timeout=2 * _WINDOW)
    try:
        asked = cache.incr(key)
    except ValueError:  # the row went between the two
        return
    if asked > EACH_MINUTE:
        raise TooQuick((window + 1) * _WINDOW - now)
