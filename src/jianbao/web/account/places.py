"""The side navigation of one's own account."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from jianbao.web.surroundings import Destination


def side_nav(request: HttpRequest) -> list[Destination]:
    """Give the pages of the account, the one that is open marked."""
    places = [
        (_("My account"), "account"),
        (_("Subscriptions"), "own_subscriptions"),
        (_("Feeds"), "own_feeds"),
        (_("Password"), "account_change_password"),
        (_("Two-step sign-in"), "mfa_index"),
        (_("Passkeys"), "mfa_list_webauthn"),
        (_("Devices"), "usersessions_list"),
        (_("Access tokens"), "tokens"),
    ]
    return [
        Destination(label, url := reverse(name), current=_is_open(request, url))
        for label, name in places
    ]


def _is_open(request: HttpRequest, url: str) -> bool:
    return request.path == url or (url != reverse("account") and request.path.startswith(url))
