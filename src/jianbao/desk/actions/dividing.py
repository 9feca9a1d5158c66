"""Divides a contribution into its pieces (拆分): each lives on, the raw bytes are shared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max

from jianbao.desk.actions import flow
from jianbao.desk.actions.hints import hint, to_be_indexed
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Contribution, Event, Photograph, User
from jianbao.desk.queries.roster import Known, known_to
from jianbao.document.byline import read_byline, split_closing
from jianbao.document.model import Byline, one_line
from jianbao.language.likeness import letters

_SHORT_HEADLINE = 40  # letters of a first paragraph that may be a headline


class Cut(NamedTuple):
    """Where a piece begins (its first paragraph, counted from 0) and how it is called."""

    start: int
    headline: str = ""


class _Piece(NamedTuple):
    headline: str
    paragraphs: list[str]
    start: int
    end: int


def divide(contribution: Contribution, cuts: Sequence[Cut], *, by: User, version: int) -> Event:
    """Make a contribution of each piece; what stands before the first cut stays with the whole.

    A piece without a headline takes its first paragraph for it when that reads like one.
    Raises Invalid (fewer than two pieces), NotAllowed, Stale, Impossible.
    """
    cuts = sorted({cut.start: cut for cut in cuts}.values())
    if len(cuts) < 2 or cuts[0].start < 0 or cuts[-1].start >= len(contribution.paragraphs):
        raise Invalid("pieces-too-few", field="starts")
    with transaction.atomic():
        event = flow.move(contribution, "divide", by=by, version=version)
        known = known_to(contribution.bulletin)
        made = [_make(contribution, piece, known) for piece in _pieces(contribution, cuts)]
        after = {"pieces": [piece.pk for piece in made]}
        record("make_pieces", contribution, by=by, after=after)
    hint(to_be_indexed)
    return event


def _pieces(contribution: Contribution, cuts: Sequence[Cut]) -> Iterator[_Piece]:
    ends = [cut.start for cut in cuts[1:]] + [len(contribution.paragraphs)]
    for cut, end in zip(cuts, ends, strict=True):
        paragraphs = [str(text) for text in contribution.paragraphs[cut.start : end]]
        headline = one_line(cut.headline)[:300]
        first = paragraphs[0] if paragraphs else ""
        if letters(headline) == letters(first) or (not headline and _reads_as_headline(first)):
            headline, paragraphs = one_line(first)[:300], paragraphs[1:]
        yield _Piece(headline, paragraphs, cut.start, end)


def _reads_as_headline(text: str) -> bool:
    return len(text) <= _SHORT_HEADLINE and not text.rstrip().endswith(("。", "！", "？", "；"))


class Proposed(NamedTuple):
    """A piece as it would be made: no row yet, its pictures still those of the whole."""

    piece: Contribution
    photographs: list[Photograph]


def pieces_proposed(contribution: Contribution, known: Known) -> list[Proposed]:
    """Give the pieces that reading proposes, as `divide` by `cuts_proposed` would make them."""
    return [
        Proposed(_built(contribution, piece, known), _pictures_in(contribution, piece))
        for piece in _pieces(contribution, cuts_proposed(contribution))
    ]


def cuts_proposed(contribution: Contribution) -> list[Cut]:
    """Give where the pieces begin that reading proposes; empty where it is one piece."""
    return [
        Cut(int(one["from"]) - 1, str(one.get("headline", "")))
        for one in contribution.proposed_pieces
    ]


def _make(whole: Contribution, piece: _Piece, known: Known) -> Contribution:
    made = _built(whole, piece, known)
    made.piece = _next_number(whole)
    made.save()
    made.picture_count = _share_pictures(whole, made, piece)
    made.save(update_fields=["picture_count"])
    flow.move(made, "read", by=None)
    return made


def _built(whole: Contribution, piece: _Piece, known: Known) -> Contribution:
    """Give a piece as a contribution that is no row yet."""
    paragraphs, byline = _without_byline(piece.paragraphs, known)
    unit = next((u for name in byline.units if (u := known.unit_named(name))), None)
    text = "\n".join(filter(None, (piece.headline, *paragraphs)))
    return Contribution(
        bulletin=whole.bulletin,
        raw=whole.raw,
        parent=whole,
        channel=Contribution.Channel.DIVIDED,
        received_at=whole.received_at,
        sent_by=whole.sent_by,
        assigned_to=whole.assigned_to,
        reading_version=whole.reading_version,
        sender_name=whole.sender_name,
        sender_address=whole.sender_address,
        subject=whole.subject,
        sent_at=whole.sent_at,
        kind=whole.kind,
        headline=piece.headline,
        paragraphs=paragraphs,
        text=text,
        length=sum(len("".join(text.split())) for text in paragraphs),
        unit=unit or whole.unit,
        unit_because="signature" if unit else whole.unit_because,
        author=byline.people[0][:60] if byline.people else whole.author,
        correspondent=known.by_name(byline.people[0], unit) if byline.people else None,
        suggested_section=whole.suggested_section,
    )


def _without_byline(paragraphs: list[str], known: Known) -> tuple[list[str], Byline]:
    """Take the closing （单位 姓名） off the last paragraph."""
    if not paragraphs:
        return paragraphs, Byline()
    last, units = paragraphs[-1], known.units.keys()
    body, byline, _ = split_closing(last, units=units)
    if byline is None and last.strip().startswith(("（", "(")):
        body, byline = "", read_byline(last.strip(), units=units)
    if byline is None:
        return paragraphs, Byline()
    return [*paragraphs[:-1], *([body] if body else [])], byline


def _next_number(whole: Contribution) -> int:
    taken = Contribution.objects.filter(bulletin=whole.bulletin, raw=whole.raw)
    return (taken.aggregate(last=Max("piece"))["last"] or 0) + 1


def _pictures_in(whole: Contribution, piece: _Piece) -> list[Photograph]:
    """Give the pictures that stand in a piece or right behind it."""
    first = piece.start == 0
    return [
        picture
        for picture in whole.photographs.all()
        if piece.start < picture.after <= piece.end or (first and picture.after == 0)
    ]


def _share_pictures(whole: Contribution, made: Contribution, piece: _Piece) -> int:
    """Give a piece its pictures; their bytes are shared."""
    inside = _pictures_in(whole, piece)
    Photograph.objects.bulk_create(
        Photograph(
            contribution=made,
            file=picture.file,
            position=position,
            name=picture.name,
            caption=picture.caption,
            sha256=picture.sha256,
            thumbnail=picture.thumbnail,
            media_type=picture.media_type,
            width=picture.width,
            height=picture.height,
            after=max(0, min(picture.after - piece.start, len(made.paragraphs))),
        )
        for position, picture in enumerate(inside)
    )
    return len(inside)
