"""Names of people in running text: by their office, by what they say and do, in lists.

A name is taken on evidence around it; a bare name that nothing announces is left out.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from jianbao.language.characters import HAN
from jianbao.language.chunks import Chunk, Cut
from jianbao.language.patterns import compiled
from jianbao.language.roster import EMPTY, Roster
from jianbao.language.surnames import COMMON_SURNAMES, COMPOUND_SURNAMES, SURNAMES, is_person_name
from jianbao.language.words import read_words


class Person(NamedTuple):
    """A name and its place."""

    text: str
    start: int
    end: int


# A doctrine, or a month of good deeds, named after a person is no mention of him.
_DOCTRINE = re.compile(
    r"《[^》]*》|(?:习近平|毛泽东|邓小平|列宁|马克思)(?:新时代|思想|理论|主义|法治|经济|生态|外交|强军|文化|精神)"
    r"|雷锋(?:精神|月|日|志愿|岗|站|活动)|学雷锋|列宁主义"
)
_TRADE = re.compile(r"(?P<trade>.{1,6}[员师])(?P<name>.{3})")
_TRADE_ENDS = re.compile(r"[^人][员师]$")
# 赵某, 孙某某, 李某甲: whom a report does not name; nothing after it belongs to the name.
_UNNAMED = (
    rf".某(?:某|[甲乙丙丁](?![{HAN}]))?(?![些种个项人地年月日天市县公单企省区镇村厂矿校院机家方处])"
)
# Titles that stand after the name of one person and after no adjective.
_TITLES = frozenset("教授 副教授 老师 医生 大夫 师傅 同志 院士".split())
_ORGANISATION = "@"  # stands for the name of an organisation before a chunk
_HONOURED = re.compile(r"(?:称号|荣誉|美誉|奖|之称)的$")
_CLAUSE_START = frozenset("。；！？!?;\n”")
_PARTICULARS = re.compile(
    r"[，,]\s*(?:[男女][，,、]|(?:今年|现年)?\s*\d{2}岁|(?:19|20)\d\d年\d*月?出?生)"
)
_PROFILE = re.compile(r"(?P<name>[^，,。、]{2,4})[，,](?P<rest>[^。]{2,60})")
_PEOPLE_FOLLOW = re.compile(
    r"等?\s*(?:[\d一二三四五六七八九十两]+\s*余?[名位人]|同志|同学|老师|[^，。、]{0,6}(?:参加|出席))"
)
_PLAIN_WORDS = re.compile(
    r"[员者们部厂矿局处科室组队班站委会社公司党团省市县区镇乡村院校系学生性化型类品]"
)


def find_persons(
    cut: Cut, *, roster: Roster = EMPTY, taken: Sequence[tuple[int, int]] = ()
) -> list[Person]:
    """Find people in order of place; in `taken`, spans of organisations, only known ones."""
    found = _known(cut, roster)
    free = [rest for chunk in cut.chunks for rest in _without(chunk, taken)]
    accepted: dict[int, Person] = {}
    for chunk in free:
        name = _announced(cut, chunk)
        if name:
            accepted[chunk.start] = Person(name, chunk.start, chunk.start + len(name))
    accepted.update(_listed(cut, free, accepted))
    spans = [(person.start, person.end) for person in found]
    found += [
        person
        for person in accepted.values()
        if not any(a < person.end and person.start < b for a, b in spans)
    ]
    return sorted(found, key=lambda person: person.start)


def _without(chunk: Chunk, taken: Sequence[tuple[int, int]]) -> list[Chunk]:
    """Give what an organisation leaves of its chunk behind it: 青江公司|夏正斌."""
    ends = [end for start, end in taken if start < chunk.end and chunk.start < end]
    if not ends:
        return [_behind_trade(chunk)]
    end = max(ends)
    if end >= chunk.end:
        return []
    rest = chunk.text[end - chunk.start :]
    return [_behind_trade(Chunk(rest, end, chunk.end, _ORGANISATION, chunk.after))]


def _behind_trade(chunk: Chunk) -> Chunk:
    """Give what stands behind a trade that no table holds: 水样分析员|张茂艳; 学院|柳青教授."""
    if chunk.after in _TITLES:
        return _behind_kind(chunk)
    match = _TRADE.fullmatch(chunk.text)
    if match is None or not is_person_name(match["name"], sure=True):
        return chunk
    place = chunk.start + match.start("name")
    return Chunk(match["name"], place, chunk.end, match["trade"], chunk.after)


def _behind_kind(chunk: Chunk) -> Chunk:
    for size in (3, 2):
        kind, name = chunk.text[:-size], chunk.text[-size:]
        if kind in read_words("kinds") and is_person_name(name, sure=True):
            return Chunk(name, chunk.start + len(kind), chunk.end, _ORGANISATION, chunk.after)
    return chunk


@functools.cache
def _national() -> Roster:
    return Roster(people=sorted(read_words("national_people")))


def in_doctrine(text: str) -> list[tuple[int, int]]:
    """Give the spans in which a name is no mention of its bearer: doctrines and titles."""
    return [match.span() for match in _DOCTRINE.finditer(text)]


def _known(cut: Cut, roster: Roster) -> list[Person]:
    doctrine = in_doctrine(cut.text)
    found: dict[int, Person] = {}
    for mention in [*_national().find_people(cut.text), *roster.find_people(cut.text)]:
        if not any(a <= mention.start < b for a, b in doctrine):
            found[mention.start] = Person(mention.text, mention.start, mention.end)
    return list(found.values())


def _announced(cut: Cut, chunk: Chunk) -> str | None:
    """Give the name that opens the chunk when what stands around it announces a person."""
    text = chunk.text
    if text[0] not in SURNAMES and text[:2] not in COMPOUND_SURNAMES and "·" not in text:
        return None
    unnamed = compiled(_UNNAMED).match(cut.text, chunk.start) if len(text) == 1 else None
    if unnamed and (text in COMMON_SURNAMES or chunk.before in read_words("roles")):
        return unnamed[0]
    if chunk.after in _TITLES and text in read_words("given_words"):
        return text
    if chunk.before.strip("“”") in read_words("roles") or _TRADE_ENDS.search(chunk.before):
        return _after_role(cut, chunk)
    if not is_person_name(text, sure=True) or is_word(text):
        return None
    told = _told_before(cut, chunk) or _told_after(cut, chunk)
    return text if told or (chunk.start == 0 and _is_profile(cut)) else None


def _told_before(cut: Cut, chunk: Chunk) -> bool:
    """青江公司夏正斌、…, 获得“最美护士”称号的冯芳芳."""
    if chunk.before == _ORGANISATION:
        return len(chunk.text) == 3 and chunk.after[-1:] in "、，）"
    honoured = _HONOURED.search(cut.text[max(0, chunk.start - 4) : chunk.start])
    return honoured is not None and len(chunk.text) == 3


def _told_after(cut: Cut, chunk: Chunk) -> bool:
    """陆静怡同志, 陆静怡指出, 陆静怡，女，; a clause of its own for other verbs."""
    opens = chunk.start == 0 or chunk.before[-1:] in _CLAUSE_START
    if chunk.after in read_words("honours") or _PARTICULARS.match(cut.text, chunk.end):
        return True
    if chunk.after in read_words("sayings"):
        return opens or chunk.before[-1:] in "，、和与由请"
    return opens and len(chunk.text) > 2 and chunk.after in read_words("acts")


def _after_role(cut: Cut, chunk: Chunk) -> str | None:
    """Give the name after an office: the whole chunk, or what opens a longer one.

    After words for many (党员, 职工) only a whole chunk will do. A family name alone is taken
    with what follows: 李|有|才.
    """
    text, many = chunk.text, chunk.before in read_words("roles_of_many")
    if len(text) == 1 and len(chunk.after) == 1:
        text = cut.text[chunk.start : chunk.start + 3]
        return text if is_person_name(text, sure=True) and not is_word(text) else None
    if is_person_name(text, sure=many):
        return text if not is_word(text) else None
    for size in () if many else (3, 2):
        name = text[:size]
        if len(text) > size and is_person_name(name, sure=True) and not is_word(name):
            return name
    return None


def is_word(text: str) -> bool:
    """Say whether a text of the shape of a name is a word of the language: 高度, 方案, 党员."""
    if _PLAIN_WORDS.search(text[1:]) or text in read_words("not_names"):
        return True
    return len(text) > 2 and text[:2] in read_words("not_name_heads")


def _is_profile(cut: Cut) -> bool:
    """Say whether the text opens as a portrait does: 谢安，某厂检修班长。"""
    match = _PROFILE.match(cut.text)
    if match is None:
        return False
    rest = match["rest"]
    roles = any(role in rest for role in read_words("roles") if len(role) > 1)
    return roles and is_person_name(match["name"].strip(), sure=True)


def _listed(cut: Cut, chunks: Sequence[Chunk], accepted: dict[int, Person]) -> dict[int, Person]:
    """Take names joined by 、 to a person, or all of a list that counts people: 甲、乙等12名."""
    found: dict[int, Person] = {}
    for group in _groups(cut, chunks):
        if len(group) == 1:
            continue
        named = [c for c in group if is_person_name(c.text) and not is_word(c.text)]
        counted = len(named) == len(group) and _PEOPLE_FOLLOW.match(cut.text, group[-1].end)
        if counted or any(chunk.start in accepted for chunk in group):
            found |= {c.start: Person(c.text, c.start, c.end) for c in named}
    return found


def _groups(cut: Cut, chunks: Sequence[Chunk]) -> list[list[Chunk]]:
    groups: list[list[Chunk]] = []
    for chunk in chunks:
        if groups and cut.text[groups[-1][-1].end : chunk.start] in {"、", "和", "与"}:
            groups[-1].append(chunk)
        else:
            groups.append([chunk])
    return groups
