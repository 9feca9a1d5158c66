"""Files and texts that came without a mail, packed as one, so that one path reads everything.

Files stay byte for byte what they were; the package carries no date, so that the same again is
known as the same.
"""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile

import msgspec

from jianbao.document.problems import Unreadable
from jianbao.document.read.archive import Archive, Budget
from jianbao.post.headers import bare_name
from jianbao.post.letter_fields import encoded_words
from jianbao.post.message import looks_like_mail

UNFOLDED = Budget(entries=500, part=60 << 20, total=120 << 20)  # of all zips of one submission
_TYPES = {
    "txt": "text/plain",
    "html": "text/html",
    "htm": "text/html",
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "zip": "application/zip",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Upload(msgspec.Struct, frozen=True):
    """A file by the name its sender gave it."""

    name: str
    content: bytes


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """What is handed in at once: a headline, a text, files; any of them may be missing."""

    headline: str = ""
    text: str = ""
    files: tuple[Upload, ...] = ()


def package(submission: Submission, by: str = "") -> bytes:
    """Make one RFC 822 message of a submission: the same for the same, with no date in it.

    `by` names who hands it in: what one person takes back is not taken from another by that.
    """
    parts = [_text_part(submission.text)] if submission.text.strip() else []
    parts += [_file_part(file) for file in submission.files]
    boundary = b"=_" + hashlib.sha256(b"\0".join(parts)).hexdigest()[:32].encode()
    head = [
        b"MIME-Version: 1.0",
        b"Subject: " + encoded_words(submission.headline),
        b'Content-Type: multipart/mixed;\r\n boundary="' + boundary + b'"',
        *((b"X-Jianbao-By: " + by.encode("ascii"),) if by else ()),
    ]
    body = b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n" for part in parts)
    return b"\r\n".join(head) + b"\r\n\r\n" + body + b"--" + boundary + b"--\r\n"


def _text_part(text: str) -> bytes:
    lines = text.replace("\0", "").encode("utf-8", "replace")
    return _part(b"text/plain; charset=utf-8", b"", lines)


def _file_part(file: Upload) -> bytes:
    name = bare_name(file.name) or "file"
    media_type = _TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
    words = encoded_words(name.replace('"', "'").replace("\\", "_"))
    kind = media_type.encode("ascii") + b';\r\n name="' + words + b'"'
    disposition = b'Content-Disposition: attachment;\r\n filename="' + words + b'"\r\n'
    return _part(kind, disposition, file.content)


def _part(kind: bytes, disposition: bytes, content: bytes) -> bytes:
    encoded = base64.encodebytes(content).replace(b"\n", b"\r\n")
    head = b"Content-Type: " + kind + b"\r\n" + disposition
    return head + b"Content-Transfer-Encoding: base64\r\n\r\n" + encoded


def mails_in(file: Upload, left: int = UNFOLDED.total) -> tuple[Upload, ...]:
    """Give the mail that a file is, or the mails of a zip that holds nothing else.

    None of a zip of which one mail cannot be had, or that unfolds to more than `left` bytes: it is
    taken in whole, so that no mail of it is lost.
    """
    if looks_like_mail(file.content, file.name):
        return (file,)
    if not file.content.startswith(b"PK") or not zipfile.is_zipfile(io.BytesIO(file.content)):
        return ()
    try:
        archive = Archive(file.content, msgspec.structs.replace(UNFOLDED, total=max(0, left)))
        names = sorted(name for name in archive.names if not _is_litter(name))
        if not all(name.lower().endswith((".eml", ".msg")) for name in names):
            return ()
        return tuple(Upload(name.rpartition("/")[2], archive.read(name)) for name in names)
    except Unreadable:
        return ()


def _is_litter(name: str) -> bool:
    last = name.rpartition("/")[2]
    return name.startswith("__MACOSX/") or last.startswith(".") or last == "Thumbs.db"
