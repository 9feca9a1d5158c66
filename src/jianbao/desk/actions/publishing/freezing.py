"""Freezes the signed content of an issue as an edition, to be printed and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions.hints import hint, to_be_printed
from jianbao.desk.actions.numbering import take_numbers
from jianbao.desk.actions.placing import lock
from jianbao.desk.actions.recording import plain, record
from jianbao.desk.errors import Impossible, Invalid, Stale
from jianbao.desk.models import Bulletin, Edition, Issue, User
from jianbao.desk.queries.editions import edition_in_press, is_at_work
from jianbao.desk.queries.issue_content import content_of, hash_of
from jianbao.desk.queries.publishing.check import Check
from jianbao.desk.queries.publishing.checks import Checked, recheck
from jianbao.desk.queries.publishing.text_checks import text_checks


def publish(
    issue: Issue,
    *,
    by: User,
    seen: str,
    today: dt.date,
    accepted: Collection[str] = (),
) -> Edition:
    """Give the content under the hash `seen` to the press; `accepted` are codes of warnings.

    The same again gives the edition that is being printed. Raises NotAllowed, Stale (the content
    is another), or Impossible (already printed; an error stands; a warning was not accepted; a
    number is borne by another issue).
    """
    rules.require(rules.may_arrange(by, issue, "publish"))
    content = content_of(issue)
    if hash_of(content) != seen:
        raise Stale("content-changed")
    found = text_checks(issue, content, today)  # outside the transaction: proofs take their time
    try:
        with transaction.atomic():
            edition = _freeze(issue, found, by=by, seen=seen, accepted=accepted)
    except IntegrityError as error:
        raise Impossible("issue-number-taken") from error
    hint(to_be_printed, edition=edition.pk)
    return edition


def print_again(edition: Edition, *, by: User) -> None:
    """Let the press try again after it failed too often. Raises NotAllowed, Impossible."""
    rules.require(rules.may_arrange(by, edition.issue, "publish"))
    with transaction.atomic():
        now = _in_press(edition)
        if is_at_work(now):
            return
        now.attempts, now.trouble, now.claimed_until = 0, "", None
        now.save(update_fields=["attempts", "trouble", "claimed_until"])
        record("print_again", now.issue, by=by, after={"edition": now.number})
    hint(to_be_printed, edition=edition.pk)


def call_off(edition: Edition, *, by: User, reason: str) -> None:
    """Take an edition back that the press cannot print; the issue stays signed.

    Raises NotAllowed, Invalid (no reason), or Impossible: it is out, or being printed now.
    """
    rules.require(rules.may_arrange(by, edition.issue, "publish"))
    reason = plain(reason).strip()
    if not reason:
        raise Invalid("reason-missing", field="reason")
    with transaction.atomic():
        now = _in_press(edition)
        if is_at_work(now):
            raise Impossible("being-printed")
        made = now.snapshot.issue
        now.files.all().delete()  # their bytes stay in the vault
        number = now.number
        now.delete()
        record("call_off", made, by=by, after={"edition": number}, note=reason[:500])


def _freeze(
    issue: Issue,
    found: tuple[Check, ...],
    *,
    by: User,
    seen: str,
    accepted: Collection[str],
) -> Edition:
    Bulletin.objects.select_for_update().get(pk=issue.bulletin_id)
    now = lock(issue)
    there = edition_in_press(now)
    if there is not None and there.snapshot.sha256 == seen:
        return there
    if now.state == Issue.State.PUBLISHED:
        raise Impossible("already-printed")
    checked = recheck(now, content_of(now), found)
    _require_printable(checked, seen, accepted)
    if now.corrects_id is None:
        take_numbers(now)
    edition = Edition.objects.create(**_columns(now, checked), frozen_by=by)
    after = {"edition": edition.number, "content": seen[:12]}
    record("freeze", now, by=by, after=after)
    return edition


def _require_printable(checked: Checked, seen: str, accepted: Collection[str]) -> None:
    if checked.sha256 != seen:
        raise Stale("content-changed")
    if checked.errors or checked.signature is None:
        raise Impossible("errors-stand", count=len(checked.errors))
    if not {check.code for check in checked.warnings} <= set(accepted):
        raise Impossible("warnings-stand")


def _columns(issue: Issue, checked: Checked) -> dict[str, Any]:
    assert checked.signature is not None
    printed = issue.corrects or issue
    last = printed.editions.aggregate(last=Max("number"))["last"] or 0
    return {
        "issue": printed,
        "number": last + 1,
        "kind": issue.correction or Edition.Kind.ORIGINAL,
        "reason": issue.correction_reason,
        "snapshot": checked.signature.snapshot,
        "signed_by": checked.signature,
        "warnings": [_accepted(check) for check in checked.warnings],
        "frozen_at": timezone.now(),
    }


def _accepted(check: Check) -> dict[str, Any]:
    """Give a warning as an edition remembers that it was accepted."""
    said = {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in check.said.items()
    }
    return {"code": check.code, "item": check.key, "said": said}


def _in_press(edition: Edition) -> Edition:
    """Lock an edition that is not out yet, and give it fresh. Raises Impossible."""
    found = Edition.objects.select_for_update(of=("self",)).select_related(
        "issue__bulletin", "snapshot__issue"
    )
    now = found.filter(pk=edition.pk).first()
    if now is None or now.state == Edition.State.OUT:
        raise Impossible("already-printed")
    return now
