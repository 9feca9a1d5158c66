"""Makes jobs of what rows show as undone; here lost hints and killed workers are mended.

The same work is not queued again within a minute, and a job too many does no harm.
"""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

from django.conf import settings
from django.utils import timezone
from django_tasks.base import Task

from jianbao.desk.jobs import tasks
from jianbao.desk.jobs.waking import JOBS_WAIT
from jianbao.desk.queries import undone
from jianbao.desk.queries.compositions import unfinished_compositions
from jianbao.desk.queries.editions import unprinted_editions
from jianbao.desk.queries.notices import early_bounces

_AGAIN = 60.0  # seconds
_KEPT = dt.timedelta(days=1)  # results of jobs

Hinted = dict[tuple[str, int], float]


def sweep(hinted: Hinted) -> int:
    """Queue what is undone and unclaimed; give how many jobs that made.

    `hinted` remembers what was queued when; the caller keeps it from one sweep to the next.
    """
    now = time.monotonic()
    for key in [key for key, at in hinted.items() if now - at > _AGAIN]:
        del hinted[key]
    made = _queue(tasks.read_contribution, undone.unread_contributions(), hinted, now)
    made += _queue(tasks.study_piece, undone.unstudied_pieces(), hinted, now)
    made += _queue(tasks.remind, undone.turns_to_remind_of(), hinted, now)
    made += _queue(tasks.poll_mailbox, undone.due_mailboxes(), hinted, now)
    made += _queue(tasks.print_edition, unprinted_editions(), hinted, now)
    made += _queue(tasks.draft_issue, unfinished_compositions(), hinted, now)
    if undone.letters_are_due() and ("send_letters", 0) not in hinted:
        hinted["send_letters", 0] = now
        tasks.send_letters.enqueue()
        made += 1
    if early_bounces().exists() and ("settle_early_bounces", 0) not in hinted:
        hinted["settle_early_bounces", 0] = now
        tasks.settle_early_bounces.enqueue()
        made += 1
    if made:
        JOBS_WAIT.set()
    return made


def prune_results() -> None:
    """Drop the results of jobs that ended, or whose worker died, more than a day ago."""
    if settings.JIANBAO.redis_url:
        return
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415 - loads late: not with Redis

    before = timezone.now() - _KEPT
    DBTaskResult.objects.filter(finished_at__lt=before).delete()
    DBTaskResult.objects.filter(finished_at=None, started_at__lt=before).delete()


def _queue(job: Task[[int], Any], keys: list[int], hinted: Hinted, now: float) -> int:
    fresh = [pk for pk in keys if (job.name, pk) not in hinted]
    for pk in fresh:
        hinted[job.name, pk] = now
        job.enqueue(pk)
    return len(fresh)
