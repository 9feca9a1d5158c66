"""A mail that stands as text inside another: whose it is, and what it says without its header."""

from __future__ import annotations

import re
from typing import NamedTuple

from jianbao.post.message import Address, split_text

_MARK = re.compile(
    r"^[ \t>]*(?:[-—_]{2,}[^。]{0,30}[-—_]*|Begin forwarded message:)[ \t]*$", re.IGNORECASE
)
_FIELD = re.compile(
    r"^[ \t>*]*(发件人|寄件人|发送时间|发送日期|日期|时间|收件人|抄送|主题"
    r"|From|Sent|Date|To|Cc|Subject)"
    r"[ \t*]*[:：][ \t]*(.*)$",
    re.IGNORECASE,
)
_FROM = frozenset(("发件人", "寄件人", "from"))
_ADDRESS = re.compile(r"^[\"“]?([^\"”<\[]*)[\"”]?\s*[<\[]?(?:mailto:)?([\w.+-]+@[\w.-]+)?")
_LEAST = 3  # header lines that follow each other


class PassedOn(NamedTuple):
    """What stands before the inner mail, its sender, its own words and its signature."""

    before: str
    sender: Address
    body: str
    signature: str


def passed_on(text: str) -> PassedOn | None:
    """Find the first mail that a text passes on with its header; None when there is none."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not _is_from(line):
            continue
        end, fields = _header_end(lines, number)
        if fields < _LEAST:
            continue
        start = number
        while start and (not lines[start - 1].strip() or _MARK.match(lines[start - 1])):
            start -= 1
        inner = split_text("\n".join(one.lstrip("> ") for one in lines[end:]).strip("\n"))
        before = "\n".join(lines[:start]).strip()
        return PassedOn(before, _sender(line), inner.body, inner.signature)
    return None


def _is_from(line: str) -> bool:
    field = _FIELD.match(line)
    return field is not None and field[1].lower() in _FROM


def _header_end(lines: list[str], start: int) -> tuple[int, int]:
    """Give the line after a header and how many fields it has; blanks may stand among them."""
    end, fields = start, 0
    for number in range(start, min(start + 12, len(lines))):
        if _FIELD.match(lines[number]):
            end, fields = number + 1, fields + 1
        elif lines[number].strip():
            break
    return end, fields


def _sender(line: str) -> Address:
    field = _FIELD.match(line)
    found = _ADDRESS.match(field[2].strip()) if field else None
    return Address((found[1] or "").strip(), (found[2] or "").lower()) if found else Address()
