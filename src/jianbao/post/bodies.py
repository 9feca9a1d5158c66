"""The plain body of a mail: decoded, unfolded, and the place of its signature and quoted history.

It only offers where to cut: the text of a Message is kept whole.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from jianbao.post import headers
from jianbao.post.charset import decode
from jianbao.post.html_text import declared_charset, visible_text
from jianbao.post.mime import Entity

_STUB = 80
_QUOTE_MARKS = re.compile(
    r"^[ \t>]{0,20}(?:"
    r"-{2,}[ \t]*(?:原始邮件|原邮件|回复的原邮件|Original Message|Original|Ursprüngliche Nachricht)"
    r"[ \t]*-{2,}.*"
    r"|_{20,}[ \t]*"
    r"|(?:在|于|At|On)[ \t]?[^\n]{6,160}(?:写道|wrote)[ \t]*[:：][ \t]*"
    r"|[^\n]{0,120}[<＜][^\n<>@]{1,64}@[^\n<>]{1,80}[>＞][^\n]{0,40}(?:写道|wrote)[ \t]*[:：][ \t]*"
    r")$",
    re.MULTILINE | re.IGNORECASE,
)
_HEADER_LINE = re.compile(
    r"^[ \t>*]{0,20}(发件人|寄件人|发送时间|发送日期|日期|时间|收件人|抄送|主题"
    r"|From|Sent|Date|To|Cc|Subject)"
    r"[ \t*]*[:：]",
    re.IGNORECASE,
)
_FIRST_HEADERS = ("发件人", "寄件人", "from")
_FORWARDED = re.compile(
    r"^[ \t]*-{2,}[ \t]*(?:转发的邮件|转发邮件信息|转发邮件|被转发的邮件|Forwarded message|"
    r"Forwarded Message|Begin forwarded message)[ \t:：]*-*[ \t]*$"
    r"|^Begin forwarded message:[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_SENT_FROM = re.compile(
    r"^(?:发自我?的?|来自|发送自|从|Sent from)[ \t]?.{0,30}"
    r"(?:iPhone|iPad|手机|邮箱|邮件|Mail|客户端|Outlook|Windows|Android|华为|小米|HUAWEI).{0,30}$",
    re.IGNORECASE,
)
_RULE = re.compile(r"^[-_—－=*＿]{3,}$")
_CONTACT = re.compile(
    r"电\s*话|手\s*机|传\s*真|邮\s*箱|邮\s*编|地\s*址|微\s*信|联系方式|\bTel\b|\bMob(?:ile)?\b|"
    r"\bFax\b|e-?mail|\bQQ\b|\b1[3-9]\d{9}\b|\b0\d{2,3}[-－—]\d{7,8}\b|@[\w-]+\.\w",
    re.IGNORECASE,
)
_PROSE = re.compile(r"[。！？；]|^[（(].*[)）]$")
_SIGNATURE_LINES = 12


class SplitText(NamedTuple):
    """A text in three; joined by line breaks they are the whole. Any may be empty.

    In a mail that only passes another on, `body` is empty or a cover note and the piece itself
    may stand in `quoted`; what follows an explicit forward mark is left in `body`.
    """

    body: str
    signature: str
    quoted: str


def split_text(text: str) -> SplitText:
    """Offer where a text's own words end and its signature and the quoted history begin."""
    lines = text.split("\n")
    quote = _quote_line(text, lines)
    own = lines[:quote]
    while own and not own[-1].strip():
        own.pop()
    signature = _signature_line(own)
    return SplitText(
        "\n".join(own[:signature]).rstrip(),
        "\n".join(own[signature:]).strip("\n"),
        "\n".join(lines[quote:]).strip("\n"),
    )


def _quote_line(text: str, lines: list[str]) -> int:
    forwarded = _FORWARDED.search(text)
    limit = text.count("\n", 0, forwarded.start()) if forwarded else len(lines)
    mark = _QUOTE_MARKS.search(text)
    found = [text.count("\n", 0, mark.start())] if mark else []
    found += _quoted_header(lines)[:1]
    found.append(_trailing_quote(lines))
    first = min(found)
    return first if first < limit else len(lines)


