"""Reads files with one library in its own interpreter; prints CPU seconds per unit (page, file).

Usage: read_with.py LIBRARY UNITS FILE…, UNITS being those of one file. Reads the first once to warm
up, then all of them for at least half a second.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path


def lines_of_pdf(path: Path) -> object:
    from jianbao.document.read.formats.pdf import read_pdf

    return read_pdf(path.read_bytes()).lines


def structure(path: Path) -> object:
    from jianbao.document.read.reader import read

    return read(path.read_bytes(), trust_source=False).issues


def lines_of_docx(path: Path) -> object:
    from jianbao.document.read.formats.docx import read_docx

    return read_docx(path.read_bytes()).lines


def pdfplumber(path: Path) -> object:
    import pdfplumber as library

    with library.open(path) as pdf:
        return [page.extract_text() for page in pdf.pages]


def markitdown(path: Path) -> object:
    return _converter().convert(str(path)).text_content


def _converter(kept: list[object] = []) -> object:  # noqa: B006 - kept between calls
    from markitdown import MarkItDown

    if not kept:
        kept.append(MarkItDown())
    return kept[0]


def python_docx(path: Path) -> object:
    import docx

    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


READERS: dict[str, Callable[[Path], object]] = {
    read.__name__: read
    for read in (lines_of_pdf, structure, lines_of_docx, pdfplumber, markitdown, python_docx)
}


def main() -> None:
    read, units, paths = READERS[sys.argv[1]], int(sys.argv[2]), [Path(one) for one in sys.argv[3:]]
    read(paths[0])
    times, started = 0, time.process_time()
    while time.process_time() - started < 0.5:
        for path in paths:
            read(path)
        times += len(paths)
    print((time.process_time() - started) / times / units)


if __name__ == "__main__":
    main()
