"""The form of a text, where it tells its section: one that reflects, portrays, quotes, decrees.

It judges by shape and by few words; what a text is about, `themes` tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jianbao.document.compose.candidate import Candidate
from jianbao.document.compose.themes import Theme
from jianbao.document.model import Source
from jianbao.language.facts import find_facts
from jianbao.language.patterns import compiled
from jianbao.language.roster import Roster
from jianbao.language.surnames import is_person_name

_QUOTED = r"[“‘][^”’]*[”’]"
_I = r"我(?![们国省市县司厂院校单分]|单位|公司)"
_OFTEN = 1.0  # times in a hundred characters that a text says 我 when it reflects
_AGENCY = r"新华社|人民日报|求是|新华网|央视"
_PORTRAIT = (
    r"^([\u4e00-\u9fff]{2,4})，.{0,40}(?:员|长|师|工|主任|书记|经理|干部|主管|代表|[厂部队])[，。]"
)
_COLLECTIVE = r"^[^，。]{4,30}(?:厂|车间|班组|中心|部|支部|公司|站|队)。"
_CAREER = r"中共党员|共青团员|高级技师|技师|工程师|进厂|从事|岗位上|先后|获评|荣获"
_TITLED = r"^([\u4e00-\u9fff]{2,4})[：:]"
_AGAIN = 3  # times that a text names whom it is about
_SURE, _LIKELY = 0.8, 0.35  # of all that speaks for a section


def told_by_form(candidate: Candidate, roster: Roster) -> dict[Theme, float]:
    """Say which themes the form of a text speaks for, from 0 to 1; {} for an ordinary report."""
    return dict(_told(candidate, roster))


def is_story(candidate: Candidate, roster: Roster) -> bool:
    """Say whether somebody tells of themselves, so that beginning and end are the point."""
    return _reflects(candidate, roster) > 0


def is_portrait(candidate: Candidate) -> bool:
    """Say whether a text presents one person (谢鸣岐，烧成车间班长。) as such items begin."""
    opening = candidate.paragraphs[0] if candidate.paragraphs else ""
    named = compiled(_PORTRAIT).match(opening)
    if named and is_person_name(named[1]):
        return True
    titled = compiled(_TITLED).match(candidate.headline)
    return bool(titled and is_person_name(titled[1]) and titled[1] in opening)


def is_collective(candidate: Candidate) -> bool:
    """Say whether a text presents one unit (云岭装备焊接班组。) as such items begin."""
    opening = candidate.paragraphs[0] if candidate.paragraphs else ""
    return bool(compiled(_COLLECTIVE).match(opening))


def is_agency(source: Source) -> bool:
    """Say whether a source is a news agency or paper, not the occasion of a speech."""
    return bool(re.search(_AGENCY, source.raw))


def unquoted(text: str) -> str:
    """Leave out what others are quoted with."""
    return compiled(_QUOTED).sub("", text)


def _told(candidate: Candidate, roster: Roster) -> Iterator[tuple[Theme, float]]:
    if candidate.source:
        yield ("policy" if is_agency(candidate.source) else "speech"), _SURE
    reflects = _reflects(candidate, roster)
    if reflects:
        yield "reflection", reflects
    if is_portrait(candidate):
        yield "people", _SURE
    elif is_collective(candidate):
        yield "people", _SURE / 2
        yield "team", _SURE / 2
    elif _follows_one(candidate, roster):
        yield "people", _LIKELY


def _reflects(candidate: Candidate, roster: Roster) -> float:
    """Weigh what says 我 outside quotations, or is signed by one person and reports of no unit."""
    spoken = unquoted("".join(candidate.paragraphs))
    if not spoken:
        return 0.0
    times = len(compiled(_I).findall(spoken))
    if times > 1 and 100 * times >= _OFTEN * len(spoken):
        return _SURE
    people = candidate.byline.people if candidate.byline else candidate.people
    opening = candidate.headline + (candidate.paragraphs[0] if candidate.paragraphs else "")
    reports = roster.find_units(opening) or re.search(r"\d", spoken[:60])
    return 0.0 if reports or len(people) != 1 else _LIKELY


def _follows_one(candidate: Candidate, roster: Roster) -> bool:
    """Say whether one person is at the centre: named in the first sentence and again and again."""
    whole = "\n".join(candidate.paragraphs)
    first = re.split("[。！？]", whole, maxsplit=1)[0]
    named = {person.text for person in find_facts(first, roster=roster).persons}
    return any(whole.count(name) >= _AGAIN for name in named)
