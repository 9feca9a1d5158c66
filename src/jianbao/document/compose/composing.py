"""Composing itself: one step after the other, each of them a module of this package."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from jianbao.document.blank import blank_issue
from jianbao.document.compose.candidate import Candidate
from jianbao.document.compose.choosing import Choice, choose
from jianbao.document.compose.condensing import Condensed, condense_item
from jianbao.document.compose.draft import Chosen, Draft, Remark
from jianbao.document.compose.illustrating import illustrate
from jianbao.document.compose.learning import Lessons
from jianbao.document.compose.numbering import brought_up_to, window_after
from jianbao.document.compose.ordering import rank
from jianbao.document.compose.places import Place, budget_of, places_of
from jianbao.document.compose.sectioning import Sectioned, Sections
from jianbao.document.model import Imprint, Issue, Item, Section, Subsection, Window
from jianbao.document.profile import Profile
from jianbao.document.proof import proofread
from jianbao.document.text_form.pieces import item_id
from jianbao.language.roster import Roster, Unit

_LIKE = 20  # characters of a printed item that name it


class Placed(NamedTuple):
    """A candidate made an item, and the place that was chosen for it."""

    candidate: Candidate
    sectioned: Sectioned
    condensed: Condensed

    @property
    def item(self) -> Item:
        """The item."""
        return self.condensed.item

    def with_item(self, item: Item) -> Placed:
        """Give the same with another item."""
        return self._replace(condensed=self.condensed._replace(item=item))


def _tell_nobody(done: int, most: int) -> None:
    """Nobody waits to hear how far it is."""


def compose(
    candidates: Sequence[Candidate],
    profile: Profile,
    *,
    today: dt.date,
    back: Sequence[Issue] = (),
    window: Window | None = None,
    language: str = "zh",
    tell: Callable[[int, int], object] = _tell_nobody,
) -> Draft:
    """Make the first draft of the issue of `today` from what came in.

    `back` are printed issues: they teach which section a text belongs to, what was printed
    already, and where numbering goes on. With a `window` what came outside it is left out. Every
    candidate is in `chosen` or in `left_out`; findings are worded in `language`. `tell` hears how
    many of how many items are made, before each and at the end; what it raises ends the work.
    """
    roster = roster_of(profile, candidates)
    choice = choose(candidates, back=back, window=window, roster=roster, today=today)
    places = places_of(profile)
    sections = Sections(profile, places, Lessons(back, profile, places), roster)
    counted = _counting(choice.kept, tell)
    placed = [_placed(one, profile, sections, roster, today) for one in counted]
    ranks = {one.candidate.id: rank(one.candidate, one.item, profile) for one in placed}
    placed.sort(key=lambda one: (places.index(one.sectioned.place), ranks[one.candidate.id]))
    shown = illustrate((one.sectioned.place, one.item, one.candidate.pictures) for one in placed)
    placed = [one.with_item(item) for one, item in zip(placed, shown, strict=True)]
    received = [one.day for one in choice.kept if one.day]
    series = brought_up_to(profile, back)
    blank = blank_issue(series, date=today)
    issue = _filled(blank, _numbered(placed), window or window_after(back, received, today))
    return Draft(
        issue=issue,
        chosen=tuple(_chosen(placed, choice)),
        left_out=choice.left_out,
        findings=proofread(issue, profile=series, language=language, today=today),
        empty=tuple(_empty(profile, placed)),
    )


def roster_of(profile: Profile, candidates: Sequence[Candidate] = ()) -> Roster:
    """Give the units and people that the profile knows and that sign the candidates."""
    units = [Unit(unit.name, unit.aliases) for unit in profile.units]
    known = {name for unit in units for name in (unit.name, *unit.aliases)}
    signed = [one.byline for one in candidates if one.byline]
    signing = (*(one.unit for one in candidates), *(name for one in signed for name in one.units))
    fresh = dict.fromkeys(name for name in signing if name and name not in known)
    people = (name for one in candidates for name in one.people)
    return Roster([*units, *map(Unit, fresh)], (*profile.people, *people))


def _counting(kept: Sequence[Candidate], tell: Callable[[int, int], object]) -> Iterator[Candidate]:
    for done, one in enumerate(kept):
        tell(done, len(kept))
        yield one
    tell(len(kept), len(kept))


def _placed(
    candidate: Candidate, profile: Profile, sections: Sections, roster: Roster, today: dt.date
) -> Placed:
    sectioned = sections.choose(candidate)
    condensed = condense_item(
        candidate,
        limit=budget_of(profile, sectioned.place.section),
        roster=roster,
        year=(candidate.day or today).year,
    )
    return Placed(candidate, sectioned, condensed)


def _numbered(placed: Sequence[Placed]) -> list[tuple[Place, Item]]:
    return [
        (one.sectioned.place, msgspec.structs.replace(one.item, id=item_id(number)))
        for number, one in enumerate(placed, start=1)
    ]


def _filled(blank: Issue, items: Sequence[tuple[Place, Item]], window: Window | None) -> Issue:
    """Put the items into an empty issue; a section or group that gets none is not printed."""
    replace = msgspec.structs.replace
    sections = [
        replace(
            section,
            items=_standing(items, Place(section.title)),
            subsections=tuple(
                group
                for part in section.subsections
                if (group := _group(part, items, section.title)).items
            ),
        )
        for section in blank.sections or (Section(),)
    ]
    imprint: Imprint = replace(blank.imprint, window=window)
    full = tuple(section for section in sections if section.items or section.subsections)
    return replace(blank, sections=full, imprint=imprint)


def _group(part: Subsection, items: Sequence[tuple[Place, Item]], section: str) -> Subsection:
    return msgspec.structs.replace(part, items=_standing(items, Place(section, part.title)))


def _standing(items: Sequence[tuple[Place, Item]], at: Place) -> tuple[Item, ...]:
    return tuple(item for place, item in items if place == at)


def _chosen(placed: Sequence[Placed], choice: Choice) -> Iterator[Chosen]:
    for number, one in enumerate(placed, start=1):
        like = one.sectioned.like
        yield Chosen(
            candidate=one.candidate.id,
            item=item_id(number),
            section=one.sectioned.place.section,
            subsection=one.sectioned.place.subsection,
            words=one.sectioned.words,
            like=like.text[:_LIKE] if like else "",
            remarks=tuple(_remarks(one, choice)),
        )


def _remarks(placed: Placed, choice: Choice) -> Iterator[Remark]:
    candidate, condensed, item = placed.candidate, placed.condensed, placed.item
    if candidate.remark:
        yield Remark(code="reading", detail=candidate.remark)
    if candidate.id in choice.resembles:
        yield Remark(code="resembles", detail=choice.resembles[candidate.id])
    if not condensed.fits:
        yield Remark(code="over-budget", detail=str(len(item.text)))
    if condensed.kept_whole:
        yield Remark(code="kept-whole")
    unused = len(candidate.pictures) - len(item.pictures)
    if unused:
        yield Remark(code="pictures", detail=str(unused))
    if placed.sectioned.second:
        yield Remark(code="section", detail=placed.sectioned.second)


def _empty(profile: Profile, placed: Sequence[Placed]) -> Iterator[str]:
    filled = {one.sectioned.place.section for one in placed}
    yield from (one.title for one in profile.sections if one.title not in filled)
