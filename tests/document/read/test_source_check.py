"""The issue inside a file is believed only while the page says the same."""

from __future__ import annotations

import msgspec
import pytest

from jianbao.document.model import Byline, Issue, Item, Masthead, Section
from jianbao.document.read.formats.text import read_text_lines
from jianbao.document.read.reader import read
from jianbao.document.read.source_check import still_says
from jianbao.document.write.formats import write

ITEM = Item(
    id="piece-7",
    paragraphs=("云岭水泥屋顶光伏投运。",),
    byline=Byline(units=("青石分公司",), people=("王青禾",)),
)
ISSUE = Issue(
    masthead=Masthead(title="云岭动态", year=2026, number=1),
    sections=(Section(title="要闻", items=(ITEM,)),),
)


@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
def test_a_byline_without_its_printed_form_is_still_the_same_issue(form: str) -> None:
    assert read(write(ISSUE, form)).issues == (ISSUE,)


def test_another_number_on_the_page_is_another_issue() -> None:
    renumbered = msgspec.structs.replace(
        ISSUE, masthead=msgspec.structs.replace(ISSUE.masthead, number=2)
    )
    lines = read_text_lines(write(renumbered, "txt").decode())
    assert still_says(renumbered, lines)
    assert not still_says(ISSUE, lines)
