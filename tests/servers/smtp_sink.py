"""An SMTP server that keeps every letter and fails as it is told; it never passes one on."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from servers.certificate import Certificate, make_certificate

_LARGEST_LETTER = 128 * 1024 * 1024
_FOR_EVER = 1_000_000


@dataclass(frozen=True)
class Received:
    """A letter as it came over the wire, dot-stuffing undone."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes


@dataclass
class Sink:
    """A running server. What it was told to do wrong it does to the next letters, then no more."""

    host: str = "127.0.0.1"
    port: int = 0
    letters: list[Received] = field(default_factory=list)
    connections: int = 0
    sizes: list[int] = field(default_factory=list)  # as MAIL announced them
    ca: Path | None = None
    _refused: dict[str, str] = field(default_factory=dict)
    _faults: Counter[str] = field(default_factory=Counter)
    _answer: str = ""
    _mail_answer: str = ""
    _pause: float = 0
    login: tuple[bytes, bytes] | None = None
    tls: ssl.SSLContext | None = None

    def refuse(self, address: str, code: int = 550, words: str = "5.1.1 No such mailbox") -> None:
        """Answer RCPT for this address with `code` until `accept` is called for it."""
        self._refused[address] = f"{code} {words}"

    def accept(self, address: str) -> None:
        """Take letters for a refused address again."""
        self._refused.pop(address, None)

    def refuse_letters(
        self, code: int = 554, words: str = "5.7.1 No", *, times: int = _FOR_EVER
    ) -> None:
        """Answer the final dot with `code`; such a letter is not kept."""
        self._answer = f"{code} {words}"
        self._faults["refuse letter"] = times

    def answer_mail(self, answer: str) -> None:
        """Give this answer to the next MAIL, instead of taking it."""
        self._mail_answer = answer

    def answer_to_mail(self) -> str:
        """Give what is to be answered, once; the connections ask."""
        answer, self._mail_answer = self._mail_answer, ""
        return answer

    def hang_up_at(self, command: str, *, times: int = 1) -> None:
        """Close the connection without a word on MAIL, RCPT or DATA: before the final dot."""
        self._faults[command] = times

    def drop_before_dot(self, *, times: int = 1) -> None:
        """Ask for the letter with 354, then close the connection: nothing is kept."""
        self._faults["before dot"] = times

    def drop_after_dot(self, *, times: int = 1) -> None:
        """Keep the letter, then close the connection instead of answering."""
        self._faults["after dot"] = times

    def pause_after_dot(self, seconds: float) -> None:
        """Keep each letter, then wait before answering; 0 ends it."""
        self._pause = seconds

    def require_login(self, user: str, password: str) -> None:
        """Take letters only from who logs in so; over TLS once `offer_tls` was called."""
        self.login = (user.encode(), password.encode())

    def offer_tls(self, certificate: Certificate) -> None:
        """Offer STARTTLS with this certificate; `ca` is then its path."""
        self.ca = certificate.certificate
        self.tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.tls.load_cert_chain(certificate.certificate, certificate.key)

    def takes(self, fault: str) -> bool:
        """Say whether this fault is due now, and count it down; the connections ask."""
        if self._faults[fault] <= 0:
            return False
        self._faults[fault] -= 1
        return True

    async def handle_MAIL(  # noqa: N802 - aiosmtpd calls it so
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        sizes = [one.lower().removeprefix("size=") for one in options]
        self.sizes.extend(int(size) for size in sizes if size.isdecimal())
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it so
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _: object
    ) -> str:
        if address in self._refused:
            return self._refused[address]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd calls it so
        self, server: _Conversation, _session: Session, envelope: Envelope
    ) -> str:
        if self.takes("refuse letter"):
            return self._answer
        raw = cast("bytes", envelope.content)
        self.letters.append(Received(envelope.mail_from or "", tuple(envelope.rcpt_tos), raw))
        if self.takes("after dot"):
            server.hang_up()
        elif self._pause:
            await asyncio.sleep(self._pause)
        return f"250 2.0.0 OK queued as {len(self.letters)}"

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: object
    ) -> AuthResult:
        """Say whether the login is the required one; aiosmtpd calls it."""
        assert isinstance(given, LoginPassword)
        return AuthResult(success=(given.login, given.password) == self.login, handled=False)

    def answer_connection(self, open_ones: set[_Conversation]) -> _Conversation:
        """Make the protocol of a new connection; the server calls it."""
        self.connections += 1
        return _Conversation(self, open_ones)


