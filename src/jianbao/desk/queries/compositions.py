"""起草: how far a first draft of an issue is, and what became of each contribution in it."""

from __future__ import annotations

from typing import NamedTuple, get_args

import msgspec
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jianbao.desk.models import Composition, Event, Issue
from jianbao.document.compose import LeftOut, Reason, Remark, sentence

COMPOSED = "compose_issue"
UNDO = "undo_composing"
ATTEMPTS = 3
_OWN_REASONS: dict[str, str | Promise] = {
    "standing": _("It stands in this issue already: %(instead)s"),
    "decided-meanwhile": _("Somebody decided on it meanwhile"),
}


class Mark(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something about an item to be looked at: a code of `compose.Doubt`."""

    code: str
    detail: str = ""


class Fate(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of a contribution, or of one of the pieces of a message.

    An `item` with its place and why there; or a `reason` (of `compose.Reason`, "standing" or
    "decided-meanwhile"), with what stands `instead` of it and the contribution that this is.
    """

    contribution: int
    headline: str
    unit: str = ""
    item: int | None = None
    section: str = ""
    group: str = ""
    words: tuple[str, ...] = ()
    like: str = ""
    marks: tuple[Mark, ...] = ()
    reason: str = ""
    instead: str = ""
    other: int | None = None


class Fates(NamedTuple):
    """Those that became items, in the order of print, and the others."""

    made: tuple[Fate, ...]
    left_out: tuple[Fate, ...]


def why_left_out(reason: str, instead: str = "") -> str:
    """Say why a contribution is no item, in the language of the reader; any other word as it is."""
    if reason in _OWN_REASONS:
        said = str(_OWN_REASONS[reason]) % {"instead": instead}
    elif reason in get_args(Reason):
        one = LeftOut(candidate="", reason=msgspec.convert(reason, Reason), instead=instead)
        said = sentence(one, _language())
    else:
        return reason
    return said if instead else said.rstrip(":： ")


def what_to_look_at(mark: Mark) -> str:
    """Say what an editor should look at in an item, in the language of the reader."""
    return sentence(msgspec.convert(msgspec.to_builtins(mark), Remark), _language())


def _language() -> str:
    return "en" if (get_language() or "").startswith("en") else "zh"


def last_composition(issue: Issue) -> Composition | None:
    """Give the draft of an issue that was asked for last."""
    found = issue.compositions.select_related("by", "event").order_by("-pk")
    return found.first()


def fates_of(composition: Composition) -> Fates:
    """Give what became of each contribution."""
    fates = msgspec.convert(tuple(composition.fates), tuple[Fate, ...])
    return Fates(
        tuple(one for one in fates if one.item is not None),
        tuple(one for one in fates if one.item is None),
    )


def can_be_taken_back(composition: Composition) -> bool:
    """Say whether what it made was not taken back yet."""
    event = composition.event
    return event is not None and not Event.objects.filter(undoes=event).exists()


def unfinished_compositions() -> list[int]:
    """Give the drafts that are asked for and that nobody makes, for the sweep."""
    free = Q(claimed_until=None) | Q(claimed_until__lt=timezone.now())
    asked = Composition.objects.filter(free, state=Composition.State.ASKED)
    return list(asked.order_by("pk").values_list("pk", flat=True))
