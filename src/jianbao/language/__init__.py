"""What a Chinese text says: facts, names, tokens, likeness, shortening. Pure functions on str.

Names are loaded when they are first asked for, so that importing the room costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jianbao.language.difference import Edit, differences
    from jianbao.language.facts import Facts, find_facts
    from jianbao.language.likeness import likeness, similar_spellings
    from jianbao.language.names import NameFinder
    from jianbao.language.roster import Roster, Unit
    from jianbao.language.shorten import Shortened, shorten
    from jianbao.language.tokens import query_tokens, tokens

__all__ = [
    "Edit",
    "Facts",
    "NameFinder",
    "Roster",
    "Shortened",
    "Unit",
    "differences",
    "find_facts",
    "likeness",
    "query_tokens",
    "shorten",
    "similar_spellings",
    "tokens",
]

_HOMES = {
    "Edit": "difference",
    "Facts": "facts",
    "NameFinder": "names",
    "Roster": "roster",
    "Shortened": "shorten",
    "Unit": "roster",
    "differences": "difference",
    "find_facts": "facts",
    "likeness": "likeness",
    "query_tokens": "tokens",
    "shorten": "shorten",
    "similar_spellings": "likeness",
    "tokens": "tokens",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
