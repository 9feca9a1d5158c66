from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from jianbao.document.model import Issue, Item, Masthead, Section
from jianbao.document.write.booklet import MOST_PAGES, BookletError, impose
from jianbao.document.write.folding import Sheet, Side, sheets_of
from jianbao.document.write.pdf import write_pdf

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)


def a_pdf(pages: int, size: tuple[float, float] = A4, rotate: int = 0) -> bytes:
    """Page n bears the text n in its middle."""
    made = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    for number in range(1, pages + 1):
        page = made.add_blank_page(page_size=size)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        drawn = f"BT /F1 40 Tf {size[0] / 2} {size[1] / 2} Td (p{number}.) Tj ET"
        page.Contents = made.make_stream(drawn.encode())
        if rotate:
            page.Rotate = rotate
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def halves(booklet: bytes) -> list[tuple[str, str]]:
    """What stands left and right on each side, cut as a person would at the fold."""
    document = pypdfium2.PdfDocument(booklet)
    found = []
    for page in document:
        width, height = page.get_size()
        text = page.get_textpage()
        left = text.get_text_bounded(0, 0, width / 2, height)
        found.append((left.strip(), text.get_text_bounded(width / 2, 0, width, height).strip()))
    document.close()
    return found


def test_eight_pages_lie_as_they_are_folded() -> None:
    assert sheets_of(8) == [
        Sheet(Side(8, 1), Side(2, 7)),
        Sheet(Side(6, 3), Side(4, 5)),
    ]


@given(st.integers(1, MOST_PAGES))
def test_folded_the_pages_are_read_in_their_order(pages: int) -> None:
    sheets = sheets_of(pages)
    first = [page for sheet in sheets for page in (sheet.front.right, sheet.back.left)]
    second = [page for sheet in reversed(sheets) for page in (sheet.back.right, sheet.front.left)]
    leaves = first + second
    assert [page for page in leaves if page] == list(range(1, pages + 1))
    assert leaves[pages:] == [None] * (-pages % 4), "blanks fill the end, and no more than needed"


@pytest.mark.parametrize("pages", [1, 2, 3, 4, 5, 8, 13, 200])
def test_every_page_is_laid_where_the_order_says(pages: int) -> None:
    said = [
        tuple(f"p{page}." if page else "" for page in (side.left, side.right))
        for sheet in sheets_of(pages)
        for side in (sheet.front, sheet.back)
    ]
    assert halves(impose(a_pdf(pages))) == said


def test_a_sheet_is_a3_and_says_how_it_is_printed() -> None:
    with pikepdf.open(io.BytesIO(impose(a_pdf(5)))) as booklet:
        assert [float(edge) / MM for edge in booklet.pages[0].mediabox] == pytest.approx(
            [0, 0, 420, 297], abs=0.01
        )
        wishes = booklet.Root.ViewerPreferences
        assert [str(wishes.Duplex), str(wishes.PrintScaling)] == ["/DuplexFlipShortEdge", "/None"]


@pytest.mark.parametrize("rotate", [0, 90])
def test_a_sheet_is_twice_as_wide_as_the_pages_are(rotate: int) -> None:
    size = (210 * MM, 148 * MM) if rotate else (148 * MM, 210 * MM)
    with pikepdf.open(io.BytesIO(impose(a_pdf(5, size, rotate)))) as booklet:
        assert [float(edge) / MM for edge in booklet.pages[0].mediabox] == pytest.approx(
            [0, 0, 296, 210], abs=0.01
        )


def test_a_page_of_another_size_stands_in_the_middle_of_its_half() -> None:
    mixed = io.BytesIO()
    parts = [a_pdf(1, (148 * MM, 210 * MM)), a_pdf(1), a_pdf(1), a_pdf(1, (420 * MM, 594 * MM))]
    with pikepdf.new() as pdf:
        for part in parts:
            with pikepdf.open(io.BytesIO(part)) as one:
                pdf.pages.extend(one.pages)
        pdf.save(mixed)
    document = pypdfium2.PdfDocument(impose(mixed.getvalue()))
    assert [edge / MM for edge in document[0].get_size()] == pytest.approx([420, 297], abs=0.01)
    text = document[0].get_textpage()  # the large page left, the small one right; both begin so
    starts = [text.get_charbox(text.get_text_range().index("p", at)) for at in (0, 3)]
    document.close()
    assert [left / MM for left, _, _, _ in starts] == pytest.approx([105, 315], abs=2)


def test_inner_sheets_are_moved_towards_the_fold() -> None:
    document = pypdfium2.PdfDocument(impose(a_pdf(40)))
    outer, inner = (_left_edge(document[index]) for index in (1, 19))  # p2 and p20
    document.close()
    assert inner - outer == pytest.approx(9 * 0.1 * MM, abs=0.3)


def _left_edge(page: pypdfium2.PdfPage) -> float:
    text = page.get_textpage()
    return min(float(text.get_charbox(index)[0]) for index in range(text.count_chars()))


@pytest.mark.parametrize("size", [(420 * MM, 594 * MM), (148 * MM, 210 * MM), A4[::-1]])
def test_pages_of_another_size_stay_within_their_half(size: tuple[float, float]) -> None:
    assert halves(impose(a_pdf(4, size))) == [("p4.", "p1."), ("p2.", "p3.")]


@pytest.mark.parametrize("rotate", [0, 90, 180])
def test_a_page_looks_as_it_did_alone_though_it_was_turned(rotate: int) -> None:
    size = A4[::-1] if rotate == 90 else A4
    pdf = a_pdf(1, size, rotate)
    alone, sheet = drawn(pdf), drawn(impose(pdf))
    half = sheet.crop((sheet.width - alone.width, 0, sheet.width, alone.height))
    ink = ImageChops.invert(alone).histogram()[128:]
    differing = ImageChops.difference(alone, half).histogram()[128:]
    assert sum(ink) > 100
    assert sum(differing) < sum(ink) / 4


def drawn(pdf: bytes) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    image: Image.Image = document[0].render(scale=1, grayscale=True).to_pil()
    document.close()
    return image


def test_the_same_pages_give_the_same_bytes_without_source_and_attachments() -> None:
    item = Item(id="i01", paragraphs=("本月完成全部计划。",))
    masthead = Masthead(title="青江港务", year=2026, number=3)
    pdf = write_pdf(Issue(masthead=masthead, sections=(Section(title="要闻", items=(item,)),)))
    booklet = impose(pdf)
    assert booklet == impose(pdf)
    with pikepdf.open(io.BytesIO(booklet)) as opened, pikepdf.open(io.BytesIO(pdf)) as source:
        assert list(source.attachments) == ["issue.json"]
        assert list(opened.attachments) == []
        assert str(opened.docinfo["/Title"]) == str(source.docinfo["/Title"])
    assert "本月完成全部计划。" in halves(booklet)[0][1]


def test_what_is_no_pdf_and_what_is_too_long_is_refused() -> None:
    with pytest.raises(BookletError):
        impose(b"not a PDF")
    with pytest.raises(BookletError):
        impose(a_pdf(MOST_PAGES + 1))
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf(1))) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(BookletError):
        impose(locked.getvalue())
