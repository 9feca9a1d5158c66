"""How a contribution stands, in a chip, in a sentence, and with what its sender can do now."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jianbao.desk.models import Contribution
from jianbao.desk.queries.issue_numbers import number_of
from jianbao.desk.queries.own_contributions import STANDINGS, Standing, standing_of
from jianbao.desk.queries.reasons import reason_in_words

__all__ = ["Said", "headline_of", "number_of", "said"]

_SHAPES: dict[Standing, str] = {
    "unreadable": "bad",
    "adopted": "ok",
    "set_aside": "bad",
}
_MEANS: dict[Standing, str | Promise] = {
    "reading": gettext_lazy("It is stored. The desk is reading it; this takes a moment."),
    "unreadable": gettext_lazy(
        "It is stored, but nothing in it could be read. Look below for the reason, and send a "
        "version that can be opened."
    ),
    "waiting": gettext_lazy("It is read and waits for the editors. You can still replace it."),
    "in_hand": gettext_lazy("The editors are at it. What becomes of it is told with the issue."),
    "kept": gettext_lazy("The editors keep it for a later issue."),
    "declined": gettext_lazy("It was not used."),
    "adopted": gettext_lazy("It was printed."),
    "divided": gettext_lazy("It held several pieces, which stand on their own now."),
    "withdrawn": gettext_lazy("You took it back. Nothing was deleted; it can be handed in again."),
    "set_aside": gettext_lazy("The desk did not take it as a contribution."),
}


class Said(NamedTuple):
    """The chip of a standing, and the sentence that explains it."""

    name: Standing
    chip: str
    state: str
    means: str


def said(one: Contribution) -> Said:
    """Say how a contribution stands, for its contributor."""
    name = standing_of(one)
    means = str(_MEANS[name])
    if name in {"declined", "set_aside"} and one.reason:
        means = f"{means}{_('Reason: %(reason)s') % {'reason': reason_in_words(one.reason)}}"
    return Said(name, str(STANDINGS[name]), _SHAPES.get(name, "open"), means)


def headline_of(one: Contribution) -> str:
    """Name a contribution by its headline, or by what else is known of it."""
    return one.headline or one.subject or one.raw.name or _("Without a headline")
