"""A series profile learnt from issues already read; it takes nothing from running text."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, TypeVar

from jianbao.document.profile import Profile, SectionProfile, UnitProfile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from jianbao.document.model import Issue, Section

Found = TypeVar("Found")

_ORNAMENT = re.compile(r"[\s·•・‧∙【】〖〗（）()、，.．]")
_NUMBERED = re.compile(
    r"^(?:第?[一二三四五六七八九十\d]{1,3}(?:部分|[、.．])|[（(][一二三四五六七八九十]{1,3}[）)])\s*"
)
_YEAR = re.compile(r"(?:19|20)\d{2}\s*年?(?:度)?\s*")
_FIRM = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|公司|集团)$")
_ALIKE = 0.75
_SHORTEST_ALIKE = 4  # characters; shorter names are one only when they are the same


def learn_profile(issues: Sequence[Issue]) -> Profile:
    """Learn a profile from issues of one series, given in any order.

    Where issues differ the latest names things and other spellings become aliases; numbers and
    lists are those of the latest issue that prints them. No issues give an empty profile.
    """
    ordered = sorted(issues, key=_age)
    titles = _spellings([issue.masthead.title for issue in ordered if issue.masthead.title])
    return Profile(
        title=titles[0][0] if titles else "",
        title_aliases=tuple(name for group in titles for name in group)[1:],
        department=_latest(ordered, lambda issue: issue.masthead.department) or "",
        sections=_sections(ordered),
        units=_units(ordered),
        people=_people(ordered),
        distribution=_latest(ordered, lambda issue: issue.imprint.distribution) or (),
        copies=_latest(ordered, lambda issue: issue.imprint.copies) or (),
        submission_address=_latest(ordered, lambda issue: issue.imprint.submission_address) or "",
        last_year=_latest(ordered, lambda issue: issue.masthead.year),
        last_number=_latest(ordered, _last_number),
        last_running_number=_latest(ordered, _last_running_number),
        last_date=_latest(ordered, _date),
    )


def _age(issue: Issue) -> tuple[str, int, int]:
    head = issue.masthead
    return _date(issue) or f"{head.year or 0:04}", head.running_number or 0, head.number or 0


def _date(issue: Issue) -> str | None:
    return issue.masthead.date.isoformat() if issue.masthead.date else None


def _last_number(issue: Issue) -> int | None:
    head = issue.masthead
    regular = head.kind in {"regular", "combined", "first"}
    return (head.number_to or head.number) if regular else None


def _last_running_number(issue: Issue) -> int | None:
    return issue.masthead.running_number_to or issue.masthead.running_number


def _latest(ordered: Sequence[Issue], find: Callable[[Issue], Found | None]) -> Found | None:
    return next((found for issue in reversed(ordered) if (found := find(issue))), None)


def _sections(ordered: Sequence[Issue]) -> tuple[SectionProfile, ...]:
    """Learn the sections in the order of the latest issue, then those only older ones have."""
    every = [section for issue in reversed(ordered) for section in issue.sections if section.title]
    groups = _spellings([section.title for section in reversed(every)])
    order = {_key(section.title): at for at, section in reversed(list(enumerate(every)))}
    groups.sort(key=lambda group: min(order[_key(name)] for name in group))
    return tuple(
        SectionProfile(
            title=group[0],
            aliases=tuple(group[1:]),
            subsections=_subsections([s for s in every if s.title in group], len(ordered)),
        )
        for group in groups
    )


def _subsections(sections: Iterable[Section], issues: int) -> tuple[str, ...]:
    """Keep groups that come again without their year; all of them when one issue is known."""
    titles = [_YEAR.sub("", group.title) for s in sections for group in s.subsections]
    counted = Counter(titles)
    wanted = 1 if issues < 2 else 2
    return tuple(title for title, count in counted.items() if title and count >= wanted)


def _units(ordered: Sequence[Issue]) -> tuple[UnitProfile, ...]:
    """Learn the units that sign items, the most frequent spelling first."""
    bylines = [item.byline for issue in ordered for item in issue.items() if item.byline]
    counted = Counter(unit for byline in bylines for unit in byline.units)
    groups: list[list[str]] = []
    for name, _ in counted.most_common():
        group = next((group for group in groups if _same_unit(group[0], name)), None)
        if group is None:
            groups.append([name])
        else:
            group.append(name)
    return tuple(UnitProfile(name=name, aliases=tuple(aliases)) for name, *aliases in groups)


def _same_unit(one: str, other: str) -> bool:
    """Say whether two names differ only in the form of the firm or by a cut last character."""
    short, long = sorted((_FIRM.sub("", one), _FIRM.sub("", other)), key=len)
    rest = long.removeprefix(short)
    return short == long or (len(short) >= _SHORTEST_ALIKE and rest != long and len(rest) == 1)


def _people(ordered: Sequence[Issue]) -> tuple[str, ...]:
    bylines = [item.byline for issue in ordered for item in issue.items() if item.byline]
    return tuple(dict.fromkeys(name for byline in bylines for name in byline.people))


def _spellings(names: Sequence[str]) -> list[list[str]]:
    """Group names that are one, oldest first given; in each group the latest spelling leads."""
    groups: list[list[str]] = []
    for name in reversed(names):
        group = next((group for group in groups if _alike(group[0], name)), None)
        if group is None:
            groups.append([name])
        elif name not in group:
            group.append(name)
    return groups


def _alike(one: str, other: str) -> bool:
    one, other = _key(one), _key(other)
    if one == other or min(len(one), len(other)) < _SHORTEST_ALIKE:
        return one == other
    return SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _key(title: str) -> str:
    return _ORNAMENT.sub("", _NUMBERED.sub("", title)).casefold()
