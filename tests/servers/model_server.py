"""A language model's server of our own for tests: it plays answers and fails as it is told."""

from __future__ import annotations

import contextlib
import json
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from servers.certificate import Certificate

_Act = Callable[[BaseHTTPRequestHandler], None]


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]


@dataclass
class ModelServer:
    """A running server. What it is told to do it does to the next requests in turn.

    The last of these repeats; `url` is what a desk is set to.
    """

    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    _acts: list[_Act] = field(default_factory=list)
    _closing: threading.Event = field(default_factory=threading.Event)

    def says(self, text: str | None, **more: object) -> None:
        """Answer as the protocol has it; `more` is laid over the choice (finish_reason)."""
        choice = {"index": 0, "message": {"role": "assistant", "content": text}}
        choice |= {"finish_reason": "stop"} | more
        answer = {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "model": "yunling-7b-0601",
            "choices": [choice],
            "usage": {"prompt_tokens": 120, "completion_tokens": 30, "total_tokens": 150},
        }
        self.gives(200, json.dumps(answer).encode())

    def refuses(self, status: int, message: str = "", **headers: str) -> None:
        """Answer with an error of the protocol; `Retry_After` is the header Retry-After."""
        body = json.dumps({"error": {"message": message, "type": "error"}}).encode()
        self.gives(status, body, **headers)

    def gives(self, status: int, body: bytes, **headers: str) -> None:
        """Answer over HTTP with any body."""

        def act(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            request.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                request.send_header(name.replace("_", "-"), value)
            request.end_headers()
            request.wfile.write(body)

        self._acts.append(act)

    def sends(self, raw: bytes, *, then_drips: bytes = b"", every: float = 0.02) -> None:
        """Put bytes on the wire as they are, then others one by one for ever, then close."""

        def act(request: BaseHTTPRequestHandler) -> None:
            request.wfile.write(raw)
            while then_drips and not self._closing.wait(every):
                request.wfile.write(then_drips)

        self._acts.append(act)

    def hangs(self) -> None:
        """Say nothing until the test is over."""

        def act(_request: BaseHTTPRequestHandler) -> None:
            self._closing.wait(30)

        self._acts.append(act)

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Note what was asked and play the next answer; the connections call it."""
        raw = request.rfile.read(int(request.headers.get("Content-Length", 0)))
        body = json.loads(raw) if raw else {}
        self.asked.append(Asked(request.path, dict(request.headers), body))
        act = self._acts.pop(0) if len(self._acts) > 1 else self._acts[0]
        with contextlib.suppress(ConnectionError):  # the desk hung up, as it may
            act(request)

    def close(self) -> None:
        """Let whoever hangs or drips come to an end."""
        self._closing.set()


@contextlib.contextmanager
def running_model_server(certificate: Certificate | None = None) -> Iterator[ModelServer]:
    """Run a server on a free port of loopback, over TLS if a certificate is given."""
    model = ModelServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            model.answer(self)

        def do_GET(self) -> None:  # where a redirect would end
            model.answer(self)

        def log_message(self, *_words: object) -> None:
            return

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_words: object) -> None:  # a handshake that was broken off
            return

    with Server(("127.0.0.1", 0), Handler) as server:
        if certificate:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(certificate.certificate, certificate.key)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme = "https" if certificate else "http"
        model.url = f"{scheme}://127.0.0.1:{server.server_port}/v1"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield model
        model.close()
        server.shutdown()
        thread.join()


@pytest.fixture
def model_server() -> Iterator[ModelServer]:
    """Give a running server that has not been told what to answer."""
    with running_model_server() as model:
        yield model
