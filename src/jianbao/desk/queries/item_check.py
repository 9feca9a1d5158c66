"""What is to be looked at in an item: findings of rules, facts against its originals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from jianbao.desk.models import Contribution, Issue, Item
from jianbao.desk.queries.issue_content import masthead_of
from jianbao.desk.queries.item import lines_of, signatures_of
from jianbao.desk.queries.profile import profile_of
from jianbao.desk.queries.roster import Known
from jianbao.document import model
from jianbao.document.compare.crosscheck import CheckedFact, CrossCheck, Studied, cross_check, study
from jianbao.document.item_kinds import KindProblem, kind_problems
from jianbao.document.profile import Profile
from jianbao.document.proof import Finding, proofread
from jianbao.language.roster import Roster, Unit

_Names = tuple[tuple[Unit, ...], tuple[str, ...]]  # of units and people, as a roster holds them
_OF_THE_ITEM = "sections[0].items[0]"
_OF_ITS_GROUP = "sections[0].subsections[0].items[0]"


class Checked(NamedTuple):
    """What a text of an item gives rise to; what its editor keeps as it is is left out.

    Findings of byline, source and captions name their `element` below the item: `byline.raw`.
    """

    findings: tuple[Finding, ...]
    facts: CrossCheck
    altered: tuple[CheckedFact, ...]
    of_kind: tuple[KindProblem, ...]  # what it lacks of its kind, or has beside it

    @property
    def grave(self) -> int:
        """How many places must be looked at before review."""
        findings = sum(one.severity != "advice" for one in self.findings)
        lacking = sum(one.severity == "error" for one in self.of_kind)
        return findings + len(self.altered) + lacking

    @property
    def advice(self) -> int:
        """How many pieces of advice there are."""
        return len(self.findings) + len(self.altered) + len(self.of_kind) - self.grave


def check(
    item: Item,
    content: model.Item,
    originals: Sequence[Contribution],
    known: Known,
    *,
    today: dt.date,
    language: str = "zh",
) -> Checked:
    """Check a text of an item, saved or not. Rules of whole issues say nothing here."""
    kept = {str(name) for name in item.kept_as_is}
    facts = check_facts(item.issue, content, originals, known.roster)
    return Checked(
        findings=_findings(item, content, known, today, language),
        facts=facts,
        altered=tuple(fact for fact in facts.altered if name_of_fact(fact) not in kept),
        of_kind=tuple(
            problem
            for problem in kind_problems(content)
            if name_of_kind_problem(problem) not in kept
        ),
    )


def check_facts(
    issue: Issue, content: model.Item, originals: Sequence[Contribution], roster: Roster
) -> CrossCheck:
    """Hold the facts of a text against the contributions that it was made from."""
    return _compared(
        msgspec.structs.replace(content, id=""),
        tuple(lines_of(one) for one in originals),
        tuple(name for one in originals for name in signatures_of(one)),
        issue.year,
        (roster.units, roster.people),
    )


def name_of_fact(fact: CheckedFact) -> str:
    """Name a fact among what is kept as it is."""
    return f"fact:{fact.kind}:{fact.text}"


def name_of_kind_problem(problem: KindProblem) -> str:
    """Name a problem of a kind among what is kept as it is."""
    return f"kind:{problem.kind}:{problem.field}:{problem.code}"


@lru_cache(maxsize=512)
def _compared(
    content: model.Item,
    originals: tuple[tuple[str, ...], ...],
    signed: tuple[str, ...],
    year: int,
    known: _Names,
) -> CrossCheck:
    """Compare once for each text in each process: a list asks about all items of an issue."""
    studied = [_studied(lines, year, known) for lines in originals]
    return cross_check(studied, content, roster=_roster(*known), year=year, signed=signed)


@lru_cache(maxsize=256)
def _studied(lines: tuple[str, ...], year: int, known: _Names) -> Studied:
    """Find the facts of an original once for each process: it never changes."""
    return study("\n".join(lines), roster=_roster(*known), year=year)


@lru_cache(maxsize=16)
def _roster(units: tuple[Unit, ...], people: tuple[str, ...]) -> Roster:
    return Roster(units, people)


def _findings(
    item: Item, content: model.Item, known: Known, today: dt.date, language: str
) -> tuple[Finding, ...]:
    content = msgspec.structs.replace(content, id=str(item.pk))
    asked = _Asked(
        issue=_alone(item, content),
        profile=profile_of(item.issue.bulletin, known),
        language=language,
        today=today,
        ignore={content.id: tuple(str(name) for name in item.kept_as_is)},
    )
    found = _proofread(msgspec.json.encode(asked))
    return tuple(own for finding in found if (own := _own(finding, content.id)))


class _Asked(msgspec.Struct, frozen=True):
    """All that the findings of a text depend on."""

    issue: model.Issue
    profile: Profile
    language: str
    today: dt.date
    ignore: dict[str, tuple[str, ...]]


@lru_cache(maxsize=512)
def _proofread(asked: bytes) -> tuple[Finding, ...]:
    """Proofread once for each text in each process; `asked` is an `_Asked` in JSON."""
    given = msgspec.json.decode(asked, type=_Asked)
    return tuple(
        proofread(
            given.issue,
            profile=given.profile,
            language=given.language,
            today=given.today,
            ignore=given.ignore,
        )
    )


def _alone(item: Item, content: model.Item) -> model.Issue:
    """Give an issue that prints nothing but this item, in its section and group."""
    title, group = model.one_line(item.section_title), model.one_line(item.subsection_title)
    section = model.Section(title=title, items=(content,))
    if group:
        parts = (model.Subsection(title=group, items=(content,)),)
        section = model.Section(title=title, subsections=parts)
    return model.Issue(masthead=masthead_of(item.issue), sections=(section,))


def _own(finding: Finding, item: str) -> Finding | None:
    """Give a finding as one of the item alone; None for those of the issue around it."""
    if finding.item == item:
        return finding
    for path in (_OF_THE_ITEM, _OF_ITS_GROUP):
        if finding.element.startswith(f"{path}."):
            return msgspec.structs.replace(finding, element=finding.element[len(path) + 1 :])
    return None
