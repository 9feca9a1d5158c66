"""A listener that takes mail over SMTP or LMTP for the addresses of this desk, and for no others.

A mail is answered with 250 only after `accept` has returned, which is when it is kept for good. It
relays nothing, looks into nothing, and knows neither tables nor folders.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Literal, Self, cast

import msgspec
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

Accept = Callable[[tuple[str, ...], bytes, str], None]
"""Keeps a mail: recipients, raw bytes, envelope sender ('' for bounces). Raising refuses it."""

Allows = Callable[[str], bool]
"""Says whether a recipient is one of ours; raising ComeAgain puts the sender off."""

_LOG = logging.getLogger(__name__)
_MOST_RECIPIENTS = 100
_MOST_CONNECTIONS = 20
_LONGEST_LINE = 1 << 20


class ComeAgain(Exception):
    """A recipient cannot be taken just now; the sender keeps the mail and tries later."""


class Door(msgspec.Struct, frozen=True, kw_only=True):
    """Where to listen and how much to take: `size_limit` in bytes for one mail."""

    host: str = "127.0.0.1"
    port: int = 0
    protocol: Literal["smtp", "lmtp"] = "smtp"
    size_limit: int = 64 << 20
    hostname: str = "localhost"


class Listener:
    """Listens while it is entered, on a thread of its own; `port` is then the real one."""

    def __init__(self, door: Door, accept: Accept, allows: Allows) -> None:
        """Take mail for addresses that `allows` says yes to; both are called on threads."""
        self.port = door.port
        self._door = door
        self._desk = _Desk(accept, allows, lmtp=door.protocol == "lmtp")
        self._open: set[_Conversation] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop = asyncio.Event()
        self._started = threading.Event()
        self._failure: OSError | None = None
        self._thread = threading.Thread(target=self._run, name="mail listener", daemon=True)

    def __enter__(self) -> Self:
        """Start to listen; raises OSError when the port is taken."""
        self._thread.start()
        self._started.wait()
        if self._failure is not None:
            self._thread.join()
            raise self._failure
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Take no more; mails that are being kept are waited for, other connections are cut."""
        assert self._loop is not None
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except OSError as error:
            self._failure = error
            self._started.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        server = await self._loop.create_server(self._answer, self._door.host, self._door.port)
        self.port = server.sockets[0].getsockname()[1]
        self._started.set()
        await self._stop.wait()
        server.close()
        await self._desk.finish()
        for conversation in list(self._open):
            conversation.hang_up()
            await asyncio.wait_for(conversation.lost.wait(), 5)

    def _answer(self) -> asyncio.BaseProtocol:
        kind = _LmtpConversation if self._door.protocol == "lmtp" else _Conversation
        return kind(self._desk, self._door, self._open)


class _Desk:
    """Answers for recipients and mails; aiosmtpd calls the methods by their names."""

    def __init__(self, accept: Accept, allows: Allows, *, lmtp: bool) -> None:
        self._accept = accept
        self._allows = allows
        self._lmtp = lmtp
        self._keeping: set[asyncio.Task[None]] = set()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it so
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _: object
    ) -> str:
        if len(envelope.rcpt_tos) >= _MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        try:
            allowed = await asyncio.to_thread(self._allows, address)
        except ComeAgain:
            return "451 4.3.0 Try again later"
        except Exception:  # noqa: BLE001 - whatever went wrong, the sender keeps its mail
            _LOG.exception("a recipient could not be looked up")
            return "451 4.3.0 Try again later"
        if not allowed:
            return "550 5.1.1 No such address here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd calls it so
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        sender = (envelope.mail_from or "").strip("<>")
        content = cast("bytes", envelope.content)
        raw = b"Return-Path: <" + sender.encode("utf-8", "replace") + b">\r\n" + content
        recipients = tuple(envelope.rcpt_tos)
        task = asyncio.ensure_future(asyncio.to_thread(self._accept, recipients, raw, sender))
        self._keeping.add(task)
        task.add_done_callback(self._keeping.discard)
        try:
            await asyncio.shield(task)
        except Exception:  # noqa: BLE001 - whatever went wrong, the sender keeps its mail
            _LOG.exception("a mail could not be kept")
            return self._each("451 4.3.0 The mail could not be kept, try again later", recipients)
        return self._each("250 2.0.0 OK", recipients)

    def _each(self, reply: str, recipients: tuple[str, ...]) -> str:
        """LMTP wants one reply for each recipient (RFC 2033, 4.2)."""
        return "\r\n".join([reply] * len(recipients)) if self._lmtp else reply

    async def finish(self) -> None:
        """Wait for the mails that are being kept, and for a moment more so that it is told."""
        if self._keeping:
            await asyncio.wait(self._keeping)
            await asyncio.sleep(0.1)


class _Conversation(SMTP):
    line_length_limit = _LONGEST_LINE

    def __init__(self, desk: _Desk, door: Door, open_ones: set[_Conversation]) -> None:
        super().__init__(
            desk,
            hostname=door.hostname,
            ident="jianbao",
            data_size_limit=door.size_limit,
            enable_SMTPUTF8=True,
            loop=asyncio.get_running_loop(),
        )
        self._open_ones, self.lost = open_ones, asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._open_ones.add(self)
        super().connection_made(transport)
        if len(self._open_ones) > _MOST_CONNECTIONS:
            cast("asyncio.Transport", transport).write(b"421 4.3.2 Too many connections\r\n")
            transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        self._open_ones.discard(self)
        self.lost.set()
        super().connection_lost(error)

    def hang_up(self) -> None:
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()


class _LmtpConversation(_Conversation, LMTP):
    async def push(self, status: str | bytes) -> None:
        """Repeat for each recipient what aiosmtpd says only once of a mail that is too big."""
        said = status if isinstance(status, str) else status.decode("ascii", "replace")
        if said.startswith(("552 Error: Too much", "500 Line too long")) and self.envelope:
            said = "\r\n".join([said] * len(self.envelope.rcpt_tos))
        await super().push(said)
