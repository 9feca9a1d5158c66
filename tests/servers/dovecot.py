"""A Dovecot of its own for the tests of one worker: plain and over TLS, never with real mail."""

from __future__ import annotations

import contextlib
import itertools
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from imapclient import imap_utf7

from servers.certificate import make_certificate
from servers.program import Person, find_program, free_port, running, short_folder, unprivileged

# One setting a line: Dovecot 2.3 takes no shorter form.
_SETTINGS = """
base_dir = {folder}/run
state_dir = {folder}/state
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:~/Maildir
mail_max_userip_connections = 100
log_path = /dev/stderr
namespace inbox {{
  inbox = yes
  separator = /
}}
passdb {{
  driver = passwd-file
  args = {folder}/users/%u
}}
userdb {{
  driver = passwd-file
  args = {folder}/users/%u
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap_port}
  }}
  inet_listener imaps {{
    port = {imaps_port}
    ssl = yes
  }}
}}
{more}
"""


@dataclass(frozen=True)
class Account:
    """Who may log in, and with what."""

    user: str
    password: str


@dataclass(frozen=True)
class Dovecot:
    """A running server; its mail lies in Maildirs below `folder`."""

    host: str
    imap_port: int
    imaps_port: int
    ca: Path
    folder: Path
    owner: Person
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def new_account(self) -> Account:
        """Make an account with an empty mailbox."""
        account = Account(f"tougao{next(self._numbers)}", "pw-test")
        home = self._home(account)
        folders = [home / "Maildir" / name for name in ("tmp", "new", "cur")]
        for folder in folders:
            folder.mkdir(parents=True)
        self.owner.own(home, home / "Maildir", *folders)
        # A file for each: Dovecot reads one again only when a second has passed.
        (self.folder / "users" / account.user).write_text(
            f"{account.user}:{{PLAIN}}{account.password}:"
            f"{self.owner.uid}:{self.owner.gid}::{home}::\n",
            "ascii",
        )
        return account

    def deliver(self, account: Account, raw: bytes) -> None:
        """Put a message into the INBOX as it is; messages keep the order of delivery."""
        maildir = self._home(account) / "Maildir"
        name = f"{time.time_ns():020d}.N{next(self._numbers)}.test"
        (maildir / "tmp" / name).write_bytes(raw)
        self.owner.own(maildir / "tmp" / name)
        (maildir / "tmp" / name).rename(maildir / "new" / name)

    def folder_messages(self, account: Account, folder: str = "INBOX") -> list[bytes]:
        """Give what lies in a folder, oldest first; nothing when there is no such folder.

        A message that Dovecot moved is byte for byte the delivered one. One that came by APPEND
        ends its lines with a bare LF, as Dovecot keeps them.
        """
        maildir = self._maildir(account, folder)
        paths = [path for part in ("cur", "new") for path in (maildir / part).glob("*")]
        return [path.read_bytes() for path in sorted(paths, key=lambda path: path.name)]

    def reset_uidvalidity(self, account: Account) -> None:
        """Forget every UID of the INBOX, as a server does that lost or rebuilt its index."""
        maildir = self._home(account) / "Maildir"
        uids = maildir / "dovecot-uidlist"
        was = int(uids.read_text("utf-8").split("V")[1].split()[0]) if uids.exists() else 1
        for path in maildir.glob("dovecot*"):
            path.unlink()
        # Left to itself Dovecot takes the time in seconds, which may be the same second.
        uids.write_text(f"3 V{was + 1} N1\n", "utf-8")
        self.owner.own(uids)

    def _home(self, account: Account) -> Path:
        return self.folder / "mail" / account.user

    def _maildir(self, account: Account, folder: str) -> Path:
        inbox = self._home(account) / "Maildir"
        if folder == "INBOX":
            return inbox
        encoded: bytes = imap_utf7.encode(folder)
        return inbox / f".{encoded.decode('ascii').replace('/', '.')}"


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """Start a Dovecot; every test makes itself an account."""
    with running_dovecot() as server:
        yield server


@contextlib.contextmanager
def running_dovecot(more: str = "") -> Iterator[Dovecot]:
    """Run a Dovecot with `more` settings, say `imap_capability`; skip where there is none."""
    program = find_program("dovecot", "dovecot")
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    if not version.stdout.startswith("2.3"):
        pytest.skip(f"dovecot: these settings are for 2.3, not for {version.stdout.strip()}")
    owner = unprivileged()
    with short_folder(owner) as folder:
        server = Dovecot(
            "127.0.0.1", free_port(), free_port(), folder / "certificate.pem", folder, owner
        )
        _lay_out(server, more)
        pid_file = folder / "run" / "master.pid"
        with running(
            [program, "-F", "-c", folder / "dovecot.conf"],
            owner=owner,
            folder=folder,
            ready=lambda pid: pid_file.exists() and pid_file.read_text("ascii").strip() == str(pid),
        ):
            yield server


def _lay_out(server: Dovecot, more: str) -> None:
    folder, owner = server.folder, server.owner
    made = make_certificate(folder)
    for name in ("run", "state", "mail", "users"):
        (folder / name).mkdir()
    settings = _SETTINGS.format(
        folder=folder,
        certificate=made.certificate,
        key=made.key,
        user=owner.name,
        group=owner.group,
        imap_port=server.imap_port,
        imaps_port=server.imaps_port,
        more=more,
    )
    (folder / "dovecot.conf").write_text(settings, "utf-8")
    owner.own(*folder.iterdir())
