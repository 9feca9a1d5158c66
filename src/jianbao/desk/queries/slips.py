"""Whether a change mends slips of the pen alone, with the names a bulletin knows kept as they are.

What is more than a slip without any names is so with them; they are read only for what may be one.
"""

from __future__ import annotations

import msgspec

from jianbao.desk.models import Bulletin, Item, Snapshot
from jianbao.desk.queries.roster import known_to
from jianbao.document import model
from jianbao.document.compare.slips import only_typos, only_typos_in_item

_MOST = 4096  # judgements kept; the oldest go
_judged: dict[tuple[str, str], bool] = {}  # two contents by hash: the same two are judged once


def is_slip_of(approved: Snapshot, content: model.Issue, sha256: str, bulletin: Bulletin) -> bool:
    """Say whether the content under `sha256` differs from `approved` in slips alone."""
    pair = (approved.sha256, sha256)
    if pair not in _judged:
        before = msgspec.convert(approved.content, model.Issue)
        slight = only_typos(before, content) and only_typos(
            before, content, known=known_to(bulletin).roster
        )
        while len(_judged) >= _MOST:
            _judged.pop(next(iter(_judged)), None)
        _judged[pair] = slight
    return _judged[pair]


def mends_only_slips(item: Item, after: model.Item, bulletin: Bulletin) -> bool:
    """Say whether `after` differs in slips alone from what was last written in the item.

    That is its last revision that was more: many slips in a row are no slip.
    """
    written = item.revisions.filter(slip_only=False).order_by("-number").first()
    if written is None:
        return False
    before = msgspec.convert(written.content, model.Item)
    return only_typos_in_item(before, after) and only_typos_in_item(
        before, after, known=known_to(bulletin).roster
    )
