"""选栏: the place of each candidate, with the reasons; never anything but a proposal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from jianbao.document.compose.candidate import Candidate
from jianbao.document.compose.forms import told_by_form, unquoted
from jianbao.document.compose.learning import Lessons
from jianbao.document.compose.places import Place, find_place
from jianbao.document.compose.themes import THEMES, Cue, Theme, cues, themes_of_title
from jianbao.document.model import Item
from jianbao.document.profile import Profile
from jianbao.language.roster import Roster

_HEADLINE, _OPENING, _REST = 2.5, 1.5, 1.0  # what a word counts, by where it stands
_CUE = 0.5  # what a word of the house counts, against all words and forms
_NEAR = 0.45  # most that printed items count, against the words
_HABIT = 0.25  # most that the habit of a unit counts
_CLOSE = 0.8  # of the best share, from which another section is nearly as likely
_REASONS = 4


class Sectioned(NamedTuple):
    """A place, the words that spoke for it, and the printed item most like it there.

    `second` is the section that comes next where that is nearly as likely, else ''.
    """

    place: Place
    words: tuple[str, ...] = ()
    like: Item | None = None
    second: str = ""


class Sections:
    """The places of a profile with what their titles and printed items tell of them."""

    def __init__(
        self, profile: Profile, places: Sequence[Place], lessons: Lessons, roster: Roster
    ) -> None:
        """Take what is known before a candidate is looked at."""
        self._profile, self._places = profile, tuple(places)
        self._lessons, self._roster = lessons, roster
        self._themes = {place: _themes_of(place, profile) for place in self._places}
        self._cues = {
            place: next((s.cues for s in profile.sections if s.title == place.section), ())
            for place in self._places
        }

    def choose(self, candidate: Candidate) -> Sectioned:
        """Choose the place for a candidate: where somebody put it, else what speaks loudest."""
        if candidate.section:
            given = (candidate.section, candidate.subsection)
            place = find_place(self._places, self._profile, *given)
            if place is not None:
                return Sectioned(place)
        shares = self.shares(candidate)
        best = max(self._places, key=lambda place: shares[place])
        words = [cue.word for cue in _found(candidate) if self._themes[best].get(cue.theme)]
        like = self._lessons.near(candidate.text).nearest.get(best)
        return Sectioned(
            best, tuple(dict.fromkeys(words))[:_REASONS], like, self._second(best, shares)
        )

    def _second(self, best: Place, shares: Mapping[Place, float]) -> str:
        others = [place for place in self._places if place.section != best.section]
        second = max(others, key=lambda place: shares[place], default=best)
        return second.section if _CLOSE * shares[best] < shares[second] < shares[best] else ""

    def shares(self, candidate: Candidate) -> dict[Place, float]:
        """Give each place its share of words, of printed items like it, and of the unit's habit."""
        told = self._told(candidate)
        near = self._lessons.near(candidate.text).shares
        habit = self._lessons.habit(candidate.unit)
        by_near = _NEAR if near else 0.0
        return {
            place: (1 - by_near) * told[place]
            + by_near * near.get(place, 0.0)
            + _HABIT * habit.get(place, 0.0)
            for place in self._places
        }

    def _told(self, candidate: Candidate) -> dict[Place, float]:
        """Give each place its share of what the text tells; a theme is parted among its places."""
        themes = themes_of(candidate, self._roster)
        told = {
            place: _CUE * sum(cue in candidate.text for cue in self._cues[place])
            for place in self._places
        }
        for theme, weight in themes.items():
            wanted = {place: self._themes[place].get(theme, 0.0) for place in self._places}
            among = sum(wanted.values())
            for place in self._places if among else ():
                told[place] += weight * wanted[place] / among
        whole = sum(told.values())
        return {place: score / whole if whole else 0.0 for place, score in told.items()}


def themes_of(candidate: Candidate, roster: Roster) -> dict[Theme, float]:
    """Give each theme its share of what words and form of a text tell."""
    scores = dict.fromkeys(THEMES, 0.0)
    for cue in _found(candidate):
        scores[cue.theme] += cue.weight
    whole = sum(scores.values()) or 1.0
    forms = told_by_form(candidate, roster)
    by_form = min(1.0, sum(forms.values()))
    return {
        theme: (1 - by_form) * score / whole + forms.get(theme, 0.0)
        for theme, score in scores.items()
    }


def _found(candidate: Candidate) -> list[Cue]:
    """Give the words found, each once and where it counts most, the weightiest first.

    What others are quoted with (“我想学这个”) does not make a text a reflection.
    """
    opening = candidate.paragraphs[0] if candidate.paragraphs else ""
    rest = "\n".join(candidate.paragraphs[1:])
    zones = (
        (candidate.headline, _HEADLINE),
        (f"{candidate.unit}\n{opening}", _OPENING),
        (rest, _REST),
    )
    own = tuple((unquoted(text), by) for text, by in zones)
    weighed = (
        cue._replace(weight=cue.weight * _counts(cue, own if cue.theme == "reflection" else zones))
        for cue in cues()
    )
    return sorted(filter(lambda cue: cue.weight, weighed), key=lambda cue: -cue.weight)


def _counts(cue: Cue, zones: Sequence[tuple[str, float]]) -> float:
    return next((by for text, by in zones if cue.word in text), 0.0)


def _themes_of(place: Place, profile: Profile) -> dict[Theme, float]:
    """Say what a place is about: its group, else its section in any of its spellings."""
    own = themes_of_title(place.subsection)
    if own:
        return own
    aliases = next((s.aliases for s in profile.sections if s.title == place.section), ())
    return next(filter(None, map(themes_of_title, (place.section, *aliases))), {"work": 0.5})
