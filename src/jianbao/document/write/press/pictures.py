"""The pictures of an issue on their way to the page; it touches nothing outside its own folder.

Imported late, when an issue has pictures: Pillow is slow to load.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import msgspec

from jianbao.document.write.image import showable

_NATIVE = ((b"\xff\xd8\xff", "jpg", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "png", "image/png"))


class Placed(msgspec.Struct, frozen=True):
    """Where the bytes as given and as shown lie below the root; `shown` is '' for unusable ones."""

    given: str
    shown: str
    media_type: str


class PictureFolder:
    """The folder `pictures` below `root`, emptied when opened; files are named by their content."""

    def __init__(self, root: Path) -> None:
        """Take the root that Typst sees, and remove the pictures of the issue before."""
        self._root = root
        shutil.rmtree(root / "pictures", ignore_errors=True)

    def place(self, data: bytes, *, careful: bool = False) -> Placed:
        """Lay a picture down; a `careful` look decodes every pixel before it trusts them."""
        digest = hashlib.sha256(data).hexdigest()[:24]
        suffix, media_type = next(
            ((s, m) for magic, s, m in _NATIVE if data.startswith(magic)),
            ("bin", "application/octet-stream"),
        )
        given = self._write(f"pictures/{digest}.{suffix}", data)
        shown = showable(data, careful=careful)
        if shown is None:
            return Placed(given, "", media_type)
        if shown is data:
            return Placed(given, given, media_type)
        kind = "jpg" if shown.startswith(_NATIVE[0][0]) else "png"
        return Placed(given, self._write(f"pictures/{digest}-shown.{kind}", shown), media_type)

    def _write(self, name: str, data: bytes) -> str:
        path = self._root / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        return f"/{name}"
