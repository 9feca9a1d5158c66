"""Bitmaps of pdfium as Pillow images: of a picture, or of a whole page for recognition."""

from __future__ import annotations

import ctypes
import io

import pypdfium2_raw as raw
from PIL import Image

from jianbao.document.read.formats.pdf.pdfium import Handle

_MODES = {
    raw.FPDFBitmap_Gray: ("L", "L"),
    raw.FPDFBitmap_BGR: ("RGB", "BGR"),
    raw.FPDFBitmap_BGRx: ("RGB", "BGRX"),
    raw.FPDFBitmap_BGRA: ("RGBA", "BGRA"),
}
_PIXELS = 25_000_000  # of a rendered page


def image_of(bitmap: Handle) -> Image.Image:
    """Copy a bitmap to an image."""
    mode, order = _MODES[raw.FPDFBitmap_GetFormat(bitmap)]
    width, height = raw.FPDFBitmap_GetWidth(bitmap), raw.FPDFBitmap_GetHeight(bitmap)
    stride = raw.FPDFBitmap_GetStride(bitmap)
    data = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * height)
    return Image.frombytes(mode, (width, height), data, "raw", order, stride, 1)


def png_of(bitmap: Handle) -> bytes:
    """Write a bitmap as PNG."""
    image, stream = image_of(bitmap), io.BytesIO()
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    image.save(stream, "PNG", compress_level=3)  # a third of the time of 6
    return stream.getvalue()


def render(page: Handle, *, dots_per_inch: float = 200.0) -> Image.Image:
    """Draw a page without its annotations; huge pages are drawn smaller to stay in memory."""
    width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
    scale = dots_per_inch / 72
    scale = min(scale, (_PIXELS / max(width * height, 1.0)) ** 0.5)
    across, down = max(1, int(width * scale)), max(1, int(height * scale))
    bitmap = raw.FPDFBitmap_CreateEx(across, down, raw.FPDFBitmap_BGR, None, 0)
    if not bitmap:
        raise MemoryError
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, across, down, 0xFFFFFFFF)
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, across, down, 0, 0)
        return image_of(bitmap)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
