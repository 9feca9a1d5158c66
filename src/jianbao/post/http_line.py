"""A line to an HTTP server that ends by a deadline: no proxy, no redirect, TLS checked."""

from __future__ import annotations

import http.client
import socket
import ssl
from urllib.parse import SplitResult

from jianbao.post.deadline import Deadline


def open_line(
    address: SplitResult, deadline: Deadline, *, patience: float
) -> http.client.HTTPConnection:
    """Connect within `patience` seconds, with TLS where the address says https.

    Raises OSError (ssl.SSLCertVerificationError for a certificate nobody vouches for), or
    UnicodeError for a host that is no name.
    """
    host, secure = address.hostname or "", address.scheme == "https"
    port = address.port or (443 if secure else 80)
    wire = socket.create_connection((host, port), min(patience, deadline.left))
    if not secure:
        deadline.watch(wire)
        line = http.client.HTTPConnection(host, port)
        line.sock = wire
        return line
    context = ssl.create_default_context()
    line = http.client.HTTPSConnection(host, port, context=context)
    line.sock = _secured(wire, host, context, deadline)
    return line


def _secured(
    wire: socket.socket, host: str, context: ssl.SSLContext, deadline: Deadline
) -> ssl.SSLSocket:
    """Put TLS on the wire; the handshake is watched too."""
    secured = context.wrap_socket(wire, server_hostname=host, do_handshake_on_connect=False)
    deadline.watch(secured)
    try:
        secured.do_handshake()
    except OSError:
        secured.close()
        raise
    return secured
