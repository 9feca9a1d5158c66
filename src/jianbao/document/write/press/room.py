"""The press room of a process: warm presses, and the last proofs with the pages drawn of them.

It is asked with a whole issue, as often as a key is struck; what it has set already it gives at
once. Any number of threads may ask. Open it after a fork: the child of a process that has typeset
hangs.
"""

from __future__ import annotations

import hashlib
import threading
from typing import NamedTuple

import msgspec

from jianbao.document.interchange import to_json
from jianbao.document.model import Issue
from jianbao.document.write.beside import NO_PICTURES, Pictures
from jianbao.document.write.fonts import Fonts
from jianbao.document.write.press.layout import Layout
from jianbao.document.write.press.page_image import draw_page
from jianbao.document.write.press.press import Press, Proof
from jianbao.document.write.press.shelf import Shelf
from jianbao.document.write.press.theme import Theme

_PROOFS = 48_000_000  # bytes
_PAGES = 32_000_000
_PRESSES = 4
_LAYOUT = 20_000  # bytes, about, of a layout in memory


class Dress(NamedTuple):
    """What an issue is set in: a theme by name or as read from a folder, and the faces."""

    theme: str | Theme = "gov"
    fonts: Fonts | None = None  # those of the wheel for None

    def key(self) -> str:
        """Name the dress by its content."""
        theme, fonts = self.theme, self.fonts
        named = theme if isinstance(theme, str) else _digest(msgspec.msgpack.encode(theme))
        return f"{named} {fonts.key if fonts else ''}"


PLAIN_DRESS = Dress()


class KeptProof(NamedTuple):
    """A proof and the key by which its pages are asked for."""

    key: str
    layout: Layout
    pdf: bytes


class PressRoom:
    """Give proofs, pages and PDFs of issues; what is asked again is not made again."""

    def __init__(self, *, proofs: int = _PROOFS, pages: int = _PAGES) -> None:
        """Keep so many bytes of proofs, and of drawn pages."""
        self._proofs = Shelf[Proof](proofs, lambda proof: len(proof.pdf) + _LAYOUT)
        self._pages = Shelf[bytes](pages, len)
        self._presses: dict[str, Press] = {}  # the latest used last
        self._lock = threading.Lock()

    def key(
        self, issue: Issue, pictures: Pictures = NO_PICTURES, dress: Dress = PLAIN_DRESS
    ) -> str:
        """Name the pages by all that makes them: 32 hexadecimal digits, good for an address."""
        shown = [[name, _digest(data)] for name, data in sorted(pictures.items())]
        return _digest(msgspec.json.encode([dress.key(), shown]) + to_json(issue))

    def proof(
        self, issue: Issue, pictures: Pictures = NO_PICTURES, dress: Dress = PLAIN_DRESS
    ) -> KeptProof:
        """Give the proof of an issue in the making, whatever it lacks. Raises PressError."""
        key, press = self.key(issue, pictures, dress), self._press(dress)
        return KeptProof(key, *self._proofs.give(key, lambda: press.proof(issue, pictures)))

    def layout(
        self, issue: Issue, pictures: Pictures = NO_PICTURES, dress: Dress = PLAIN_DRESS
    ) -> Layout:
        """Tell where everything stands. Raises PressError."""
        return self.proof(issue, pictures, dress).layout

    def page(
        self,
        issue: Issue,
        pictures: Pictures,
        number: int,
        ppi: float = 96,
        dress: Dress = PLAIN_DRESS,
    ) -> bytes:
        """Draw page `number` (from 1) as a JPEG. Raises IndexError past the end, PressError."""
        proof = self.proof(issue, pictures, dress)
        return self._draw(proof.key, proof.pdf, number, ppi)

    def kept_page(self, key: str, number: int, ppi: float = 96) -> bytes | None:
        """Draw a page of the proof of this key while it is kept; None when it is gone.

        So a page is given without its issue being read. Raises IndexError past the end.
        """
        if drawn := self._pages.find((key, number, ppi)):
            return drawn
        proof = self._proofs.find(key)
        return self._draw(key, proof.pdf, number, ppi) if proof else None

    def pdf(
        self, issue: Issue, pictures: Pictures = NO_PICTURES, dress: Dress = PLAIN_DRESS
    ) -> bytes:
        """Give the PDF for the record, as `write_pdf` does and with what it raises; not kept."""
        return self._press(dress).pdf(issue, pictures)

    def _draw(self, key: str, pdf: bytes, number: int, ppi: float) -> bytes:
        return self._pages.give((key, number, ppi), lambda: draw_page(pdf, number, ppi, "JPEG"))

    def _press(self, dress: Dress) -> Press:
        key = dress.key()
        with self._lock:
            press = self._presses.pop(key, None) or Press(theme=dress.theme, fonts=dress.fonts)
            self._presses[key] = press
            for old in list(self._presses)[:-_PRESSES]:
                del self._presses[old]  # and its folder, once nobody works at it
        return press


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]
