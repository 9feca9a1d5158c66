"""The jobs by name: each does what a row shows as undone, and does nothing when it is done."""

from __future__ import annotations

import os
import socket

from django_tasks import task

from jianbao.desk.actions import composing, polling, posting, publishing, reading
from jianbao.desk.actions.dispatching import noticing
from jianbao.desk.actions.reading.pieces_again import study_divided
from jianbao.desk.actions.reviewing import reminding
from jianbao.desk.jobs.workshops import own_workshop


@task()
def read_contribution(pk: int) -> bool:
    """Read a contribution that was received."""
    return reading.read_contribution(pk, own_workshop())


@task()
def study_piece(pk: int) -> bool:
    """Find facts and likenesses of a piece that a contribution was divided into."""
    return study_divided(pk)


@task()
def print_edition(pk: int) -> bool:
    """Print an edition that was frozen, or the rest of it, and bring it out."""
    return publishing.print_edition(pk)


@task()
def draft_issue(pk: int) -> bool:
    """Make the first draft of an issue that somebody asked for."""
    return composing.draft_issue(pk)


@task()
def send_letters() -> int:
    """Send the letters that are due."""
    return posting.send_due_letters()


@task()
def settle_early_bounces() -> int:
    """Let deliveries come back whose bounce was here before the server's answer."""
    return noticing.settle_early_bounces()


@task()
def remind(pk: int) -> bool:
    """Remind who has an issue of a step that is due."""
    return reminding.remind(pk)


@task()
def poll_mailbox(pk: int) -> int:
    """Fetch what waits in a mailbox."""
    polled = polling.poll(pk, holder=holder())
    return polled.moved if polled else 0


def holder() -> str:
    """Name this process to those who would poll the same mailbox."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}"
