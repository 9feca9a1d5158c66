"""Studies a piece that a contribution was divided into; its text and sender stay as they are."""

from __future__ import annotations

from django.db import transaction

from jianbao.desk.actions.hints import hint, to_be_indexed
from jianbao.desk.actions.reading.study import study_piece
from jianbao.desk.actions.reading.writing import READING_VERSION, write_likenesses
from jianbao.desk.models import Contribution
from jianbao.desk.queries.roster import known_to


def study_divided(pk: int) -> bool:
    """Find facts, likenesses and a section for a piece; False when there is no such piece.

    A piece that was decided on meanwhile keeps its decision.
    """
    pieces = Contribution.objects.select_related("bulletin", "unit", "correspondent")
    piece = pieces.filter(pk=pk, piece__gt=0).first()
    if piece is None:
        return False
    study = study_piece(piece, known_to(piece.bulletin))
    company = study.company
    with transaction.atomic():
        Contribution.objects.filter(pk=pk).update(
            facts=study.facts,
            reading_version=READING_VERSION,
            suggested_section=company.section or piece.suggested_section,
            suggested_because=company.because,
            resembles=company.before(pk).resembles,
        )
        write_likenesses(piece, company)
    hint(to_be_indexed)
    return True
