"""A mail of 68 MB: streamed with flat memory, and read within a bound that does not surprise."""

from __future__ import annotations

import base64
import subprocess
import sys
from pathlib import Path

import pytest

from post import mail_samples as samples
from servers.dovecot import Dovecot

_FETCH = """
import resource, sys
from jianbao.post.connection import Account
from jianbao.post.imap import open_mailbox

user, password, port, ca, target = sys.argv[1:]
account = Account(host="localhost", port=int(port), user=user, password=password, ca_file=ca)
with open_mailbox(account) as mailbox, open(target, "wb") as kept:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for piece in mailbox.stream(mailbox.uids()[0]):
        kept.write(piece)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
_READ = """
import resource, sys
from jianbao.post.message import parse_message

with open(sys.argv[1], "rb") as kept:
    raw = kept.read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
message = parse_message(raw)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
assert [len(part.content) for part in message.parts] == [50 << 20], message.problems
"""


def _grown_mib(program: str, *arguments: object) -> float:
    """Run a program that prints how much its memory grew, in MiB."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    answer = subprocess.run(command, capture_output=True, check=True, text=True)
    return int(answer.stdout) / 1024


def _large_mail() -> bytes:
    content = base64.encodebytes(bytes(range(256)) * (50 << 12)).replace(b"\n", b"\r\n")
    small = base64.encodebytes(samples.DOCX).strip().replace(b"\n", b"\r\n")
    return samples.utf8().replace(small, content.rstrip())


@pytest.mark.server
@pytest.mark.slow
def test_a_mail_of_68_mb(dovecot: Dovecot, tmp_path: Path) -> None:
    login = dovecot.new_account()
    raw = _large_mail()
    assert len(raw) > 68 << 20
    dovecot.deliver(login, raw)
    target = tmp_path / "kept.eml"
    grown = _grown_mib(_FETCH, login.user, login.password, dovecot.imaps_port, dovecot.ca, target)
    assert target.read_bytes() == raw
    assert grown < 16
    assert _grown_mib(_READ, target) < 200
