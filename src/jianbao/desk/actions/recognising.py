"""Who a contribution is from: unit, correspondent and author, each with what it was known by.

It decides and writes nothing; a person's correction is made by `correcting`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from jianbao.desk.models import Correspondent, Unit
from jianbao.desk.queries.roster import Known
from jianbao.document.byline import read_byline
from jianbao.language.facts import Facts
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


class Sender(NamedTuple):
    """Who sent it: address and name of the mail, or the unit of the person who uploaded it."""

    address: str = ""
    name: str = ""
    unit: Unit | None = None
    correspondent: Correspondent | None = None


class Written(NamedTuple):
    """What a piece says about itself: headline, text, bylines as printed, signature of the mail."""

    headline: str
    paragraphs: Sequence[str]
    closings: Sequence[str] = ()
    signature: str = ""


class Recognised(NamedTuple):
    """The unit and what it was known by (sender, domain, signature, text), and the people."""

    unit: Unit | None = None
    because: str = ""
    correspondent: Correspondent | None = None
    author: str = ""


def recognise(sender: Sender, written: Written, known: Known) -> Recognised:
    """Say who a piece is from: first by its sender, then by signatures, then by its text."""
    units, people = _signed(written, known)
    correspondent = sender.correspondent or known.by_address(sender.address)
    if correspondent is not None and _passes_on(correspondent, people, units):
        sender, correspondent = Sender(), None
    unit, because = _unit(sender, correspondent, units, written, known)
    if correspondent is None:
        names = (*people, sender.name)
        found = (known.by_name(name, unit) for name in names if name)
        correspondent = next((one for one in found if one), None)
        if unit is None and correspondent is not None and correspondent.unit is not None:
            unit, because = known.units.get(correspondent.unit.name), "signature"
    own = correspondent.name if correspondent else _own_name(sender, known)
    author = "、".join(people) or own
    return Recognised(unit, because, correspondent, author[:60])


def facts_as_data(facts: Facts, closings: Iterable[str]) -> dict[str, Any]:
    """Give facts as they are kept with a contribution, each once; `bylines` are as printed."""
    quantities = {(one.text, one.value, one.unit, one.approx): None for one in facts.quantities}
    return {
        "quantities": [
            {"text": text, "value": value, "unit": unit, "approx": approx}
            for text, value, unit, approx in quantities
        ],
        "dates": [
            {"text": text, "iso": iso}
            for text, iso in dict.fromkeys((one.text, one.iso) for one in facts.dates)
        ],
        "orgs": list(dict.fromkeys(one.text for one in facts.orgs)),
        "persons": list(dict.fromkeys(one.text for one in facts.persons)),
        "bylines": list(closings),
    }


def _unit(
    sender: Sender,
    correspondent: Correspondent | None,
    signed: Sequence[Unit],
    written: Written,
    known: Known,
) -> tuple[Unit | None, str]:
    if sender.unit is not None:
        return sender.unit, "sender"
    if correspondent is not None and correspondent.unit is not None:
        return correspondent.unit, "sender"
    if signed:
        return signed[0], "signature"
    called = known.roster.find_units(sender.name)
    if called:
        return known.units[called[0].canonical], "sender"
    domain = known.unit_of_domain(sender.address)
    if domain is not None:
        return domain, "domain"
    named = _named_on_top(written, known)
    return (named, "text") if named else (None, "")


def _passes_on(correspondent: Correspondent, people: Sequence[str], units: Sequence[Unit]) -> bool:
    """Say whether a correspondent sends what somebody of another unit signed."""
    if not people or not units or correspondent.name in people:
        return False
    return correspondent.unit_id is not None and correspondent.unit_id != units[0].pk


def _signed(written: Written, known: Known) -> tuple[list[Unit], list[str]]:
    """Give the units and people that sign, in bylines first, then in labels and the signature."""
    units: list[Unit] = []
    people: list[str] = []
    tail = "\n".join((*written.paragraphs[-2:], *written.closings))
    lines = (*written.closings[-_SIGNERS:], *_INLINE.findall("".join(written.paragraphs[:1])))
    for raw in lines:
        if _CHECKED.match(raw):
            continue
        byline = read_byline(raw, units=known.units)
        if byline:
            units += filter(None, map(known.unit_named, byline.units))
            named = (name for name in byline.people if not _ROLE.search(name))
            people += [name for name in named if name not in people and not known.unit_named(name)]
    for label in _UNIT_LABEL.findall(f"{tail}\n{written.signature}"):
        units += filter(None, (known.unit_named(label),))
    for mention in known.roster.find_units("\n".join((*written.closings, written.signature))):
        units.append(known.units[mention.canonical])
    return units, people or _people_of(f"{tail}\n{written.signature}", known)


def _people_of(tail: str, known: Known) -> list[str]:
    for label in _AUTHOR_LABEL.findall(tail):
        told = re.split(r"[、\s]*(?:核稿|审核|签发|图片|摄影)", label)[0]
        names = [name for name in re.split(r"[、 ]+", told) if is_person_name(name)]
        if names:
            return names
    contacts = _CONTACT_LABEL.findall(tail)
    if contacts:
        return [name for name in contacts[:1] if is_person_name(name)]
    return [mention.text for mention in known.roster.find_people(tail)[-1:]]


def _named_on_top(written: Written, known: Known) -> Unit | None:
    for text in (written.headline, *(one[:_TOP_LENGTH] for one in written.paragraphs[:_TOP])):
        mentions = known.roster.find_units(text)
        if mentions:
            return known.units[mentions[0].canonical]
    return None


def _own_name(sender: Sender, known: Known) -> str:
    """Give what the sender is called: 张三, 质检科 张三; not what a unit is called."""
    for name in (sender.name, *re.split(r"[\s\-—_/·]+", sender.name)[:0:-1]):
        if is_person_name(name) and not is_unit_name(name) and not known.unit_named(name):
            return name
    return ""
