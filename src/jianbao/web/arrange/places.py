"""The side navigation of a bulletin's settings."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from jianbao.web.entrance import DeskRequest
from jianbao.web.surroundings import Destination


def side_nav(request: DeskRequest) -> list[Destination]:
    """Give the pages of the settings, the one that is open marked."""
    places = [
        (_("Masthead and numbering"), "arrange_masthead"),
        (_("Sections"), "arrange_sections"),
        (_("Units"), "arrange_units"),
        (_("Correspondents"), "arrange_correspondents"),
        (_("Imprint"), "arrange_lists"),
        (_("Distribution lists"), "recipients"),
        (_("House style"), "arrange_style"),
        (_("Review and sign-off"), "arrange_review"),
        (_("Submissions and receipts"), "arrange_submission"),
        (_("Mailboxes"), "arrange_mailboxes"),
        (_("Language model"), "arrange_model"),
        (_("Undelivered letters"), "arrange_letters"),
        (_("Keys of programs"), "arrange_keys"),
        (_("Printed issues"), "arrange_issues"),
        (_("Archive the bulletin"), "arrange_archive"),
    ]
    return [
        Destination(
            label,
            url := reverse(name, args=[request.bulletin.slug]),
            current=request.path.startswith(url),
        )
        for label, name in places
    ]
