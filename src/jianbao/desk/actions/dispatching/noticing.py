"""What a machine wrote back of a letter goes into the ledger, once for each message.

The mail itself lies in the intake, set aside, whatever becomes of the notice here.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from jianbao.desk.actions.dispatching import ledger
from jianbao.desk.actions.dispatching.failing import mark_failing
from jianbao.desk.actions.recording import plain
from jianbao.desk.models import Bulletin, Delivery, Notice, RawMessage, User
from jianbao.desk.queries.addresses import own_addresses
from jianbao.desk.queries.notices import (
    Place,
    dispatches_lately,
    early_bounces,
    last_letters,
    place_by_token,
    words_of,
)
from jianbao.post.notices import Said, kind_of_failure
from jianbao.post.values import Failure

_READ = "displayed"  # what a receipt says was done with the letter
_PROVEN = (Notice.Found.VERP, Notice.Found.MESSAGE_ID, Notice.Found.HAND)


def note(raw: RawMessage, bulletin: Bulletin, said: Said) -> Notice | None:
    """Note a message that came to a bulletin, and what it does to the ledger; None for no notice.

    A token decides, also over which bulletin it is of. Noting it again changes nothing.
    """
    place = _place(bulletin, said)
    if place is None and not _is_a_matter(bulletin, said):
        return None
    home = place.delivery.dispatch.bulletin if place else bulletin
    columns = _columns(said, place)
    with transaction.atomic():
        notice, fresh = Notice.objects.get_or_create(bulletin=home, raw=raw, defaults=columns)
        if fresh and place:
            write_down(notice, place.delivery)
    return notice


def write_down(notice: Notice, delivery: Delivery, *, by: User | None = None) -> None:
    """Write into the ledger what a notice says of its delivery; the caller has a transaction."""
    said = words_of(notice)
    if notice.kind == Notice.Kind.BOUNCE:
        if not _bounce(notice, delivery, by=by):
            ledger.note(delivery.pk, "bounce", said=said, by=by)
        if notice.permanent and notice.found in _PROVEN and _is_of(notice, delivery):
            mark_failing(delivery, said)
        return
    columns: dict[str, Any] = {}
    if notice.kind == Notice.Kind.DELAY:
        columns = {"delayed_at": notice.at}
    elif notice.kind == Notice.Kind.RECEIPT and notice.status == _READ:
        columns = {"read_receipt_at": delivery.read_receipt_at or notice.at}
    ledger.note(delivery.pk, notice.kind, said=said, by=by, columns=columns)


def settle_early_bounces() -> int:
    """Let deliveries come back whose bounce was here before the server's answer; give how many."""
    found = early_bounces().select_related("delivery")
    return sum(_bounce(notice, notice.delivery) for notice in found if notice.delivery)


def _bounce(notice: Notice, delivery: Delivery, *, by: User | None = None) -> bool:
    said = words_of(notice)
    return ledger.settle(delivery.pk, "bounce", said=said, by=by, columns={"reply": said[:1000]})


def _place(bulletin: Bulletin, said: Said) -> Place | None:
    """Find whose letter it is: what only its reader's servers can know first, then the words."""
    place = place_by_token(said.tokens, Notice.Found.VERP)
    place = place or place_by_token(said.returned, Notice.Found.MESSAGE_ID)
    if place or said.tokens or said.returned or not _goes_by_words(said):
        return place
    for addresses in (said.named, set(said.mentioned) - own_addresses()):
        letters = last_letters(bulletin, addresses)
        if letters:  # two readers in one notice are none: a person has to look
            return Place(letters[0], Notice.Found.PARSED) if len(letters) == 1 else None
    return None


def _goes_by_words(said: Said) -> bool:
    """Say whether an address alone may tell: not of answers, nor where another letter is named."""
    if said.kind == "auto-reply" or said.elsewhere:
        return False
    return not (said.kind == "receipt" and said.foreign)


def _is_a_matter(bulletin: Bulletin, said: Said) -> bool:
    """Say whether somebody has to look whose it is: it may be of a letter that a reader got."""
    if not _goes_by_words(said):
        return False
    return said.to_the_box or dispatches_lately(bulletin)


def _columns(said: Said, place: Place | None) -> dict[str, Any]:
    failure = said.about(place.delivery.address if place else "")
    kind = kind_of_failure(failure, said.kind) if said.failures else said.kind
    status = failure.status or said.disposition
    return {
        "kind": kind,
        "delivery": place.delivery if place else None,
        "found": place.found if place else "",
        "subject": plain(said.subject)[:300],
        "address": plain(_named(said, failure, place))[:254].lower(),
        "status": plain(status)[:20],
        "said": plain(failure.reason)[:1000],
        "permanent": kind == "bounce" and not failure.status.startswith("4"),
        "at": timezone.now(),
    }


def _named(said: Said, failure: Failure, place: Place | None) -> str:
    """Give the address that it is about; of those in its words alone, ours or the first."""
    if failure.address or said.named:
        return failure.address or said.named[0]
    if place:
        return place.delivery.address if place.delivery.address in said.mentioned else ""
    own = own_addresses()
    return next((one for one in said.mentioned if one not in own), "")


def _is_of(notice: Notice, delivery: Delivery) -> bool:
    """Say whether it is the reader's own address that fails, not one it is passed on to."""
    return notice.address in ("", delivery.address)
