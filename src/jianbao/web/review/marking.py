"""Marks on the text of an item as HTML: what changed, what is pointed out, what is spoken of.

Places count characters of document.model.Item.text. Escapes all.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from jianbao.language.clause_changes import changed_clauses


class Spoken(NamedTuple):
    """A passage that a thread of comments is about, and the number it bears."""

    start: int
    end: int
    number: int
    thread: int


class Marks(NamedTuple):
    """What is marked in one text: stretches put in, words cut out at a place, and so on."""

    put_in: tuple[tuple[int, int], ...] = ()
    cut_out: tuple[tuple[int, str], ...] = ()
    found: tuple[tuple[int, int], ...] = ()
    spoken: tuple[Spoken, ...] = ()


def changes_in(before: str, after: str) -> Marks:
    """Give the marks of what turned one text into another."""
    pieces = [piece for clause in changed_clauses(before, after) for piece in clause.pieces]
    return Marks(
        put_in=tuple((one.b, one.b + len(one.text)) for one in pieces if one.kind == "insert"),
        cut_out=tuple((one.b, one.text) for one in pieces if one.kind == "delete"),
    )


def marked(text: str, start: int, end: int, marks: Marks) -> SafeString:
    """Give `text[start:end]` with its marks. What was cut out behind the text stands at its end."""
    places = {start, end}
    for first, last in (*marks.put_in, *marks.found, *((one[0], one[1]) for one in marks.spoken)):
        places |= {place for place in (first, last) if start < place < end}
    places |= {place for place, _ in marks.cut_out if start < place < end}
    cuts = sorted(places)
    parts = [
        part
        for first, last in itertools.pairwise(cuts)
        for part in _stretch(text, first, last, marks)
    ]
    if end == len(text):
        parts += _cut_out(end, marks)
    return mark_safe("".join(parts))  # noqa: S308 - every part was escaped where it was made


def _stretch(text: str, first: int, last: int, marks: Marks) -> Iterator[SafeString]:
    """Give a stretch in which no mark begins or ends, and behind it the numbers of threads."""
    yield from _cut_out(first, marks)
    shown = format_html("{}", text[first:last])
    if any(a <= first < b for a, b in marks.found):
        shown = format_html('<mark class="found">{}</mark>', shown)
    spoken = next((one for one in marks.spoken if one.start <= first < one.end), None)
    if spoken:
        shown = format_html('<mark class="spoken" data-thread="{}">{}</mark>', spoken.thread, shown)
    if any(a <= first < b for a, b in marks.put_in):
        shown = format_html("<ins>{}</ins>", shown)
    yield shown
    for one in marks.spoken:
        if one.end == last:
            yield format_html('<a class="ref" href="#c-{}">{}</a>', one.thread, one.number)


def _cut_out(place: int, marks: Marks) -> Iterator[SafeString]:
    return (format_html("<del>{}</del>", text) for at, text in marks.cut_out if at == place)
