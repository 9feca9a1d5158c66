"""The press job: renders and stores every format a frozen edition lacks, and brings it out.

It works outside transactions, under a lease. The same content gives the same bytes, so what a
killed press had stored already is found and what it had not is made again.
"""

from __future__ import annotations

import datetime as dt

import structlog
from django.db.models import F, Q
from django.utils import timezone

from jianbao.desk import vault
from jianbao.desk.actions.publishing.bringing_out import bring_out
from jianbao.desk.errors import DeskError
from jianbao.desk.models import Edition, EditionFile
from jianbao.desk.queries.edition_names import file_name
from jianbao.desk.queries.editions import ATTEMPTS, content_in
from jianbao.desk.queries.issue_pictures import pictures_of
from jianbao.desk.sentences import sentence
from jianbao.document import model
from jianbao.document.write.beside import Pictures
from jianbao.document.write.formats import FORMATS, write

LEASE = dt.timedelta(minutes=2)  # renewed with every format; the slowest takes seconds
_PAUSES = (10, 30, 120, 600)  # seconds after each failure
log = structlog.get_logger()


def print_edition(pk: int) -> bool:
    """Print what is missing of an edition and bring it out; False when there was nothing to do.

    A failure is noted on the edition, and tried again later, five times in all.
    """
    edition = _claim(pk)
    if edition is None:
        return False
    try:
        content = content_in(edition)
        pictures = pictures_of(edition.snapshot.issue, content)
        print_missing(edition, content, pictures)
        pages = pages_of(edition, content, pictures)
        return bring_out(edition, pages=pages, today=timezone.localdate())
    except Exception as error:
        log.exception("an edition was not printed", edition=pk)
        _note_trouble(edition, error)
        return False


def print_missing(edition: Edition, content: model.Issue, pictures: Pictures) -> None:
    """Render and store each format that is not stored yet; the row comes after its bytes."""
    printed = set(edition.files.values_list("format", flat=True))
    theme = edition.issue.bulletin.theme
    for form in FORMATS.values():
        if form.name in printed:
            continue
        stored = vault.store_bytes(write(content, form.name, pictures=pictures, theme=theme))
        EditionFile.objects.get_or_create(
            edition=edition,
            format=form.name,
            defaults={
                "sha256": stored.sha256,
                "size": stored.size,
                "name": file_name(edition, form.suffix),
                "media_type": form.media_type,
            },
        )
        _renew(edition)


def pages_of(edition: Edition, content: model.Issue, pictures: Pictures) -> dict[str, int]:
    """Say for each item of the content on which page it begins."""
    from jianbao.document.write.pdf import Press  # noqa: PLC0415 - loads late: typst

    with Press(theme=edition.issue.bulletin.theme) as press:
        items = press.layout(content, pictures).items
    return {place.item: place.page for place in items if place.page}


def _claim(pk: int) -> Edition | None:
    """Take the lease of a frozen edition that nobody prints; committed before work begins."""
    now = timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    frozen = Edition.objects.filter(free, pk=pk, state=Edition.State.FROZEN, attempts__lt=ATTEMPTS)
    lease = {"claimed_until": now + LEASE, "attempts": F("attempts") + 1, "trouble": ""}
    if not frozen.update(**lease):
        return None
    return Edition.objects.select_related("issue__bulletin", "snapshot__issue").get(pk=pk)


def _renew(edition: Edition) -> None:
    frozen = Edition.objects.filter(pk=edition.pk, state=Edition.State.FROZEN)
    frozen.update(claimed_until=timezone.now() + LEASE)


def _note_trouble(edition: Edition, error: Exception) -> None:
    """Say what went wrong, and let nobody try again before a while."""
    said = sentence(error) if isinstance(error, DeskError) else str(error)
    pause = _PAUSES[min(edition.attempts, len(_PAUSES)) - 1]
    frozen = Edition.objects.filter(pk=edition.pk, state=Edition.State.FROZEN)
    frozen.update(
        trouble=(said.strip() or type(error).__name__)[:500],
        claimed_until=timezone.now() + dt.timedelta(seconds=pause),
    )
