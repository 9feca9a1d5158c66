"""In which language a page is: the person's choice, else the browser's cookie, else the house's.

What a browser says it prefers is left aside: the desk is Chinese until somebody asks otherwise.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation


def choose_language(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: speak the language chosen while this request is answered."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        language = _chosen(request)
        with translation.override(language):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return answer


def _chosen(request: HttpRequest) -> str:
    offered = dict(settings.LANGUAGES)
    wishes = (
        request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME),
        getattr(getattr(request, "user", None), "language", None),
    )
    return next((wish for wish in wishes if wish in offered), settings.LANGUAGE_CODE)
