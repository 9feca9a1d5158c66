"""A letter's HTML for the frame that shows it: it reaches nothing, and no other site frames it."""

from __future__ import annotations

from django.http import HttpResponse

# The letter is ours and its styles stand in it; its words may be anybody's.
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; "
        "frame-ancestors 'self'"
    ),
    "X-Frame-Options": "SAMEORIGIN",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
}


def framed(html: str) -> HttpResponse:
    """Answer with the HTML of a letter, its pictures in it as `data:`."""
    return HttpResponse(html, headers=_HEADERS)
