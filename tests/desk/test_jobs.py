"""Jobs: hints start them, killed workers cost only time, and a stop finishes the job in hand."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable

import msgspec
import pytest
from django.conf import LazySettings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cast import a_person
from desk.intake_samples import OTHER, STORY, a_desk, a_mail, received
from jianbao.desk.actions.dividing import Cut, divide
from jianbao.desk.actions.indexing import desk_index
from jianbao.desk.jobs.running import start_workers
from jianbao.desk.jobs.sweeping import Hinted, prune_results, sweep
from jianbao.desk.jobs.tasks import read_contribution, study_piece
from jianbao.desk.jobs.workshops import close_own_workshop
from jianbao.desk.models import Contribution, Mailbox, Role

pytestmark = pytest.mark.django_db(transaction=True)


def _jobs() -> list[str]:
    paths = DBTaskResult.objects.order_by("enqueued_at").values_list("task_path", flat=True)
    return [path.rpartition(".")[2] for path in paths]


def _until(met: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def _arrived_long_ago(piece: Contribution, **more: object) -> None:
    ago = timezone.now() - dt.timedelta(hours=1)
    Contribution.objects.filter(pk=piece.pk).update(received_at=ago, **more)


def test_what_is_received_is_hinted_once_it_is_committed() -> None:
    received(a_mail(text=STORY[0]), a_desk())
    assert _jobs() == ["read_contribution"]
    assert sweep({}) == 0, "the hint gets a moment to do its work"


def test_the_sweep_finds_what_a_killed_reader_left() -> None:
    piece = received(a_mail(text=STORY[0]), a_desk())
    DBTaskResult.objects.all().delete()
    claimed = timezone.now() + dt.timedelta(minutes=9)
    _arrived_long_ago(piece, reading_claimed_until=claimed, reading_attempts=1)
    hinted: Hinted = {}
    assert sweep(hinted) == 0
    lost = timezone.now() - dt.timedelta(seconds=1)
    Contribution.objects.update(reading_claimed_until=lost)
    assert sweep(hinted) == 1
    assert sweep(hinted) == 0, "the same is not queued again at once"
    try:
        assert read_contribution.call(piece.pk)
    finally:
        close_own_workshop()
    piece.refresh_from_db()
    assert piece.state == Contribution.State.WAITING


def test_due_mailboxes_and_letters_are_swept_up() -> None:
    bulletin = a_desk()
    Mailbox.objects.create(bulletin=bulletin, host="mail.example", account="a")
    leased = timezone.now() + dt.timedelta(minutes=1)
    Mailbox.objects.create(bulletin=bulletin, host="mail.example", account="b", lease_until=leased)
    Mailbox.objects.create(bulletin=bulletin, host="mail.example", account="c", active=False)
    assert sweep({}) == 1
    assert _jobs() == ["poll_mailbox"]


def test_pieces_of_a_divided_one_are_studied() -> None:
    bulletin = a_desk()
    whole = received(a_mail(text=STORY[0]), bulletin)
    Contribution.objects.filter(pk=whole.pk).update(
        state="waiting", paragraphs=["安全竞赛举行", STORY[0], "大修完成", OTHER[0]]
    )
    whole.refresh_from_db()
    editor = a_person(Role.EDITOR, bulletin)
    divide(whole, [Cut(0), Cut(2)], by=editor, version=whole.version)
    pieces = list(Contribution.objects.filter(piece__gt=0).order_by("piece"))
    assert sweep({}) >= 2
    for piece in pieces:
        assert study_piece.call(piece.pk)
        piece.refresh_from_db()
    assert [one.facts["dates"][0]["text"] for one in pieces] == ["6月12日", "6月18日"]
    assert [one.resembles for one in pieces] == ["", ""]


def test_results_of_yesterday_are_dropped() -> None:
    received(a_mail(text=STORY[0]), a_desk())
    DBTaskResult.objects.update(started_at=timezone.now() - dt.timedelta(days=2))
    received(a_mail(text=OTHER[0]), Contribution.objects.get().bulletin)
    prune_results()
    assert DBTaskResult.objects.count() == 1


def test_workers_read_what_arrives_and_stop_when_told(settings: LazySettings) -> None:
    settings.JIANBAO = config = msgspec.structs.replace(
        settings.JIANBAO, workers=2, mail_listener="lmtp://127.0.0.1:0"
    )
    stop = threading.Event()
    threads = start_workers(config, stop)
    try:
        bulletin = a_desk()
        for text in (*STORY, *OTHER):
            received(a_mail(text=text), bulletin)
        unread = Contribution.objects.filter(state=Contribution.State.RECEIVED)
        _until(lambda: not unread.exists())
        _until(lambda: _indexed() == 4)
    finally:
        stop.set()
        for thread in threads:
            thread.join(20)
    assert not any(thread.is_alive() for thread in threads)
    assert set(Contribution.objects.values_list("state", flat=True)) == {"waiting"}
    assert not DBTaskResult.objects.exclude(status__in=("SUCCESSFUL", "READY")).exists()


def _indexed() -> int:
    with desk_index() as index:
        return len(index.keys())
