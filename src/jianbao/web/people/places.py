"""The side navigation of people and rights, in a bulletin and above."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from jianbao.desk import rules
from jianbao.web.entrance import DeskRequest
from jianbao.web.surroundings import Destination


def bulletin_nav(request: DeskRequest) -> list[Destination]:
    """Give the pages about people of this bulletin that the person may open."""
    places = [
        ("arrange_people", _("People"), "people"),
        ("arrange_people", _("Who may do what"), "people_rights"),
        ("see_events", _("Log"), "events"),
    ]
    slug = request.bulletin.slug
    return [
        _destination(request, label, reverse(name, args=[slug]))
        for capability, label, name in places
        if rules.may(request.user, capability, request.bulletin).ok
    ]


def desk_nav(request: HttpRequest) -> list[Destination]:
    """Give the pages above the bulletins."""
    places = [(_("Everybody"), "everybody"), (_("Log of the desk"), "desk_events")]
    return [_destination(request, label, reverse(name)) for label, name in places]


def _destination(request: HttpRequest, label: str, url: str) -> Destination:
    return Destination(label, url, current=request.path == url)
