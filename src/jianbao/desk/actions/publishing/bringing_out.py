"""Brings a printed edition out: everything that follows from it, in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import structlog
from django.db import transaction
from django.utils import timezone

from jianbao.desk.actions import flow
from jianbao.desk.actions.hints import hint, to_be_indexed
from jianbao.desk.actions.issues import open_issue
from jianbao.desk.actions.placing import lock
from jianbao.desk.actions.printed_issues import count_on
from jianbao.desk.actions.publishing.following import follow_correction
from jianbao.desk.actions.publishing.telling import adopt_origins, tell_contributors
from jianbao.desk.errors import DeskError, Impossible
from jianbao.desk.models import Bulletin, Edition, Issue
from jianbao.document.write.formats import FORMATS

log = structlog.get_logger()


def bring_out(edition: Edition, *, pages: Mapping[str, int], today: dt.date) -> bool:
    """Let an edition be out, whose every format is stored; False when it was already.

    The issue is published, its contributions are adopted and their contributors told, numbering
    counts on and the next issue opens; of a correction, the printed issue follows its text.
    `pages` says where each item begins. Raises Impossible when a format is missing.
    """
    with transaction.atomic():
        bulletin = Bulletin.objects.select_for_update().get(pk=edition.issue.bulletin_id)
        now = _locked(edition)
        if now.state == Edition.State.OUT:
            return False
        _require_every_format(now)
        made = lock(now.snapshot.issue)
        _publish(now, made)
        if made.corrects_id is not None:
            follow_correction(lock(now.issue), made, now)
        else:
            count_on(bulletin, made)
            adopt_origins(made)
            tell_contributors(made, now, pages)
            _open_next(bulletin, today)
        hint(to_be_indexed)
    return True


def _locked(edition: Edition) -> Edition:
    found = Edition.objects.select_for_update(of=("self",))
    return found.select_related("issue", "snapshot__issue", "frozen_by").get(pk=edition.pk)


def _require_every_format(edition: Edition) -> None:
    missing = FORMATS.keys() - set(edition.files.values_list("format", flat=True))
    if missing:
        raise Impossible("formats-missing", formats=", ".join(sorted(missing)))


def _publish(edition: Edition, made: Issue) -> None:
    out_at = timezone.now()
    edition.state, edition.out_at = Edition.State.OUT, out_at
    edition.claimed_until, edition.trouble = None, ""
    edition.save(update_fields=["state", "out_at", "claimed_until", "trouble"])
    changes = {"content": edition.snapshot.content, "published_at": out_at}
    flow.move(made, "publish", by=edition.frozen_by, changes=changes)


def _open_next(bulletin: Bulletin, today: dt.date) -> None:
    """Open the next issue; that its number is taken keeps no edition from coming out."""
    if bulletin.archived_at is not None:
        return
    try:
        open_issue(bulletin, today)
    except DeskError as error:
        log.warning("the next issue was not opened", bulletin=bulletin.slug, code=error.code)
