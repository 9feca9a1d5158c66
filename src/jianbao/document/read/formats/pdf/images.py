"""The pictures set in a page, with their places: each as the file it was, or as PNG."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import msgspec
import pypdfium2_raw as raw

from jianbao.document.read.formats.pdf.pdfium import Handle

PIXELS = 40_000_000
_BYTES = 40 << 20
_OBJECTS = 20_000  # looked at on one page
_DEPTH = 3  # forms within forms
_JPEG = b"DCTDecode"


class Placed(msgspec.Struct):
    """A picture on a page and where it is shown, in points from the lower left of the page."""

    left: float
    bottom: float
    right: float
    top: float
    handle: Handle

    def share(self, width: float, height: float) -> float:
        """Give the share of a page of these sides that it covers."""
        across = max(0.0, min(self.right, width) - max(self.left, 0.0))
        up = max(0.0, min(self.top, height) - max(self.bottom, 0.0))
        return across * up / (width * height) if width * height > 0 else 0.0


def find_images(page: Handle) -> list[Placed]:
    """Find the picture objects of a page; those inside a form stand where the form stands."""
    count = raw.FPDFPage_CountObjects(page)
    objects = (raw.FPDFPage_GetObject(page, index) for index in range(min(count, _OBJECTS)))
    return [placed for found in objects for placed in _pictures(found)]


def _pictures(found: Handle) -> Iterator[Placed]:
    kind = raw.FPDFPageObj_GetType(found)
    if kind == raw.FPDF_PAGEOBJ_IMAGE:
        handles = [found]
    elif kind == raw.FPDF_PAGEOBJ_FORM:
        handles = list(_inside(found, _DEPTH))
    else:
        return
    sides = [ctypes.c_float() for _ in range(4)]
    if handles and raw.FPDFPageObj_GetBounds(found, *sides):
        left, bottom, right, top = (side.value for side in sides)
        for handle in handles:
            yield Placed(left=left, bottom=bottom, right=right, top=top, handle=handle)


def _inside(form: Handle, depth: int) -> Iterator[Handle]:
    for index in range(min(raw.FPDFFormObj_CountObjects(form), _OBJECTS)):
        found = raw.FPDFFormObj_GetObject(form, index)
        kind = raw.FPDFPageObj_GetType(found)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            yield found
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth > 1:
            yield from _inside(found, depth - 1)


def pixel_size(image: Handle) -> tuple[int, int]:
    """Give width and height in pixels as the file states them."""
    width, height = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(image, width, height)
    return width.value, height.value


def image_bytes(document: Handle, page: Handle, image: Handle) -> bytes | None:
    """Give a JPEG as it stands in the file, anything else as PNG; None when it is over limits."""
    if _filters(image) == [_JPEG]:
        return _stored(image)
    width, height = pixel_size(image)
    if not 0 < width * height <= PIXELS:
        return None
    natural = raw.FS_MATRIX(width, 0, 0, height, 0, 0)
    raw.FPDFPageObj_SetMatrix(image, natural)  # else it is drawn at one pixel a point
    bitmap = raw.FPDFImageObj_GetRenderedBitmap(document, page, image)
    if not bitmap:
        return None
    from jianbao.document.read.formats.pdf.bitmaps import (  # noqa: PLC0415 - loads late: Pillow
        png_of,
    )

    try:
        return png_of(bitmap)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)


def _filters(image: Handle) -> list[bytes]:
    names = []
    for index in range(raw.FPDFImageObj_GetImageFilterCount(image)):
        buffer = ctypes.create_string_buffer(64)
        raw.FPDFImageObj_GetImageFilter(image, index, buffer, 64)
        names.append(buffer.value)
    return names


def _stored(image: Handle) -> bytes | None:
    length = raw.FPDFImageObj_GetImageDataRaw(image, None, 0)
    if not 0 < length <= _BYTES:
        return None
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFImageObj_GetImageDataRaw(image, buffer, length)
    return buffer.raw
