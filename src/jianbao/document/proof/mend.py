"""Applying the safe fixes of findings to an issue. It never judges whether a fix is right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from jianbao.document.model import Byline, Issue, one_line
from jianbao.document.proof.finding import Finding
from jianbao.document.proof.galley import Galley, Passage

_STEP = re.compile(r"\.?([a-z_]+)|\[(\d+)\]")

Edit = tuple[int, int, str]


def fix(issue: Issue, findings: Iterable[Finding]) -> tuple[Issue, tuple[Finding, ...]]:
    """Apply every fix that overlaps no other, and say which were applied.

    A finding that no longer fits the issue (its text stands elsewhere now) is left alone. Of two
    fixes in one place the first wins; proofreading again finds the other.
    """
    galley = Galley(issue)
    edits: dict[str, list[Edit]] = {}
    applied: list[Finding] = []
    for finding in findings:
        passage = passage_of(galley, finding) if finding.fix is not None else None
        if passage is None or finding.fix is None:
            continue
        shift = passage.offset if passage.counts_in_item else 0
        edit = (finding.start - shift, finding.end - shift, finding.fix)
        taken = edits.setdefault(passage.element, [])
        if _fits(galley, passage, edit, finding.text) and not _touches(edit, taken):
            taken.append(edit)
            applied.append(finding)
    # From the end: a text that a fix leaves empty goes, and those after it would move.
    places = {passage.element: passage.start for passage in galley.passages}
    for element in sorted(edits, key=lambda element: places[element], reverse=True):
        issue = replaced(issue, element, edits[element])
    return issue, tuple(applied)


def passage_of(galley: Galley, finding: Finding) -> Passage | None:
    """Give the passage a finding stands in; None when the issue has no such place."""
    for passage in galley.passages:
        if finding.item is None:
            if passage.element == finding.element:
                return passage
        elif passage.counts_in_item and passage.item is not None:
            last = passage.offset + passage.end - passage.start
            inside = passage.offset <= finding.start and finding.end <= last
            # An insertion at a joint belongs to the passage that ends there.
            if passage.item.id == finding.item and inside and last > passage.offset:
                return passage
    return None


def _fits(galley: Galley, passage: Passage, edit: Edit, text: str) -> bool:
    return galley.printed[passage.start + edit[0] : passage.start + edit[1]] == text


def _touches(edit: Edit, taken: list[Edit]) -> bool:
    """Two replacements may stand side by side; an insertion keeps off everything."""
    for start, end, _ in taken:
        beside = edit[1] <= start or end <= edit[0]
        empty = start == end or edit[0] == edit[1]
        if not beside or (empty and edit[0] <= end and start <= edit[1]):
            return True
    return False


def replaced(issue: Issue, element: str, edits: list[Edit]) -> Issue:
    """Give the issue with the text of `element` edited."""
    steps = [name or int(index) for name, index in _STEP.findall(element)]
    changed: Issue = _rebuilt(issue, steps, edits)
    return changed


def _rebuilt(value: Any, steps: list[str | int], edits: list[Edit]) -> Any:  # noqa: ANN401 - walks any value of the model
    if not steps:
        return _edited(value, edits)
    step, rest = steps[0], steps[1:]
    if isinstance(step, int):
        return (*value[:step], _rebuilt(value[step], rest, edits), *value[step + 1 :])
    new = _rebuilt(getattr(value, step), rest, edits)
    if isinstance(new, tuple):
        new = tuple(part for part in new if part != "")
    fields = {step: new}
    if isinstance(value, Byline):
        fields |= _renamed(value, edits)
    return msgspec.structs.replace(value, **fields)


def _edited(text: str, edits: list[Edit]) -> str:
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return one_line(text)


def _renamed(byline: Byline, edits: list[Edit]) -> dict[str, tuple[str, ...]]:
    """Correct a unit or person as understood where it was corrected as printed."""
    new = {
        byline.raw[start:end]: text for start, end, text in edits if byline.raw[start:end].strip()
    }
    return {
        "units": tuple(new.get(name, name) for name in byline.units),
        "people": tuple(new.get(name, name) for name in byline.people),
    }
