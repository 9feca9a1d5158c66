"""A page of a PDF as a picture, for a preview; imported late, for pdfium is slow to load."""

from __future__ import annotations

import io

import pypdfium2


def draw_page(pdf: bytes, page: int, ppi: float) -> bytes:
    """Draw `page` (from 1) of `pdf` as a PNG. Raises IndexError when there is no such page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        if not 1 <= page <= len(document):
            raise IndexError(f"the document has {len(document)} pages, not {page}")
        image = document[page - 1].render(scale=ppi / 72).to_pil()
    finally:
        document.close()
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
