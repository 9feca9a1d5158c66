"""Why a contribution is declined or set aside: codes that are stored, and the words for them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

DECLINED_FOR: dict[str, str | Promise] = {
    "printed": _("Already printed"),
    "duplicate": _("Sent more than once"),
    "late": _("Too late, no longer news"),
    "off-topic": _("Does not fit this bulletin"),
    "thin": _("Says too little"),
    "facts": _("Facts unclear"),
    "confidential": _("Not fit for print: secrecy or sensitivity"),
    "advertising": _("Advertising"),
    "space": _("No room in this issue"),
    "other": pgettext_lazy("reason", "Another reason"),
}
SET_ASIDE_FOR: dict[str, str | Promise] = {
    "not-a-contribution": _("Not a contribution"),
    "spam": _("Spam"),
    "test": _("A test"),
    "withdrawn": _("Withdrawn by its sender"),
    "other": pgettext_lazy("reason", "Another reason"),
    "auto-reply": _("Automatic reply"),
    "bounce": _("Returned mail"),
    "delay": _("Delay notice"),
    "receipt": _("Receipt"),
    "own": _("The desk's own letter"),
}
BY_HAND = ("not-a-contribution", "spam", "test", "other")  # of SET_ASIDE_FOR


def reason_in_words(code: str) -> str:
    """Say a reason; a code that no table knows is said as it is."""
    return str(DECLINED_FOR.get(code) or SET_ASIDE_FOR.get(code) or code)
