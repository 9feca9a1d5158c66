"""Which proposed names are taken beside those the rules found; the rules and roster come first."""

from __future__ import annotations

from collections.abc import Sequence

from jianbao.language.chunks import Cut
from jianbao.language.names import Candidate
from jianbao.language.organisation_endings import only_a_kind
from jianbao.language.organisations import Organisation
from jianbao.language.persons import Person, in_doctrine, is_word
from jianbao.language.roster import Roster
from jianbao.language.surnames import is_person_name
from jianbao.language.unit_names import is_unit_name
from jianbao.language.words import read_words

_Spans = Sequence[tuple[int, int]]


def accept_organisations(
    cut: Cut, proposed: Sequence[Candidate], taken: _Spans, roster: Roster
) -> list[Organisation]:
    """Take proposals that end as organisations do, say which one, and touch nothing `taken`.

    A person's name straight after a place is the short name of a firm: 山西|华鑫.
    """
    accepted = _brands(cut, proposed, taken, roster)
    for _, start, end in _free(cut, proposed, "org", taken):
        name = cut.text[start:end]
        if is_unit_name(name) and not only_a_kind(name) and name.isalnum():
            accepted.append(Organisation(name, start, end, roster.canonical(name)))
    return accepted


def accept_persons(cut: Cut, proposed: Sequence[Candidate], taken: _Spans) -> list[Person]:
    """Take proposals that have the shape of a name, are no word, and touch nothing `taken`."""
    doctrine = in_doctrine(cut.text)
    accepted: list[Person] = []
    for _, start, end in _free(cut, proposed, "person", [*taken, *doctrine]):
        name = cut.text[start:end]
        if is_person_name(name) and not is_word(name) and not _place_before(cut.text, start):
            accepted.append(Person(name, start, end))
    return accepted


def _brands(
    cut: Cut, proposed: Sequence[Candidate], taken: _Spans, roster: Roster
) -> list[Organisation]:
    brands: list[Organisation] = []
    for _, start, end in _free(cut, proposed, "person", taken):
        chunk, size = cut.chunk_at(start), _place_before(cut.text, start)
        if size and chunk and (chunk.start, chunk.end) == (start - size, end):
            brands.append(
                Organisation(chunk.text, chunk.start, chunk.end, roster.canonical(chunk.text))
            )
    return brands


def _place_before(text: str, start: int) -> int:
    """Give the length of the place that ends directly before `start`, 0 for none."""
    sizes = (
        size for size in (5, 4, 3, 2) if text[max(0, start - size) : start] in read_words("places")
    )
    return next(sizes, 0)


def _free(cut: Cut, proposed: Sequence[Candidate], kind: str, taken: _Spans) -> list[Candidate]:
    return [
        candidate
        for candidate in proposed
        if candidate.kind == kind
        and cut.chunk_at(candidate.start)
        and not any(a < candidate.end and candidate.start < b for a, b in taken)
    ]
