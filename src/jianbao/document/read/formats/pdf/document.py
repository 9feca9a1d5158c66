"""A PDF from its bytes to a FormatReading: pages in turn, within limits, then measured as one."""

from __future__ import annotations

import msgspec
import pypdfium2_raw as raw

from jianbao.document.problems import Problem, Unreadable, problem
from jianbao.document.read.formats import ocr
from jianbao.document.read.formats.layout.lining import to_lines
from jianbao.document.read.formats.layout.rows import PageRows, Row, read_rows
from jianbao.document.read.formats.layout.runs import Run
from jianbao.document.read.formats.pdf import pdfium
from jianbao.document.read.formats.pdf.attachments import read_attachments
from jianbao.document.read.formats.pdf.pictures import Pictures
from jianbao.document.read.formats.pdf.walk import read_runs
from jianbao.document.read.formats.reading import FormatReading

PAGES = 500
_TEXT = 16  # visible characters from which a page is not taken for a scan
_SCAN = 0.7  # share of a page that a scan covers
_DRAWN = 100  # drawn objects from which a page without text may be text turned to outlines
_DOTS = 180.0  # an inch, of a page drawn to be recognised
_RECOGNISED = 60  # scanned pages of one file


def read_pdf(data: bytes, *, language: str = "zh", recognise: bool = True) -> FormatReading:
    """Read the pages of a PDF; scanned pages are recognised where rapidocr is installed.

    Raises Unreadable: encrypted, corrupt, too-big; ocr.PutOff when a page needs to be
    recognised and `recognise` is off.
    """
    with pdfium.opened(data) as document:
        count = raw.FPDF_GetPageCount(document)
        if count > PAGES:
            raise Unreadable("too-big", limit=f"{PAGES} 页 pages")
        reader = _PageReader(document, language=language, recognise=recognise)
        pages = [reader.read(index) for index in range(count)]
        attached = read_attachments(document)
    reader.pictures.drop_repeated(pages)
    lines = to_lines(pages)
    return FormatReading(
        lines=tuple(lines),
        problems=(*reader.problems(readable=bool(lines)), *attached.problems(language)),
        pictures=reader.pictures.found,
        source=attached.source,
        source_pictures=attached.pictures,
    )


class _PageReader:
    """Reads one page after the other and gathers what there is to say of them."""

    def __init__(self, document: pdfium.Handle, *, language: str, recognise: bool) -> None:
        self._document = document
        self._language = language
        self._recognise = recognise
        self._recognised = 0
        self.pictures = Pictures(document)
        self._told: dict[tuple[str, tuple[tuple[str, object], ...]], list[int]] = {}

    def read(self, index: int) -> PageRows:
        try:
            with pdfium.opened_page(self._document, index) as page:
                return self._read(page, index + 1)
        except Unreadable as error:
            if error.code == "too-big":
                raise
            self._tell(error.code, index + 1)
            return PageRows(page=index + 1, rows=[])

    def _read(self, page: pdfium.Handle, number: int) -> PageRows:
        text = read_runs(page)
        placed = self.pictures.find(page)
        turned = [self._visible(runs, number, scanned=placed.share > _SCAN) for runs in text.turned]
        characters = sum(len(run.text) for runs in turned for run in runs)
        shown = placed.share > _SCAN or text.nameless > _TEXT or placed.objects > _DRAWN
        if characters < _TEXT and shown:
            turned = [self._recognised_runs(page, number)]
            return PageRows(page=number, rows=_rows(turned))
        pictures = self.pictures.take(page, placed)
        return PageRows(page=number, rows=_rows(turned), pictures=pictures)

    def _visible(self, runs: list[Run], number: int, *, scanned: bool) -> list[Run]:
        """Leave out invisible text, unless it is what was once recognised in a scan."""
        hidden = [run for run in runs if not run.visible and not run.text.isspace()]
        if not hidden:
            return runs
        if scanned and len(hidden) * 2 > len(runs):
            self._tell("scanned", number)
            return runs
        self._tell("hidden-text", number)
        return [run for run in runs if run.visible]

    def _recognised_runs(self, page: pdfium.Handle, number: int) -> list[Run]:
        if not ocr.installed():
            self._tell("missing-tool", number, tool=ocr.TOOL)
            return []
        if not self._recognise:
            raise ocr.PutOff
        self._recognised += 1
        if self._recognised > _RECOGNISED:
            self._tell("truncated", number, limit=f"{_RECOGNISED} 页 pages")
            return []
        self._tell("scanned", number)
        return _recognise(page)

    def _tell(self, code: str, page: int, **values: object) -> None:
        self._told.setdefault((code, tuple(values.items())), []).append(page)

    def problems(self, *, readable: bool) -> list[Problem]:
        """Give one problem for all pages that share it; it refuses only a file without text."""
        said = []
        for (code, values), pages in self._told.items():
            one = problem(code, where=_where(pages), language=self._language, **dict(values))
            said.append(msgspec.structs.replace(one, refused=one.refused and not readable))
        return said


def _where(pages: list[int]) -> str:
    """Name pages in print order, runs of them as ranges: page 1-3, 7."""
    ranges: list[list[int]] = []
    for page in pages:
        if ranges and page == ranges[-1][1] + 1:
            ranges[-1][1] = page
        elif not ranges or page != ranges[-1][1]:
            ranges.append([page, page])
    return "page " + ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in ranges)


def _rows(turned: list[list[Run]]) -> list[Row]:
    return [row for runs in turned for row in read_rows(runs)]


def _recognise(page: pdfium.Handle) -> list[Run]:
    from jianbao.document.read.formats.pdf.bitmaps import (  # noqa: PLC0415 - loads late: Pillow
        render,
    )

    image = render(page, dots_per_inch=_DOTS)
    return ocr.recognise(image, points=72 / _DOTS)
