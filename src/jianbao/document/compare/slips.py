"""Whether a change only mends slips of the pen, so that what was approved stays approved.

The rule is the house's own, and strict: in doubt a change is one of content.

A change is slight when masthead, imprint, note, contents and sections are as they were, the same
items stand in the same places with the same kind, byline, source, pictures and tables, their
texts are divided as before, and in each title, lead and paragraph nothing changed but

- blanks, the width of characters, and punctuation that is no part of a number;
- one character for another, or two that stood the wrong way round, at most five times in an item;

and these changes touch no digit, numeral or letter, no character that tells two things apart
(东 甲 党 买 新 …), no negation (不 未 无 没 非 …), no word of degree (最 全部 基本 约 …), no place
and no honour, and leave every quantity, date, person and unit as it was.
A character too many or too few may change the sense and is no slip.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal, NamedTuple

from jianbao.document.compare.crosscheck.honours import find_honours
from jianbao.document.model import Issue, Item
from jianbao.language.difference import Edit, close_differences
from jianbao.language.facts import Facts, find_facts
from jianbao.language.numerals import NUMERAL
from jianbao.language.persons import is_word
from jianbao.language.roster import EMPTY, Roster
from jianbao.language.surnames import is_person_name
from jianbao.language.words import read_words

Reason = Literal[
    "",  # only slips
    "same",  # nothing at all
    "masthead",
    "imprint",
    "front",  # contents or note
    "sections",
    "items",  # one came, went or stands elsewhere
    "kind",
    "byline",
    "source",
    "pictures",
    "tables",
    "division",  # a title, lead or paragraph came or went
    "wording",  # other words, or a character too many or too few
    "many",  # more than five places in an item
    "figures",
    "names",
    "sense",  # a character that tells two things apart: 东 西, 党 团, 买 卖
    "negation",
    "degree",
    "honours",
]


class Judgement(NamedTuple):
    """Whether a change is slight, why not, and the id of the item; '' for the issue itself."""

    slight: bool
    because: Reason
    item: str = ""


_LONGEST = 2  # characters at one place
_MOST = 5  # places in one item
_MARKS = frozenset("，。、；：？！,;:?!…—–-~～·.“”‘’\"'（）()《》〈〉【】「」『』[]〔〕")
_SIGNS = frozenset("-–—~～.:/")  # part of a number that they stand beside
_NEGATION = re.compile("[不未无没非否勿莫别免毋]")
_DEGREE = re.compile(
    "最|更|较|极|很|太|十分|特别|尤其|基本|完全|全部|全面|全体|全|都|均|皆|仅|只|唯一|首次|首|已|曾|将|约|近|超|"
    "可能|必须|必|应当|应该|应|须|可以|可|主要|大部|部分|多数|少数|几乎|大约|重大|较大|特大|严重|轻微|"
    "至少|至多|以上|以下|左右|若干|许多|少量|大量|所有|每|各|再|又|仍|还|才|就|略|稍|过|高|低|多|少|大|小|上|下|前|后|"
    "增|减|升|降|正|副|内|外|有|能|会|要|准|禁|或|且"
)
_FIGURE = re.compile(rf"[\d{NUMERAL}A-Za-z%‰℃°±×=<>≥≤+]|[特首双半]")
_TELLING = frozenset(
    "东南西北中左右内外甲乙丙丁戊己庚辛壬癸新旧老男女总分党团工妇群买卖进出入开关停来去收发送输赢胜负利弊"
    "好坏优劣良差得失成败同异反真假是强弱快慢早晚春夏秋冬昼夜公私主次长短涨跌加缺满空轻重难易安危奖罚"
)
_WORDS: tuple[tuple[re.Pattern[str], Reason], ...] = ((_NEGATION, "negation"), (_DEGREE, "degree"))
_OPENS = frozenset("，。；：！？、“（ \u3000,;:!?(")


def only_typos(before: Issue, after: Issue, *, known: Roster = EMPTY) -> bool:
    """Say whether two issues differ by slips alone, or not at all."""
    return judge_change(before, after, known=known).slight


def only_typos_in_item(before: Item, after: Item, *, known: Roster = EMPTY) -> bool:
    """Say the same of two items."""
    return judge_item_change(before, after, known=known).slight


def judge_change(before: Issue, after: Issue, *, known: Roster = EMPTY) -> Judgement:
    """Judge what turned one issue into another, with the first thing that is more than a slip.

    `known` holds units and people whose names must stay as they are; who signs an item and who
    stands in the imprint is known without it.
    """
    if before == after:
        return Judgement(slight=True, because="same")
    for name, reason in _FIELDS.items():
        if getattr(before, name) != getattr(after, name):
            return Judgement(slight=False, because=reason)
    if list(_headings(before)) != list(_headings(after)):
        return Judgement(slight=False, because="sections")
    if list(_places(before)) != list(_places(after)):
        return Judgement(slight=False, because="items")
    known = _with_signers(known, before)
    for old, new in zip(before.items(), after.items(), strict=True):
        judged = judge_item_change(old, new, known=known)
        if not judged.slight:
            return judged
    return Judgement(slight=True, because="")


def judge_item_change(before: Item, after: Item, *, known: Roster = EMPTY) -> Judgement:
    """Judge what turned one item into another."""
    if before == after:
        return Judgement(slight=True, because="same")
    reason = _reason(before, after, known)
    return Judgement(slight=not reason, because=reason, item=before.id)


_FIELDS: dict[str, Reason] = {
    "masthead": "masthead",
    "imprint": "imprint",
    "contents": "front",
    "note": "front",
}
_KEPT: dict[str, Reason] = {
    "id": "items",
    "kind": "kind",
    "byline": "byline",
    "source": "source",
    "pictures": "pictures",
    "tables": "tables",
}


def _headings(issue: Issue) -> Iterator[tuple[str, ...]]:
    for section in issue.sections:
        yield (section.title, *(f"{part.bracketed}{part.title}" for part in section.subsections))


def _places(issue: Issue) -> Iterator[list[str]]:
    for section in issue.sections:
        yield [item.id for item in section.items]
        for part in section.subsections:
            yield [item.id for item in part.items]


def _with_signers(known: Roster, issue: Issue) -> Roster:
    signed = [name for item in issue.items() if item.byline for name in item.byline.people]
    credited = [name for credit in issue.imprint.credits for name in credit.names]
    return Roster(known.units, (*known.people, *signed, *credited))


def _reason(before: Item, after: Item, known: Roster) -> Reason:
    for name, reason in _KEPT.items():
        if getattr(before, name) != getattr(after, name):
            return reason
    olds, news = _parts(before), _parts(after)
    if [part is None for part in olds] != [part is None for part in news]:
        return "division"
    places = 0
    for old, new in zip(olds, news, strict=True):
        if old == new or old is None or new is None:
            continue
        changes = [e for e in close_differences(_said(old), _said(new)) if e.kind != "equal"]
        places += len(changes)
        reason = _reason_in_text(old, new, changes) or _reason_in_facts(old, new, known)
        if reason:
            return reason
        if any(_TELLING & set(edit.old + edit.new) for edit in changes):
            return "sense"
        if not all(_is_slip(edit.old, edit.new) for edit in changes):
            return "wording"
    return "many" if places > _MOST else ""


def _parts(item: Item) -> list[str | None]:
    return [item.title, item.lead, *item.paragraphs]


def _said(text: str) -> str:
    """Give a text without what may change: blanks, width, marks that are no part of a number."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(
        character for place, character in enumerate(text) if not _idle(text, place, character)
    )


