"""A mailbox over IMAP: list, stream and move mails.

It never deletes a mail that it has not copied, never sends a mailbox-wide EXPUNGE, and never marks
a mail as read.
"""

from __future__ import annotations

import contextlib
import ssl
from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import (
    IMAPClientAbortError,
    IMAPClientError,
    IMAPClientReadOnlyError,
    LoginError,
)

from jianbao.post import errors
from jianbao.post.connection import Account, check_security, trusting

CHUNK = 1 << 20
DONE_KEYWORD = "$JianbaoDone"
"""Marks a mail as dealt with where the server can neither move nor expunge by number."""

Moved = Literal["moved", "marked", "left"]
_BUSY = ("[UNAVAILABLE]", "[LIMIT]", "[INUSE]", "[SERVERBUG]", "TOO MANY", "TRY AGAIN", "TRY LATER")


@contextlib.contextmanager
def open_mailbox(
    account: Account, folder: str = "INBOX", *, program: Mapping[str, str] | None = None
) -> Iterator[Mailbox]:
    """Log in and select a folder; log out at the end. Raises PostError, each kind with its code.

    `program` is what is told of ourselves by the ID command, to servers that offer it: some of
    China's providers let nobody in who does not introduce himself.
    """
    check_security(account)
    client = _connected(account)
    try:
        with _explained():
            introduces = client.has_capability("ID")
            _log_in(client, account)
            if introduces or client.has_capability("ID"):
                with contextlib.suppress(IMAPClientError):
                    client.id_(dict(program or {"name": "jianbao"}))
            mailbox = Mailbox(client, folder)
        yield mailbox
    finally:
        _leave(client)


def _connected(account: Account) -> IMAPClient:
    timeout = SocketTimeout(account.connect_timeout, account.timeout)
    wrapped = account.security == "tls"
    context = None if account.security == "plain" else trusting(account)
    try:
        client = IMAPClient(
            account.host, account.port, ssl=wrapped, ssl_context=context, timeout=timeout
        )
    except ssl.SSLCertVerificationError as error:
        raise errors.Untrusted(error.verify_message) from None
    except (OSError, IMAPClientError) as error:
        raise errors.Unreachable(str(error)) from None
    if account.security == "starttls":
        _start_tls(client, context)
    return client


def _start_tls(client: IMAPClient, context: ssl.SSLContext | None) -> None:
    try:
        client.starttls(context)
    except ssl.SSLCertVerificationError as error:
        client.shutdown()
        raise errors.Untrusted(error.verify_message) from None
    except (OSError, IMAPClientError) as error:
        client.shutdown()
        raise errors.Insecure(str(error)) from None


def _log_in(client: IMAPClient, account: Account) -> None:
    try:
        if account.token:
            client.oauth2_login(account.user, account.token)
        elif account.password.isascii():
            client.login(account.user, account.password)
        else:
            client.plain_login(account.user, account.password)
    except UnicodeError:
        raise errors.Refused("the user name is not ASCII") from None
    except LoginError as error:
        said = str(error)
        if isinstance(error.__context__, IMAPClientAbortError):
            raise errors.Interrupted(said) from None
        if any(word in said.upper() for word in _BUSY):
            raise errors.Busy(said) from None
        raise errors.Refused(said) from None


def _leave(client: IMAPClient) -> None:
    try:
        client.logout()
    except (OSError, IMAPClientError):
        with contextlib.suppress(OSError, IMAPClientError):
            client.shutdown()


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except IMAPClientReadOnlyError as error:
        raise errors.ReadOnly(str(error)) from error
    except IMAPClientAbortError as error:
        raise errors.Interrupted(str(error)) from error
    except IMAPClientError as error:
        raise errors.Misunderstood(str(error)) from error
    except OSError as error:
        raise errors.Interrupted(str(error) or type(error).__name__) from error


