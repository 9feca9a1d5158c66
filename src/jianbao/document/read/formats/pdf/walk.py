"""The characters of a page as runs: neighbours of one font on one baseline, upright as read."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable

import msgspec
import pypdfium2_raw as raw

from jianbao.document.problems import Unreadable
from jianbao.document.read.formats.layout.runs import BOLD, Run
from jianbao.document.read.formats.pdf import pdfium
from jianbao.document.read.formats.pdf.glyphs import meant
from jianbao.document.read.formats.pdf.weights import weight_of

CHARACTERS = 200_000  # on one page
_NO_CHARACTER = frozenset((0, 2, 10, 13, 0xFFFE, 0xFFFF))
_BLANKS = frozenset((9, 32, 0xA0, *range(0x2000, 0x200B), 0x3000))
_BLANK_TEXTS = frozenset(map(chr, _BLANKS))
_STROKED = (1, 2, 5, 6)
_INVISIBLE = 3
_UPRIGHT = 3  # degrees a baseline may lean
_SMALLEST = 3.0  # points


class PageText(msgspec.Struct):
    """The runs of a page by the quarter turn they are read at, the most used turn first."""

    turned: list[list[Run]]
    nameless: int  # glyphs without a meaning


class _Style(msgspec.Struct):
    """What all characters of one text object share. `turn` in quarters, -1 when slanted."""

    y: float
    size: float
    weight: int
    visible: bool
    turn: int


class _Measure:
    """Reads styles of text objects through buffers made once."""

    def __init__(self, text: int) -> None:
        self._text = text
        self._matrix = raw.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._weights: dict[int, int] = {}

    def style(self, index: int, text_object: int) -> _Style:
        matrix = self._matrix
        pdfium.matrix_of(self._text, index, ctypes.addressof(matrix))
        size, turn = pdfium.font_size_of(self._text, index), 0
        if matrix.b or matrix.c or matrix.a <= 0 or matrix.d <= 0:
            size *= math.hypot(matrix.c, matrix.d) or 1.0
            turn = _turn(matrix)
        else:
            size *= matrix.d
        mode = pdfium.render_mode_of(text_object)
        weight = BOLD if mode in _STROKED else self._weight(pdfium.font_of(text_object))
        _, y = self.origin(index, max(turn, 0))
        return _Style(y=y, size=size, weight=weight, visible=mode != _INVISIBLE, turn=turn)

    def origin(self, index: int, turn: int) -> tuple[float, float]:
        """Give the origin of a character in the frame of text read at `turn` quarters."""
        pdfium.origin_of(self._text, index, ctypes.addressof(self._x), ctypes.addressof(self._y))
        x, y = self._x.value, self._y.value
        return ((x, y), (y, -x), (-x, -y), (-y, x))[turn]

    def _weight(self, font: int | None) -> int:
        if font is None:
            return 0
        if font not in self._weights:
            self._weights[font] = weight_of(pdfium.font_name(font))
        return self._weights[font]


def _turn(matrix: raw.FS_MATRIX) -> int:
    """Give the quarter turns of a baseline, or -1 for a slanted watermark."""
    degrees = math.degrees(math.atan2(matrix.b, matrix.a))
    quarter = round(degrees / 90)
    return -1 if abs(degrees - 90 * quarter) > _UPRIGHT else quarter % 4


def read_runs(page: pdfium.Handle) -> PageText:
    """Read the characters of a page. Raises Unreadable too-big over CHARACTERS."""
    with pdfium.opened_text(page) as handle:
        count = raw.FPDFText_CountChars(handle)
        if count > CHARACTERS:
            raise Unreadable("too-big", limit=f"{CHARACTERS} 字/页 characters a page")
        return _Collector(pdfium.address_of(handle)).collect(count)


class _Collector:
    """Walks the characters once and cuts them into runs."""

    def __init__(self, text: int) -> None:
        self._text = text
        self._measure = _Measure(text)
        self._turned: dict[int, list[Run]] = {}

    def collect(self, count: int) -> PageText:
        nameless = self._walk(count)
        for runs in self._turned.values():
            for run in runs:
                run.text = meant(run.text)
        turned = sorted(self._turned.values(), key=lambda runs: -sum(len(r.text) for r in runs))
        return PageText(turned=turned, nameless=nameless)

    def _walk(self, count: int) -> int:
        """Hot loop: three calls into pdfium for each character, everything bound to locals."""
        text, unicode_of, object_of = self._text, pdfium.unicode_of, pdfium.object_of
        current, extend, nameless = None, None, 0
        for index in range(count):
            code = unicode_of(text, index)
            if code in _NO_CHARACTER:
                nameless += code == 0
                continue
            text_object = object_of(text, index)
            if text_object is None:
                continue
            if text_object != current:
                current = text_object
                extend = self._extender(index, text_object)
            if extend is not None:
                extend(index, code)
        return nameless

    def _extender(self, index: int, text_object: int) -> Callable[[int, int], None] | None:
        """Give what adds a character of this object to its runs; None where none are wanted."""
        style = self._measure.style(index, text_object)
        if style.turn < 0 or style.size < _SMALLEST:
            return None
        runs = self._turned.setdefault(style.turn, [])
        text, box_of, reach, back = self._text, pdfium.box_of, 0.18 * style.size, 1.2 * style.size
        run: Run | None = None

        def extend(index: int, code: int) -> None:
            nonlocal run
            if style.turn:
                left, right = self._turned_sides(style, index, code)
            else:
                box_of(text, index, _BOX_ADDRESS)
                left, right = _BOX.left, _BOX.right
            blank = code in _BLANKS
            if blank and right <= left:  # one that pdfium made up
                return
            if run is None or not -back <= left - run.end <= reach or _ends_blanks(run, blank):
                run = _start(style, code, left, right)
                runs.append(run)
                return
            run.text += chr(code)
            run.end = right
            if not blank:
                run.x1 = right

        return extend

    def _turned_sides(self, style: _Style, index: int, code: int) -> tuple[float, float]:
        x, _ = self._measure.origin(index, style.turn)
        return x, x + style.size * (0.5 if code < 0x2E80 else 1.0)


def _ends_blanks(run: Run, blank: bool) -> bool:
    """Blanks stand in runs of their own in front of what is seen, so that x0 is what is seen."""
    return not blank and run.text[-1] in _BLANK_TEXTS and run.text.isspace()


def _start(style: _Style, code: int, left: float, right: float) -> Run:
    return Run(
        text=chr(code),
        x0=left,
        x1=right,
        end=right,
        y=style.y,
        size=style.size,
        weight=style.weight,
        visible=style.visible,
    )


_BOX = raw.FS_RECTF()
_BOX_ADDRESS = ctypes.addressof(_BOX)
