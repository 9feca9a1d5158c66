"""Pictures kept in a Word file come back under the names the issue uses."""

from __future__ import annotations

import io

from PIL import Image

from jianbao.document.model import Issue, Item, Masthead, Picture, Section
from jianbao.document.read.reader import read
from jianbao.document.write.word import write_docx


def _png(colour: str) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(data, "PNG")
    return data.getvalue()


def test_any_name_is_kept_even_one_that_differs_in_capitals_only() -> None:
    files = {"A.png": _png("red"), "a.png": _png("green"), "图/光 伏.png": _png("blue")}
    shown = tuple(Picture(file=file, after=1) for file in files)
    item = Item(id="i01", paragraphs=("光伏投运。",), pictures=shown)
    head = Masthead(title="云岭动态", year=2026, number=1)
    issue = Issue(masthead=head, sections=(Section(title="要闻", items=(item,)),))
    reading = read(write_docx(issue, pictures=files))
    assert reading.issues == (issue,)
    assert reading.pictures == files
