"""A browser's part of a measurement: one connection kept open, cookies, forms, seconds taken."""

from __future__ import annotations

import time
from collections.abc import Mapping
from html.parser import HTMLParser
from http.client import HTTPConnection  # noqa: TID251 - to this machine alone
from typing import NamedTuple
from urllib.parse import urlencode

Fields = Mapping[str, str]
_IDLE = 30.0  # seconds after which a connection is opened anew: servers close those left alone
_CSRF = "only" * 8  # a cookie and a header that say the same are what a server wants


class Answer(NamedTuple):
    """What came back, and the seconds from the first byte sent to the last byte read."""

    body: bytes
    seconds: float
    location: str

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


class Visitor:
    """One person at a server of this machine, with a session that was made before."""

    def __init__(self, port: int, session: str) -> None:
        """Open a connection to a port of the loopback."""
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self._used = time.monotonic()
        cookies = f"sessionid={session}; csrftoken={_CSRF}"
        self._headers = {"Cookie": cookies, "X-CSRFToken": _CSRF}

    def get(self, address: str, headers: Fields | None = None) -> Answer:
        """Ask for an address; raises SystemExit unless it is answered well."""
        return self._ask("GET", address, None, headers or {})

    def post(self, address: str, fields: Fields, headers: Fields | None = None) -> Answer:
        """Send a form; raises SystemExit unless it is taken."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", address, urlencode(fields).encode(), kind | dict(headers or {}))

    def _ask(self, method: str, address: str, body: bytes | None, headers: Fields) -> Answer:
        if time.monotonic() - self._used > _IDLE:
            self._connection.close()
            self._connection.connect()
        began = time.perf_counter()
        self._connection.request(method, address, body, {**self._headers, **headers})
        came = self._connection.getresponse()
        content = came.read()
        taken = time.perf_counter() - began
        self._used = time.monotonic()
        if came.status >= 400:
            raise SystemExit(f"{method} {address} answers {came.status}: {content[:300]!r}")
        return Answer(content, taken, came.headers.get("Location", ""))


def fields_in(page: str, form: str) -> dict[str, str]:
    """Give what a browser would send of the form with this id, its buttons left out."""
    reader = _Reader(form)
    reader.feed(page)
    return reader.fields


class _Reader(HTMLParser):
    def __init__(self, form: str) -> None:
        super().__init__()
        self._form, self._inside = form, False
        self._area = self._choice = ""
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self._inside = given.get("id") == self._form
        elif not self._inside:
            return
        elif tag == "input" and name:
            ticked = given.get("type") not in {"checkbox", "radio"} or "checked" in given
            if ticked and given.get("type") not in {"submit", "file"}:
                self.fields[name] = given.get("value", "")
        elif tag == "textarea":
            self._area, self.fields[name] = name, ""
        elif tag == "select":
            self._choice = name
        elif tag == "option" and self._choice and "selected" in given:
            self.fields[self._choice] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "textarea":
            self.fields[self._area] = self.fields[self._area].removeprefix("\n")
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area] += data
