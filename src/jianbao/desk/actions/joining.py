"""Takes a division back: pieces nobody decided on are dropped, their text stands in the whole."""

from __future__ import annotations

from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Impossible
from jianbao.desk.models import Contribution, User


def drop_pieces(contribution: Contribution, *, by: User | None) -> None:
    """Drop the pieces of a contribution. Raises Impossible when one of them was decided on."""
    pieces = Contribution.objects.select_for_update().filter(parent=contribution)
    decided = pieces.exclude(state=Contribution.State.WAITING)
    if decided.exists():
        raise Impossible("pieces-decided")
    dropped = list(pieces)
    for piece in dropped:
        after = {"piece": piece.piece, "headline": piece.headline}
        record("drop_piece", piece, by=by, before=after)  # its own: an index that follows drops it
        piece.origins.all().delete()  # of items that were withdrawn again
        piece.delete()
