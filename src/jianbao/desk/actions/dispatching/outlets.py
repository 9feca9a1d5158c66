"""Hands an issue to what is no mailbox: a chat group, a folder, and by a person the print shop."""

from __future__ import annotations

import time
from itertools import chain

import msgspec
from django.db import transaction
from django.utils import timezone

from jianbao.desk import rules, vault
from jianbao.desk.actions.dispatching import ledger
from jianbao.desk.actions.dispatching.writing_letters import told_of
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Impossible
from jianbao.desk.models import Delivery, Dispatch, Edition, Outlet, User
from jianbao.desk.queries.deliveries import BY_HAND
from jianbao.desk.queries.letter_outline import headline_in_list
from jianbao.desk.queries.outlets import CHATS, folder_of, further_hosts
from jianbao.desk.queries.reader_links import reading_link
from jianbao.desk.sealed import SealBroken, unseal
from jianbao.document.write.wording import date_words
from jianbao.post.drop import drop
from jianbao.post.smtp import Outcome, Rejected
from jianbao.post.webhook import Announcement, Robot, announce

_HEADLINES = 5
_KEYS_LOST = "the keys of this outlet were sealed with another secret key: enter them again"


def hand_over(delivery: Delivery, dispatch: Dispatch) -> Outcome:
    """Hand an edition to an outlet. Speaks to others, and so stands outside any transaction."""
    outlet = delivery.outlet
    if outlet is None or not outlet.active:
        return Rejected("this outlet was closed")
    if outlet.kind in CHATS:
        return tell(outlet, announcement_of(dispatch))
    return _put(outlet, dispatch.edition)


def tell(outlet: Outlet, said: Announcement) -> Outcome:
    """Tell a chat group something."""
    try:
        secret = unseal(outlet.sealed_secret) if outlet.sealed_secret else ""
        robot = Robot(
            kind=outlet.kind,  # type: ignore[arg-type]  # one of CHATS
            url=unseal(outlet.sealed_address),
            secret=secret,
            also=further_hosts(),
        )
    except SealBroken:
        return Rejected(_KEYS_LOST)
    return announce(robot, said, now=time.time())


def announcement_of(dispatch: Dispatch) -> Announcement:
    """Say what is out: title and number, department and day, the first headlines, a link."""
    told = told_of(dispatch.edition, "link")
    masthead = told.content.masthead
    day = date_words(masthead.date) if masthead.date else ""
    heads = [headline_in_list(item) for item in told.content.items()]
    more = [f"……共{len(heads)}篇"] if len(heads) > _HEADLINES else []
    lines = chain(
        [" ".join(filter(None, (masthead.department or told.bulletin.department, day)))],
        (f"· {head}" for head in heads[:_HEADLINES]),
        more,
    )
    return Announcement(
        title=f"《{masthead.title or told.bulletin.title}》{told.number}",
        lines=tuple(filter(None, lines)),
        link=reading_link(dispatch),
        link_text="阅读全文",
    )


def mark_printed(delivery: Delivery, *, by: User, note: str = "") -> None:
    """Note that a print order was carried out. Raises NotAllowed, or Impossible for any other."""
    dispatch = delivery.dispatch
    rules.require(rules.may(by, "send", dispatch.bulletin))
    columns = {"accepted_at": timezone.now(), "confirmed_by": by}
    with transaction.atomic():
        printed = delivery.channel == BY_HAND and ledger.settle(
            delivery.pk, "print", said=note, by=by, columns=columns
        )
        if not printed:
            raise Impossible("no-such-move", move="print", state=delivery.state)
        record("mark_printed", dispatch, by=by, note=note)


def _put(outlet: Outlet, edition: Edition) -> Outcome:
    """Put the files of an edition into a folder; last a list of them with their hashes."""
    folder = folder_of(outlet.place)
    if folder is None:
        return Rejected("this folder is not below the one that this machine allows")
    wanted = outlet.formats or ["pdf"]
    files = list(edition.files.filter(format__in=wanted).order_by("format"))
    contents = {file.name: vault.read_stored(file.sha256) for file in files}
    listed = {
        "bulletin": edition.issue.bulletin.title,
        "edition": edition.number,
        "sha256": edition.snapshot.sha256,
        "files": [{"name": one.name, "sha256": one.sha256, "size": one.size} for one in files],
    }
    name = f"{edition.issue.bulletin.slug}-{edition.issue_id}-{edition.number}.json"
    return drop(folder, contents | {name: msgspec.json.format(msgspec.json.encode(listed))})
