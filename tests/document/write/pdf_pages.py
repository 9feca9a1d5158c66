"""What tests see of a PDF: its text, its lines by baseline. It knows nothing of how one is made."""

from __future__ import annotations

from collections import defaultdict

import pypdfium2
import pypdfium2.raw as pdfium

MM = 72 / 25.4


def page_texts(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


def solid(text: str) -> str:
    return "".join(text.split())


def baselines(data: bytes, page: int) -> dict[float, str]:
    """Give the lines of a page by the mm of their baseline from the paper's top."""
    document = pypdfium2.PdfDocument(data)
    sheet = document[page]
    textpage = sheet.get_textpage()
    height = sheet.get_height()
    lines: defaultdict[float, str] = defaultdict(str)
    for index in range(textpage.count_chars()):
        x, y = pdfium.c_double(), pdfium.c_double()
        if not pdfium.FPDFText_GetCharOrigin(textpage, index, x, y):
            continue
        character = textpage.get_text_range(index, 1)
        if character.strip():
            lines[round((height - y.value) / MM, 1)] += character
    document.close()
    return dict(sorted(lines.items()))


def origins(data: bytes, page: int, words: str) -> list[float]:
    """Give where the characters of the first mention of `words` begin, in mm from the left."""
    document = pypdfium2.PdfDocument(data)
    textpage = document[page].get_textpage()
    text = [textpage.get_text_range(index, 1) for index in range(textpage.count_chars())]
    start = "".join(text).index(words)
    found = []
    for index in range(start, start + len(words)):
        x, y = pdfium.c_double(), pdfium.c_double()
        pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
        found.append(x.value / MM)
    document.close()
    return found
