"""Two texts of one item side by side, when somebody was quicker: neither is lost."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.utils.safestring import SafeString

from jianbao.desk.queries.item import last_revision
from jianbao.document.compare.reading_text import as_read
from jianbao.web.items.fields import Fields
from jianbao.web.items.marking import diff_shown
from jianbao.web.items.showing import Desk


class BothTexts(NamedTuple):
    """What was saved meanwhile, what was not, and what differs. `revision` is that of theirs."""

    sentence: str
    who: str
    at: dt.datetime | None
    revision: int
    theirs: list[str]
    mine: list[str]
    diff: SafeString
    merging: bool


def both_texts(now: Desk, mine: Fields, sentence: str = "", *, merging: bool = False) -> BothTexts:
    """Give both texts line by line, and the way from theirs to mine."""
    last = last_revision(now.item)
    theirs, own = as_read(now.before), as_read(now.read(mine))
    return BothTexts(
        sentence=sentence,
        who=str(last.by) if last and last.by else "—",
        at=last.at if last else None,
        revision=now.item.revision,
        theirs=theirs.split("\n"),
        mine=own.split("\n"),
        diff=diff_shown(theirs, own),
        merging=merging,
    )
