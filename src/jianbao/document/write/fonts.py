"""The faces an issue is printed in; it opens font folders, and never asks the system for its own.

By default only the two families of the font wheel are used, so that every machine prints the same
pages. `Fonts.found` takes better ones from folders: 仿宋, 楷体, 小标宋, 黑体 by their families.
"""

from __future__ import annotations

import hashlib
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

import msgspec
import pylopdf_fonts_zh_cn
import typst
from msgspec import structs

from jianbao.document.write.glyphs import NOTHING, Coverage, read_coverage

Role = Literal["body", "kai", "hei", "title", "song"]

_REGULAR = 400
_SERIF, _SANS = "Noto Serif SC", "Noto Sans SC"
_LIBERTINUS = "Libertinus Serif"  # comes inside Typst, so it is always at hand


class Choice(msgspec.Struct, frozen=True):
    """A family for a role: its weight, and the stroke (in em) that thickens a face too light.

    `covers` is a regular expression of the characters it may draw, where some are drawn badly.
    """

    family: str
    weight: int = _REGULAR
    stroke: float = 0.0
    covers: str = ""


def _choices(names: str) -> tuple[Choice, ...]:
    return tuple(Choice(name.strip()) for name in names.split(","))


# Best first. The last row of each role is the wheel's and always there.
ROLES: dict[Role, tuple[Choice, ...]] = {
    "body": (
        *_choices(
            "方正仿宋_GBK, FZFangSong-Z02, FZFangSong-Z02S, FZFSK--GBK1-0, FZFSJW--GB1-0,"
            "方正仿宋简体, 仿宋_GB2312, FangSong_GB2312, 仿宋, FangSong, 华文仿宋, STFangsong,"
            "FandolFang R, FandolFang"
        ),
        Choice(_SERIF),
    ),
    "kai": (
        *_choices(
            "方正楷体_GBK, FZKai-Z03, FZKai-Z03S, FZKTK--GBK1-0, FZKTJW--GB1-0, 方正楷体简体,"
            "楷体_GB2312, KaiTi_GB2312, 楷体, KaiTi, 华文楷体, STKaiti, FandolKai,"
            "LXGW WenKai GB, LXGW WenKai, AR PL UKai CN"
        ),
        Choice(_SERIF),
    ),
    "hei": (
        *_choices(
            "方正黑体_GBK, FZHei-B01, FZHei-B01S, FZHTK--GBK1-0, FZHTJW--GB1-0, 方正黑体简体,"
            "黑体, SimHei, 华文黑体, STHeiti"
        ),
        Choice("Noto Sans CJK SC", 500),
        Choice("Source Han Sans SC", 500),
        Choice("FandolHei", covers="[^“”‘’]"),  # its ” is drawn as a prime
        Choice(_SANS, 500),
        Choice(_SANS, stroke=0.022),
    ),
    "title": (
        *_choices(
            "方正小标宋_GBK, FZXiaoBiaoSong-B05, FZXiaoBiaoSong-B05S, FZXBSK--GBK1-0,"
            "FZXBSJW--GB1-0, 方正小标宋简体, 华文中宋, STZhongsong"
        ),
        *(Choice("Noto Serif CJK SC", weight) for weight in (900, 700)),
        *(Choice("Source Han Serif SC", weight) for weight in (900, 700)),
        *(Choice(_SERIF, weight) for weight in (900, 700)),
        Choice("FandolSong", 700),
        Choice(_SERIF, stroke=0.024),
    ),
    "song": (
        *_choices("方正书宋_GBK, FZShuSong-Z01, FZShuSong-Z01S, 宋体, SimSun, 华文宋体, STSong"),
        Choice("FandolSong"),
        Choice(_SERIF),
    ),
}
_LATIN = _choices(f"Times New Roman, Liberation Serif, Tinos, {_LIBERTINUS}")

_INSTALLED = {
    "win32": ("~/AppData/Local/Microsoft/Windows/Fonts", "C:/Windows/Fonts"),
    "darwin": ("~/Library/Fonts", "/Library/Fonts", "/System/Library/Fonts"),
}
_INSTALLED_ELSEWHERE = (
    "~/.fonts",
    "~/.local/share/fonts",
    "/usr/local/share/fonts",
    "/usr/share/fonts",
)


