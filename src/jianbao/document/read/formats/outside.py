"""What a file refers to and does not hold, told to its sender; nothing here fetches anything."""

from __future__ import annotations

from collections.abc import Iterable

from jianbao.document.problems import Problem, problem

_MOST = 5
_LONGEST = 80


def outside_notices(targets: Iterable[str], language: str) -> list[Problem]:
    """Give a notice for each of the first few different targets, long ones shortened."""
    named = list(dict.fromkeys(target[:_LONGEST] for target in targets))[:_MOST]
    return [problem("external", language=language, target=target) for target in named]
