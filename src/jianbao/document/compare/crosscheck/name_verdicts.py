"""The verdict on a person, unit, title or honour of the item, and on who signs it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jianbao.document.compare.crosscheck.name_check import Names, places_nearly
from jianbao.document.compare.crosscheck.statements import Statement, Studied
from jianbao.document.compare.crosscheck.values import CheckedFact, Fix
from jianbao.document.compare.crosscheck.verdicts import judged, mention_of
from jianbao.document.model import Byline


def check_name(fact: Statement, names: Names, said: frozenset[str]) -> CheckedFact:
    """Judge a person, unit or title; `said` are all the names that the item says."""
    found = names.find(fact.kind, fact.value) or names.find(fact.kind, fact.text)
    if found:
        return judged(fact, "found", found)
    near = names.nearest(fact.kind, fact.value, said)
    if near is None and fact.kind == "person" and len(fact.text) == 3:
        return check_name(_shorter(fact), names, said)  # 袁昇|约定 was taken for 袁昇约
    if near is None:
        return judged(fact, "absent")
    fix = Fix(start=fact.start, end=fact.end, text=near.text)
    return judged(fact, "changed", near, note="spelling", fix=fix)


def _shorter(fact: Statement) -> Statement:
    return fact._replace(text=fact.text[:-1], value=fact.value[:-1], end=fact.end - 1)


def check_honour(fact: Statement, originals: Sequence[Studied]) -> CheckedFact:
    """Judge a word of award or level: another one of its family is a change."""
    family = [
        (index, other)
        for index, original in enumerate(originals)
        for other in original.statements
        if other.kind == "honour" and other.slot == fact.slot
    ]
    same = next((pair for pair in family if pair[1].value == fact.value), None)
    if same:
        return judged(fact, "found", mention_of(*same))
    if not family:
        return judged(fact, "absent")
    fix = Fix(start=fact.start, end=fact.end, text=family[0][1].text)
    return judged(fact, "changed", mention_of(*family[0]), note="value", fix=fix)


def check_byline(byline: Byline, names: Names) -> Iterator[CheckedFact]:
    """Judge each unit and person who signs."""
    signing = [("org", unit) for unit in byline.units]
    signing += [("person", person) for person in byline.people]
    for kind, name in signing:
        start = max(0, byline.raw.find(name))
        end = start + len(name) if name in byline.raw else start
        fact = Statement("byline", name, start, end, name)
        found = names.find("byline", name)
        near = found or names.nearest(kind, name, frozenset())
        if found or near is None:
            yield judged(fact, "found", found) if found else judged(fact, "absent")
            continue
        fix = Fix(start=start, end=end, text=near.text) if end > start else None
        yield judged(fact, "changed", near, note="spelling", fix=fix)


def unannounced(item: Studied, originals: Sequence[Studied]) -> Iterator[Statement]:
    """Find people whom only the originals introduce, rightly spelled in the item or nearly so."""
    people = {f.value for one in originals for f in one.names if f.kind == "person"}
    said = {fact.value for fact in item.names}
    taken = [(fact.start, fact.end) for fact in item.names]
    for name in sorted(name for name in people - said if len(name) > 2):
        for start in _places(name, item.text) or places_nearly(name, item.text):
            end = start + len(name)
            if not any(a < end and start < b for a, b in taken):
                text = item.text[start:end]
                yield Statement("person", text, start, end, text)
                taken.append((start, end))


def _places(words: str, text: str) -> list[int]:
    return [start for start in range(len(text)) if text.startswith(words, start)]
