"""Letters handed to a mail server, one recipient at a time, and what exactly became of each.

The conversation is driven by hand, because a line that breaks before the final dot means not sent,
and one that breaks after it means that nobody knows. It never sends anything twice by itself.
"""

from __future__ import annotations

import contextlib
import select
import smtplib
import socket
import ssl
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from jianbao.post.connection import Account
from jianbao.post.letter_fields import ascii_address
from jianbao.post.mailing import Prepared, prepare
from jianbao.post.smtp_line import BROKEN, open_line, reason_of, reply_of

_AT_ONCE = 256 * 1024  # bytes that have the whole timeout to leave


class Accepted(msgspec.Struct, frozen=True):
    """The server has taken the letter over; `reply` is its answer to the final dot."""

    reply: str


class Deferred(msgspec.Struct, frozen=True):
    """Certainly not taken, and worth another try later: a 4xx, or the line broke before the dot."""

    reply: str


class Rejected(msgspec.Struct, frozen=True):
    """Certainly not taken, and never will be: a 5xx, or an address that is none."""

    reply: str


class Unknown(msgspec.Struct, frozen=True):
    """The line broke after the final dot and before its answer: taken or not, nobody knows."""

    reason: str


Outcome = Accepted | Deferred | Rejected | Unknown


class _Envelope(NamedTuple):
    sender: str
    recipient: str
    size: int
    seven_bit: bool


@contextlib.contextmanager
def open_sender(
    account: Account,
    *,
    hello: str = "",
    per_connection: int = 50,
    dot_timeout: float = 600,
) -> Iterator[Sender]:
    """Connect and log in; say goodbye at the end. Raises PostError, each kind with its code.

    `hello` is the name given in EHLO. After `per_connection` letters the line is made anew. The
    answer to the final dot may take `dot_timeout` seconds (RFC 5321, 4.5.3.2.6, asks for 600).
    """
    sender = Sender(account, hello, per_connection, dot_timeout)
    sender.connect()
    try:
        yield sender
    finally:
        sender.close()


