"""What sections are about, told from words in their titles and in texts (`themes.txt`)."""

from __future__ import annotations

import functools
import pkgutil
import re
from typing import Literal, NamedTuple, get_args

from jianbao.language.likeness import letters

Theme = Literal[
    "speech",  # what a leader said: 讲话, 语录
    "policy",  # what was decided above: 文件, 会议, 部署
    "party",  # 党建
    "work",  # 生产, 安全, 技术
    "reform",  # 改革, 管理, 经营
    "welfare",  # 为职工群众办实事
    "youth",  # 共青团
    "reflection",  # 感悟, 心得
    "people",  # 先进人物
    "team",  # 先进集体
]
_PARTED = re.compile(r"[\W_]+")
THEMES: tuple[Theme, ...] = get_args(Theme)


class Cue(NamedTuple):
    """A word of a text, the theme that it tells, and how strongly."""

    word: str
    theme: Theme
    weight: float


class _Table(NamedTuple):
    titles: tuple[tuple[Theme, str], ...]
    cues: tuple[Cue, ...]


def themes_of_title(title: str) -> dict[Theme, float]:
    """Say what a title is about, its strongest theme 1; {} for a title that tells nothing.

    A single character tells only at the start of a part: 青·团员之家, not 潮起青江.
    """
    plain, parts = letters(title), _PARTED.split(title.strip())
    found: dict[Theme, float] = {}
    for theme, word in _table().titles:
        if word in plain and (len(word) > 1 or any(part.startswith(word) for part in parts)):
            found[theme] = found.get(theme, 0.0) + len(word)
    strongest = max(found.values(), default=1.0)
    return {theme: told / strongest for theme, told in found.items()}


def cues() -> tuple[Cue, ...]:
    """Give every word that tells a theme in a text."""
    return _table().cues


@functools.cache
def _table() -> _Table:
    data = pkgutil.get_data(__name__, "themes.txt") or b""
    titles: list[tuple[Theme, str]] = []
    told: list[Cue] = []
    for line in data.decode().splitlines():
        name, place, *words = line.split() if line and not line.startswith("#") else ("", "")
        for theme in (known for known in THEMES if known == name):
            if place == "title":
                titles += [(theme, word) for word in words]
            else:
                told += [Cue(word, theme, float(place)) for word in words]
    return _Table(tuple(titles), tuple(told))
