"""What a query asks for: terms, each a run of tokens to match and a pattern to show; no index."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

import msgspec

from jianbao.language.characters import HAN, normal_form
from jianbao.language.tokens import query_tokens

_QUOTES = '"＂“”'
_TERMS = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]|([^\s{_QUOTES}]+)")
_LETTER = rf"(?:(?![{HAN}])[^\W_])"
_RUNS = re.compile(rf"[{HAN}]+|{_LETTER}+")
_MARK = rf"(?:(?![{HAN}])[\W_])"
_HAN_RUN = re.compile(rf"[{HAN}]+")

MOST_TERMS = 32  # of one query; further ones are not looked at


class Term(msgspec.Struct, frozen=True):
    """A word or phrase of a query in its normal form.

    Marks and blanks inside it stand for any marks; numbers and Latin words match as a whole.
    """

    text: str

    @property
    def expression(self) -> str:
        """The expression of FTS5 that matches the term."""
        tokens = query_tokens(self.text)
        prefix = "*" if tokens[-1].prefix else ""
        return '"' + " ".join(token.text for token in tokens) + '"' + prefix

    @property
    def pattern(self) -> re.Pattern[str]:
        """What matches the term in the normal form of a text, exactly where the index does."""
        return _pattern(self.text)

    @property
    def counter(self) -> Callable[[str], int]:
        """What counts the term in the normal form of a text."""
        if _HAN_RUN.fullmatch(self.text):
            return functools.partial(_count_text, self.text)
        return functools.partial(_count_pattern, self.pattern)


def parse_query(query: str) -> tuple[Term, ...]:
    """Give the terms of a query, all of which must match: words, and phrases in quotation marks.

    Terms without a letter or digit are left out.
    """
    found = (normal_form(phrase or word) for phrase, word in _TERMS.findall(query))
    terms = dict.fromkeys(Term(text) for text in found if _RUNS.search(text))
    return tuple(terms)[:MOST_TERMS]


def _count_text(text: str, normal: str) -> int:
    return normal.count(text)


def _count_pattern(pattern: re.Pattern[str], normal: str) -> int:
    return len(pattern.findall(normal))


@functools.lru_cache(maxsize=256)
def _pattern(text: str) -> re.Pattern[str]:
    runs = _RUNS.findall(text)
    pieces: list[str] = []
    for i, run in enumerate(runs):
        han = _HAN_RUN.fullmatch(run) is not None
        if i:
            alike = han == (_HAN_RUN.fullmatch(runs[i - 1]) is not None)
            pieces.append(_MARK + ("+" if alike else "*"))
        pieces.append(run if han else f"(?<!{_LETTER}){re.escape(run)}(?!{_LETTER})")
    return re.compile("".join(pieces))
