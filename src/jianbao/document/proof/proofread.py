"""Proofreading itself: run every rule that is on over an issue. It holds no rule."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from jianbao.document.model import Issue
from jianbao.document.profile import EMPTY, HouseStyle, Profile
from jianbao.document.proof.finding import Finding
from jianbao.document.proof.galley import Galley
from jianbao.document.proof.register import RULES
from jianbao.document.proof.rule import Hit, Rule

if TYPE_CHECKING:
    import datetime as dt

NOTHING: Mapping[str, Collection[str]] = {}


def proofread(
    issue: Issue,
    *,
    profile: Profile = EMPTY,
    language: str = "zh",
    today: dt.date | None = None,
    ignore: Mapping[str, Collection[str]] = NOTHING,
) -> tuple[Finding, ...]:
    """Give every finding of an issue, in the order of print.

    `profile` brings the roster, the last numbers and the house style; `ignore` maps the id of an
    item to the codes switched off for it. Without `today` no date is held against the calendar.
    """
    galley = Galley(issue, profile, today)
    struck = [
        (hit, rule) for rule in RULES if is_on(rule, profile.style) for hit in rule.check(galley)
    ]
    struck.sort(key=lambda pair: (pair[0].start, pair[0].end, pair[1].code))
    return tuple(_findings(galley, struck, language, ignore))


def is_on(rule: Rule, style: HouseStyle) -> bool:
    """Whether a house style wants a rule: by code or slug; `only` outweighs the rule's default."""
    names = {rule.code, rule.slug}
    if names & set(style.disable):
        return False
    return bool(names & set(style.only)) if style.only else rule.on


def _findings(
    galley: Galley,
    struck: list[tuple[Hit, Rule]],
    language: str,
    ignore: Mapping[str, Collection[str]],
) -> Iterator[Finding]:
    for hit, rule in struck:
        finding = _finding(galley, hit, rule, language)
        item = galley.at(hit.start).item
        codes = ignore.get(item.id, ()) if item is not None else ()
        if not {rule.code, rule.slug, "*"} & set(codes):
            yield finding


def _finding(galley: Galley, hit: Hit, rule: Rule, language: str) -> Finding:
    passage = galley.at(hit.start)
    text = galley.printed[hit.start : hit.end]
    own = passage.counts_in_item and passage.item is not None and bool(passage.item.id)
    shift = (passage.offset if own else 0) - passage.start
    return Finding(
        code=rule.code,
        severity=rule.severity,
        message=rule.says.said(language, **{"text": text, "fix": hit.fix, **hit.said}),
        item=passage.item.id if own and passage.item is not None else None,
        element="" if own else passage.element,
        start=hit.start + shift,
        end=hit.end + shift,
        text=text,
        fix=hit.fix,
    )
