"""What a feed of a bulletin tells: its last issues, each once, as their last editions have them."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import NamedTuple

from django.db.models import Max, QuerySet

from jianbao.desk.models import Bulletin, Edition, EditionFile
from jianbao.desk.queries.edition_names import kind_in_print
from jianbao.desk.queries.editions import content_in
from jianbao.desk.queries.issue_numbers import number_of
from jianbao.desk.queries.letter_outline import headline_in_list, items_in
from jianbao.document.write.wording import date_words

MOST = 50  # issues of a feed
_IDS = uuid.UUID("6f1c6a2e-52a4-5b0e-9d3c-1a5d7c1f8b42")  # below which feeds name things


class Headlines(NamedTuple):
    """A section with the headlines of all that stands in it."""

    title: str
    headlines: tuple[str, ...]


class FeedEntry(NamedTuple):
    """An issue as a feed tells of it. `urn` stays the same through every correction."""

    urn: str
    edition: Edition  # the last one
    title: str
    date: str  # that the issue bears, in words
    first_out: dt.datetime
    last_out: dt.datetime
    notice: str  # of a correction or a withdrawal; '' of a first edition
    sections: tuple[Headlines, ...]  # none of an issue that was withdrawn
    pdf: EditionFile | None


def feed_urn(bulletin: Bulletin) -> str:
    """Give the lasting name of a bulletin's feed, whichever key asks."""
    return _urn(f"bulletin {bulletin.pk} {bulletin.created_at.isoformat()}")


def feed_version(bulletin: Bulletin) -> tuple[object, ...]:
    """Give what a feed depends on, by one question: while it is the same, so is the feed."""
    out = _out(bulletin).order_by("-out_at", "-pk").values_list("pk", "out_at")
    return bulletin.slug, bulletin.title, bulletin.department, tuple(out)


def feed_entries(bulletin: Bulletin) -> list[FeedEntry]:
    """Give what the feed tells; what came out or was corrected last stands first."""
    last_out = _out(bulletin).values("issue").annotate(at=Max("out_at")).order_by("-at", "-issue")
    issues = [row["issue"] for row in last_out[:MOST]]
    of_each: dict[int, list[Edition]] = {issue: [] for issue in issues}
    found = _out(bulletin).filter(issue__in=issues).order_by("number")
    for edition in found.select_related("issue", "snapshot").prefetch_related("files"):
        edition.issue.bulletin = bulletin
        of_each[edition.issue_id].append(edition)
    return [_entry(editions[0], editions[-1]) for editions in of_each.values()]


def _out(bulletin: Bulletin) -> QuerySet[Edition]:
    return Edition.objects.filter(issue__bulletin=bulletin, state=Edition.State.OUT)


def _entry(first: Edition, last: Edition) -> FeedEntry:
    content = content_in(last)
    mark = kind_in_print(last.kind)
    named = f"《{content.masthead.title or last.issue.bulletin.title}》{number_of(last.issue)}"
    return FeedEntry(
        urn=_urn(f"issue {last.issue_id} {first.snapshot.sha256}"),
        edition=last,
        title=f"{named}（{mark}）" if mark else named,
        date=date_words(content.masthead.date) if content.masthead.date else "",
        first_out=first.out_at or first.frozen_at,
        last_out=last.out_at or last.frozen_at,
        notice=f"{mark}：{last.reason}" if mark else "",
        sections=tuple(
            Headlines(section.title, tuple(headline_in_list(item) for item in items_in(section)))
            for section in content.sections
            if last.kind != Edition.Kind.WITHDRAWAL and items_in(section)
        ),
        pdf=next((file for file in last.files.all() if file.format == "pdf"), None),
    )


def _urn(name: str) -> str:
    return uuid.uuid5(_IDS, name).urn
