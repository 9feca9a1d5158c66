"""Which candidates tell what another one, or a printed item, tells already; nothing is decided."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from jianbao.document.model import Issue
from jianbao.document.numbering import format_number
from jianbao.language.duplicates import SUSPECT, Verdict, compare_reports
from jianbao.language.facts import Facts, find_facts
from jianbao.language.likeness import containment, shingles
from jianbao.language.roster import Roster


class Told:
    """A text with what it is compared by; `name` is the candidate's id, or says where it stands."""

    def __init__(self, name: str, text: str, *, year: int | None, roster: Roster) -> None:
        """Take a text; `year` is that of dates told without one."""
        self.name = name
        self.text = text
        self._year, self._roster = year, roster

    @functools.cached_property
    def pairs(self) -> frozenset[str]:
        """The pairs of characters of the text."""
        return shingles(self.text)

    @functools.cached_property
    def facts(self) -> Facts:
        """The facts of the text, found when they are first asked for."""
        return find_facts(self.text, year=self._year, roster=self._roster)


def verdict(first: Told, second: Told) -> Verdict:
    """Say whether two texts tell the same; texts with few words in common are not looked into."""
    if containment(first.pairs, second.pairs) < SUSPECT:
        return "different"
    return compare_reports(first.text, second.text, (first.facts, second.facts)).verdict


def printed(back: Sequence[Issue], roster: Roster) -> Iterator[Told]:
    """Give the items of back issues, each by the number of its issue and its first words."""
    for issue in back:
        head = issue.masthead
        for item in issue.items():
            name = f"{format_number(head)}“{item.text[:12]}…”"
            yield Told(name, item.text, year=head.year, roster=roster)
