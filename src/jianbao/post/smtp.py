"""Letters handed to a mail server, one recipient at a time, and what exactly became of each.

The conversation is driven by hand, because a line that breaks before the final dot means not sent,
and one that breaks after it means that nobody knows. It never sends anything twice by itself.
"""

from __future__ import annotations

import contextlib
import re
import smtplib
import ssl
from collections.abc import Callable, Iterator

import msgspec

from jianbao.post import errors
from jianbao.post.charset import decode
from jianbao.post.connection import Account, check_security, trusting
from jianbao.post.letter import ascii_address

_LINE_START_DOT = re.compile(rb"^\.", re.MULTILINE)
_LINE_END = re.compile(rb"\r\n|\n|\r")
_BROKEN = (smtplib.SMTPException, OSError)


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
        self._line = _connected(self._account, self._hello)
        self._sent = 0

    def close(self) -> None:
        """Say goodbye and close the line, whatever state it is in."""
        line, self._line = self._line, None
        if line is not None:
            with contextlib.suppress(*_BROKEN):
                line.quit()
            line.close()

    def send(self, sender: str, recipient: str, raw: bytes) -> Outcome:
        """Send a letter to one recipient; `sender` may be empty for letters that want no bounce.

        Raises PostError when no line can be made, before anything of the letter was sent.
        """
        try:
            envelope = (ascii_address(sender) if sender else "", ascii_address(recipient))
        except ValueError as error:
            return Rejected(str(error))
        body = _stuffed(raw)
        try:
            line, refusal = self._announced(envelope, raw)
        except _BROKEN as error:
            return self._lost(error)
        if refusal is not None:
            return self._refused(refusal)
        early = self._push(line, body)
        return early or self._finished(line)

    def _announced(
        self, envelope: tuple[str, str], raw: bytes
    ) -> tuple[smtplib.SMTP, tuple[int, bytes] | None]:
        """Go as far as the answer to DATA; a reused line that was closed meanwhile is made anew."""
        reused = self._line is not None and self._sent > 0
        line = self._ready()
        try:
            return line, _envelope(line, envelope, raw)
        except smtplib.SMTPServerDisconnected:
            if not reused:
                raise
        self.close()
        line = self._ready()
        return line, _envelope(line, envelope, raw)

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
        except _BROKEN:
            self.close()
        return outcome

    def _push(self, line: smtplib.SMTP, body: bytes) -> Outcome | None:
        """Send everything but the final dot; a server that hangs up may have said why."""
        assert line.sock is not None
        try:
            line.sock.sendall(body)
        except OSError as error:
            with contextlib.suppress(*_BROKEN):
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
            line.sock.sendall(b".\r\n")
            code, said = line.getreply()
            line.sock.settimeout(self._account.timeout)
        except _BROKEN as error:
            self._drop()
            return Unknown(_reason(error))
        if not 200 <= code < 600:
            self._drop()
            return Unknown(_reply(code, said))
        if code == 421:
            self._drop()
        return _outcome(code, said)

    def _lost(self, error: Exception) -> Deferred:
        self._drop()
        return Deferred(_reason(error))

    def _drop(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()


def _envelope(
    line: smtplib.SMTP, envelope: tuple[str, str], raw: bytes
) -> tuple[int, bytes] | None:
    """Announce a letter; give the server's answer where it refuses, None where it waits for it."""
    options = []
    if line.has_extn("size"):
        options.append(f"size={len(raw)}")
    if line.has_extn("8bitmime") and not raw.isascii():
        options.append("body=8bitmime")
    answer = line.mail(envelope[0], options)
    if answer[0] == 250:
        answer = line.rcpt(envelope[1])
    if answer[0] in (250, 251):
        answer = line.docmd("data")
    return None if answer[0] == 354 else answer


def _connected(account: Account, hello: str) -> smtplib.SMTP:
    check_security(account)
    context = None if account.security == "plain" else trusting(account)
    try:
        line = _opened(account, hello, context)
    except ssl.SSLCertVerificationError as error:
        raise errors.Untrusted(error.verify_message) from None
    except smtplib.SMTPConnectError as error:
        raise errors.Busy(_reply(error.smtp_code, _bytes(error.smtp_error))) from None
    except _BROKEN as error:
        raise errors.Unreachable(_reason(error)) from None
    try:
        if account.security == "starttls":
            _start_tls(line, context)
        line.ehlo_or_helo_if_needed()
        _log_in(line, account)
        assert line.sock is not None
        line.sock.settimeout(account.timeout)
    except errors.PostError:
        line.close()
        raise
    except _BROKEN as error:
        line.close()
        raise errors.Interrupted(_reason(error)) from None
    return line


def _opened(account: Account, hello: str, context: ssl.SSLContext | None) -> smtplib.SMTP:
    host, port, timeout = account.host, account.port, account.connect_timeout
    name = hello or None
    if account.security == "tls":
        return smtplib.SMTP_SSL(host, port, name, timeout=timeout, context=context)
    return smtplib.SMTP(host, port, name, timeout=timeout)


def _start_tls(line: smtplib.SMTP, context: ssl.SSLContext | None) -> None:
    try:
        line.starttls(context=context)
    except ssl.SSLCertVerificationError as error:
        raise errors.Untrusted(error.verify_message) from None
    except smtplib.SMTPNotSupportedError as error:
        raise errors.Insecure(str(error)) from None


def _log_in(line: smtplib.SMTP, account: Account) -> None:
    if not account.user:
        return
    try:
        if account.token:
            line.auth("XOAUTH2", _bearer(account), initial_response_ok=True)
        else:
            line.login(account.user, account.password)
    except smtplib.SMTPNotSupportedError as error:
        raise errors.Refused(str(error)) from None
    except UnicodeError:
        raise errors.Refused("the user name or the password is not ASCII") from None
    except smtplib.SMTPAuthenticationError as error:
        kind = errors.Busy if 400 <= error.smtp_code < 500 else errors.Refused
        raise kind(_reply(error.smtp_code, _bytes(error.smtp_error))) from None


def _bearer(account: Account) -> Callable[..., str]:
    """Answer for XOAUTH2: the token first, and nothing to the error that a refusal sends."""

    def answer(challenge: bytes | None = None) -> str:
        if challenge is not None:
            return ""
        return f"user={account.user}\x01auth=Bearer {account.token}\x01\x01"

    return answer


def _stuffed(raw: bytes) -> bytes:
    """Make line ends CRLF and double the dots that begin a line (RFC 5321, 4.5.2)."""
    if not raw.count(b"\r\n") == raw.count(b"\n") == raw.count(b"\r"):
        raw = _LINE_END.sub(b"\r\n", raw)
    if not raw.endswith(b"\r\n"):
        raw += b"\r\n"
    return _LINE_START_DOT.sub(b"..", raw) if b"\n." in raw or raw[:1] == b"." else raw


def _outcome(code: int, said: bytes) -> Outcome:
    reply = _reply(code, said)
    if 200 <= code < 300:
        return Accepted(reply)
    return Rejected(reply) if 500 <= code < 600 else Deferred(reply)


def _reply(code: int, said: bytes) -> str:
    return f"{code} {' '.join(decode(said).split())}".strip()[:1000]


def _reason(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:1000]


def _bytes(said: bytes | str) -> bytes:
    return said if isinstance(said, bytes) else said.encode("utf-8", "replace")
