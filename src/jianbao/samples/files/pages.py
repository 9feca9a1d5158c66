"""A contribution as pages: a PDF with text, and the same page printed, signed off and scanned."""

from __future__ import annotations

import io
import json
import random
import time

import pypdfium2
import typst
from PIL import Image, ImageChops, ImageFilter

from jianbao.document.write.fonts import Fonts
from jianbao.samples.contributions import Piece

_SCAN_DPI = 130
_NO_CLOCK = time.gmtime(0)
_PAGE = """
#let piece = json(bytes(sys.inputs.piece))
#set document(title: piece.title, author: piece.author, date: none)
#set page("a4", margin: (x: 28mm, top: 37mm, bottom: 35mm))
#set text(font: "Noto Serif SC", size: 16pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 13pt, spacing: 13pt, first-line-indent: (amount: 2em, all: true))
#align(center, text(size: 20pt, piece.title))
#v(12pt)
#for paragraph in piece.paragraphs { par(paragraph) }
"""


def pdf_file(piece: Piece) -> bytes:
    """Set `piece` as its author's office would print it, and give the PDF."""
    *before, last = piece.paragraphs
    said = {
        "title": piece.title,
        "author": piece.author,
        "paragraphs": [*before, last + piece.signed],
    }
    return typst.compile(
        _PAGE.encode(),
        font_paths=Fonts.default().loaded,
        sys_inputs={"piece": json.dumps(said, ensure_ascii=False)},
    )


def scanned_file(piece: Piece) -> bytes:
    """Give the pages of `piece` as a scanner would: grey, a little askew, pictures only."""
    pages = [_scan(page, number) for number, page in enumerate(_drawn(pdf_file(piece)))]
    out = io.BytesIO()
    pages[0].save(
        out,
        "PDF",
        save_all=True,
        append_images=pages[1:],
        resolution=_SCAN_DPI,
        quality=60,
        creationDate=_NO_CLOCK,
        modDate=_NO_CLOCK,
    )
    return out.getvalue()


def photographed_page(piece: Piece) -> bytes:
    """Give the first page of `piece` as the JPEG of a scanning app."""
    out = io.BytesIO()
    _scan(_drawn(pdf_file(piece))[0], 7).save(out, "JPEG", quality=60)
    return out.getvalue()


def _drawn(pdf: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=_SCAN_DPI / 72).to_pil().convert("L") for page in document]
    finally:
        document.close()


def _scan(page: Image.Image, number: int) -> Image.Image:
    rng = random.Random(number)  # noqa: S311 - dust on a scanner, not a secret
    askew = page.rotate(rng.uniform(-0.5, 0.5), Image.Resampling.BICUBIC, fillcolor=255)
    small = (page.width // 4, page.height // 4)
    dust = Image.frombytes("L", small, rng.randbytes(small[0] * small[1]))
    dust = dust.resize(page.size, Image.Resampling.BICUBIC).point([n // 16 for n in range(256)])
    return ImageChops.subtract(askew.filter(ImageFilter.GaussianBlur(0.4)), dust)
