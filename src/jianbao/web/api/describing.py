"""The API described for machines: OpenAPI 3.1, with the capability each operation needs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI

from jianbao.desk.models import User
from jianbao.web.api.entrance import REFUSALS, BearerToken

PREFIX = "/api/v1/"


def signed_in(request: HttpRequest) -> User | None:
    """Let a person with a session read the description; a session opens nothing else here."""
    return request.user if isinstance(request.user, User) else None


def description(api: NinjaAPI) -> dict[str, Any]:
    """Give the description as values that JSON can hold."""
    found: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=PREFIX))
    return found


def add_description(api: NinjaAPI) -> None:
    """Have the API describe itself at openapi.json."""

    @api.get(
        "/openapi.json",
        auth=[signed_in, BearerToken()],
        response={200: dict[str, Any], **REFUSALS},
        include_in_schema=False,
    )
    def openapi(request: HttpRequest) -> dict[str, Any]:
        """Give the description of the API as OpenAPI 3.1."""
        return description(api)
