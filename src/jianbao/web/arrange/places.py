"""The side navigation of a bulletin's settings."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from jianbao.desk import rules
from jianbao.web.entrance import DeskRequest
from jianbao.web.surroundings import Destination


def side_nav(request: DeskRequest) -> list[Destination]:
    """Give the pages of the settings that the person may open, the one that is open marked."""
    arrange, lists, prepare = "arrange_bulletin", "arrange_lists", "prepare_dispatch"
    places = [
        (_("Masthead and numbering"), "arrange_masthead", arrange),
        (_("Sections"), "arrange_sections", arrange),
        (_("Units"), "arrange_units", arrange),
        (_("Correspondents"), "arrange_correspondents", arrange),
        (_("Imprint"), "arrange_lists", arrange),
        (_("House style"), "arrange_style", arrange),
        (_("Review and sign-off"), "arrange_review", arrange),
        (_("Submissions and receipts"), "arrange_submission", arrange),
        (_("Mailboxes"), "arrange_mailboxes", arrange),
        (_("Distribution lists"), "recipients", lists),
        (_("Letter templates"), "letter_templates", prepare),
        (_("Channels"), "arrange_channels", arrange),
        (_("Sending"), "arrange_sending", arrange),
        (_("Language model"), "arrange_model", arrange),
        (_("Undelivered letters"), "arrange_letters", arrange),
        (_("Keys of programs"), "arrange_keys", arrange),
        (_("Printed issues"), "arrange_issues", arrange),
        (_("Archive the bulletin"), "arrange_archive", arrange),
    ]
    shown = [
        Destination(
            label,
            url := reverse(name, args=[request.bulletin.slug]),
            current=request.path.startswith(url),
        )
        for label, name, capability in places
        if rules.may(request.user, capability, request.bulletin).ok
    ]
    return shown if len(shown) > 1 else []
