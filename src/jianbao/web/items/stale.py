"""Two texts of one item side by side, when somebody was quicker: neither is lost."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.utils.safestring import SafeString

from jianbao.desk.queries.item import last_revision
from jianbao.document.compare.reading_text import as_read
from jianbao.web.items.fields import Fields
from jianbao.web.items.marking import sides_shown
from jianbao.web.items.showing import Desk


class BothTexts(NamedTuple):
    """What was saved meanwhile and what was not, marked where they differ; `revision` of theirs."""

    sentence: str
    who: str
    at: dt.datetime | None
    revision: int
    theirs: list[SafeString]
    mine: list[SafeString]
    merging: bool


def both_texts(now: Desk, mine: Fields, sentence: str = "", *, merging: bool = False) -> BothTexts:
    """Give both texts line by line."""
    last = last_revision(now.item)
    theirs, own = sides_shown(as_read(now.before), as_read(now.read(mine)))
    return BothTexts(
        sentence=sentence,
        who=str(last.by) if last and last.by else "—",
        at=last.at if last else None,
        revision=now.item.revision,
        theirs=theirs,
        mine=own,
        merging=merging,
    )
