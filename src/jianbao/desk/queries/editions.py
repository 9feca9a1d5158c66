"""Editions (版次) of an issue: which is out, which is being printed, and what stands in one."""

from __future__ import annotations

import datetime as dt

import msgspec
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.models import Bulletin, Edition, Issue, Item, User
from jianbao.desk.queries.issues import MAKING
from jianbao.document import model

ATTEMPTS = 5  # after which a person is asked to look
HINTED = dt.timedelta(seconds=10)  # in which the hint of a fresh one does its work


def editions_of(issue: Issue) -> QuerySet[Edition]:
    """Give the editions of an issue that are out, the first one first."""
    out = issue.editions.filter(state=Edition.State.OUT)
    return out.select_related("frozen_by", "signed_by__by", "signed_by__link").order_by("number")


def current_edition(issue: Issue) -> Edition | None:
    """Give the edition that readers are to see: the last one that is out."""
    return editions_of(issue).last()


def edition_in_press(issue: Issue) -> Edition | None:
    """Give the edition that is made of this issue, or draft of a correction, and is not out."""
    frozen = Edition.objects.filter(snapshot__issue=issue, state=Edition.State.FROZEN)
    return frozen.select_related("frozen_by", "issue", "snapshot").first()


def unprinted_editions() -> list[int]:
    """Give frozen editions that nobody prints, and that have not failed too often."""
    now = timezone.now()
    free = Q(claimed_until=None, frozen_at__lt=now - HINTED) | Q(claimed_until__lt=now)
    frozen = Edition.objects.filter(free, state=Edition.State.FROZEN, attempts__lt=ATTEMPTS)
    return list(frozen.order_by("frozen_at").values_list("pk", flat=True))


def is_at_work(edition: Edition) -> bool:
    """Say whether a press holds the lease of an edition now."""
    claimed = edition.claimed_until is not None and edition.claimed_until >= timezone.now()
    return claimed and not edition.trouble


def has_failed(edition: Edition) -> bool:
    """Say whether the press gave up an edition: a person has to look."""
    return edition.attempts >= ATTEMPTS and not is_at_work(edition)


def content_in(edition: Edition) -> model.Issue:
    """Give the content of an edition; its hash is the snapshot's."""
    return msgspec.convert(edition.snapshot.content, model.Issue)


def printed_keys(content: model.Issue) -> dict[str, int]:
    """Give for each item of a content the row that readers know it by, in every edition.

    A correction is made of copies; what was printed first keeps its key.
    """
    keys = {item.id: int(item.id) for item in content.items() if item.id.isdigit()}
    copied = Item.objects.filter(pk__in=keys.values(), copy_of__isnull=False)
    originals = {item.pk: item.copy_of_id or item.pk for item in copied}
    return {name: originals.get(key, key) for name, key in keys.items()}


def may_read(user: User, edition: Edition) -> rules.Verdict:
    """Say whether `user` may read an edition; readers see of a withdrawn issue the notice alone."""
    verdict = rules.may(user, "read_archive", edition.issue.bulletin)
    if not verdict.ok or rules.may(user, "see_issue", edition.issue.bulletin).ok:
        return verdict
    last = current_edition(edition.issue)
    if last is not None and last.kind == Edition.Kind.WITHDRAWAL and edition.pk != last.pk:
        return rules.Verdict(ok=False, reason="issue-withdrawn")
    return verdict


def readable_editions(user: User, issue: Issue) -> list[Edition]:
    """Give the editions of an issue that are out and that `user` may read, the first one first."""
    return [edition for edition in editions_of(issue) if may_read(user, edition).ok]


def printed_issues(bulletin: Bulletin) -> QuerySet[Issue]:
    """Give the issues that are out, corrections aside, the newest first, with their editions."""
    printed = bulletin.issues.filter(state=Issue.State.PUBLISHED, corrects=None)
    order = ("-year", F("date").desc(nulls_last=True), "-number", "-pk")
    return printed.prefetch_related("editions").order_by(*order)


def issues_in_the_making(bulletin: Bulletin) -> QuerySet[Issue]:
    """Give the issues and corrections that are being made, the newest first."""
    making = bulletin.issues.filter(state__in=MAKING).select_related("corrects")
    return making.order_by("-opened_at", "-pk")


def draft_of_correction(issue: Issue) -> Issue | None:
    """Give the correction of an issue that is being made, or None."""
    return issue.corrections.filter(state__in=MAKING).order_by("-pk").first()


def is_withdrawn(issue: Issue) -> bool:
    """Say whether the last edition took the issue back (撤回)."""
    last = current_edition(issue)
    return last is not None and last.kind == Edition.Kind.WITHDRAWAL
