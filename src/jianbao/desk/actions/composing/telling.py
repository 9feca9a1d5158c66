"""Says what became of each candidate of a draft, in the order of print and then as they came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from jianbao.desk.actions.composing.gathering import Material, Piece, told_of
from jianbao.desk.models import Issue
from jianbao.desk.queries.compositions import Fate, Mark
from jianbao.desk.queries.issue_content import masthead_of
from jianbao.document.compose import Chosen, Draft, LeftOut
from jianbao.document.numbering import format_number


class Told(NamedTuple):
    """What the fates are told from: the candidates, and the items made of them by their ids."""

    material: Material
    made: Mapping[str, int]
    issue: Issue


def fates_of_draft(draft: Draft, told: Told) -> list[Fate]:
    """Give the fate of every candidate."""
    return [*_made(draft, told), *_left_out(draft, told)]


def _made(draft: Draft, told: Told) -> Iterator[Fate]:
    for one in draft.chosen:
        piece = told.material.pieces[one.candidate]
        item = told.made.get(one.candidate)
        if item is not None:
            yield Fate(
                contribution=piece.contribution,
                headline=told_of(piece),
                unit=piece.candidate.unit,
                item=item,
                section=one.section,
                group=one.subsection,
                words=one.words,
                like=one.like,
                marks=tuple(_marks(one, told)),
            )


def _marks(one: Chosen, told: Told) -> Iterator[Mark]:
    for remark in one.remarks:
        other = told.material.pieces.get(remark.detail) if remark.code == "resembles" else None
        yield Mark(code=remark.code, detail=f"“{told_of(other)}”" if other else remark.detail)


def _left_out(draft: Draft, told: Told) -> Iterator[Fate]:
    pieces = told.material.pieces
    for chosen in draft.chosen:
        if chosen.candidate not in told.made:
            yield _fate(pieces[chosen.candidate], "decided-meanwhile")
    for one in draft.left_out:
        yield _why(one, pieces[one.candidate], told)
    for piece in told.material.outside:
        yield _fate(piece, "outside-window")


def _why(one: LeftOut, piece: Piece, told: Told) -> Fate:
    other = told.material.pieces.get(one.instead)
    if other is not None:
        return _fate(piece, one.reason, f"“{told_of(other)}”", other.contribution)
    own = format_number(masthead_of(told.issue))
    if one.reason == "printed" and one.instead.startswith(f"{own}“"):
        return _fate(piece, "standing", one.instead.removeprefix(own))
    return _fate(piece, one.reason, one.instead)


def _fate(piece: Piece, reason: str, instead: str = "", other: int | None = None) -> Fate:
    return Fate(
        contribution=piece.contribution,
        headline=told_of(piece),
        unit=piece.candidate.unit,
        reason=reason,
        instead=instead,
        other=other,
    )
