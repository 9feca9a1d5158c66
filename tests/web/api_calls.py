"""Programs for tests of the API: they hold a token and nothing else."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from jianbao.desk import rules
from jianbao.desk.actions import tokens
from jianbao.desk.models import Bulletin, User

ROOT = "/api/v1"
Answer = Any  # of the test client, with what it adds
Given = Any  # whatever a program may send


class Program:
    """A program of a person; `scopes` are all of them unless they are named."""

    def __init__(
        self, person: User, scopes: list[str] | None = None, bulletin: Bulletin | None = None
    ) -> None:
        given = list(rules.SCOPES) if scopes is None else scopes
        _row, self.token = tokens.make(
            person, name="试用程序", scopes=given, bulletin=bulletin, days=None
        )
        self._client = Client(raise_request_exception=False)
        self._headers = {"Authorization": f"Bearer {self.token}"}

    def get(self, address: str, **query: Given) -> Answer:
        return self._client.get(f"{ROOT}{address}", query, headers=self._headers)

    def post(self, address: str, given: Given = None) -> Answer:
        return self._client.post(
            f"{ROOT}{address}",
            {} if given is None else given,
            content_type="application/json",
            headers=self._headers,
        )

    def upload(self, address: str, given: dict[str, Any]) -> Answer:
        return self._client.post(f"{ROOT}{address}", given, headers=self._headers)

    def ask(self, method: str, address: str) -> Answer:
        """Ask for an operation with something that fits it."""
        if address.endswith("/upload"):
            file = SimpleUploadedFile("来稿.txt", "青石分公司开展安全月活动。".encode())
            return self.upload(address, {"files": file})
        if method == "POST":
            fits = {"moves": {"version": 0}, "contributions": {"text": "青石分公司传来喜讯。"}}
            kind = "moves" if "/moves/" in address else "contributions"
            return self.post(address, fits[kind])
        return self.get(address, **({"q": "安全"} if address.endswith("/search") else {}))


def bytes_of(response: HttpResponse) -> bytes:
    streamed = getattr(response, "streaming_content", None)
    return b"".join(streamed) if streamed is not None else response.content
