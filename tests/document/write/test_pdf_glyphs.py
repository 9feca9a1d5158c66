from __future__ import annotations

import pytest

from jianbao.document.model import Byline, Issue, Item, Masthead, Section
from jianbao.document.write.pdf import MissingGlyphsError, missing_glyphs, write_pdf

from document.write.pdf_pages import page_texts, solid

ISSUE = Issue(
    masthead=Masthead(title="青江港务", department="𠮷办"),
    sections=(
        Section(
            items=(
                Item(
                    id="i01",
                    lead="桥吊开工。",
                    paragraphs=("司机\U0002a6d7\U0001f600到岗，m²无误。",),
                    byline=Byline(raw="（𠮷林）"),
                ),
            )
        ),
    ),
)


def test_a_missing_character_is_named_with_its_item_and_span() -> None:
    found = [(f.item, f.element, f.start, f.end, f.text) for f in missing_glyphs(ISSUE)]
    assert found == [
        (None, "masthead.department", 0, 1, "𠮷"),
        ("i01", "", 7, 9, "\U0002a6d7\U0001f600"),
        ("i01", "byline", 1, 2, "𠮷"),
    ]
    assert missing_glyphs(ISSUE)[1].message == (
        "条目 i01：字体中没有“\U0002a6d7\U0001f600”（U+2A6D7 U+1F600）"
    )


def test_nothing_is_printed_while_a_character_is_missing() -> None:
    with pytest.raises(MissingGlyphsError, match=r"masthead\.department") as caught:
        write_pdf(ISSUE)
    assert caught.value.findings == missing_glyphs(ISSUE)


def test_the_printer_sets_a_geta_when_told_to() -> None:
    text = solid(page_texts(write_pdf(ISSUE, substitute=True))[0])
    assert text == "青江港务〓办桥吊开工。司机〓〓到岗，m²无误。（〓林）—1—"
