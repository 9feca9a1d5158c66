"""Makes a draft that was asked for: it composes outside any transaction, then fills the issue."""

from __future__ import annotations

import datetime as dt

import structlog
from django.db.models import F, Q
from django.utils import timezone

from jianbao.desk.actions.composing.asking import require_open
from jianbao.desk.actions.composing.filling import CalledOff, fill_issue
from jianbao.desk.actions.composing.gathering import gather
from jianbao.desk.errors import DeskError, Impossible
from jianbao.desk.models import Composition
from jianbao.desk.queries.compositions import ATTEMPTS
from jianbao.desk.sentences import sentence
from jianbao.document.compose import compose

LEASE = dt.timedelta(minutes=2)  # after which a worker that says nothing is taken for dead
log = structlog.get_logger()


def draft_issue(pk: int) -> bool:
    """Make the draft, unless it is made, called off, or in other hands; say whether it was made.

    A fault is tried again a few times, by the sweep; a refusal of the desk is final.
    """
    composition = _claim(pk)
    if composition is None:
        return False
    try:
        _draft(composition)
    except CalledOff:
        return False
    except DeskError as refusal:
        _fail(composition, sentence(refusal))
        return False
    except Exception as error:
        log.exception("a draft failed", composition=pk)
        if composition.attempts >= ATTEMPTS:
            _fail(composition, str(error) or type(error).__name__)
        raise
    return True


def _draft(composition: Composition) -> None:
    issue, today = composition.issue, timezone.localdate()
    require_open(issue)
    material = gather(issue, today)
    if not material.profile.sections:
        raise Impossible("draft-without-sections")

    def tell(done: int, most: int) -> None:
        _note(composition, done, most)

    draft = compose(
        material.candidates, material.profile, today=today, back=material.back, tell=tell
    )
    fill_issue(composition, material, draft)


def _claim(pk: int) -> Composition | None:
    """Take the lease of a draft that nobody makes; committed before work begins."""
    now = timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    asked = Composition.objects.filter(free, pk=pk, state=Composition.State.ASKED)
    if not asked.update(claimed_until=now + LEASE, attempts=F("attempts") + 1, done=0, most=0):
        return None
    composition = Composition.objects.select_related("issue__bulletin", "by").get(pk=pk)
    if composition.attempts > ATTEMPTS:  # whoever made it was killed each time
        _fail(composition, "")
        return None
    return composition


def _note(composition: Composition, done: int, most: int) -> None:
    """Say how far it is. Raises CalledOff when nobody wants it any more."""
    asked = Composition.objects.filter(pk=composition.pk, state=Composition.State.ASKED)
    if not asked.update(done=done, most=most, claimed_until=timezone.now() + LEASE):
        raise CalledOff


def _fail(composition: Composition, said: str) -> None:
    asked = Composition.objects.filter(pk=composition.pk, state=Composition.State.ASKED)
    asked.update(state=Composition.State.FAILED, ended_at=timezone.now(), trouble=said[:500])