class Fonts:
    """Faces from the wheel and from `folders`; one value may serve any number of presses."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        """Open the wheel and every font file below `folders`."""
        wheel = pylopdf_fonts_zh_cn.serif_path().parent
        self.loaded = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=bool(folders),
            font_paths=[str(wheel), *(str(folder) for folder in folders)],
        )
        self._faces: dict[tuple[str, int], tuple[Path | None, int]] = {}
        self._drawable: set[str] = set()
        for face in self.loaded.fonts():
            if face.style == "normal":
                place = (Path(face.path) if face.path else None, face.index)
                self._faces.setdefault((face.family, face.weight), place)

    @staticmethod
    def default() -> Fonts:
        """Give the faces of the wheel alone: the same on every machine."""
        return _wheel_only()

    @staticmethod
    def found(folders: Iterable[Path] = (), *, installed: bool = True) -> Fonts:
        """Give the best families of `folders` and, unless told otherwise, of this machine."""
        known = _installed_folders() if installed else ()
        return Fonts([folder for folder in (*folders, *known) if folder.is_dir()])

    def choice(self, role: Role) -> Choice:
        """Give the family a role is printed in."""
        return next(found for choice in ROLES[role] if (found := self._at_hand(choice)))

    def _at_hand(self, choice: Choice) -> Choice | None:
        """Give `choice` in a weight there is: 400 stands for whatever a family calls regular."""
        weights = [weight for family, weight in self._faces if family == choice.family]
        if choice.weight in weights:
            return choice
        if choice.weight != _REGULAR or not weights:
            return None
        return structs.replace(choice, weight=min(weights, key=lambda w: abs(w - _REGULAR)))

    def chains(self) -> dict[str, dict[str, Any]]:
        """Give, for each role, the families in the order a character looks for its glyph."""
        return {role: self._chain(role) for role in ROLES}

    @cached_property
    def key(self) -> str:
        """Name the faces at hand, for what was set in them."""
        faces = repr(sorted(self._faces.items()))
        return hashlib.sha256(faces.encode()).hexdigest()[:16]

    def lacks(self, character: str) -> bool:
        """Tell whether no face that the text may fall back to can draw `character`.

        A private or unassigned character has no meaning, so that no face can be right for it.
        """
        if character in self._drawable:
            return False
        drawn = any(character in coverage for coverage in self._coverages)
        if not drawn or unicodedata.category(character) in {"Co", "Cn", "Cs"}:
            return True
        self._drawable.add(character)
        return False

    def lacking_of(self, characters: set[str]) -> set[str]:
        """Give those of `characters` that `lacks` is true of; quick when asked again."""
        return {character for character in characters - self._drawable if self.lacks(character)}

    def _chain(self, role: Role) -> dict[str, Any]:
        choice = self.choice(role)
        names = [{"name": choice.family, "covers": choice.covers}]
        if choice.family not in {_SERIF, _SANS} and role in {"body", "kai"}:
            latin = next((c.family for c in _LATIN if self._at_hand(c)), None)
            if latin:
                names.insert(0, {"name": latin, "covers": "latin-in-cjk"})
        fallback = (_SANS, _SERIF) if role == "hei" else (_SERIF, _SANS)
        names += [{"name": name, "covers": ""} for name in fallback]
        return {"names": names, "weight": choice.weight, "stroke": choice.stroke}

    @cached_property
    def _coverages(self) -> tuple[Coverage, ...]:
        body = self.choice("body")
        keys = ((_SERIF, _REGULAR), (_SANS, _REGULAR), (body.family, body.weight))
        places = [self._faces.get(key, (None, 0)) for key in keys]
        return tuple(read_coverage(path, index) if path else NOTHING for path, index in places)


@lru_cache(maxsize=1)
def _wheel_only() -> Fonts:
    return Fonts()


def _installed_folders() -> tuple[Path, ...]:
    places = _INSTALLED.get(sys.platform, _INSTALLED_ELSEWHERE)
    return tuple(Path(place).expanduser() for place in places)
