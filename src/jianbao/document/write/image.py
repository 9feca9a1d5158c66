"""What a picture's bytes are, and the same picture as a page takes it; it trusts no file name."""

from __future__ import annotations

import io
import warnings

import msgspec
from PIL import Image, ImageOps

BROWSERS = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})  # and they turn them
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF")
_ORIENTATION = 0x0112  # EXIF
WIDEST = 3000  # pixels: 156 mm at 480 dpi; larger pictures are scaled down for the page
_DRAFT = 1.5  # times the pixels wanted that must be there to scale from
_QUALITY = 90
_MODES = {"1", "L", "LA", "P", "RGB", "RGBA"}


class ImageFacts(msgspec.Struct, frozen=True):
    """Media type, size in pixels as it is to be shown, and whether it must be turned first."""

    media_type: str
    width: int
    height: int
    turned: bool = False


def look_at(data: bytes | None) -> ImageFacts | None:
    """Say what a picture is by its header alone; None for no bytes and what is no picture."""
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


def as_taken(
    data: bytes | None, taken: frozenset[str], *, upright: bool = False
) -> tuple[bytes, ImageFacts] | None:
    """Give a picture as one of the media types `taken`, redrawn where it is another, and its facts.

    With `upright` one that must be turned is redrawn too. None when nothing can be seen.
    """
    facts = look_at(data)
    if data is None or facts is None:
        return None
    if facts.media_type in taken and not (upright and facts.turned):
        return data, facts
    drawn = showable(data)
    facts = look_at(drawn)
    return None if drawn is None or facts is None else (drawn, facts)


def showable(data: bytes, *, careful: bool = False, widest: int = WIDEST) -> bytes | None:
    """Give a picture as Typst, PDF/A and Word take it: upright JPEG or PNG in grey or RGB.

    JPEG and PNG that already are so, with no side of more than `widest` pixels, pass through
    untouched. None when nothing can be seen.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as image:
                if careful:
                    image.load()
                return data if _passes(image, widest) else _redrawn(image, widest)
    except Exception:  # noqa: BLE001 - a hostile picture may make a decoder raise anything
        return None


def _passes(image: Image.Image, widest: int) -> bool:
    upright = image.getexif().get(_ORIENTATION, 1) == 1
    fits = max(image.size) <= widest and min(image.size) > 0
    return upright and fits and image.format in {"JPEG", "PNG"} and image.mode in _MODES


def _redrawn(image: Image.Image, widest: int) -> bytes:
    near = round(_DRAFT * widest)
    image.draft(image.mode, (near, near))  # a large JPEG is decoded at a half or a quarter
    upright = ImageOps.exif_transpose(image)
    clear = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
    picture = upright.convert("RGBA" if clear else "RGB")
    picture.thumbnail((widest, widest))
    out = io.BytesIO()
    if image.format == "JPEG":
        picture.save(out, "JPEG", quality=_QUALITY)
    else:
        picture.save(out, "PNG")
    return out.getvalue()
