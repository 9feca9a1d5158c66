"""The headers of every answer: nothing inline, nothing from elsewhere, no framing."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]


def set_headers(get_response: Answer) -> Answer:
    """Middleware: set what a view has not set by itself (files of strangers have stricter ones)."""
    policy = content_security_policy()

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()"
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return answer


def content_security_policy() -> str:
    """Give the policy; forms may also lead to the house's single sign-on."""
    provider = urlsplit(settings.JIANBAO.oidc_url)
    sign_on = f" {provider.scheme}://{provider.netloc}" if provider.netloc else ""
    return (
        "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; "
        f"form-action 'self'{sign_on}; img-src 'self' data:"
    )
