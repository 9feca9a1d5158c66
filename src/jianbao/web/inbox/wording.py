"""Words for what the desk noted: why a unit is known, what happened to a contribution."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from jianbao.desk.models import Contribution, Event
from jianbao.desk.queries.reasons import reason_in_words
from jianbao.web.inbox.listing import said_when
from jianbao.web.phrases import apart, in_a_row, listed

_BECAUSE: dict[str, str | Promise] = {
    "sender": gettext_lazy("known by the sender's address"),
    "domain": gettext_lazy("known by the domain of the sender"),
    "signature": gettext_lazy("known by the signature"),
    "text": gettext_lazy("named in the text"),
    "person": gettext_lazy("set by a person"),
    "account": gettext_lazy("known by the sender's account"),
}
_KINDS: dict[str, str | Promise] = {
    "quantity": pgettext_lazy("fact", "Numbers"),
    "date": pgettext_lazy("fact", "Dates"),
    "person": pgettext_lazy("fact", "People"),
    "org": pgettext_lazy("fact", "Units"),
}
DONE: dict[str, str | Promise] = {
    "plan": pgettext_lazy("done", "Planned"),
    "merge": pgettext_lazy("done", "Merged"),
    "shortlist": pgettext_lazy("done", "Shortlisted"),
    "decline": pgettext_lazy("done", "Declined"),
    "set_aside": pgettext_lazy("done", "Set aside"),
    "put_aside": pgettext_lazy("done", "Set aside"),
    "reconsider": pgettext_lazy("done", "Waiting again"),
    "retry": pgettext_lazy("done", "To be read again"),
    "assign": pgettext_lazy("done", "Handed on"),
    "divide": pgettext_lazy("done", "Divided"),
    "undo": pgettext_lazy("done", "Taken back"),
    "receive": pgettext_lazy("done", "Arrived"),
    "read": pgettext_lazy("done", "Read"),
    "give_up": pgettext_lazy("done", "Could not be read"),
    "adopt": pgettext_lazy("done", "Adopted"),
    "make_pieces": pgettext_lazy("done", "Pieces made"),
    "withdraw": pgettext_lazy("done", "Withdrawn by its sender"),
    "reinstate": pgettext_lazy("done", "Handed in again by its sender"),
    "enclose_note": pgettext_lazy("done", "Note enclosed"),
    "drop_piece": pgettext_lazy("done", "Piece dropped"),
    "set_unit": pgettext_lazy("done", "Unit corrected"),
    "set_correspondent": pgettext_lazy("done", "Correspondent corrected"),
    "set_section": pgettext_lazy("done", "Section corrected"),
}

QUESTIONS: dict[str, tuple[str | Promise, str | Promise]] = {  # the question, and the answer's verb
    "plan": (gettext_lazy("Plan for which section?"), gettext_lazy("Plan")),
    "merge": (gettext_lazy("Merge into which item?"), gettext_lazy("Merge")),
    "shortlist": (gettext_lazy("Keep it for later?"), gettext_lazy("Keep for later")),
    "decline": (gettext_lazy("Decline for what reason?"), gettext_lazy("Decline")),
    "assign": (gettext_lazy("Hand on to whom?"), gettext_lazy("Hand on")),
    "set-aside": (gettext_lazy("Set aside as what?"), gettext_lazy("Set aside")),
    "reconsider": (gettext_lazy("Take the decision back?"), gettext_lazy("Reconsider")),
    "retry": (gettext_lazy("Have it read again?"), gettext_lazy("Read again")),
    "unit": (gettext_lazy("Which unit is it from?"), gettext_lazy("Correct")),
}


class Happened(NamedTuple):
    """One event of a history: what, who, when, and what else was said."""

    what: str
    who: str
    when: str
    more: str


def because_of(code: str) -> str:
    """Say why a unit is known, or nothing."""
    return str(_BECAUSE.get(code, code))


def kind_of_fact(kind: str) -> str:
    """Name a kind of fact."""
    return str(_KINDS.get(kind, kind))


def said_event(event: Event) -> Happened:
    """Say an event of a contribution; a verb that no table knows is said as it is."""
    more = [reason_in_words(event.reason) if event.reason else "", event.note]
    if event.verb == "assign":
        more.insert(0, str(event.after.get("name") or _("Nobody in particular")))
    if event.verb == "undo" and event.undoes:
        more.insert(0, str(DONE.get(event.undoes.verb, event.undoes.verb)))
    who = str(event.by) if event.by else pgettext("who did it", "the desk itself")
    return Happened(
        str(DONE.get(event.verb, event.verb)),
        who,
        said_when(event.at),
        in_a_row(*more),
    )


def story(one: Contribution) -> str:
    """Say why a section is suggested, as far as it is known."""
    because = one.suggested_because or {}
    parts = []
    there, known = because.get("unit_in_section"), because.get("unit_items")
    if there and known:
        parts.append(
            _("%(there)s of %(known)s items of this unit were printed there")
            % {"there": there, "known": known}
        )
    titles = [str(near.get("title", "")) for near in because.get("items", ())][:2]
    if titles:
        parts.append(_("like: %(titles)s") % {"titles": listed(titles)})
    return apart(*parts)
