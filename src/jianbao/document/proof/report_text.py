"""Findings for people: each with its place, the line it stands in, and a mark under it.

It knows how wide characters are on a terminal, and nothing of rules.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from jianbao.document.model import Issue
from jianbao.document.proof.finding import Finding
from jianbao.document.proof.galley import Galley, Passage
from jianbao.document.proof.mend import passage_of

_SEVERITIES = {
    "zh": {"error": "错误", "warning": "警告", "advice": "建议"},
    "en": {"error": "error", "warning": "warning", "advice": "advice"},
}
_COLOURS = {"error": "31", "warning": "33", "advice": "36"}
_AROUND = 18  # characters of the line shown on either side of a finding
_WORDS = {
    "zh": (
        "改为",
        "删去",
        "全期",
        "没有发现问题",
        "共 {count} 处：{parts}；可自动改正 {fixable} 处",
    ),
    "en": ("mend", "delete", "issue", "Nothing found", "{count} found: {parts}; {fixable} fixable"),
}


def report_text(
    issue: Issue, findings: Iterable[Finding], *, language: str = "zh", colour: bool = False
) -> str:
    """Write findings for a terminal, ending in a line that counts them.

    `colour` adds ANSI sequences. The mark under an excerpt stands right where Chinese characters
    are two columns wide.
    """
    found = list(findings)
    galley = Galley(issue)
    language = "en" if language == "en" else "zh"
    lines: list[str] = []
    for finding in found:
        passage = passage_of(galley, finding) or galley.passages[0]
        lines += _entry(galley, passage, finding, language, colour=colour)
    lines.append(_total(found, language))
    return "\n".join(lines) + "\n"


def _entry(
    galley: Galley, passage: Passage, finding: Finding, language: str, *, colour: bool
) -> Iterator[str]:
    severity = _SEVERITIES[language][finding.severity]
    paint = _COLOURS[finding.severity] if colour else ""
    place = place_name(passage, finding) or _WORDS[language][2]
    yield f"{place}: {_painted(severity, paint)} {finding.code} {finding.message}"
    if passage.end == passage.start:
        return
    shift = passage.start - (passage.offset if passage.counts_in_item else 0)
    start, end = finding.start + shift, finding.end + shift
    left, right = max(passage.start, start - _AROUND), min(passage.end, end + _AROUND)
    before = ("…" if left > passage.start else "") + galley.printed[left:start]
    after = galley.printed[end:right] + ("…" if right < passage.end else "")
    marked = galley.printed[start:end]
    yield f"    {_shown(before)}{_painted(_shown(marked), paint)}{_shown(after)}"
    mark = "^" * max(1, columns(_shown(marked)))
    yield f"    {' ' * columns(_shown(before))}{_painted(mark, paint)}{_mending(finding, language)}"


def _mending(finding: Finding, language: str) -> str:
    if finding.fix is None:
        return ""
    mend, delete = _WORDS[language][:2]
    return (
        f" {mend} {_shown(finding.fix)}"
        if finding.fix.strip()
        else f" {delete if not finding.fix else mend + ' ␣'}"
    )


def place_name(passage: Passage, finding: Finding) -> str:
    """Give the id of the item a finding stands in, with its part beside the text, or its path."""
    if finding.item is not None:
        return f"{finding.item}:{finding.start}"
    if passage.item is not None and passage.item.id:
        return f"{passage.item.id} {passage.role}"
    return finding.element


def columns(text: str) -> int:
    """Give the number of terminal columns of a text: two for a wide character, none for a mark."""
    return sum(_width(letter) for letter in text)


def _width(letter: str) -> int:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _shown(text: str) -> str:
    """Make control and private characters harmless on a terminal."""
    return "".join(
        "�" if unicodedata.category(letter) in {"Cc", "Co", "Cn", "Cs"} else letter
        for letter in text
    )


def _painted(text: str, colour: str) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if colour and text else text


def _total(found: list[Finding], language: str) -> str:
    words = _WORDS[language]
    if not found:
        return words[3]
    counts = Counter[str](finding.severity for finding in found)
    names = _SEVERITIES[language]
    parts = "，" if language == "zh" else ", "
    told = parts.join(f"{names[key]} {counts[key]}" for key in names if counts[key])
    fixable = sum(finding.fix is not None for finding in found)
    return words[4].format(count=len(found), parts=told, fixable=fixable)
