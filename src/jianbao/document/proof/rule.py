"""What a rule is: one row that says everything about it, and the check that finds it.

A rule never changes a text; it proposes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from jianbao.document.problems import Sentence
from jianbao.document.proof.finding import Severity
from jianbao.document.proof.galley import Galley

GB15834 = "GB/T 15834-2011"
GB15835 = "GB/T 15835-2011"
GB9704 = "GB/T 9704-2012"
CUSTOM = "简报惯例"
USAGE = "现代汉语规范用法"
HOUSE = "本刊体例"

_BLANK = re.compile(r"\{\w+\}")


class Hit(NamedTuple):
    """Where a check struck, in positions of the galley; `said` fills the rule's sentence."""

    start: int
    end: int
    fix: str | None = None
    said: Mapping[str, object] = {}


Check = Callable[[Galley], Iterator[Hit]]


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule. `wrong` and `right` are examples that the tests run.

    `says` may use {text} (what stands there), {fix}, and what its check adds.
    """

    code: str
    slug: str
    severity: Severity
    source: str
    says: Sentence
    wrong: str
    right: str
    check: Check
    fixable: bool = False
    on: bool = True

    def summary(self, language: str = "zh") -> str:
        """Say what the rule is about where there is no finding: blanks are left as ….

        `language` is `zh` or `en`.
        """
        return _BLANK.sub("…", self.says.en if language == "en" else self.says.zh)
