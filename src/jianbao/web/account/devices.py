"""Where a person is signed in, kept fresh to ten minutes: a page does not write on every visit."""

from __future__ import annotations

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.http.response import HttpResponseBase

_FRESH = 600  # seconds
_KEY = "seen"
# the first that fits: browsers name those they descend from as well
_BROWSERS = {
    "MicroMessenger": "微信",
    "DingTalk": "钉钉",
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "HarmonyOS": "HarmonyOS",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}

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


def device_name(user_agent: str) -> str:
    """Say in a few letters what a browser says of itself at length: Chrome · Windows."""
    known = (
        next((name for sign, name in table.items() if sign in user_agent), "")
        for table in (_BROWSERS, _SYSTEMS)
    )
    return " · ".join(filter(None, known)) or user_agent[:40]
