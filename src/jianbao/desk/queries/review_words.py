"""Why an issue is sent back or recalled: the reasons to choose from. A bulletin may have its own.

What is stored is the code of a row here, or a bulletin's own words.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jianbao.desk.models import Bulletin

RETURNED_FOR: dict[str, str | Promise] = {
    "facts": _("A fact to be verified"),
    "wording": _("Wording"),
    "selection": _("Choice or weight of items"),
    "order": _("Order or section"),
    "names": _("Names, titles or their order"),
    "secrecy": _("Secrecy or sensitivity"),
    "layout": _("Layout or pictures"),
}
RECALLED_FOR: dict[str, str | Promise] = {
    "late_news": _("Late news"),
    "mistake": _("A mistake was found"),
    "postponed": _("The issue is postponed"),
    "settings": _("Settings of the bulletin changed"),
    "other": pgettext_lazy("reason", "Another reason"),
}


def return_reasons(bulletin: Bulletin) -> list[tuple[str, str]]:
    """Give the reasons for sending back, as stored and in words: the bulletin's own, or ours."""
    own = [str(line) for line in bulletin.return_reasons]
    return [(line, line) for line in own] or [(c, str(w)) for c, w in RETURNED_FOR.items()]


def reason_in_words(reason: str) -> str:
    """Say a stored reason."""
    return str(RETURNED_FOR.get(reason) or RECALLED_FOR.get(reason) or reason)
