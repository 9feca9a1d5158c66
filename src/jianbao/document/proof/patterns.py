"""Checks made of a regular expression: most rules are one. No rule is declared here."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import cache

from jianbao.document.proof.galley import Galley, Role
from jianbao.document.proof.rule import Check, Hit

HAN = "\u3007\u3400-\u9fff"
"""Chinese characters, as the inside of a character class: two runs, which compile quickly."""

TEXT: frozenset[Role] = frozenset(
    {"contents", "note", "heading", "title", "lead", "paragraph", "caption", "cell"}
)
"""Everything the authors wrote, without bylines, masthead and imprint."""

ALL: frozenset[Role] = TEXT | {"masthead", "byline", "source", "imprint"}

Fix = Callable[[re.Match[str]], str | None] | str | None


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern once, at its first use: start-up pays for no rule that is not needed."""
    return re.compile(pattern.replace("\\H", HAN), re.MULTILINE)


def matches(
    pattern: str,
    *,
    fix: Fix = None,
    needles: Collection[str] = (),
    roles: Collection[Role] = TEXT,
    unless: str = "",
) -> Check:
    r"""Make the check that strikes where `pattern` does.

    In the pattern `\H` inside a class stands for Chinese characters. `needles`: without one of
    them in the issue the pattern is not even tried. `unless`: a pattern that, matching at the
    end of what was found, excuses it. A `fix` text is a template as for `Match.expand`.
    """

    def check(galley: Galley) -> Iterator[Hit]:
        if needles and not any(needle in galley.text for needle in needles):
            return
        for found in compiled(pattern).finditer(galley.text):
            if galley.at(found.start()).role not in roles:
                continue
            if unless and compiled(unless).match(galley.text, found.end()):
                continue
            yield Hit(found.start(), found.end(), mended(found, fix), found.groupdict())

    return check


def mended(found: re.Match[str], fix: Fix) -> str | None:
    """Give what a fix makes of a match."""
    if fix is None or isinstance(fix, str):
        return None if fix is None else found.expand(fix)
    return fix(found)
