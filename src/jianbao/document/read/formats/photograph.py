"""Image files (JPEG, PNG, TIFF, WebP, HEIC …) as pages of recognised text, or as pictures.

An image is refused by its stated size before it is decoded; its metadata are never kept.
"""

from __future__ import annotations

import importlib.util
import io
import warnings
from collections.abc import Iterator

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from jianbao.document.model import Picture
from jianbao.document.problems import Unreadable, problem
from jianbao.document.read.formats import ocr
from jianbao.document.read.formats.layout.lining import to_lines
from jianbao.document.read.formats.layout.rows import PageRows, read_rows
from jianbao.document.read.formats.picture_names import picture_name
from jianbao.document.read.formats.reading import FormatReading
from jianbao.document.read.lines import Line

PIXELS = 50_000_000
_FRAMES = 60
_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP")
_PHOTOGRAPH = 20  # characters up to which an image is a picture with words, not a page
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError, UnidentifiedImageError)


def read_image(data: bytes, *, language: str = "zh", recognise: bool = True) -> FormatReading:
    """Recognise the text of an image file; an image with next to no text is given as a picture.

    Raises Unreadable: missing-tool, corrupt, too-big; ocr.PutOff when `recognise` is off.
    """
    if not ocr.installed():
        raise Unreadable("missing-tool", tool=ocr.TOOL)
    if not recognise:
        raise ocr.PutOff
    try:
        pages = [
            PageRows(page=number, rows=read_rows(ocr.recognise(frame)))
            for number, frame in enumerate(_frames(data), 1)
        ]
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unreadable("too-big", limit=f"{PIXELS // 1_000_000} MP") from error
    except _DAMAGE as error:
        raise Unreadable("corrupt") from error
    lines = to_lines(pages)
    name = picture_name(data)
    if name and sum(len(line.text) for line in lines) < _PHOTOGRAPH:
        shown = Line(text="", number=len(lines) + 1, page=1, picture=Picture(file=name))
        return FormatReading(lines=(*lines, shown), pictures={name: data})
    return FormatReading(lines=tuple(lines), problems=(problem("scanned", language=language),))


def _frames(data: bytes) -> Iterator[Image.Image]:
    """Give the upright frames of an image within limits."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(data), formats=_known_formats(data)) as image:
            for number, frame in enumerate(ImageSequence.Iterator(image)):
                if number == _FRAMES:
                    return
                if frame.width * frame.height > PIXELS:
                    raise Image.DecompressionBombError
                frame.draft("RGB", (2 * ocr.LONGEST_SIDE, 2 * ocr.LONGEST_SIDE))
                yield ImageOps.exif_transpose(frame).convert("RGB")


def _known_formats(data: bytes) -> tuple[str, ...]:
    if data[4:8] != b"ftyp":
        return _FORMATS
    if importlib.util.find_spec("pillow_heif") is None:
        raise Unreadable("missing-tool", tool="pillow-heif")
    import pillow_heif  # noqa: PLC0415 - loads late: an optional package

    pillow_heif.register_heif_opener()
    return ("HEIF",)
