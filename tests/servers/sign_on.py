"""A single sign-on of our own for tests: OpenID Connect on loopback, code flow with PKCE."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest

CLIENT, SECRET = "jianbao", "tests-only-secret-of-at-least-32-characters"


class SignOn:
    """The provider: `claims` say who signs in next; `asked` notes every address that was opened."""

    def __init__(self) -> None:
        """Listen on a free port."""
        self.claims: dict[str, Any] = {}
        self.asked: list[str] = []
        self.codes: dict[str, str] = {}
        self.tokens: set[str] = set()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def authorise(self, address: str) -> str:
        """Do what the person's browser would: sign in, and give where it is sent back to."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert query["client_id"] == CLIENT
        assert query["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(8)
        self.codes[code] = query["code_challenge"]
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def _configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorise",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/person",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def _token(self, form: dict[str, str]) -> dict[str, Any] | None:
        challenge = self.codes.pop(form.get("code", ""), "")
        proof = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proven = base64.urlsafe_b64encode(proof).rstrip(b"=").decode() == challenge
        if not proven or form.get("client_secret") != SECRET:
            return None
        token = secrets.token_urlsafe(8)
        self.tokens.add(token)
        claims = {"iss": self.url, "aud": CLIENT, "iat": 1, "exp": 1 << 33, **self.claims}
        identity = jwt.encode(claims, SECRET, algorithm="HS256")
        return {"access_token": token, "token_type": "Bearer", "id_token": identity}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider.asked.append(self.path)
                if self.path == "/.well-known/openid-configuration":
                    self._answer(provider._configuration())
                elif (
                    self.headers.get("Authorization", "").removeprefix("Bearer ") in provider.tokens
                ):
                    self._answer(provider.claims)
                else:
                    self._answer(None)

            def do_POST(self) -> None:
                provider.asked.append(self.path)
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = {name: values[0] for name, values in parse_qs(body).items()}
                self._answer(provider._token(form))

            def _answer(self, value: dict[str, Any] | None) -> None:
                self.send_response(200 if value is not None else 401)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(value or {"error": "invalid_grant"}).encode())

            def log_message(self, *_words: object) -> None:
                return

        return Handler


@pytest.fixture
def sign_on() -> Iterator[SignOn]:
    """Give a running provider."""
    provider = SignOn()
    thread = threading.Thread(target=provider.server.serve_forever, daemon=True)
    thread.start()
    yield provider
    provider.server.shutdown()
    provider.server.server_close()
    thread.join()