def _idle(text: str, place: int, character: str) -> bool:
    digits = [side.isdigit() for side in (text[place - 1 : place], text[place + 1 : place + 2])]
    if character.isspace():
        return not all(digits)
    return character in _MARKS and not (any(digits) if character in _SIGNS else all(digits))


def _reason_in_text(old: str, new: str, changes: list[Edit]) -> Reason:
    for edit in changes:
        if not 0 < len(edit.old) <= _LONGEST or not 0 < len(edit.new) <= _LONGEST:
            return "wording"
        if _FIGURE.search(edit.old + edit.new):
            return "figures"
    before, after = _said(old), _said(new)
    for pattern, reason in _WORDS:
        if pattern.findall(before) != pattern.findall(after):
            return reason
    if [h.word for h in find_honours(old)] != [h.word for h in find_honours(new)]:
        return "honours"
    return ""


def _is_slip(old: str, new: str) -> bool:
    """Say whether it is one character for another, or two that stood the wrong way round."""
    if len(old) == len(new) == 2:
        return old == new[::-1]
    return len(old) == len(new) == 1


def _reason_in_facts(old: str, new: str, known: Roster) -> Reason:
    facts = find_facts(old, roster=known), find_facts(new, roster=known)
    if _figures(facts[0]) != _figures(facts[1]):
        return "figures"
    names = set(known.people)
    for each in facts:
        names.update(person.text for person in each.persons)
        names.update(org.text for org in each.orgs)
    names |= {name for name in read_words("places") if name in old or name in new}
    if any(old.count(name) != new.count(name) for name in names):
        return "names"
    changes = [edit for edit in close_differences(old, new) if edit.kind != "equal"]
    places = [(old, edit.a_start) for edit in changes] + [(new, edit.b_start) for edit in changes]
    return "names" if any(_in_bare_name(text, place) for text, place in places) else ""


def _in_bare_name(text: str, place: int) -> bool:
    """Say whether a clause opens with what may be a name of three characters, changed here."""
    for start in range(max(0, place - 2), place + 1):
        name = text[start : start + 3]
        opens = start == 0 or text[start - 1] in _OPENS
        if opens and len(name) == 3 and is_person_name(name, sure=True) and not is_word(name):
            return True
    return False


def _figures(facts: Facts) -> list[tuple[object, ...]]:
    quantities = ((q.value, q.upper, q.unit, q.approx) for q in facts.quantities)
    return [*quantities, *((date.iso, date.closes) for date in facts.dates)]