class Sender:
    """A line to a mail server that is kept open from letter to letter."""

    def __init__(
        self, account: Account, hello: str, per_connection: int, dot_timeout: float
    ) -> None:
        """Remember where to connect; nothing is opened yet."""
        self._account = account
        self._hello = hello
        self._per_connection = per_connection
        self._dot_timeout = dot_timeout
        self._line: smtplib.SMTP | None = None
        self._sent = 0

    def connect(self) -> None:
        """Open the line, encrypt it and log in; raises PostError."""
        self._line = open_line(self._account, self._hello)
        self._sent = 0

    def close(self) -> None:
        """Say goodbye and close the line, whatever state it is in."""
        line, self._line = self._line, None
        if line is not None:
            with contextlib.suppress(*BROKEN):
                line.quit()
            line.close()

    def send(
        self, sender: str, recipient: str, raw: bytes, then: Prepared | None = None
    ) -> Outcome:
        """Send a letter to one recipient; `sender` may be empty for letters that want no bounce.

        `then` goes over the wire after `raw` as it is: what many letters have in common.
        Raises PostError when no line can be made, before anything of the letter was sent.
        """
        first = prepare(raw)
        parts = [first] if then is None else [first, then]
        try:
            envelope = _addressed(sender, recipient, parts)
        except ValueError as error:
            return Rejected(str(error))
        try:
            line, refusal = self._announced(envelope)
        except BROKEN as error:
            return self._lost(error)
        if refusal is not None:
            return self._refused(refusal)
        early = self._push(line, parts)
        return early or self._finished(line)

    def _announced(self, envelope: _Envelope) -> tuple[smtplib.SMTP, tuple[int, bytes] | None]:
        """Go as far as the answer to DATA; a reused line that was closed meanwhile is made anew."""
        reused = self._line is not None and self._sent > 0
        line = self._ready()
        try:
            return line, _announce(line, envelope)
        except smtplib.SMTPServerDisconnected:
            if not reused:
                raise
        self.close()
        line = self._ready()
        return line, _announce(line, envelope)

    def _ready(self) -> smtplib.SMTP:
        if self._line is not None and self._sent >= self._per_connection:
            self.close()
        if self._line is None:
            self.connect()
        assert self._line is not None
        self._sent += 1
        return self._line

    def _refused(self, answer: tuple[int, bytes]) -> Outcome:
        outcome = _outcome(*answer)
        line = self._line
        if answer[0] == 421 or line is None:
            self.close()
            return outcome
        try:
            line.rset()
        except BROKEN:
            self.close()
        return outcome

    def _push(self, line: smtplib.SMTP, parts: Sequence[Prepared]) -> Outcome | None:
        """Send everything but the final dot; a server that hangs up may have said why."""
        assert line.sock is not None
        try:
            for part in parts:
                _pour(line.sock, part.lines)
            _check_listening(line.sock)
        except OSError as error:
            with contextlib.suppress(*BROKEN):
                line.sock.settimeout(2)
                code, said = line.getreply()
                if code >= 400:
                    self._drop()
                    return _outcome(code, said)
            return self._lost(error)
        return None

    def _finished(self, line: smtplib.SMTP) -> Outcome:
        assert line.sock is not None
        try:
            line.sock.settimeout(self._dot_timeout)
            try:
                line.sock.sendall(b".\r\n")
            except ConnectionError as error:  # the dot did not leave
                return self._lost(error)
            code, said = line.getreply()
            line.sock.settimeout(self._account.timeout)
        except BROKEN as error:
            self._drop()
            return Unknown(reason_of(error))
        if not 200 <= code < 600:
            self._drop()
            return Unknown(reply_of(code, said))
        if code == 421:
            self._drop()
        return _outcome(code, said)

    def _lost(self, error: Exception) -> Deferred:
        self._drop()
        return Deferred(reason_of(error))

    def _drop(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()


def _addressed(sender: str, recipient: str, parts: Sequence[Prepared]) -> _Envelope:
    return _Envelope(
        ascii_address(sender) if sender else "",
        ascii_address(recipient),
        sum(part.size for part in parts),
        all(part.seven_bit for part in parts),
    )


def _announce(line: smtplib.SMTP, envelope: _Envelope) -> tuple[int, bytes] | None:
    """Announce a letter; give the server's answer where it refuses, None where it waits for it."""
    options = []
    if line.has_extn("size"):
        options.append(f"size={envelope.size}")
    if line.has_extn("8bitmime") and not envelope.seven_bit:
        options.append("body=8bitmime")
    answer = line.mail(envelope.sender, options)
    if answer[0] == 250:
        answer = line.rcpt(envelope.recipient)
    if answer[0] in (250, 251):
        answer = line.docmd("data")
    return None if answer[0] == 354 else answer


def _check_listening(sock: socket.socket) -> None:
    """Raise an error for a server that has hung up, or speaks before the dot: it wants no more.

    Without it the dot would seem sent, as its three bytes still fit into a buffer here. What is
    readable of an encrypted line need not be an answer, so that one is not asked.
    """
    if not isinstance(sock, ssl.SSLSocket):
        line = select.poll()
        line.register(sock, select.POLLIN)
        if line.poll(0):
            raise ConnectionAbortedError("the server ended the letter")


def _pour(sock: socket.socket, lines: bytes) -> None:
    """Send piece by piece, without a copy: a slow line has the timeout anew for each piece."""
    whole = memoryview(lines)
    for place in range(0, len(whole), _AT_ONCE):
        sock.sendall(whole[place : place + _AT_ONCE])


def _outcome(code: int, said: bytes) -> Outcome:
    reply = reply_of(code, said)
    if 200 <= code < 300:
        return Accepted(reply)
    return Rejected(reply) if 500 <= code < 600 else Deferred(reply)
