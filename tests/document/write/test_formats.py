from __future__ import annotations

import pytest

from jianbao.document.interchange import to_json
from jianbao.document.read.reader import read
from jianbao.document.text_form import format_text_form
from jianbao.document.write.formats import FORMATS, format_for, write
from jianbao.document.write.text import write_text
from jianbao.document.write.web_page import write_html
from jianbao.document.write.wechat import write_wechat_preview
from jianbao.document.write.word import write_docx

from document.write.written_issues import FULL, PICTURES


def test_the_table_names_every_format() -> None:
    assert {name: entry.suffix for name, entry in FORMATS.items()} == {
        "pdf": ".pdf",
        "docx": ".docx",
        "html": ".html",
        "wechat": ".wechat.html",
        "md": ".md",
        "txt": ".txt",
        "json": ".json",
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("docx", write_docx(FULL, pictures=PICTURES, theme="plain")),
        ("html", write_html(FULL, pictures=PICTURES).encode()),
        ("wechat", write_wechat_preview(FULL, pictures=PICTURES).encode()),
        ("md", format_text_form(FULL).encode()),
        ("txt", write_text(FULL).encode()),
        ("json", to_json(FULL)),
    ],
)
def test_every_format_is_written_by_its_writer(name: str, expected: bytes) -> None:
    assert write(FULL, name, pictures=PICTURES, theme="plain") == expected


def test_a_pdf_is_written() -> None:
    assert write(FULL, "pdf", pictures=PICTURES)[:5] == b"%PDF-"


@pytest.mark.parametrize("name", ["docx", "html", "md", "json"])
def test_what_is_written_reads_back_whole(name: str) -> None:
    reading = read(write(FULL, name, pictures=PICTURES), name=f"a{FORMATS[name].suffix}")
    assert reading.issues == (FULL,)
    assert reading.problems == ()


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(KeyError):
        write(FULL, "wps")


@pytest.mark.parametrize(
    ("file_name", "expected"),
    [
        ("a.PDF", "pdf"),
        ("out/期.docx", "docx"),
        ("a.html", "html"),
        ("a.wechat.html", "wechat"),
        ("a.doc", None),
        ("html", None),
    ],
)
def test_the_ending_of_a_file_name_asks_for_a_format(file_name: str, expected: str | None) -> None:
    found = format_for(file_name)
    assert (found.name if found else None) == expected
