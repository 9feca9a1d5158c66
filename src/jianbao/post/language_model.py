"""One question to a language model, and its answer: any server that speaks as OpenAI's does.

Everything is bounded, because the server is a stranger: the time in all, the size of what it
says, where the request goes (no redirect is followed, no proxy is taken from the environment).
What goes out is the messages given, the model's name and the key, and nothing else.
"""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Sequence
from typing import Any
from urllib.parse import SplitResult, urlsplit

import msgspec

from jianbao.post import model_errors as errors
from jianbao.post.connection import is_loopback
from jianbao.post.deadline import Deadline
from jianbao.post.http_line import open_line
from jianbao.post.model_answers import Completion, error_of, understand

LARGEST_ANSWER = 256 * 1024  # bytes
_MOST_TOKENS = 4096
_PATH = "/chat/completions"
# How OpenAI calls the limit for its newer models, which refuse the name that all others know.
_NEWER_LIMIT = "max_completion_tokens"


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """A server and its model. `url` is that of the interface and usually ends in /v1.

    `timeout` is the time in seconds for everything: connecting, asking and the whole answer.
    """

    url: str
    model: str
    key: str = ""
    timeout: float = 60
    connect_timeout: float = 10

    def __repr__(self) -> str:
        """Leave out the key."""
        return f"Endpoint({self.url}, {self.model})"


class _Reply(msgspec.Struct, frozen=True):
    """What came back over HTTP, bounded in size."""

    status: int
    retry_after: str
    body: bytes


def complete(
    endpoint: Endpoint, messages: Sequence[tuple[str, str]], *, max_tokens: int = _MOST_TOKENS
) -> Completion:
    """Ask the model and wait for its whole answer; raises ModelError, each kind with its code.

    A message is its role (system, user, assistant) and its text. `max_tokens` bounds what the
    model writes, its thinking included. Not for use inside a transaction.
    """
    address = check_endpoint(endpoint)
    asked: dict[str, Any] = {
        "model": endpoint.model,
        "messages": [{"role": role, "content": text} for role, text in messages],
        "stream": False,
    }
    with Deadline(endpoint.timeout) as deadline:
        reply = _asked(endpoint, address, asked | {"max_tokens": max_tokens}, deadline)
        if reply.status == 400 and _NEWER_LIMIT.encode() in reply.body:
            reply = _asked(endpoint, address, asked | {_NEWER_LIMIT: max_tokens}, deadline)
    if reply.status != 200:
        raise error_of(reply.status, reply.body, reply.retry_after, secret=endpoint.key)
    return understand(reply.body)


def check_endpoint(endpoint: Endpoint) -> SplitResult:
    """Give the address in parts; raises BadAddress, RefusedKey, or ClearText for a key over http.

    Nothing is looked up and nothing connected.
    """
    try:
        address = urlsplit(endpoint.url)
        fits = bool(address.hostname) and address.port != 0
    except ValueError:
        raise errors.BadAddress(endpoint.url) from None
    more = address.username is not None or address.query or address.fragment
    if address.scheme not in {"http", "https"} or not fits or more or not _plain(endpoint.url):
        raise errors.BadAddress(endpoint.url)
    if not _plain(endpoint.key):
        raise errors.RefusedKey("the key holds characters that no key has")
    if endpoint.key and address.scheme == "http" and not is_loopback(address.hostname or ""):
        raise errors.ClearText(address.hostname or "")
    return address


def _plain(text: str) -> bool:
    """Say whether a text may stand in a request line or a header as it is."""
    return text.isascii() and text.isprintable() and " " not in text


def _asked(
    endpoint: Endpoint, address: SplitResult, asked: dict[str, Any], deadline: Deadline
) -> _Reply:
    """Send one request over a line of its own and read the reply."""
    line = _opened(endpoint, address, deadline)
    path = address.path.rstrip("/").removesuffix(_PATH) + _PATH
    try:
        line.request("POST", path, msgspec.json.encode(asked), _headers(endpoint))
        with line.getresponse() as response:
            retry_after = response.headers.get("Retry-After", "")
            return _Reply(response.status, retry_after, _bounded(response, deadline))
    except (OSError, http.client.HTTPException) as error:
        raise _broken(error, deadline) from None
    finally:
        line.close()


def _headers(endpoint: Endpoint) -> dict[str, str]:
    headers = {
        "Content-Type": "application/json",
        "Accept": "application/json",
        "User-Agent": "jianbao",
    }
    return headers | {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else headers


def _opened(
    endpoint: Endpoint, address: SplitResult, deadline: Deadline
) -> http.client.HTTPConnection:
    """Connect under the deadline; raises ModelError."""
    try:
        return open_line(address, deadline, patience=endpoint.connect_timeout)
    except ssl.SSLCertVerificationError as error:
        raise errors.Untrusted(error.verify_message) from None
    except (OSError, UnicodeError) as error:
        raise (errors.TimedOut if deadline.over else errors.Unreachable)(str(error)) from None


def _bounded(response: http.client.HTTPResponse, deadline: Deadline) -> bytes:
    """Read the body; raises TooLong, and OSError where it ends before it should."""
    body = response.read(LARGEST_ANSWER + 1)
    if len(body) > LARGEST_ANSWER:
        raise errors.TooLong(f"more than {LARGEST_ANSWER} bytes")
    if response.length or deadline.over:  # cut short, by the server or by us
        raise ConnectionResetError("the answer ends before its end")
    return body


def _broken(error: OSError | http.client.HTTPException, deadline: Deadline) -> errors.ModelError:
    """Tell apart what ends a conversation: our clock, the line, or words that are no HTTP."""
    detail = str(error) or type(error).__name__
    if deadline.over or isinstance(error, TimeoutError):
        return errors.TimedOut(detail)
    if isinstance(error, OSError | http.client.IncompleteRead):
        return errors.Interrupted(detail)
    return errors.Misunderstood(detail)
