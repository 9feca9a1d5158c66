"""Every fact of an item held against the originals it was made from, and what it leaves out."""

from jianbao.document.compare.crosscheck.checking import cross_check
from jianbao.document.compare.crosscheck.statements import Studied, study
from jianbao.document.compare.crosscheck.values import (
    CheckedFact,
    CrossCheck,
    DroppedFact,
    FactKind,
    Fix,
    Note,
    Verdict,
)

__all__ = [
    "CheckedFact",
    "CrossCheck",
    "DroppedFact",
    "FactKind",
    "Fix",
    "Note",
    "Studied",
    "Verdict",
    "cross_check",
    "study",
]
