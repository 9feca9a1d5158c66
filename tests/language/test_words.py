from __future__ import annotations

from pathlib import Path

import pytest

import jianbao.language.words
from jianbao.language.words import read_words

TABLES = sorted(path.stem for path in Path(jianbao.language.words.__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("table", TABLES)
def test_every_table_says_what_it_is_and_repeats_nothing(table: str) -> None:
    text = Path(jianbao.language.words.__file__).with_name(f"{table}.txt").read_text("utf-8")
    head, *lines = text.splitlines()
    words = [word for line in lines for word in line.split()]
    assert head.startswith("# ")
    assert len(words) == len(set(words)) == len(read_words(table))


def test_a_kept_word_bounds_nothing() -> None:
    bounds = read_words("bounds") | read_words("roles")
    assert sorted(read_words("kept") & bounds) == []


def test_a_table_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="no_such_table"):
        read_words("no_such_table")
