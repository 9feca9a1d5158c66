"""Writes what was read into the tables, in one short transaction with the move it leads to.

Bytes go to the vault before it begins.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec
from django.db import transaction

from jianbao.desk import vault
from jianbao.desk.actions import flow
from jianbao.desk.actions.hints import hint, to_be_indexed
from jianbao.desk.actions.posting import acknowledge
from jianbao.desk.actions.reading.study import Study
from jianbao.desk.actions.resembling import Company, evidence
from jianbao.desk.models import Contribution, File, Item, Photograph, RawMessage, Resemblance
from jianbao.document.problems import Problem
from jianbao.intake.headlines import says_revised
from jianbao.intake.mail import Found

READING_VERSION = 2
"""Counts up whenever reading gives other results for the same bytes."""

_COVER = 20_000  # characters
_REPORTED = 40  # problems


class Outcome(NamedTuple):
    """The move that a reading leads to, its reason, and what was found."""

    move: str
    reason: str
    found: Found
    study: Study


class _Stored(NamedTuple):
    files: list[dict[str, Any]]
    photographs: list[dict[str, Any]]


def write_outcome(contribution: Contribution, outcome: Outcome) -> None:
    """Write the files, the pictures, the likenesses and the columns, and make the move.

    Raises a DeskError, and writes nothing, when another was quicker.
    """
    stored = _store(outcome.found)
    columns = _columns(contribution, outcome) | _counts(stored)
    company = outcome.study.company
    with transaction.atomic():
        _note_message_id(contribution, outcome.found)
        columns["revises"] = _revised(contribution, outcome)
        flow.move(contribution, outcome.move, by=None, reason=outcome.reason, changes=columns)
        _write_files(contribution, stored)
        write_likenesses(contribution, company)
        acknowledge(contribution)
    hint(to_be_indexed)


def write_likenesses(contribution: Contribution, company: Company) -> None:
    """Write what a contribution resembles: the later of two is marked, whichever was read first."""
    contribution.resemblances.all().delete()
    items = {one.pk for one in company.likenesses if one.kind == "item"}
    others = {one.pk for one in company.likenesses if one.kind == "contribution"}
    items &= set(Item.objects.filter(pk__in=items).values_list("pk", flat=True))
    others &= set(Contribution.objects.filter(pk__in=others).values_list("pk", flat=True))
    for one in company.likenesses:
        columns = evidence(one.found)
        if one.kind == "item" and one.pk in items:
            Resemblance.objects.create(contribution=contribution, item_id=one.pk, **columns)
        elif one.pk in others and one.pk < contribution.pk:
            Resemblance.objects.create(contribution=contribution, other_id=one.pk, **columns)
        elif one.pk in others and one.kind == "contribution":
            _mark_later(one.pk, contribution, columns)


def _mark_later(pk: int, earlier: Contribution, columns: dict[str, Any]) -> None:
    """Mark a later contribution that was read before this one."""
    _, fresh = Resemblance.objects.get_or_create(
        contribution_id=pk, other=earlier, defaults=columns
    )
    if fresh and columns["verdict"] != "same-pattern":
        Contribution.objects.filter(pk=pk, resembles="").update(resembles=columns["verdict"])


def _columns(contribution: Contribution, outcome: Outcome) -> dict[str, Any]:
    found, study = outcome.found, outcome.study
    message, paragraphs = found.message, list(found.piece.paragraphs)
    recognised = study.recognised
    by_hand = contribution.sent_by is not None
    told = contribution.unit_because == "person"
    return {
        "reading_version": READING_VERSION,
        "reading_attempts": 0,
        "reading_claimed_until": None,
        "sender_name": ("" if by_hand else message.sender.name)[:120],
        "sender_address": ("" if by_hand else message.sender.address)[:254],
        "subject": message.subject[:500],
        "sent_at": message.date,
        "kind": message.kind,
        "headline": found.headline[:300],
        "paragraphs": paragraphs,
        "cover": found.cover[:_COVER],
        "text": "\n".join((found.headline, *paragraphs)),
        "length": sum(len("".join(text.split())) for text in paragraphs),
        "facts": study.facts,
        "problems": [_as_data(one) for one in found.problems[:_REPORTED]],
        "proposed_pieces": [
            {"headline": one.headline, "from": one.first, "to": one.last}
            for one in found.piece.proposed
        ],
        "unit": contribution.unit if told else recognised.unit,
        "unit_because": "person" if told else recognised.because,
        "correspondent": recognised.correspondent,
        "author": recognised.author,
        "suggested_section": study.company.section,
        "suggested_because": study.company.because,
        "resembles": study.company.before(contribution.pk).resembles,
    }


def _counts(stored: _Stored) -> dict[str, int]:
    return {"file_count": len(stored.files), "picture_count": len(stored.photographs)}


def _as_data(one: Problem) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.to_builtins(one)
    return data


def _store(found: Found) -> _Stored:
    """Put files and pictures into the vault; give their rows without the contribution."""
    files: list[dict[str, Any]] = []
    for position, attachment in enumerate(found.attachments, start=1):
        part = attachment.part
        kept = vault.store_bytes(part.content)
        files.append(
            {
                "position": position,
                "path": part.path[:40],
                "name": part.name[:255],
                "media_type": part.media_type[:100],
                "sha256": kept.sha256,
                "size": kept.size,
                "inline": part.inline,
                "state": attachment.state,
                "problems": [_as_data(one) for one in attachment.problems],
            }
        )
    return _Stored(files, [_picture_row(found, number) for number in range(len(found.pictures))])


def _picture_row(found: Found, number: int) -> dict[str, Any]:
    placed = found.pictures[number]
    cleaned = placed.picture.cleaned
    return {
        "origin": placed.picture.origin,
        "position": number + 1,
        "name": placed.picture.name[:255],
        "caption": placed.caption,
        "sha256": vault.store_bytes(cleaned.content).sha256,
        "thumbnail": vault.store_bytes(cleaned.thumbnail).sha256,
        "media_type": cleaned.media_type,
        "width": cleaned.width,
        "height": cleaned.height,
        "after": placed.after,
    }


def _write_files(contribution: Contribution, stored: _Stored) -> None:
    contribution.photographs.all().delete()
    contribution.files.all().delete()
    rows = [File(contribution=contribution, **columns) for columns in stored.files]
    by_path = {row.path: row for row in File.objects.bulk_create(rows)}
    Photograph.objects.bulk_create(
        Photograph(
            contribution=contribution,
            file=by_path.get(columns["origin"][:40]),
            **{name: value for name, value in columns.items() if name != "origin"},
        )
        for columns in stored.photographs
    )


def _note_message_id(contribution: Contribution, found: Found) -> None:
    message_id = found.message.message_id[:255]
    if message_id:
        RawMessage.objects.filter(pk=contribution.raw_id).update(message_id=message_id)


def _revised(contribution: Contribution, outcome: Outcome) -> Contribution | None:
    """Find the earlier version of a text: the same Message-ID, or the same sender's like text."""
    if contribution.revises is not None:
        return contribution.revises
    if outcome.move != "read":
        return None
    message = outcome.found.message
    earlier = Contribution.objects.filter(
        bulletin_id=contribution.bulletin_id, pk__lt=contribution.pk, piece=0
    ).order_by("-pk")
    if message.message_id:
        same = earlier.filter(raw__message_id=message.message_id[:255]).first()
        if same is not None:
            return same
    like = [
        one.pk
        for one in outcome.study.company.likenesses
        if one.kind == "contribution" and one.found.verdict in ("duplicate", "suspect")
    ]
    if not like or not message.sender.address:
        return None
    own = earlier.filter(pk__in=like, sender_address__iexact=message.sender.address)
    titled = own.filter(headline=outcome.found.headline[:300])
    announced = says_revised(message.subject) or says_revised(outcome.found.cover)
    return (own if announced else titled).first()
