"""A server of our own that plays the robots of WeCom, DingTalk and Feishu, and checks signs."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from django.conf import LazySettings

SECRET = "SEC-of-the-tests"  # noqa: S105 - of no real robot


@dataclass
class Robots:
    """A running server; it answers as the providers do, or as it was told for the next message."""

    port: int = 0
    heard: list[dict[str, Any]] = field(default_factory=list)
    answer: tuple[int, dict[str, Any]] | None = None
    hang_up: bool = False
    raw: bytes | None = None  # the body of an answer that ends before its end

    def url(self, kind: str) -> str:
        """The address of the robot of a kind, with its key."""
        return f"http://127.0.0.1:{self.port}/{kind}?key=of-the-group"

    def reply_to(self, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Check key and signature as the provider documents them, and answer."""
        parts = urlsplit(path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if query.get("key") != "of-the-group":
            return 200, {"errcode": 93000, "errmsg": "invalid webhook url"}
        if self.answer is not None:
            return self.answer
        refused = _CHECKS[parts.path.strip("/")](query, body)
        if refused is None:
            self.heard.append(body)
        return 200, refused or _WELL[parts.path.strip("/")]


def _check_nothing(_query: dict[str, str], body: dict[str, Any]) -> dict[str, Any] | None:
    if body.get("msgtype") != "markdown" or len(body["markdown"]["content"].encode()) > 4096:
        return {"errcode": 40058, "errmsg": "invalid request parameter"}
    return None


def _check_dingtalk(query: dict[str, str], body: dict[str, Any]) -> dict[str, Any] | None:
    stamp = query.get("timestamp", "")
    wanted = hmac.new(SECRET.encode(), f"{stamp}\n{SECRET}".encode(), hashlib.sha256).digest()
    if query.get("sign") != base64.b64encode(wanted).decode() or len(stamp) != 13:
        return {"errcode": 310000, "errmsg": "sign not match"}
    return None if body["msgtype"] == "markdown" else {"errcode": 400, "errmsg": "msgtype"}


def _check_feishu(_query: dict[str, str], body: dict[str, Any]) -> dict[str, Any] | None:
    stamp = body.get("timestamp", "")
    wanted = hmac.new(f"{stamp}\n{SECRET}".encode(), b"", hashlib.sha256).digest()
    if body.get("sign") != base64.b64encode(wanted).decode() or len(stamp) != 10:
        return {"code": 19021, "msg": "sign match fail or timestamp is not within one hour"}
    return None if body["msg_type"] == "interactive" else {"code": 9499, "msg": "Bad Request"}


_CHECKS = {"wecom": _check_nothing, "dingtalk": _check_dingtalk, "feishu": _check_feishu}
_WELL: dict[str, dict[str, Any]] = {
    "wecom": {"errcode": 0, "errmsg": "ok"},
    "dingtalk": {"errcode": 0, "errmsg": "ok"},
    "feishu": {"StatusCode": 0, "StatusMessage": "success", "code": 0, "msg": "success"},
}


@pytest.fixture
def robots(settings: LazySettings) -> Iterator[Robots]:
    """Run the robots of all three, on a host that the desk is told to allow."""
    settings.JIANBAO = msgspec.structs.replace(settings.JIANBAO, robot_hosts="127.0.0.1")
    with running_robots() as server:
        yield server


@contextlib.contextmanager
def running_robots() -> Iterator[Robots]:
    """Run them on a thread of their own."""
    robots = Robots()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if robots.hang_up:
                robots.heard.append(body)
                self.close_connection = True
                return
            status, answer = robots.reply_to(self.path, body)
            raw = json.dumps(answer).encode() if robots.raw is None else robots.raw
            self.send_response(status)
            self.send_header("Content-Length", str(len(raw) + (robots.raw is not None)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        robots.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield robots
        finally:
            server.shutdown()
            thread.join()
