"""What lies beside a page of dispatches: the other pages about it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jianbao.desk import rules
from jianbao.desk.models import Dispatch, Edition
from jianbao.desk.queries.deliveries import Tally
from jianbao.desk.queries.issue_numbers import number_of
from jianbao.web.entrance import DeskRequest
from jianbao.web.phrases import told
from jianbao.web.surroundings import Destination


def nav_of_all(request: DeskRequest) -> list[Destination]:
    """Give the pages about all dispatches of a bulletin."""
    places = [
        (_("All dispatches"), "dispatches", "see_dispatch"),
        (_("Deliveries that failed"), "dispatches_missed", "see_dispatch"),
        (_("Bounces"), "notices", "see_dispatch"),
        (_("Distribution lists"), "recipients", "arrange_lists"),
    ]
    found = [
        (label, reverse(name, args=[request.bulletin.slug]))
        for label, name, capability in places
        if rules.may(request.user, capability, request.bulletin).ok
    ]
    return [Destination(label, url, current=url == request.path) for label, url in found]


def nav_of_one(request: DeskRequest, dispatch: Dispatch, tally: Tally) -> list[Destination]:
    """Give the pages about one dispatch that was approved."""
    where = [request.bulletin.slug, dispatch.pk]
    ledger = reverse("dispatch_ledger", args=where)
    missed = request.path == ledger and request.GET.get("share") == "missed"
    overview = reverse("dispatch", args=where)
    return [
        Destination(
            pgettext("dispatch", "How it stands"), overview, current=request.path == overview
        ),
        Destination(
            pgettext("deliveries", "Ledger"), ledger, current=request.path == ledger and not missed
        ),
        Destination(
            told(pgettext("ledger", "Not delivered"), tally.missed),
            f"{ledger}?share=missed",
            current=missed,
        ),
        Destination(
            _("The letter"),
            (letter := reverse("dispatch_letter", args=where)),
            current=request.path == letter,
        ),
        Destination(_("All dispatches"), reverse("dispatches", args=where[:1])),
    ]


def name_of(dispatch: Dispatch) -> str:
    """Name a dispatch by what it sends."""
    return edition_name(dispatch.edition)


def edition_name(edition: Edition) -> str:
    """Name an edition by its issue, and by what it corrects where it is not the first."""
    number = number_of(edition.issue)
    return number if edition.number == 1 else told(number, edition.get_kind_display())
