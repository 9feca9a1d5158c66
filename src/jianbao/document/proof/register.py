"""Every rule there is, in the order of their codes. A new family is added here and nowhere else."""

from __future__ import annotations

from itertools import chain
from types import ModuleType

from jianbao.document.proof.rule import Rule
from jianbao.document.proof.rules import (
    bylines,
    date_forms,
    dates,
    endings,
    imprint,
    issue_dates,
    items,
    masthead,
    numerals,
    pairs,
    plates,
    punctuation,
    sections,
    sequences,
    slogans,
    spacing,
    units,
    words,
)

FAMILIES: tuple[ModuleType, ...] = (
    punctuation,
    endings,
    numerals,
    dates,
    issue_dates,
    date_forms,
    spacing,
    pairs,
    words,
    units,
    slogans,
    bylines,
    masthead,
    sections,
    items,
    plates,
    imprint,
    sequences,
)

RULES: tuple[Rule, ...] = tuple(
    sorted(chain.from_iterable(family.RULES for family in FAMILIES), key=lambda rule: rule.code)
)