class Mailbox:
    """One selected folder of an account. Mails are named by UID, valid under `uid_validity`."""

    uid_validity: int
    uid_next: int

    def __init__(self, client: IMAPClient, folder: str) -> None:
        """Select the folder; raises NoFolder, Unsafe, ReadOnly or Misunderstood."""
        self._client = client
        self._folder = folder
        self._made: dict[str, str] = {}
        try:
            answer = client.select_folder(folder)
        except IMAPClientAbortError:
            raise
        except IMAPClientError as error:
            kind = errors.Unsafe if "unsafe login" in str(error).lower() else errors.NoFolder
            raise kind(f"{folder}: {error}") from None
        if b"UIDVALIDITY" not in answer:
            raise errors.Misunderstood("no UIDVALIDITY")
        if b"READ-ONLY" in answer:
            raise errors.ReadOnly(folder)
        self.uid_validity = answer[b"UIDVALIDITY"]
        self.uid_next = answer.get(b"UIDNEXT", 0)
        flags = answer.get(b"PERMANENTFLAGS", ())
        self._keeps_keywords = b"\\*" in flags or DONE_KEYWORD.encode() in flags

    def uids(self) -> list[int]:
        """Give the mails that wait, oldest first: neither deleted nor marked as dealt with."""
        with _explained():
            moves = any(map(self._client.has_capability, ("MOVE", "UIDPLUS")))
            marked = ["UNKEYWORD", DONE_KEYWORD] if self._keeps_keywords and not moves else []
            return sorted(self._client.search(["UNDELETED", *marked]))

    def size(self, uid: int) -> int:
        """Give the size of a mail in bytes as the server counts it; raises Gone."""
        size = self._fetch(uid, "RFC822.SIZE").get(b"RFC822.SIZE")
        if not isinstance(size, int):
            raise errors.Misunderstood("no RFC822.SIZE")
        return size

    def stream(self, uid: int, chunk: int = CHUNK) -> Iterator[bytes]:
        """Give the bytes of a mail in pieces, without marking it as read; raises Gone.

        Only an empty piece is taken for the end where the server's size says that more is there.
        """
        size = self.size(uid)
        offset = 0
        while True:
            answer = self._fetch(uid, f"BODY.PEEK[]<{offset}.{chunk}>")
            piece = answer.get(f"BODY[]<{offset}>".encode())
            if not isinstance(piece, bytes) or not piece:
                return
            yield piece
            offset += len(piece)
            if len(piece) < chunk and offset >= size:
                return

    def move(self, uid: int, folder: str) -> Moved:
        """Move one mail to a folder, made if missing; a mail that is gone already is no error.

        Without MOVE and UIDPLUS the mail stays where it is, marked by DONE_KEYWORD where the
        server keeps keywords and else just left. Raises NoFolder when the folder can neither be
        found nor made.
        """
        with _explained():
            can = self._client.has_capability
            if can("MOVE"):
                self._client.move([uid], self._existing(folder))
                return "moved"
            if not can("UIDPLUS"):
                return self._mark(uid)
            if uid in self._client.search(["UID", str(uid), "UNDELETED"]):
                self._client.copy([uid], self._existing(folder))
                self._client.add_flags([uid], [b"\\Deleted"], silent=True)
                self._client.uid_expunge([uid])
            return "moved"

    def _mark(self, uid: int) -> Moved:
        if not self._keeps_keywords:
            return "left"
        self._client.add_flags([uid], [DONE_KEYWORD], silent=True)
        return "marked"

    def count(self, folder: str = "") -> int:
        """Count the mails of a folder, of the selected one by default; a missing one has none."""
        with _explained():
            if not folder:
                return len(self._client.search("ALL"))
            found = self._found(folder)
            if found is None:
                return 0
            return int(self._client.folder_status(found, ["MESSAGES"])[b"MESSAGES"])

    def _fetch(self, uid: int, item: str) -> dict[bytes, object]:
        with _explained():
            answer: dict[bytes, object] | None = self._client.fetch([uid], [item]).get(uid)
        if answer is None:
            raise errors.Gone(f"UID {uid}")
        return answer

    def _existing(self, folder: str) -> str:
        if folder in self._made:
            return self._made[folder]
        found = self._found(folder)
        if found is None:
            found = self._create(folder)
        self._made[folder] = found
        return found

    def _create(self, folder: str) -> str:
        names = self._names(folder)
        said = ""
        for name in names:
            try:
                self._client.create_folder(name)
            except IMAPClientAbortError:
                raise
            except IMAPClientError as error:
                said = str(error)
                continue
            with contextlib.suppress(IMAPClientError):
                self._client.subscribe_folder(name)
            return name
        raise errors.NoFolder(f"{folder}: {said}")

    def _found(self, folder: str) -> str | None:
        exists: Callable[[str], bool] = self._client.folder_exists
        return next((name for name in self._names(folder) if exists(name)), None)

    def _names(self, folder: str) -> list[str]:
        """Give the folder's name as it is and below the prefix of the account's own folders."""
        if not self._client.has_capability("NAMESPACE"):
            return [folder]
        spaces = self._client.namespace().personal or ()
        prefix = spaces[0][0] if spaces else ""
        return list(
            dict.fromkeys((folder if folder.startswith(prefix) else prefix + folder, folder))
        )
