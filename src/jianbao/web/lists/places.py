"""The side navigation of the distribution lists."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from jianbao.desk import rules
from jianbao.web.entrance import DeskRequest
from jianbao.web.surroundings import Destination


def lists_nav(request: DeskRequest) -> list[Destination]:
    """Give the pages of the lists, the one that is open marked, and the imprint beside them."""
    places = [
        (_("Distribution lists"), "recipients"),
        (_("Groups of recipients"), "recipient_groups"),
        (_("Import a table"), "import_recipients"),
        (_("Take over people"), "proposed_recipients"),
    ]
    if rules.may(request.user, "arrange_bulletin", request.bulletin).ok:
        places.append((_("Imprint"), "arrange_lists"))
    addresses = [(label, reverse(name, args=[request.bulletin.slug])) for label, name in places]
    within = [url for _label, url in addresses if request.path.startswith(url)]
    here = max(within, key=len, default="")
    return [Destination(label, url, current=url == here) for label, url in addresses]
