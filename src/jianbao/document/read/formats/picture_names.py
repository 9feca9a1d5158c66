"""The name a picture travels under: a hash of its bytes and the suffix its first bytes call for."""

from __future__ import annotations

import hashlib

_MAGIC = (
    (b"\xff\xd8\xff", ".jpg"),
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"GIF87a", ".gif"),
    (b"GIF89a", ".gif"),
    (b"BM", ".bmp"),
    (b"II*\x00", ".tiff"),
    (b"MM\x00*", ".tiff"),
)


def picture_name(data: bytes) -> str:
    """Name a picture; '' for bytes that no picture begins with (drawings as EMF, WMF, SVG)."""
    suffix = next((suffix for magic, suffix in _MAGIC if data.startswith(magic)), "")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        suffix = ".webp"
    return hashlib.sha256(data).hexdigest()[:16] + suffix if suffix else ""
