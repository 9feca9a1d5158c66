"""The pictures of an issue on their way to the page; it touches nothing outside its own folder.

Imported late, when an issue has pictures: Pillow is slow to load.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from jianbao.document.write.beside import Pictures
from jianbao.document.write.image import WIDEST, look_at, showable
from jianbao.document.write.press.setting import Shown

_MOST = 64  # pictures a folder keeps
_SCREEN = 1240  # pixels: 156 mm at 200 to the inch
_NATIVE = ((b"\xff\xd8\xff", "jpg", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "png", "image/png"))


class Placed(msgspec.Struct, frozen=True):
    """Where the bytes as given lie below the root, and what is shown for them."""

    given: str
    shown: Shown
    media_type: str


class PictureFolder:
    """The folder `pictures` below `root`; files are named by their content and kept a while.

    A draft is set again with every key, its pictures the same: they are looked at once.
    """

    def __init__(self, root: Path) -> None:
        """Take the root that Typst sees."""
        self._root = root
        (root / "pictures").mkdir(exist_ok=True)
        self._placed: dict[str, Placed] = {}  # by content, the latest used last

    def lay(
        self, pictures: Pictures, *, careful: bool = False, screen: bool = False
    ) -> dict[str, Placed]:
        """Lay pictures down; a `careful` look decodes every pixel before it trusts them.

        For the `screen` they have no more pixels than it shows, and the exact shape of the whole.
        """
        laid = {}
        for name, data in pictures.items():
            key = hashlib.sha256(data).hexdigest()[:24] + ("-screen" if screen else "")
            known = None if careful else self._placed.pop(key, None)
            laid[name] = self._placed[key] = known or self._place(key, data, screen, careful)
        self._clear(spare=set(laid.values()))
        return laid

    def _place(self, key: str, data: bytes, screen: bool, careful: bool) -> Placed:
        suffix, media_type = next(
            ((s, m) for magic, s, m in _NATIVE if data.startswith(magic)),
            ("bin", "application/octet-stream"),
        )
        given = self._write(f"{key}.{suffix}", data)
        shown = showable(data, careful=careful, widest=_SCREEN if screen else WIDEST)
        facts = look_at(data) or look_at(shown)
        if shown is None or facts is None:
            return Placed(given, Shown(), media_type)
        path = given
        if shown is not data:
            kind = "jpg" if shown.startswith(_NATIVE[0][0]) else "png"
            path = self._write(f"{key}-shown.{kind}", shown)
        return Placed(given, Shown(path, facts.width / facts.height), media_type)

    def _write(self, name: str, data: bytes) -> str:
        (self._root / "pictures" / name).write_bytes(data)
        return f"/pictures/{name}"

    def _clear(self, spare: set[Placed]) -> None:
        old = [digest for digest, placed in self._placed.items() if placed not in spare]
        for digest in old[: max(0, len(self._placed) - _MOST)]:
            placed = self._placed.pop(digest)
            for name in {placed.given, placed.shown.path} - {""}:
                (self._root / name.lstrip("/")).unlink()
