"""What a worker reads to warm up goes the whole way through the reader."""

from __future__ import annotations

import pytest

from jianbao.document.read.reader import read
from jianbao.document.read.warming import own_files


@pytest.mark.parametrize("file", own_files(), ids=["text", "page", "word"])
def test_own_files_are_read_to_the_byline(file: bytes) -> None:
    reading = read(file)
    assert not reading.problems
    (issue,) = reading.issues
    (section,) = issue.sections
    (item,) = section.items
    assert (issue.masthead.number, section.title) == (9, "一线之声")
    assert item.byline
    assert item.byline.people == ("王小兰",)
