"""A stranger's picture made fit to be shown: upright, without metadata, bounded, with a thumbnail.

It is refused by its stated size before it is decoded; nothing of the original file is kept in it.
"""

from __future__ import annotations

import functools
import importlib.util
import io
from typing import NamedTuple

from PIL import Image, ImageOps, UnidentifiedImageError

PIXELS = 50_000_000
_LONGEST = 3000  # pixels of the side of a picture that is kept: A4 in print
_THUMBNAIL = 480
WHOLE = (0.0, 0.0, 1.0, 1.0)
_LEAST = 64  # pixels; what is smaller is an ornament
_SIGNATURE = 160  # pixels up to which a picture inside a mail is a logo
_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP")
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError, UnidentifiedImageError, OverflowError)
_TOO_BIG = (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError)


class Cleaned(NamedTuple):
    """A picture that is ours, and its thumbnail (JPEG)."""

    content: bytes
    media_type: str
    width: int
    height: int
    thumbnail: bytes


class Refused(Exception):
    """The picture cannot be shown; `code` is a row of document.problems."""

    def __init__(self, code: str) -> None:
        """Take the code."""
        super().__init__(code)
        self.code = code


def clean_picture(content: bytes) -> Cleaned:
    """Decode a picture within limits and write it anew.

    Raises Refused: too-big, corrupt, or missing-tool for a HEIC where no decoder is installed.
    """
    return _made(content, WHOLE)


def cut_picture(content: bytes, box: tuple[float, float, float, float]) -> Cleaned:
    """Clean a picture and keep of it what stands in `box`: left, top, right, bottom from 0 to 1.

    Raises Refused: as clean_picture, and too-small where hardly anything would be left.
    """
    return _made(content, box)


def _made(content: bytes, box: tuple[float, float, float, float]) -> Cleaned:
    if content[4:8] == b"ftyp" and not _reads_heic():
        raise Refused("missing-tool")
    try:
        with Image.open(io.BytesIO(content), formats=_formats_for(content)) as opened:
            if opened.width * opened.height > PIXELS:
                raise Refused("too-big")
            opened.draft("RGB", (2 * _LONGEST, 2 * _LONGEST))
            return _written(_cut(_upright(opened), box))
    except _TOO_BIG as error:
        raise Refused("too-big") from error
    except _DAMAGE as error:
        raise Refused("corrupt") from error


def _cut(image: Image.Image, box: tuple[float, float, float, float]) -> Image.Image:
    if box == WHOLE:
        return image
    sizes = (image.width, image.height) * 2
    left, top, right, bottom = (
        round(max(0.0, min(1.0, share)) * size) for share, size in zip(box, sizes, strict=True)
    )
    if min(right - left, bottom - top) < _LEAST:
        raise Refused("too-small")
    return image.crop((left, top, right, bottom))


def _formats_for(content: bytes) -> tuple[str, ...]:
    """Name the formats to try; a decoder that is not installed may not be named."""
    return ("HEIF",) if content[4:8] == b"ftyp" else _FORMATS


@functools.cache
def _reads_heic() -> bool:
    """Teach Pillow the format of telephones, where its package is installed."""
    if importlib.util.find_spec("pillow_heif") is None:
        return False
    import pillow_heif  # noqa: PLC0415 - loads late: an optional package

    pillow_heif.register_heif_opener()
    return True


def is_ornament(picture: Cleaned, *, inline: bool) -> bool:
    """Say whether a picture is a line, a dot, or the logo of a signature."""
    shorter, longer = sorted((picture.width, picture.height))
    return shorter < _LEAST or (inline and longer <= _SIGNATURE)


def _upright(opened: Image.Image) -> Image.Image:
    clear = opened.mode in ("RGBA", "LA", "PA") or "transparency" in opened.info
    image = ImageOps.exif_transpose(opened)
    image.thumbnail((_LONGEST, _LONGEST))
    return image.convert("RGBA" if clear else "RGB")


def _written(image: Image.Image) -> Cleaned:
    kept = io.BytesIO()
    bare = Image.new(image.mode, image.size)  # a new image has no EXIF, no profile, no text
    bare.paste(image)
    if image.mode == "RGBA":
        bare.save(kept, "PNG")
    else:
        bare.save(kept, "JPEG", quality=88, optimize=True)
    small = Image.new("RGB", image.size, "white")
    small.paste(image, mask=image if image.mode == "RGBA" else None)
    small.thumbnail((_THUMBNAIL, _THUMBNAIL))
    thumbnail = io.BytesIO()
    small.save(thumbnail, "JPEG", quality=80)
    media_type = "image/png" if image.mode == "RGBA" else "image/jpeg"
    return Cleaned(kept.getvalue(), media_type, image.width, image.height, thumbnail.getvalue())
