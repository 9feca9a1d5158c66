"""Tokens for search, the same for texts and queries; never words, which a query may cut anew.

A run of Chinese characters gives its overlapping pairs and its last character, a run of Latin
letters and digits one token. With adjacent tokens this finds exactly what a scan for the text
would, except that a number matches only as a whole.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from jianbao.language.characters import HAN, normal_form

TOKENS_VERSION = 1  # an index built with another version has to be built again

_RUNS = re.compile(rf"([{HAN}]+)|([^\W_]+?(?=[{HAN}\W_]|$))")


class QueryToken(NamedTuple):
    """One token of a query; with `prefix`, any token that starts with it will do."""

    text: str
    prefix: bool = False


def tokens(text: str) -> list[str]:
    """Give the tokens of a text in order, pairs of characters for Chinese."""
    found: list[str] = []
    for han, other in _RUNS.findall(normal_form(text)):
        if han:
            found.extend(pairs(han))
            found.append(han[-1])
        else:
            found.append(other)
    return found


def single_tokens(text: str) -> list[str]:
    """Give the tokens of a text with Chinese cut into single characters."""
    found: list[str] = []
    for han, other in _RUNS.findall(normal_form(text)):
        found.extend(han or (other,))
    return found


def query_tokens(term: str) -> list[QueryToken]:
    """Give the tokens that must stand next to each other where `term` occurs."""
    runs = _RUNS.findall(normal_form(term))
    found: list[QueryToken] = []
    for i, (han, other) in enumerate(runs):
        last = i == len(runs) - 1
        if not han:
            found.append(QueryToken(other))
            continue
        found.extend(QueryToken(pair) for pair in pairs(han))
        if len(han) == 1 or not last:
            found.append(QueryToken(han[-1], prefix=last))
    return found


def pairs(run: str) -> list[str]:
    """Give the overlapping pairs of characters of `run`."""
    return [run[i : i + 2] for i in range(len(run) - 1)]
