"""A line to a mail server: opened, encrypted, logged in; each way it fails has its own error."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable

from jianbao.post import errors
from jianbao.post.charset import decode
from jianbao.post.connection import Account, check_security, trusting

BROKEN = (smtplib.SMTPException, OSError)


def open_line(account: Account, hello: str) -> smtplib.SMTP:
    """Connect and log in; raises PostError."""
    check_security(account)
    context = None if account.security == "plain" else trusting(account)
    try:
        line = _opened(account, hello, context)
    except ssl.SSLCertVerificationError as error:
        raise errors.Untrusted(error.verify_message) from None
    except smtplib.SMTPConnectError as error:
        raise errors.Busy(reply_of(error.smtp_code, _bytes(error.smtp_error))) from None
    except BROKEN as error:
        raise errors.Unreachable(reason_of(error)) from None
    try:
        _log_in(line, account, context)
    except BaseException:
        line.close()
        raise
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


def _log_in(line: smtplib.SMTP, account: Account, context: ssl.SSLContext | None) -> None:
    try:
        if account.security == "starttls":
            _start_tls(line, context)
        line.ehlo_or_helo_if_needed()
        if account.user:
            _authenticate(line, account)
        assert line.sock is not None
        line.sock.settimeout(account.timeout)
        line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # a dot awaits no ACK
    except BROKEN as error:
        raise errors.Interrupted(reason_of(error)) from None


def _authenticate(line: smtplib.SMTP, account: Account) -> None:
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
        raise kind(reply_of(error.smtp_code, _bytes(error.smtp_error))) from None


def _bearer(account: Account) -> Callable[..., str]:
    """Answer for XOAUTH2: the token first, and nothing to the error that a refusal sends."""

    def answer(challenge: bytes | None = None) -> str:
        if challenge is not None:
            return ""
        return f"user={account.user}\x01auth=Bearer {account.token}\x01\x01"

    return answer


def reply_of(code: int, said: bytes) -> str:
    """Give an answer of the server on one line."""
    return f"{code} {' '.join(decode(said).split())}".strip()[:1000]


def reason_of(error: Exception) -> str:
    """Say why a line broke."""
    return (str(error) or type(error).__name__)[:1000]


def _bytes(said: bytes | str) -> bytes:
    return said if isinstance(said, bytes) else said.encode("utf-8", "replace")
