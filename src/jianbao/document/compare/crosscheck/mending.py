"""What to put in the item where its original says something else; nothing where that is unsure."""

from __future__ import annotations

import re

from jianbao.document.compare.crosscheck.figure_check import Witness
from jianbao.document.compare.crosscheck.hedges import whole_span
from jianbao.document.compare.crosscheck.statements import Statement, Studied
from jianbao.document.compare.crosscheck.values import Fix
from jianbao.language.numerals import NUMERAL

_NUMBER = re.compile(rf"(?:[\d.,，万亿千百十]+|[{NUMERAL}]+)[余多]?[万亿]?[余多]?")
_LONGEST_CLAUSE = 14  # characters of a clause that says nothing but the fact
_JOINED = re.compile("(?:并且?|且|而|也|还|又|其中|均|都|共|则|使|让|为|从而)")


def put_value(fact: Statement, item: Studied, witness: Witness, original: Studied) -> Fix | None:
    """Put the original's figure; the item keeps its measure word and its kind of numerals."""
    found = witness.statement
    if fact.kind == "date":
        text = _date_in_form(fact.text, found.value)
        return Fix(start=fact.start, end=fact.end, text=text) if text else None
    if fact.kind == "number":
        return Fix(start=fact.start, end=fact.end, text=found.text)
    start, end = whole_span(item.text, fact.start, fact.end)
    first, last = whole_span(original.text, found.start, found.end)
    before, after = original.text[first : found.start], original.text[found.end : last]
    return Fix(start=start, end=end, text=f"{before}{_figure_in_form(fact, found)}{after}")


def _figure_in_form(fact: Statement, found: Statement) -> str:
    mine, theirs = _NUMBER.match(fact.text), _NUMBER.match(found.text)
    if not (mine and theirs) or fact.slot != found.slot:
        return found.text
    number, unit = theirs[0], fact.text[mine.end() :]
    plain = fact.slot in {"人", "个"} or unit == found.text[theirs.end() :]
    if mine[0].isdecimal() and not number[0].isdecimal() and found.value.isdecimal():
        number = found.value if not number.endswith(("余", "多")) else number
    return number + (unit if plain else found.text[theirs.end() :])


def _date_in_form(printed: str, iso: str) -> str:
    """Write an ISO date with the parts that the item prints; '' when it has not all of them."""
    parts = re.fullmatch(r"(\d{4}年)?\s*(\d{1,2}月)?\s*(\d{1,2}日)?", printed)
    date = re.fullmatch(r"(\d{4}|-)-(\d\d)(?:-(\d\d))?|(\d{4})", iso)
    if not parts or not date or not any(parts.groups()):
        return ""
    year, month, day = date[1] if date[1] != "-" else None, date[2], date[3]
    wanted = zip(parts.groups(), (year or date[4], month, day), "年月日", strict=True)
    written = [f"{int(value)}{sign}" if value else "" for part, value, sign in wanted if part]
    text = "".join(written) if all(written) else ""
    if text != printed:
        return text
    # What is printed is right; the month or year before it is not.
    if month and not parts[2]:
        return f"{int(month)}月{text}"
    return f"{year}年{text}" if year and not parts[1] else ""


def put_hedge(fact: Statement, item: Studied, word: str) -> Fix | None:
    """Put a word such as 预计 before the clause of the fact, where it can stand."""
    clause = item.around.clause_at(fact.start)
    start = clause.start + len(clause.text) - len(clause.text.lstrip())
    if _JOINED.match(item.text, start) or item.text[start : start + 1] in "“‘（《":
        return None
    return Fix(start=start, end=start, text=word)


def take_out(fact: Statement, item: Studied) -> Fix | None:
    """Take out the clause of a fact that stands between two others and says nothing else."""
    clause = item.around.clause_at(fact.start)
    sentence = item.around.sentence_at(fact.start)
    inside = [f for f in item.statements if clause.start <= f.start and f.end <= clause.end]
    short = len(clause.text) <= _LONGEST_CLAUSE and clause.text.rstrip()[-1:] == "，"
    if not short or len(inside) > 1 or clause.start == sentence.start:
        return None
    return Fix(start=clause.start, end=clause.end, text="")
