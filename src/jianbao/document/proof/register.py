"""Every rule there is, in the order of their codes. A new family is added here and nowhere else."""

from __future__ import annotations

from itertools import chain
from types import ModuleType

from jianbao.document.proof.rule import Rule
from jianbao.document.proof.rules import (
    dates,
    endings,
    imprint,
    items,
    masthead,
    names,
    numerals,
    pairs,
    punctuation,
    sections,
    sequences,
    spacing,
    words,
)

FAMILIES: tuple[ModuleType, ...] = (
    punctuation,
    endings,
    numerals,
    dates,
    spacing,
    pairs,
    words,
    names,
    masthead,
    sections,
    items,
    imprint,
    sequences,
)

RULES: tuple[Rule, ...] = tuple(
    sorted(chain.from_iterable(family.RULES for family in FAMILIES), key=lambda rule: rule.code)
)
