"""What a picture's bytes are; it decodes no pixels and trusts no file name."""

from __future__ import annotations

import io
import warnings

import msgspec
from PIL import Image

_FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
_ORIENTATION = 0x0112  # EXIF


class ImageFacts(msgspec.Struct, frozen=True):
    """Media type, size in pixels as it is to be shown, and whether it must be turned first."""

    media_type: str
    width: int
    height: int
    turned: bool = False


def look_at(data: bytes | None) -> ImageFacts | None:
    """Say what a picture is; None for what no browser or Word would show, or for no bytes."""
    if not data:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                return _facts(image)
    except Exception:  # noqa: BLE001 - a hostile header may make a decoder raise anything
        return None


def _facts(image: Image.Image) -> ImageFacts:
    orientation = image.getexif().get(_ORIENTATION, 1)
    width, height = image.size
    if orientation in {5, 6, 7, 8}:  # lying on its side
        width, height = height, width
    turned = orientation in {2, 3, 4, 5, 6, 7, 8}
    return ImageFacts(Image.MIME[image.format or ""], width, height, turned)
