"""Recognised scans: text, indents and sizes as a PDF with text gives them."""

from __future__ import annotations

import functools
import io
import re

import pytest
from PIL import Image

from jianbao.document.problems import Unreadable
from jianbao.document.read.formats import ocr
from jianbao.document.read.formats.full_width import full_width
from jianbao.document.read.formats.pdf import pdfium, read_pdf
from jianbao.document.read.formats.pdf.bitmaps import render
from jianbao.document.read.formats.photograph import read_image

from document.read.formats.pdf_samples import PARAGRAPH, typeset

needs_rapidocr = pytest.mark.skipif(not ocr.installed(), reason="rapidocr is not installed")
_BODY = (
    "#align(center, text(28pt)[港务简报])\n"
    f"{PARAGRAPH}\n\n（一）{PARAGRAPH}\n\n#align(right)[2026年7月1日]"
)


@functools.cache
def _scan(*, lean: float = 0.7) -> Image.Image:
    with pdfium.opened(typeset(_BODY)) as document, pdfium.opened_page(document, 0) as page:
        return render(page, dots_per_inch=150).rotate(lean, fillcolor="white")


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _joined(texts: list[str]) -> str:
    return re.sub(r"\s", "", "".join(texts))


@needs_rapidocr
@pytest.mark.slow
def test_a_leaning_scan_in_a_pdf_is_recognised_with_its_layout() -> None:
    reading = read_pdf(_saved(_scan(), "PDF", resolution=150))
    assert [(p.code, p.where, p.refused) for p in reading.problems] == [
        ("scanned", "page 1", False)
    ]
    title, *lines, date = reading.lines
    assert (title.text, title.align) == ("港务简报", "center")
    assert title.size == pytest.approx(1.75, abs=0.15)
    assert _joined([line.text for line in lines]) == f"{PARAGRAPH}（一）{PARAGRAPH}"
    assert [round(line.indent) for line in lines] == [2, 0, 0, 2, 0, 0]
    assert (date.text, date.align) == ("2026年7月1日", "right")


@needs_rapidocr
@pytest.mark.slow
def test_a_photograph_of_text_is_recognised() -> None:
    turned = _scan(lean=0).rotate(90, expand=True)
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: to be turned a quarter clockwise
    reading = read_image(_saved(turned, "JPEG", exif=exif))
    assert _joined([line.text for line in reading.lines]) == (
        f"港务简报{PARAGRAPH}（一）{PARAGRAPH}2026年7月1日"
    )
    assert [problem.code for problem in reading.problems] == ["scanned"]


@needs_rapidocr
def test_a_picture_without_words_stays_a_picture() -> None:
    data = _saved(Image.new("RGB", (300, 200), "teal"), "PNG")
    reading = read_image(data)
    assert [line.text for line in reading.lines] == [""]
    assert list(reading.pictures.values()) == [data]
    assert reading.problems == ()


@needs_rapidocr
def test_recognition_can_be_put_off() -> None:
    with pytest.raises(ocr.PutOff):
        read_pdf(_saved(_scan(), "PDF", resolution=150), recognise=False)
    with pytest.raises(ocr.PutOff):
        read_image(_saved(_scan(), "PNG"), recognise=False)


@needs_rapidocr
def test_a_page_of_outlines_is_worth_recognising() -> None:
    with pytest.raises(ocr.PutOff):
        read_pdf(typeset(150 * "#box(circle(radius: 1mm))"), recognise=False)


@needs_rapidocr
def test_an_image_bomb_is_refused_before_it_is_decoded() -> None:
    bomb = _saved(Image.new("1", (9000, 9000)), "PNG")
    with pytest.raises(Unreadable, match="too-big"):
        read_image(bomb)
    with pytest.raises(Unreadable, match="corrupt"):
        read_image(_saved(_scan(), "PNG")[:500])


@pytest.mark.parametrize(
    ("recognised", "meant"),
    [
        ("会议指出,安全第一.", "会议指出，安全第一。"),
        ("(青江港务 林某)", "（青江港务 林某）"),
        ("第12期(总第12期)", "第12期（总第12期）"),
        ('强调"安全第一"的', "强调“安全第一”的"),
        ("增长3.5%;", "增长3.5%;"),
        ("Port(2026), v1.0", "Port(2026), v1.0"),
    ],
)
def test_marks_beside_chinese_are_full_width(recognised: str, meant: str) -> None:
    assert full_width(recognised) == meant
