"""The pictures of an issue on their way to the page; it touches nothing outside its own folder.

Imported late, when an issue has pictures: Pillow is slow to load.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import warnings
from pathlib import Path

import msgspec
from PIL import Image, ImageOps

_NATIVE = ((b"\xff\xd8\xff", "jpg", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "png", "image/png"))
_ORIENTATION = 0x0112  # EXIF
_WIDEST = 3000  # pixels: 156 mm at 480 dpi; larger pictures are scaled down for the page
_QUALITY = 90
_MODES = {"1", "L", "LA", "P", "RGB", "RGBA"}


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


def showable(data: bytes, *, careful: bool = False) -> bytes | None:
    """Give a picture as Typst and PDF/A take it: upright JPEG or PNG in grey or RGB.

    JPEG and PNG that already are so pass through untouched. None when nothing can be seen.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as image:
                if careful:
                    image.load()
                return data if _passes(image) else _redrawn(image)
    except Exception:  # noqa: BLE001 - a hostile picture may make a decoder raise anything
        return None


def _passes(image: Image.Image) -> bool:
    upright = image.getexif().get(_ORIENTATION, 1) == 1
    fits = max(image.size) <= _WIDEST and min(image.size) > 0
    return upright and fits and image.format in {"JPEG", "PNG"} and image.mode in _MODES


def _redrawn(image: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(image)
    clear = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
    picture = upright.convert("RGBA" if clear else "RGB")
    picture.thumbnail((_WIDEST, _WIDEST))
    out = io.BytesIO()
    if image.format == "JPEG":
        picture.save(out, "JPEG", quality=_QUALITY)
    else:
        picture.save(out, "PNG")
    return out.getvalue()
