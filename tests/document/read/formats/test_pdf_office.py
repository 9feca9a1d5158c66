"""A PDF that LibreOffice made of a Word file: other fonts, other objects, the same lines."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from jianbao.document.read.formats.pdf import read_pdf

from document.read.formats.pdf_samples import PARAGRAPH

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
]
_FONT = "Noto Serif CJK SC"


def _paragraph(document: docx.document.Document, *runs: tuple[str, bool], size: int = 16) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing = Pt(size * 1.8)
    paragraph.paragraph_format.space_after = Pt(0)
    if size == 16:
        paragraph.paragraph_format.first_line_indent = Pt(32)
    else:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, bold in runs:
        run = paragraph.add_run(text)
        run.bold, run.font.size, run.font.name = bold, Pt(size), _FONT
        fonts = run._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - no public way
        fonts.set(qn("w:eastAsia"), _FONT)


def _word_file() -> bytes:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    _paragraph(document, ("青江港务简报", True), size=32)
    for _ in range(12):
        _paragraph(document, ("港务局召开工作会。", True), (PARAGRAPH * 2, False))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def office_pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder: Path = tmp_path_factory.mktemp("office")
    source = folder / "issue.docx"
    source.write_bytes(_word_file())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return source.with_suffix(".pdf").read_bytes()


def test_lines_of_an_office_pdf(office_pdf: bytes) -> None:
    title, *lines = read_pdf(office_pdf).lines
    assert (title.text, title.align, title.size, title.bold) == ("青江港务简报", "center", 2.0, 6)
    first_lines = [line for line in lines if line.text.startswith("港务局召开")]
    assert [(line.indent, line.bold) for line in first_lines] == [(2.0, 9)] * 12
    rest = [line for line in lines if not line.text.startswith("港务局召开")]
    assert {(line.indent, line.bold) for line in rest} == {(0.0, 0)}
    assert [line.page for line in lines if line.page_top] == [2, 3]
    text = "".join(line.text for line in lines).replace(" ", "")
    assert text == ("港务局召开工作会。" + PARAGRAPH * 2) * 12
