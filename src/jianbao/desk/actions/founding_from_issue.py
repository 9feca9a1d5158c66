"""Reads a printed issue of strangers and founds a bulletin from what was found and corrected in it.

Between the two a person looks: what was read lies in the vault, named by a signed note.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec
from django.core import signing
from django.db import transaction

from jianbao.desk import rules, vault
from jianbao.desk.actions.correspondents import add_correspondent
from jianbao.desk.actions.founding import found_bulletin
from jianbao.desk.actions.printed_issues import add_printed_issue
from jianbao.desk.errors import Impossible, Invalid
from jianbao.desk.models import Bulletin, RawMessage, User
from jianbao.desk.queries.roster import known_to
from jianbao.document.model import Issue
from jianbao.document.profile import Profile
from jianbao.document.read.confined import read_confined
from jianbao.document.read.learn import learn_profile

_SALT = "jianbao.found"


class Signed(NamedTuple):
    """A person who signed an item, and for which unit."""

    name: str
    unit: str


class Found(NamedTuple):
    """What was read: the issue, what its series is taken to be, who signed, what went wrong."""

    issue: Issue
    profile: Profile
    signed: tuple[Signed, ...]
    problems: tuple[str, ...]
    name: str


class Founding(NamedTuple):
    """What a bulletin is founded from once a person has looked: `issue` None is not filed."""

    profile: Profile
    columns: dict[str, object]
    signed: tuple[Signed, ...]
    issue: Issue | None


class _Note(msgspec.Struct):
    issue: Issue
    problems: tuple[str, ...]


def read_last_issue(data: bytes, name: str, *, by: User, language: str = "zh") -> str:
    """Store a file, read its first issue in a worker of its own, and give the note that names both.

    Not for use inside a transaction. Raises NotAllowed, or Invalid (issue-unreadable) saying why.
    """
    rules.require(rules.may(by, "open_bulletin"))
    raw = vault.store_bytes(data)
    reading = read_confined(data, name=name, language=language)
    problems = tuple(problem.message for problem in reading.problems)
    if not reading.issues or not any(reading.issues[0].items()):
        why = problems[0] if problems else "—"
        raise Invalid("issue-unreadable", field="file", why=why)
    read = vault.store_bytes(msgspec.json.encode(_Note(reading.issues[0], problems)))
    note = {"raw": raw.sha256, "size": raw.size, "read": read.sha256, "name": name[:255]}
    return signing.dumps(note, salt=_SALT, compress=True)


def found_in(note: str) -> Found:
    """Give what was read, by its note. Raises Impossible for a note that is not ours."""
    known = _opened(note)
    try:
        kept = msgspec.json.decode(vault.read_stored(known["read"]), type=_Note)
    except FileNotFoundError as error:  # the files were restored from before the reading
        raise Impossible("reading-unknown") from error
    return Found(
        kept.issue, learn_profile([kept.issue]), _signed(kept.issue), kept.problems, known["name"]
    )


def found_from_issue(founding: Founding, note: str, *, slug: str, by: User) -> Bulletin:
    """Found the bulletin with its correspondents, and file the issue as its first printed one.

    All of it or nothing. Raises NotAllowed, or Invalid for a title, short name or number.
    """
    known = _opened(note)
    with transaction.atomic():
        bulletin = found_bulletin(founding.profile, slug=slug, by=by)
        for name, value in founding.columns.items():
            setattr(bulletin, name, value)
        bulletin.save(update_fields=list(founding.columns))
        known_to_it = known_to(bulletin)
        for person in founding.signed:
            values = {"name": person.name, "unit": known_to_it.unit_named(person.unit)}
            add_correspondent(bulletin, values, by=by)
        if founding.issue is not None:
            raw, _fresh = RawMessage.objects.get_or_create(
                sha256=known["raw"], defaults={"size": known["size"], "name": known["name"]}
            )
            add_printed_issue(bulletin, founding.issue, raw=raw, by=by)
    return bulletin


def _opened(note: str) -> dict[str, str]:
    try:
        known: dict[str, str] = signing.loads(note, salt=_SALT)
    except signing.BadSignature as error:
        raise Impossible("reading-unknown") from error
    return known


def _signed(issue: Issue) -> tuple[Signed, ...]:
    """Give who signed for which unit, each pair once, in the order of print."""
    found: dict[Signed, None] = {}
    for item in issue.items():
        byline = item.byline
        if byline is not None:
            unit = byline.units[0] if byline.units else ""
            found |= dict.fromkeys(Signed(name, unit) for name in byline.people)
    return tuple(found)
