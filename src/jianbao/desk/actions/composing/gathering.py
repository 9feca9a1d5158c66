"""Gathers what a draft is made of: what waits, what was kept for later, what was printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils import timezone

from jianbao.desk.actions.dividing import pieces_proposed
from jianbao.desk.actions.picturing import file_of
from jianbao.desk.models import Contribution, Issue, Photograph
from jianbao.desk.queries.bulletin import printed
from jianbao.desk.queries.issue_content import content_of
from jianbao.desk.queries.profile import profile_for
from jianbao.desk.queries.roster import Known, known_to
from jianbao.desk.queries.waiting import waiting
from jianbao.document import model
from jianbao.document.byline import read_source
from jianbao.document.compose import Candidate
from jianbao.document.profile import Profile
from jianbao.intake.headlines import says_revised

BACK = 24  # printed issues that teach sections, and that nothing may repeat
_BESIDE = ("unit", "correspondent", "raw", "sent_by", "suggested_section")


class Piece(NamedTuple):
    """A candidate, the contribution that it is, and the number of its piece of that, from 1.

    `number` is 0 for a whole; `version` is that of the contribution as it was seen.
    """

    candidate: Candidate
    contribution: int
    version: int
    number: int = 0


class Material(NamedTuple):
    """What composing takes: `pieces` by their candidates' ids; others came outside the window."""

    pieces: dict[str, Piece]
    outside: tuple[Piece, ...]
    profile: Profile
    back: tuple[model.Issue, ...]

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Give the candidates in the order in which they came."""
        return tuple(piece.candidate for piece in self.pieces.values())


def gather(issue: Issue, today: dt.date) -> Material:
    """Read what waits in an issue's window, and what earlier issues had kept for a later one.

    What stands in the issue is among the printed ones, the last of them: nothing repeats it.
    """
    known = known_to(issue.bulletin)
    inside: list[Piece] = []
    outside: list[Piece] = []
    for one in _came(issue):
        kept = one.state == Contribution.State.SHORTLISTED
        fits = kept or _in_window(issue, timezone.localdate(one.received_at), today)
        (inside if fits else outside).extend(_pieces_of(one, known))
    return Material(
        {piece.candidate.id: piece for piece in inside},
        tuple(outside),
        profile_for(issue, known),
        (*_back(issue), content_of(issue)),
    )


def _came(issue: Issue) -> Iterator[Contribution]:
    """Give what waits, and what was kept for later before this issue was opened."""
    kept = Contribution.objects.filter(
        bulletin=issue.bulletin,
        state=Contribution.State.SHORTLISTED,
        decided_at__lt=issue.opened_at,
    )
    found = (waiting(issue.bulletin) | kept).select_related(*_BESIDE)
    for one in found.prefetch_related("photographs").order_by("received_at", "pk"):
        one.bulletin = issue.bulletin
        yield one


def _in_window(issue: Issue, day: dt.date, today: dt.date) -> bool:
    start, end = issue.window_start or day, issue.window_end or max(day, today)
    return start <= day <= end


def _back(issue: Issue) -> list[model.Issue]:
    last = list(printed(issue.bulletin).defer(None)[:BACK])
    return [content_of(one) for one in reversed(last) if one.content]


def _pieces_of(one: Contribution, known: Known) -> Iterator[Piece]:
    """Give a contribution as one candidate, or as one for each piece that reading proposes."""
    proposed = pieces_proposed(one, known) if one.proposed_pieces else []
    if len(proposed) < 2:
        candidate = _candidate(one, str(one.pk), one.photographs.all())
        yield Piece(candidate, one.pk, one.version)
        return
    for number, (piece, photographs) in enumerate(proposed, start=1):
        candidate = _candidate(piece, f"{one.pk}#{number}", photographs)
        yield Piece(candidate, one.pk, one.version, number)


def _candidate(one: Contribution, key: str, photographs: Iterable[Photograph]) -> Candidate:
    person = one.author or (one.correspondent.name if one.correspondent else "")
    return Candidate(
        id=key,
        headline=model.one_line(one.headline),
        paragraphs=tuple(filter(None, map(model.one_line, map(str, one.paragraphs)))),
        unit=model.one_line(one.unit.name) if one.unit else "",
        people=tuple(filter(None, model.one_line(person).split("、"))),
        source=_source(one),
        sender=one.sender_address.lower() or (f"#{one.sent_by_id}" if one.sent_by_id else ""),
        received=timezone.localtime(one.received_at),
        pictures=tuple(_picture(photograph) for photograph in photographs),
        revises=str(one.revises_id or ""),
        says_revised=says_revised(one.subject) or says_revised(one.cover),
    )


def _source(one: Contribution) -> model.Source | None:
    closings = one.facts.get("bylines", ()) if isinstance(one.facts, dict) else ()
    return next(filter(None, map(read_source, map(str, closings))), None)


def _picture(photograph: Photograph) -> model.Picture:
    caption = model.one_line(photograph.caption)
    return model.Picture(file=file_of(photograph), caption=caption, alt=caption)


def told_of(piece: Piece) -> str:
    """Name a candidate in a list: its headline, or how it begins."""
    candidate = piece.candidate
    return candidate.headline or "".join(candidate.paragraphs)[:40]
