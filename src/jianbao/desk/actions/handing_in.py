"""投稿: what a person hands in by page or program, and takes back while nobody has decided on it.

It packs what was said beside the text into the same raw message, so that nothing said is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from django.conf import settings
from django.db import transaction

from jianbao.desk import rules
from jianbao.desk.actions import flow
from jianbao.desk.actions.hints import hint, to_be_read
from jianbao.desk.actions.receiving import Received, Told
from jianbao.desk.actions.recording import record
from jianbao.desk.actions.submitting import holds_mails, submit
from jianbao.desk.errors import Impossible, Invalid
from jianbao.desk.models import Bulletin, Contribution, Event, Unit, User
from jianbao.intake.packing import Submission, Upload

MOST_FILES = 50
LONGEST_TEXT = 200_000  # characters
_BLANKS = re.compile(r"\s+")
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    r"\ud800-\udfff]"
)


class HandedIn(msgspec.Struct, frozen=True, kw_only=True):
    """What a person hands in at once. `author` and `note` are single lines for the editors."""

    headline: str = ""
    text: str = ""
    author: str = ""
    note: str = ""
    files: tuple[Upload, ...] = ()


class Cleaned(NamedTuple):
    """A text without characters that cannot be seen, and how many these were."""

    text: str
    dropped: int


def clean_text(text: str) -> Cleaned:
    """Take out of a pasted text what nobody sees: control, direction and zero-width characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept, dropped = _UNSEEN.subn("", text)
    return Cleaned(kept, dropped)


def hand_in(
    given: HandedIn,
    *,
    bulletin: Bulletin,
    channel: str,
    by: User,
    unit: Unit | None = None,
    revises: Contribution | None = None,
) -> tuple[Received, ...]:
    """Take in a text, files, or both; give a contribution for each mail and one for all else.

    `unit` is the one it is from, where that is not plain from the person. With `revises` it is
    marked as a later version of that contribution. What the same person had withdrawn comes back.
    Raises NotAllowed, Invalid (nothing in it, too much of it), or Impossible (what it revises is
    decided on).
    """
    rules.require(rules.may(by, "contribute", bulletin))
    if unit is not None:
        rules.require(rules.may_hand_in_for(by, unit, bulletin))
    if revises is not None:
        check_replaceable(revises, by=by)
    given = _checked(given)
    mails_alone = not given.text.strip() and all(map(holds_mails, given.files))
    text = "" if mails_alone else _with_signature(given, unit)
    received = submit(
        Submission(headline=given.headline, text=text, files=given.files),
        bulletin=bulletin,
        channel=channel,
        by=by,
        told=Told(unit, revises),
    )
    _bring_back(received, by)
    if mails_alone:
        _note(received, given, by)
    return received


def check_replaceable(contribution: Contribution, *, by: User) -> None:
    """Raise unless a later version may be handed in by this person now."""
    rules.require(rules.may_withdraw(by, contribution))
    if contribution.state not in ("received", "waiting", "unreadable"):
        raise Impossible("not-replaceable")


def withdraw(contribution: Contribution, *, by: User, version: int) -> Event:
    """Take it back while it waits; the desk keeps it and decides nothing on it.

    Raises NotAllowed (somebody else's), Impossible (decided on), or Stale.
    """
    return flow.move(contribution, "withdraw", by=by, version=version, reason="withdrawn")


def reinstate(contribution: Contribution, *, by: User) -> Event:
    """Hand in again what was withdrawn; it is read once more and waits.

    Raises NotAllowed, Impossible (it was not withdrawn), or Stale.
    """
    if not _is_withdrawn(contribution):
        raise Impossible("not-withdrawn")
    changes = {"reading_attempts": 0, "reading_claimed_until": None}
    event = flow.move(contribution, "reinstate", by=by, changes=changes)
    hint(to_be_read, contribution=contribution.pk)
    return event


def _bring_back(received: Sequence[Received], by: User) -> None:
    """Reinstate what this person had withdrawn and now hands in again."""
    for contribution, fresh in received:
        if not fresh and contribution.sent_by_id == by.pk and _is_withdrawn(contribution):
            reinstate(contribution, by=by)


def _is_withdrawn(contribution: Contribution) -> bool:
    return contribution.state == "set_aside" and contribution.reason == "withdrawn"


def _checked(given: HandedIn) -> HandedIn:
    files = tuple(file for file in given.files if file.content)
    if len(files) > MOST_FILES:
        raise Invalid("too-many-files", field="files", most=MOST_FILES)
    limit = settings.JIANBAO.largest_upload
    text = clean_text(given.text).text
    if sum(len(file.content) for file in files) > limit or len(text) > LONGEST_TEXT:
        raise Invalid("upload-too-large", field="files", limit=f"{limit >> 20} MB")
    if not files and not text.strip():
        raise Invalid("nothing-handed-in", field="text")
    return HandedIn(
        headline=_one_line(given.headline, 300),
        text=text,
        author=_one_line(given.author, 60),
        note=_one_line(given.note, 500),
        files=files,
    )


def _note(received: Sequence[Received], given: HandedIn, by: User) -> None:
    """Keep with mails, which are taken in as they are, what was said beside them."""
    said = "；".join(filter(None, (given.headline, given.author, given.note)))
    with transaction.atomic():
        for one in received:
            if one.fresh and said:
                record("enclose_note", one.contribution, by=by, note=said[:500])


def _one_line(text: str, longest: int) -> str:
    return _BLANKS.sub(" ", clean_text(text).text).strip()[:longest]


def _with_signature(given: HandedIn, unit: Unit | None) -> str:
    """Put unit, author and note under the text as a signature: there reading looks for them."""
    said: Sequence[tuple[str, str]] = (
        ("单位", unit.name if unit else ""),
        ("作者", given.author),
        ("附言", given.note),
    )
    lines = [f"{label}：{value}" for label, value in said if value]
    return "\n".join((given.text.rstrip(), "-- ", *lines)) if lines else given.text
