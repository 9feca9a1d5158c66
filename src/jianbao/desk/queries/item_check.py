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
from jianbao.document.proof import Finding, proofread
from jianbao.language.roster import Roster

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
    year = issue.year
    studied = [_studied(lines_of(one), year, roster.units, roster.people) for one in originals]
    signed = [name for one in originals for name in signatures_of(one)]
    return cross_check(studied, content, roster=roster, year=year, signed=signed)


def name_of_fact(fact: CheckedFact) -> str:
    """Name a fact among what is kept as it is."""
    return f"fact:{fact.kind}:{fact.text}"


def name_of_kind_problem(problem: KindProblem) -> str:
    """Name a problem of a kind among what is kept as it is."""
    return f"kind:{problem.kind}:{problem.field}:{problem.code}"


@lru_cache(maxsize=256)
def _studied(
    lines: tuple[str, ...], year: int, units: tuple[object, ...], people: tuple[str, ...]
) -> Studied:
    """Find the facts of an original once for each process: it never changes."""
    return study("\n".join(lines), roster=_roster(units, people), year=year)


@lru_cache(maxsize=16)
def _roster(units: tuple[object, ...], people: tuple[str, ...]) -> Roster:
    return Roster(units, people)  # type: ignore[arg-type]  # they are those of a roster


def _findings(
    item: Item, content: model.Item, known: Known, today: dt.date, language: str
) -> tuple[Finding, ...]:
    content = msgspec.structs.replace(content, id=str(item.pk))
    found = proofread(
        _alone(item, content),
        profile=profile_of(item.issue.bulletin, known),
        language=language,
        today=today,
        ignore={content.id: [str(name) for name in item.kept_as_is]},
    )
    return tuple(own for finding in found if (own := _own(finding, content.id)))


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
