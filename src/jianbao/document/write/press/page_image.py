"""A page of a PDF as a picture, for a preview; imported late, for pdfium is slow to load."""

from __future__ import annotations

import io
import threading
from typing import Literal

import pypdfium2

_QUALITY = 85  # of a JPEG
_ONE_AT_A_TIME = threading.Lock()  # pdfium must not be called by two threads


def draw_page(pdf: bytes, page: int, ppi: float, kind: Literal["PNG", "JPEG"] = "PNG") -> bytes:
    """Draw `page` (from 1) of `pdf` at `ppi` pixels an inch. Raises IndexError past the end."""
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            if not 1 <= page <= len(document):
                raise IndexError(f"the document has {len(document)} pages, not {page}")
            bitmap = document[page - 1].render(scale=ppi / 72)
            image = bitmap.to_pil().copy()  # the bitmap's memory goes with the document
        finally:
            document.close()
    out = io.BytesIO()
    image.save(out, kind, quality=_QUALITY)
    return out.getvalue()
