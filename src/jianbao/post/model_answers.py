"""What a language model's server answers, in the shapes of OpenAI's protocol; nothing is sent here.

Only what is used is looked at, so that every server's additions pass; what is used is checked.
"""

from __future__ import annotations

import email.utils
import math
import re
import time

import msgspec

from jianbao.post import model_errors as errors

_QUOTED = 300  # characters of a refusal that are shown
_LONGEST_WAIT = 24 * 60 * 60
_UNPRINTED = re.compile(r"[^ -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")


class Completion(msgspec.Struct, frozen=True, kw_only=True):
    """What the model wrote. `model` is what the server calls it; tokens are None where not told.

    `cut` says that it was stopped before its end, by the limit or by a filter of the server.
    """

    text: str
    model: str = ""
    cut: bool = False
    asked_tokens: int | None = None
    written_tokens: int | None = None


class _Message(msgspec.Struct, frozen=True):
    content: str | None = None  # None: the model wrote nothing, or spent all on thinking


class _Choice(msgspec.Struct, frozen=True):
    message: _Message
    finish_reason: str | None = None


class _Usage(msgspec.Struct, frozen=True):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class _Answer(msgspec.Struct, frozen=True):
    choices: list[_Choice]
    model: str | None = None
    usage: _Usage | None = None


class _Fault(msgspec.Struct, frozen=True):
    message: str


class _Refusal(msgspec.Struct, frozen=True):
    error: _Fault


# What each status means; other refusals of the request are Declined, other faults ModelError.
_MEANINGS: dict[int, type[errors.ModelError]] = {
    401: errors.RefusedKey,
    402: errors.Unpaid,
    403: errors.RefusedKey,
    404: errors.NotThere,
    405: errors.NotThere,
    408: errors.TimedOut,
    504: errors.TimedOut,
}
_BUSY = frozenset({429, 502, 503, 529})


def understand(body: bytes) -> Completion:
    """Read the answer of a question that succeeded; raises Misunderstood."""
    try:
        answer = msgspec.json.decode(body, type=_Answer)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise errors.Misunderstood(str(error)) from None
    if not answer.choices:
        raise errors.Misunderstood("the answer holds no choice")
    first, usage = answer.choices[0], answer.usage or _Usage()
    return Completion(
        text=first.message.content or "",
        model=answer.model or "",
        cut=first.finish_reason in {"length", "content_filter"},
        asked_tokens=usage.prompt_tokens,
        written_tokens=usage.completion_tokens,
    )


def error_of(status: int, body: bytes, retry_after: str, *, secret: str) -> errors.ModelError:
    """Say what a status other than 200 means; `secret` is blotted out of what is quoted."""
    if status in _BUSY:
        return errors.Busy(f"HTTP {status}", _seconds(retry_after))
    if status in _MEANINGS:
        return _MEANINGS[status](f"HTTP {status}")
    if 300 <= status < 400:
        return errors.Elsewhere(f"HTTP {status}")
    if 400 <= status < 500:
        return errors.Declined(_quotation(body, secret) or f"HTTP {status}")
    kind = errors.ModelError if status >= 500 else errors.Misunderstood
    return kind(f"HTTP {status}")


def _quotation(body: bytes, secret: str) -> str:
    """Give what a refusal says, printable and short; empty when it has not the protocol's shape."""
    try:
        said = msgspec.json.decode(body, type=_Refusal).error.message
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""
    if secret:
        said = said.replace(secret, "…")
    return " ".join(_UNPRINTED.sub(" ", said).split())[:_QUOTED]


def _seconds(retry_after: str) -> int | None:
    """Read Retry-After (RFC 9110, 10.2.3): seconds, or a date; None when it says nothing usable."""
    if retry_after.isascii() and retry_after.isdigit():
        return min(int(retry_after[:9]), _LONGEST_WAIT)
    try:
        date = email.utils.parsedate_to_datetime(retry_after)
        seconds = math.ceil(date.timestamp() - time.time())
    except (ValueError, OverflowError, OSError):
        return None
    return min(max(seconds, 0), _LONGEST_WAIT)
