"""Language and theme as cookies, so that pages without a person look right too."""

from __future__ import annotations

from typing import TypeVar

from django.conf import settings
from django.http import HttpResponseBase

from jianbao.desk.models import User

Response = TypeVar("Response", bound=HttpResponseBase)
_YEAR = 365 * 24 * 3600


def remember_on(response: Response, person: User) -> Response:
    """Set the cookies of what a person chose; what they left open stays with the browser."""
    chosen = {settings.LANGUAGE_COOKIE_NAME: person.language, "jianbao_theme": person.theme}
    for cookie, value in chosen.items():
        if value:
            response.set_cookie(
                cookie, value, max_age=_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
            )
    return response
