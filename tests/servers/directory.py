"""A directory of our own for tests: enough of LDAP on loopback to search one person and bind.

LDAP is BER (X.690): a tag, a length, and bytes or further such values.
"""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

READER, READER_PASSWORD = "cn=desk,dc=yunling,dc=example", "reader-of-the-directory"
_SEQUENCE, _SET, _INTEGER, _OCTETS, _ENUMERATED = b"\x30", b"\x31", b"\x02", b"\x04", b"\x0a"
_BIND, _BOUND, _SEARCH, _ENTRY, _DONE = 0x60, b"\x61", 0x63, b"\x64", b"\x65"
_EXTENDED, _EXTENDED_DONE = 0x77, b"\x78"  # StartTLS is one; none is known here
_INVALID_CREDENTIALS, _PROTOCOL_ERROR = 49, 2


@dataclass
class Directory:
    """People by DN: (names they are found by, password, address)."""

    url: str = ""
    people: dict[str, tuple[set[str], str, str]] = field(default_factory=dict)
    filters: list[str] = field(default_factory=list)
    bound: list[str] = field(default_factory=list)

    def answers(self, operation: int, body: bytes) -> list[bytes]:
        """Give what the server says to one operation."""
        parts = list(_values(body))
        if operation == _EXTENDED:
            return [_result(_EXTENDED_DONE, _PROTOCOL_ERROR)]
        if operation == _BIND:
            self.bound.append(parts[1][1].decode())
            return [_result(_BOUND, self._bound(parts[1][1].decode(), parts[2][1].decode()))]
        if operation == _SEARCH:
            return [*self._found(parts[6][1]), _result(_DONE, 0)]
        return []

    def _bound(self, name: str, password: str) -> int:
        known = {READER: READER_PASSWORD} | {dn: one[1] for dn, one in self.people.items()}
        return 0 if known.get(name) == password else _INVALID_CREDENTIALS

    def _found(self, alternatives: bytes) -> Iterator[bytes]:
        equalities = [list(_values(one)) for _tag, one in _values(alternatives)]
        wanted = {value.decode() for _attribute, (_tag, value) in equalities}
        self.filters.extend(sorted(wanted))
        for dn, (names, _password, address) in self.people.items():
            if wanted & (names | {address}):
                values = _value(_SET, _value(_OCTETS, address.encode()))
                mail = _value(_SEQUENCE, _value(_OCTETS, b"mail") + values)
                yield _value(_ENTRY, _value(_OCTETS, dn.encode()) + _value(_SEQUENCE, mail))


def _values(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Take BER values apart: tag and content of each."""
    while data:
        tag, size, start = data[0], data[1], 2
        if size & 0x80:
            start += size & 0x7F
            size = int.from_bytes(data[2:start], "big")
        if len(data) < start + size:
            return
        yield tag, data[start : start + size]
        data = data[start + size :]


def _value(tag: bytes, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:
        return tag + bytes([size]) + content
    return tag + b"\x82" + size.to_bytes(2, "big") + content


def _result(tag: bytes, code: int) -> bytes:
    return _value(tag, _value(_ENUMERATED, bytes([code])) + 2 * _value(_OCTETS, b""))


@pytest.fixture
def directory() -> Iterator[Directory]:
    """Give a running directory without people."""
    known = Directory()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            waiting = b""
            while received := self.request.recv(4096):
                waiting += received
                for _tag, message in list(_values(waiting)):
                    waiting = waiting[len(_value(_SEQUENCE, message)) :]
                    (_kind, number), (operation, body) = list(_values(message))[:2]
                    for answer in known.answers(operation, body):
                        reply = _value(_INTEGER, number) + answer
                        self.request.sendall(_value(_SEQUENCE, reply))

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Handler) as server:
        known.url = f"ldap://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield known
        server.shutdown()
        thread.join()