def _quoted_header(lines: list[str]) -> list[int]:
    """Find where at least three header lines follow each other, the first naming a sender."""
    for number, line in enumerate(lines):
        match = _HEADER_LINE.match(line)
        if match is None or match[1].lower() not in _FIRST_HEADERS:
            continue
        following = [near for near in lines[number : number + 8] if near.strip()]
        if sum(1 for near in following[:5] if _HEADER_LINE.match(near)) > 2:
            before = number and _RULE.match(lines[number - 1].strip())
            return [number - 1 if before else number]
    return []


def _trailing_quote(lines: list[str]) -> int:
    """Find the run of `>` lines that a text ends with."""
    start = len(lines)
    for number in range(len(lines) - 1, -1, -1):
        if lines[number].lstrip().startswith(">"):
            start = number
        elif lines[number].strip():
            break
    return start


def _signature_line(lines: list[str]) -> int:
    first = max(0, len(lines) - _SIGNATURE_LINES)
    for number in range(first, len(lines)):
        line = lines[number].strip()
        if lines[number].rstrip("\r") in ("-- ", "--") or _SENT_FROM.match(line):
            return number
    for number in range(first, len(lines)):
        rest = lines[number + 1 :]
        if _RULE.match(lines[number].strip()) and not any(map(_PROSE.search, rest)):
            return number
    return _contact_block(lines, first)


def _contact_block(lines: list[str], first: int) -> int:
    """Find the last block of short lines that holds a telephone number, an address or the like."""
    start = len(lines)
    for number in range(len(lines) - 1, first - 1, -1):
        line = lines[number].strip()
        if not line or len(line) > 60 or (_PROSE.search(line) and not _CONTACT.search(line)):
            break
        start = number
    block = lines[start:]
    return start if start and any(map(_CONTACT.search, block)) else len(lines)


class Block(NamedTuple):
    """One body text as it was sent: its plain form, its HTML form, or both."""

    plain: str = ""
    html: str = ""

    def best(self) -> str:
        """Give the plain form, or what the HTML shows where that is empty or a mere stub for it."""
        if not self.html:
            return self.plain
        plain = self.plain.strip()
        if len(plain) >= _STUB:
            return self.plain
        shown = visible_text(self.html)
        return shown if len(plain) * 4 < len(shown) else self.plain


def merged(blocks: list[Block]) -> Block:
    """Make one block of the alternatives of one text."""
    return Block(
        "\n\n".join(block.plain for block in blocks if block.plain),
        "\n".join(block.html for block in blocks if block.html),
    )


def block_of(entity: Entity, content: bytes) -> Block:
    """Decode a text/plain or text/html body whose transfer encoding has been undone."""
    label = entity.charset()
    if entity.media_type == "text/html":
        return Block(html=decode(content, label or declared_charset(content)))
    text = decode(content, label).replace("\r\n", "\n").replace("\r", "\n")
    content_type = entity.field("content-type")
    if headers.parameter(content_type, "format").lower() == "flowed":
        text = _unflow(text, keep_blank=headers.parameter(content_type, "delsp").lower() != "yes")
    return Block(plain=text)


def _unflow(text: str, *, keep_blank: bool) -> str:
    """Join soft line breaks (RFC 3676); quoted lines and the signature mark stay as they are."""
    lines: list[list[str]] = []
    open_line = False
    for line in text.split("\n"):
        stuffed = line.removeprefix(" ")
        fixed = stuffed == "-- " or stuffed.startswith(">")
        if not open_line or fixed:
            lines.append([])
        open_line = stuffed.endswith(" ") and not fixed
        lines[-1].append(stuffed if keep_blank or not open_line else stuffed[:-1])
    return "\n".join("".join(pieces) for pieces in lines)
