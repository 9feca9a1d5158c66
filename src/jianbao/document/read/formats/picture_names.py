"""What picture bytes begin, and the name it travels under: a hash of them and a suffix."""

from __future__ import annotations

import hashlib

_SIGNATURES = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
)


def picture_kind(data: bytes) -> str:
    """Name the kind of a picture; '' for bytes that no picture begins with (EMF, WMF, SVG)."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[:2] == b"BM" and b"\x00" in data[:64]:  # two letters alone may begin a text
        return "bmp"
    return next((kind for magic, kind in _SIGNATURES if data.startswith(magic)), "")


def picture_name(data: bytes) -> str:
    """Name a picture; '' for what is none."""
    kind = picture_kind(data)
    suffix = "jpg" if kind == "jpeg" else kind
    return f"{hashlib.sha256(data).hexdigest()[:16]}.{suffix}" if kind else ""
