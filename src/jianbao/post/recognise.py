"""Whether the bytes of a file are a mail, judged by their beginning; it reads nothing further."""

from __future__ import annotations

import re
from typing import Literal

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OUTLOOK_STREAM = "__substg1.0_".encode("utf-16-le")
_PROPERTIES_STREAM = "__properties_version1.0".encode("utf-16-le")
_HEAD = 64 << 10
_FIELD = re.compile(rb"[!-9;-~]{1,100}[ \t]*:")
_FIELDS_OF_MAIL = re.compile(
    rb"^(?:received|return-path|message-id|mime-version|delivered-to|from|to|subject|date"
    rb"|content-type|x-mailer)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)


def looks_like_mail(content: bytes, name: str = "") -> Literal["eml", "msg", ""]:
    """Name the kind of mail file: `eml` (RFC 5322), `msg` (Outlook), or ''.

    A name ending in .eml asks for less evidence than none.
    """
    if content.startswith(_OLE):
        outlook = _OUTLOOK_STREAM in content and _PROPERTIES_STREAM in content
        return "msg" if outlook else ""
    head = content[:_HEAD].lstrip(b"\xef\xbb\xbf\r\n")
    if head.startswith((b"From ", b">From ")):
        head = head.partition(b"\n")[2]
    if not _FIELD.match(head):
        return ""
    header = re.split(rb"\r?\n[ \t]*\r?\n", head, maxsplit=1)[0]
    fields = {found[0].lower().rstrip(b" \t:") for found in _FIELDS_OF_MAIL.finditer(header)}
    return "eml" if len(fields) >= (2 if name.lower().endswith(".eml") else 3) else ""