class _Conversation(SMTP):
    def __init__(self, sink: Sink, open_ones: set[_Conversation]) -> None:
        super().__init__(
            sink,
            hostname="sink.yunling.example",
            data_size_limit=_LARGEST_LETTER,
            enable_SMTPUTF8=True,
            tls_context=sink.tls,
            authenticator=sink.authenticate if sink.login else None,
            auth_require_tls=sink.tls is not None,
        )
        self._sink, self._open_ones, self.lost = sink, open_ones, asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._open_ones.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._open_ones.discard(self)
        self.lost.set()
        super().connection_lost(error)

    def hang_up(self) -> None:
        """Close the line at once, with no reply."""
        assert isinstance(self.transport, asyncio.WriteTransport)
        self.transport.abort()

    async def _say_and_hang_up(self, words: str) -> None:
        """Let the words and the end of the line arrive as one, so that nobody is quicker."""
        assert self.transport is not None
        line = self.transport.get_extra_info("socket")
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 1)
        await self.push(words)
        line.shutdown(socket.SHUT_RDWR)
        self.hang_up()

    async def smtp_MAIL(self, argument: str) -> None:  # noqa: N802 - aiosmtpd calls it so
        if self._sink.takes("MAIL"):
            self.hang_up()
        elif self._sink.login and not (self.session and self.session.authenticated):
            await self.push("530 5.7.0 Authentication required")
        elif answer := self._sink.answer_to_mail():
            await self.push(answer)
        else:
            await super().smtp_MAIL(argument)

    async def smtp_RCPT(self, argument: str) -> None:  # noqa: N802 - aiosmtpd calls it so
        if self._sink.takes("RCPT"):
            self.hang_up()
        else:
            await super().smtp_RCPT(argument)

    async def smtp_DATA(self, argument: str) -> None:  # noqa: N802 - aiosmtpd calls it so
        if self._sink.takes("DATA"):
            self.hang_up()
        elif self._sink.takes("before dot"):
            await self._say_and_hang_up("354 End data with <CR><LF>.<CR><LF>")
        else:
            await super().smtp_DATA(argument)


@pytest.fixture
def smtp_sink() -> Iterator[Sink]:
    """Run a sink with nothing in it that takes whatever comes."""
    with running_sink() as sink:
        yield sink


@pytest.fixture(scope="session")
def sink_certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """Make the certificate to give to `offer_tls`."""
    return make_certificate(tmp_path_factory.mktemp("sink"))


@contextlib.contextmanager
def running_sink() -> Iterator[Sink]:
    """Run a sink on a thread of its own."""
    sink, started = Sink(), threading.Event()
    stops: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    async def serve() -> None:
        stop, open_ones = asyncio.Event(), set[_Conversation]()
        stops.append((asyncio.get_running_loop(), stop))
        server = await asyncio.get_running_loop().create_server(
            lambda: sink.answer_connection(open_ones), sink.host, 0
        )
        sink.port = server.sockets[0].getsockname()[1]
        started.set()
        await stop.wait()
        server.close()
        for conversation in list(open_ones):
            conversation.hang_up()
            await conversation.lost.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), name="smtp sink")
    thread.start()
    try:
        assert started.wait(10), "the SMTP sink did not start"
        yield sink
    finally:
        loop, stop = stops[0]
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
