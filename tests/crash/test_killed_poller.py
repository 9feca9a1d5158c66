"""400 mails and a poller that is killed again and again: nothing lost, nothing doubled."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

import pytest

from jianbao.desk import vault
from jianbao.desk.models import Bulletin, Contribution, Mailbox, RawMessage, Sighting
from jianbao.desk.sealed import seal
from servers.dovecot import Account, Dovecot

pytestmark = [pytest.mark.crash, pytest.mark.server, pytest.mark.slow]

MAILS, REPEATS, KILLS = 400, 20, 8
_CHANCE = random.Random(11)  # noqa: S311 - chooses moments, not keys
SRC = Path(__file__).resolve().parents[2] / "src"
_NURSERY = """
import os, sys
import django
django.setup()
from jianbao.desk.actions.polling import poll
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        polled = poll(int(line), holder="crash test")
        os._exit(0 if polled and not polled.error else 3)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def _mail(number: int) -> bytes:
    identity = "shared" if number % 10 == 0 else f"mail{number}"
    return (
        f"From: wang@yunling.example\nTo: tougao@yunling.example\nSubject: mail {number}\n"
        f"Message-ID: <{identity}@yunling.example>\n\nText {number}. {'x' * (number * 7 % 4000)}\n"
    ).encode()


def _deliver(dovecot: Dovecot, account: Account) -> set[bytes]:
    mails = [_mail(number) for number in range(MAILS)]
    for mail in mails:
        dovecot.deliver(account, mail)
    for mail in _CHANCE.sample(mails, REPEATS):
        dovecot.deliver(account, mail)
    return {mail.replace(b"\n", b"\r\n") for mail in mails}


class _Nursery:
    """A program that has loaded everything and starts a poller of its own for each line it gets."""

    def __init__(self, mailbox: Mailbox, home: Path, secret: str) -> None:
        self._mailbox = mailbox
        environment = {
            **os.environ,
            "PYTHONPATH": str(SRC),
            "DJANGO_SETTINGS_MODULE": "jianbao.settings",
            "JIANBAO_HOME": str(home),
            "JIANBAO_SECRET_KEY": secret,
            "JIANBAO_DEBUG": "yes",
        }
        self._program = subprocess.Popen(
            [sys.executable, "-c", _NURSERY],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._program.communicate(timeout=20)

    def start(self) -> int:
        """Start a poller; give its number."""
        assert self._program.stdin is not None
        self._program.stdin.write(f"{self._mailbox.pk}\n")
        self._program.stdin.flush()
        return self._answer()

    def ended(self) -> int:
        """Wait for the poller to end; give its exit code."""
        return self._answer()

    def _answer(self) -> int:
        assert self._program.stdout is not None
        return int(self._program.stdout.readline())


def _meet(home: Path) -> None:
    """Let the programs open the database of this test where they look for theirs."""
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("the programs would open SQLite")
    home.mkdir(parents=True, exist_ok=True)
    for suffix in ("", "-wal", "-shm"):
        path = Path(f"{connection.settings_dict['NAME']}{suffix}")
        (home / f"desk.sqlite3{suffix}").symlink_to(path)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_or_doubled(dovecot: Dovecot, home: Path, settings: object) -> None:
    account = dovecot.new_account()
    expected = _deliver(dovecot, account)
    secret = "crash-" + "k4" * 20
    settings.SECRET_KEY = secret  # type: ignore[attr-defined]  # the fixture of pytest-django
    mailbox = Mailbox.objects.create(
        bulletin=Bulletin.objects.create(slug="yunling", title="云岭水泥党群工作"),
        host="localhost",
        port=dovecot.imaps_port,
        account=account.user,
        sealed_password=seal(account.password),
        ca_certificate=dovecot.ca.read_text("ascii"),
    )
    _meet(home)
    with _Nursery(mailbox, home, secret) as nursery:
        for _ in range(KILLS):
            poller = nursery.start()
            time.sleep(_CHANCE.uniform(0.05, 0.6))
            os.kill(poller, signal.SIGKILL)
            assert nursery.ended() == -signal.SIGKILL
        assert Sighting.objects.count() < MAILS + REPEATS, "no work was left for the last run"
        nursery.start()
        assert nursery.ended() == 0
    _check(dovecot, account, expected, home)


def _check(dovecot: Dovecot, account: Account, expected: set[bytes], home: Path) -> None:
    stored = [vault.read_stored(one) for one in RawMessage.objects.values_list("sha256", flat=True)]
    assert len(stored) == len(set(stored)) == MAILS
    assert set(stored) == expected
    assert Contribution.objects.count() == MAILS
    assert Sighting.objects.count() == MAILS + REPEATS
    assert Sighting.objects.filter(moved_at=None).count() <= KILLS
    assert dovecot.folder_messages(account) == []
    assert len(dovecot.folder_messages(account, "已处理")) == MAILS + REPEATS
    kept = [path for path in (home / "files").rglob("*") if path.is_file()]
    leftovers = [path for path in kept if path.suffix == ".part"]
    assert len(leftovers) <= KILLS
    assert len(kept) - len(leftovers) == MAILS
