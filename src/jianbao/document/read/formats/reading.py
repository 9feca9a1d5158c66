"""What every format reader gives back; it holds no rule of any format."""

from __future__ import annotations

import msgspec

from jianbao.document.problems import Problem
from jianbao.document.read.lines import Line


class FormatReading(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of one file with what was noticed on the way.

    `pictures` maps the file names that the lines' pictures use to their bytes. `source` is the
    `jianbao-issue/1` JSON that jianbao itself left in the file, unchecked, and `source_pictures`
    the pictures that belong to it; whether it still says what the lines say is decided elsewhere.
    """

    lines: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()
    pictures: dict[str, bytes] = {}
    source: bytes | None = None
    source_pictures: dict[str, bytes] = {}
    front_matter: dict[str, str] = {}
