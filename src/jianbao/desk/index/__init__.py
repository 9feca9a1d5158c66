"""The search index of one machine: search, likeness and duplicates; derived, never the truth."""

from jianbao.desk.index.entries import (
    Duplicate,
    Entry,
    Filters,
    Hit,
    Kind,
    Marked,
    Near,
    Page,
    Piece,
    SectionSuggestion,
)
from jianbao.desk.index.file import NotAnIndexError
from jianbao.desk.index.opened import Index, open_index

__all__ = [
    "Duplicate",
    "Entry",
    "Filters",
    "Hit",
    "Index",
    "Kind",
    "Marked",
    "Near",
    "NotAnIndexError",
    "Page",
    "Piece",
    "SectionSuggestion",
    "open_index",
]
