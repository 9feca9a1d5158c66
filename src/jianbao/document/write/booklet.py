"""Pages to a booklet (骑马订): two beside each other on a sheet, in the order it is folded in.

A sheet is two pages wide, A3 for A4; front and back come by turns, for a printer that turns over on
the short edge. The same pages give the same bytes: no clock, no random name.
"""

from __future__ import annotations

import io
from collections import Counter

import pikepdf
from pikepdf import Dictionary, Matrix, Name, Page, Pdf, Rectangle

from jianbao.document.write.folding import Side, sheets_of

MOST_PAGES = 400  # a hundred sheets; no stapler holds more
_SHEET = 0.1 * 72 / 25.4  # a sheet of 80 g is 0.1 mm thick
_Size = tuple[float, float]


class BookletError(ValueError):
    """No booklet can be made of this; the message says why."""


def impose(pdf: bytes) -> bytes:
    """Lay the pages of a PDF on the sheets of a booklet. Raises BookletError.

    The commonest size of a page is that of the booklet; others are centred on it, and shrunk where
    they are larger. Each sheet further in is moved towards the fold by its thickness, so that the
    outer margins are alike once the booklet is cut.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf)) as source, pikepdf.new() as booklet:
            _lay(source, booklet)
            written = io.BytesIO()
            booklet.save(
                written,
                deterministic_id=True,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
            )
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise BookletError(f"the PDF cannot be read: {error}") from error
    return written.getvalue()


def _lay(source: Pdf, booklet: Pdf) -> None:
    pages = len(source.pages)
    if not 1 <= pages <= MOST_PAGES:
        raise BookletError(f"a booklet has 1 to {MOST_PAGES} pages, not {pages}")
    forms = [booklet.copy_foreign(page.as_form_xobject()) for page in source.pages]
    size = Counter(map(_size, forms)).most_common(1)[0][0]
    for depth, sheet in enumerate(sheets_of(pages)):
        for side in (sheet.front, sheet.back):
            _lay_side(booklet, side, forms, size, creep=depth * _SHEET)
    booklet.Root.ViewerPreferences = Dictionary(
        Duplex=Name.DuplexFlipShortEdge, PrintScaling=Name("/None")
    )
    title = source.docinfo.get(Name.Title)
    if title is not None:
        booklet.docinfo[Name.Title] = str(title)


def _size(form: pikepdf.Object) -> _Size:
    """Give width and height of a page as it is seen: cut to its trim, turned as it says."""
    box = Rectangle(*(float(edge) for edge in form.BBox))
    matrix = form.get(Name.Matrix)
    seen = box if matrix is None else Matrix(matrix).transform(box)
    return seen.width, seen.height


def _lay_side(
    booklet: Pdf, side: Side, forms: list[pikepdf.Object], size: _Size, *, creep: float
) -> None:
    width, height = size
    page = booklet.add_blank_page(page_size=(2 * width, height))
    halves = (
        (side.left, Rectangle(creep, 0, width + creep, height)),
        (side.right, Rectangle(width - creep, 0, 2 * width - creep, height)),
    )
    drawn = b"".join(_drawn(page, number, half, forms) for number, half in halves)
    page.contents_add(booklet.make_stream(drawn))


def _drawn(page: Page, number: int | None, half: Rectangle, forms: list[pikepdf.Object]) -> bytes:
    if number is None:
        return b""
    form = forms[number - 1]
    name = page.add_resource(form, Name.XObject, Name(f"/Page{number}"))
    drawn: bytes = page.calc_form_xobject_placement(
        form, name, half, invert_transformations=True, allow_shrink=True, allow_expand=False
    )
    return drawn + b"\n"
