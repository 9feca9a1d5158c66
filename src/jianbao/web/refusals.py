"""Translates refusals of the desk at the edge: a sentence, a status, nothing of the inside."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from jianbao.desk.errors import DeskError
from jianbao.desk.sentences import sentence
from jianbao.web.request_log import path_of

log = structlog.get_logger()


class Refusals:
    """Middleware: a DeskError of a view becomes a page, or a banner on the page that asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Take what answers requests."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer in place of a view that raised DeskError; other errors pass on."""
        if not isinstance(error, DeskError):
            return None
        return refused(request, error)


def refused(request: HttpRequest, error: DeskError) -> HttpResponse:
    """Say a refusal: as a whole page, or as a banner when a part of a page was asked for."""
    surroundings = {"sentence": sentence(error), "code": error.code, "status": error.status}
    if getattr(request, "htmx", False):
        response = render(request, "errors/refusal.html", surroundings, status=error.status)
        response["HX-Retarget"] = "#notices"
        response["HX-Reswap"] = "innerHTML"
        return response
    return render(request, "errors/refused.html", surroundings, status=error.status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form had grown old."""
    return render(request, "errors/403_csrf.html", {"reason": reason}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what cannot be understood."""
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what is not allowed."""
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for what is not here, or not for this person."""
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours with a code that stands in the log beside its cause."""
    incident = secrets.token_hex(4)
    log.error("incident", incident=incident, path=path_of(request), exc_info=sys.exc_info())
    return render(request, "errors/500.html", {"incident": incident}, status=500)
