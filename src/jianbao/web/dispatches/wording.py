"""What states, figures and events of dispatches are called on the pages, and how marked."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from jianbao.desk.models import Delivery, DeliveryEvent, Dispatch, Event, Outlet
from jianbao.desk.queries.deliveries import BY_HAND, MAIL, Tally
from jianbao.desk.queries.dispatch_words import why_left_out

Words = str | Promise

DISPATCH_MARKS: dict[str, str] = {
    Dispatch.State.DRAFT: "open",
    Dispatch.State.APPROVED: "open",
    Dispatch.State.SENDING: "open",
    Dispatch.State.PAUSED: "warn",
    Dispatch.State.FINISHED: "ok",
    Dispatch.State.CANCELLED: "bad",
}
DELIVERY_MARKS: dict[str, str] = {
    Delivery.State.PENDING: "open",
    Delivery.State.SENDING: "open",
    Delivery.State.DEFERRED: "open",
    Delivery.State.ACCEPTED: "ok",
    Delivery.State.FAILED: "bad",
    Delivery.State.BOUNCED: "bad",
    Delivery.State.UNKNOWN: "warn",
    Delivery.State.EXCLUDED: "open",
}
SHARES: dict[str, Words] = {
    "accepted": pgettext_lazy("ledger", "handed over"),
    "failed": pgettext_lazy("ledger", "failed"),
    "unknown": pgettext_lazy("ledger", "unknown"),
    "excluded": pgettext_lazy("ledger", "left out"),
    "pending": pgettext_lazy("ledger", "waiting"),
}
MISSED = pgettext_lazy("ledger", "Not delivered")
VERBS: dict[str, Words] = {
    "claim": pgettext_lazy("delivery", "Its turn came"),
    "accept": pgettext_lazy("delivery", "The mail server took it"),
    "defer": pgettext_lazy("delivery", "Put off by the mail server"),
    "fail": pgettext_lazy("delivery", "Refused"),
    "lose": pgettext_lazy("delivery", "The line broke after the letter was sent"),
    "bounce": pgettext_lazy("delivery", "Came back"),
    "print": pgettext_lazy("delivery", "Printed"),
    "leave_out": pgettext_lazy("delivery", "Left out"),
    "confirm": pgettext_lazy("delivery", "Taken for sent"),
    "resend": pgettext_lazy("delivery", "To be sent again"),
    "late": pgettext_lazy("delivery", "A late answer that changed nothing"),
    "delay": pgettext_lazy("delivery", "A notice of delay; no failure"),
    "receipt": pgettext_lazy("delivery", "A reader's receipt"),
    "auto-reply": pgettext_lazy("delivery", "An automatic reply"),
}
DONE: dict[str, Words] = {
    "prepare_dispatch": pgettext_lazy("dispatch", "Prepared"),
    "change_dispatch": pgettext_lazy("dispatch", "Changed"),
    "test_dispatch": pgettext_lazy("dispatch", "Test letter sent"),
    "approve_dispatch": pgettext_lazy("dispatch", "Approved"),
    "start_dispatch": pgettext_lazy("dispatch", "Started"),
    "pause_dispatch": pgettext_lazy("dispatch", "Paused"),
    "resume_dispatch": pgettext_lazy("dispatch", "Went on"),
    "finish_dispatch": pgettext_lazy("dispatch", "Came to its end"),
    "reopen_dispatch": pgettext_lazy("dispatch", "Taken up again"),
    "call_off_dispatch": pgettext_lazy("dispatch", "Called off"),
    "resend": pgettext_lazy("dispatch", "%(n)s sent again"),
    "confirm": pgettext_lazy("dispatch", "%(n)s taken for sent"),
    "leave_out": pgettext_lazy("dispatch", "%(n)s left out"),
    "mark_printed": pgettext_lazy("dispatch", "Print order carried out"),
}
UNKNOWN_MEANS = _(
    "The line broke after the letter was sent: whether the server took it cannot be known. It is"
    " never sent again by itself."
)


class Figure(NamedTuple):
    """One figure of a ledger: its share, its name, its number."""

    share: str
    label: Words
    amount: int


def figures_of(tally: Tally) -> list[Figure]:
    """Give the figures that add up to the candidates, each under its name."""
    return [Figure(share, label, getattr(tally, share)) for share, label in SHARES.items()]


def share_name(share: str) -> str:
    """Give the name of a share; '' for none."""
    return str(MISSED if share == "missed" else SHARES.get(share, ""))


def verb_name(event: DeliveryEvent, channel: str) -> str:
    """Say what happened to a delivery by this channel."""
    if event.verb == "accept" and channel != MAIL:
        return pgettext("delivery", "Handed over")
    return str(VERBS.get(event.verb, event.verb))


def state_name(row: Delivery) -> str:
    """Name the state of a row; only letters are handed to a mail server."""
    if row.state != Delivery.State.ACCEPTED or row.channel == MAIL:
        return str(row.get_state_display())
    printed = row.channel == BY_HAND
    return pgettext("delivery", "Printed") if printed else pgettext("delivery", "Handed over")


def done_words(event: Event) -> str:
    """Say what was done to a dispatch; who did it stands beside it."""
    words = str(DONE.get(event.verb, event.verb))
    return words.replace("%(n)s", str(event.after.get("deliveries", "")))


def said_of(row: Delivery) -> str:
    """Give what is to be said of a row: why it is left out, or the server's own words."""
    return why_left_out(row) if row.state == Delivery.State.EXCLUDED else row.reply


def address_of(row: Delivery) -> str:
    """Give the address of a row, or of an outlet what kind it is."""
    return row.address if row.channel == MAIL else str(Outlet.Kind(row.channel).label)
