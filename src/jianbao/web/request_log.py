"""Logs each request: who asked for what, what came of it, how long it took.

No query, no body, and nothing that opens a door: the secret part of a link is left out.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest
from django.http.response import HttpResponseBase

log = structlog.get_logger("jianbao.request")
_SECRETS = ("token", "key")  # parts of an address, as `urls` name them


def log_requests(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: write one line for each request that is not for a static file."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = get_response(request)
        log.info(
            "request",
            method=request.method,
            path=path_of(request),
            status=response.status_code,
            milliseconds=round(1000 * (time.perf_counter() - began), 1),
            user=getattr(getattr(request, "user", None), "pk", None),
        )
        return response

    return answer


def path_of(request: HttpRequest) -> str:
    """Give the path of a request as a log may hold it."""
    path = request.path
    parts = request.resolver_match.kwargs if request.resolver_match else {}
    for name in _SECRETS:
        if isinstance(parts.get(name), str):
            path = path.replace(parts[name], "…")
    return path
