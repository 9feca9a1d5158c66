"""Every refusal of the API in one shape: a code for programs, a sentence for people, its values."""

from __future__ import annotations

import math
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

import structlog
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from jianbao.desk.errors import DeskError, Invalid
from jianbao.desk.sentences import sentence
from jianbao.web.request_log import path_of

log = structlog.get_logger()
_UNKNOWN_TOKEN = "token-unknown"  # noqa: S105 - the code of a refusal
_TOO_LARGE = {"upload-too-large", "too-many-files"}


class Refusal(Schema):
    """What an answer other than 2xx holds."""

    code: str
    message: str
    values: dict[str, Any]


class TooQuick(Exception):
    """A program asked more often than its token may; `seconds` until it may again."""

    def __init__(self, seconds: float) -> None:
        """Take how long to wait."""
        super().__init__(seconds)
        self.seconds = seconds


def refused(code: str, message: str, status: int, **values: object) -> JsonResponse:
    """Make the answer of a refusal."""
    shown = {
        name: value if isinstance(value, int | list) else str(value)
        for name, value in values.items()
    }
    return JsonResponse(
        {"code": code, "message": message, "values": shown},
        status=status,
        json_dumps_params={"ensure_ascii": False},
    )


def status_of(error: DeskError) -> int:
    """Give the status of a refusal of the desk."""
    if error.code == _UNKNOWN_TOKEN:
        return 401
    if error.code in _TOO_LARGE:
        return 413
    return 422 if isinstance(error, Invalid) else error.status


def answer_refusals(api: NinjaAPI) -> None:
    """Have an API answer every error in this shape."""
    for kind, answer in _ANSWERS.items():
        api.add_exception_handler(kind, answer)


def not_found(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Answer an address of the API that leads nowhere."""
    return refused("not-found", _("There is nothing here, or nothing for you."), 404)


def in_one_shape(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Have an address that is asked by another method refuse in this shape too."""

    @wraps(view)
    def answer(request: HttpRequest, *places: object, **named: object) -> HttpResponseBase:
        response = view(request, *places, **named)
        if response.status_code != 405:
            return response
        said = _("This address does not take %(method)s.") % {"method": request.method}
        refusal = refused("method-unknown", said, 405)
        refusal.headers["Allow"] = response.headers["Allow"]
        return refusal

    return answer


def _desk_error(request: HttpRequest, error: DeskError) -> HttpResponse:
    return refused(error.code, sentence(error), status_of(error), **error.values)


def _no_token(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    answer = refused("token-missing", _("Send an access token: Authorization: Bearer …"), 401)
    answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def _unfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    faults = [
        {"where": ".".join(map(str, one.get("loc", ()))), "says": str(one.get("msg", ""))}
        for one in error.errors[:20]
    ]
    return refused(
        "request-unfit", _("The request does not fit this operation."), 422, faults=faults
    )


def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return not_found(request)


def _too_quick(request: HttpRequest, error: TooQuick) -> HttpResponse:
    wait = math.ceil(error.seconds)
    said = _("Too many requests. Wait %(seconds)s seconds.") % {"seconds": wait}
    answer = refused("too-many-requests", said, 429, seconds=wait)
    answer.headers["Retry-After"] = str(wait)
    return answer


def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    status = 422 if error.status_code == 400 else error.status_code
    return refused("request-unfit", _("The request cannot be read."), status)


def _too_large(request: HttpRequest, error: Exception) -> HttpResponse:
    return refused("request-too-large", _("The request is larger than the desk takes."), 413)


def _incident(request: HttpRequest, error: Exception) -> HttpResponse:
    incident = secrets.token_hex(4)
    log.error("incident", incident=incident, path=path_of(request), exc_info=error)
    said = _("The desk failed. Tell the administrator this code: %(code)s") % {"code": incident}
    return refused("incident", said, 500, incident=incident)


_ANSWERS: dict[type[Exception], Callable[..., HttpResponse]] = {
    DeskError: _desk_error,
    AuthenticationError: _no_token,
    ValidationError: _unfit,
    Http404: _not_found,
    TooQuick: _too_quick,
    HttpError: _http_error,
    RequestDataTooBig: _too_large,
    TooManyFilesSent: _too_large,
    TooManyFieldsSent: _too_large,
    Exception: _incident,
}
