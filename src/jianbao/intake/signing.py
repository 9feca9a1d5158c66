"""Who signs a piece: units and people told from its bylines, labels, signature and first lines.

Units are names as the roster has them; it decides on nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from jianbao.document.byline import read_byline
from jianbao.document.model import Byline
from jianbao.language.roster import Roster
from jianbao.language.surnames import is_person_name
from jianbao.language.unit_names import is_unit_name

_UNIT_LABEL = re.compile(r"(?:供稿|来稿|报送|投稿)?单位\s*[:：]\s*([^\s，,；;。]{2,40})")
_AUTHOR_LABEL = re.compile(
    r"(?:供稿人?|撰稿人?|拟稿人?|作者|文字|文/图|图文|通讯员|信息员|学生记者|文(?=[:：|｜]))"
    r"[\s:：|｜]*([\u4e00-\u9fff·、 ]{2,20})"
)
_CONTACT_LABEL = re.compile(r"联系人\s*[:：]\s*([\u4e00-\u9fff·]{2,4})")
_ROLE = re.compile(r"(?:记者|通讯员|信息员|编辑)$")
_CHECKED = re.compile(r"^(?:拟稿|核稿|审核|签发|审签|联系|(?:图片?|摄影)[:：|｜])")
_INLINE = re.compile(r"[（(]\s*((?:本报|特约)?(?:通讯员|记者|信息员)[^（()）]{2,30})[）)]")
_TOP = 2  # paragraphs in which a unit is looked for
_TOP_LENGTH = 200
_SIGNERS = 20  # bylines that are looked at


class Written(NamedTuple):
    """What a piece says about itself: headline, text, bylines as printed, signature of the mail."""

    headline: str
    paragraphs: Sequence[str]
    closings: Sequence[str] = ()
    signature: str = ""


class Signed(NamedTuple):
    """The known units and the people that sign, the first to be believed first."""

    units: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


def signed_by(written: Written, roster: Roster) -> Signed:
    """Tell who signs: in bylines first, then in labels and the signature of the mail."""
    units: list[str] = []
    people: list[str] = []
    names = {unit.name for unit in roster.units}
    tail = "\n".join((*written.paragraphs[-2:], *written.closings))
    lines = (*written.closings[-_SIGNERS:], *_INLINE.findall("".join(written.paragraphs[:1])))
    for raw in lines:
        byline = None if _CHECKED.match(raw) else read_byline(raw, units=names)
        if byline:
            units += _known(byline.units, roster)
            named = (name for name in byline.people if not _ROLE.search(name))
            people += [one for one in named if one not in people and not roster.canonical(one)]
    units += _known(_UNIT_LABEL.findall(f"{tail}\n{written.signature}"), roster)
    for mention in roster.find_units("\n".join((*written.closings, written.signature))):
        units.append(mention.canonical)
    return Signed(tuple(units), tuple(people or _people_of(f"{tail}\n{written.signature}", roster)))


def byline_among(closings: Sequence[str], roster: Roster) -> Byline | None:
    """Give the first closing that tells who wrote, its units by the names that the house prints."""
    names = {unit.name for unit in roster.units}
    for raw in closings[-_SIGNERS:]:
        byline = None if _CHECKED.match(raw) else read_byline(raw, units=names)
        if byline:
            units = tuple(roster.canonical(name) or name for name in byline.units)
            return Byline(units=units, people=byline.people, raw=byline.raw)
    return None


def named_on_top(written: Written, roster: Roster) -> str:
    """Give the first unit that headline or first paragraphs name, or ''."""
    for text in (written.headline, *(one[:_TOP_LENGTH] for one in written.paragraphs[:_TOP])):
        mentions = roster.find_units(text)
        if mentions:
            return mentions[0].canonical
    return ""


def own_name(called: str, roster: Roster) -> str:
    """Give the person in what a sender is called: 张三, 质检科 张三; not what a unit is called."""
    for name in (called, *re.split(r"[\s\-—_/·]+", called)[:0:-1]):
        if is_person_name(name) and not is_unit_name(name) and not roster.canonical(name):
            return name
    return ""


def _known(names: Sequence[str], roster: Roster) -> list[str]:
    return [unit for name in names if (unit := roster.canonical(name))]


def _people_of(tail: str, roster: Roster) -> list[str]:
    for label in _AUTHOR_LABEL.findall(tail):
        told = re.split(r"[、\s]*(?:核稿|审核|签发|图片|摄影)", label)[0]
        names = [name for name in re.split(r"[、 ]+", told) if is_person_name(name)]
        if names:
            return names
    contacts = _CONTACT_LABEL.findall(tail)
    if contacts:
        return [name for name in contacts[:1] if is_person_name(name)]
    return [mention.text for mention in roster.find_people(tail)[-1:]]
