"""Where a person is signed in, kept fresh to ten minutes: a page does not write on every visit."""

from __future__ import annotations

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.http.response import HttpResponseBase

_FRESH = 600  # seconds
_KEY = "seen"

Answer = Callable[[HttpRequest], HttpResponseBase]


def note_devices(get_response: Answer) -> Answer:
    """Middleware: note address and browser of a session when it was not seen for ten minutes."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated and request.session.session_key:
            now = int(time.time())
            if now - request.session.get(_KEY, 0) > _FRESH:
                request.session[_KEY] = now
                UserSession.objects.create_from_request(request)
        return get_response(request)

    return answer
