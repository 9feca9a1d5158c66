"""Which pictures of a PDF belong to its text: not ornaments, grounds, nor the logo of each page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec
import pypdfium2_raw as raw

from jianbao.document.model import Picture
from jianbao.document.read.formats.layout.rows import PageRows
from jianbao.document.read.formats.layout.runs import PlacedPicture
from jianbao.document.read.formats.pdf.images import (
    Placed,
    find_images,
    image_bytes,
    pixel_size,
)
from jianbao.document.read.formats.pdf.pdfium import Handle
from jianbao.document.read.formats.picture_names import picture_name

_SMALLEST = 36.0  # points of the shorter side
_FAINTEST = 40  # pixels of the shorter side
_GROUND = 0.85  # share of a page that only its ground covers
_MOST = 200
_BYTES = 60 << 20
_REPEATED = 3  # pages that show an ornament


class OnPage(msgspec.Struct):
    """The picture objects of a page, the share of it they cover, and how many objects it has."""

    placed: list[Placed]
    share: float
    objects: int
    width: float
    height: float


class Pictures:
    """Collects the pictures of a document by the names that lines use."""

    def __init__(self, document: Handle) -> None:
        """Take the open document."""
        self._document = document
        self._left = _BYTES
        self._taken = 0
        self.found: dict[str, bytes] = {}

    def find(self, page: Handle) -> OnPage:
        """Find what pictures a page has."""
        width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
        if raw.FPDFPage_GetRotation(page) % 2:  # objects keep the places of the unturned page
            width, height = height, width
        placed = find_images(page)
        share = sum(one.share(width, height) for one in placed)
        objects = raw.FPDFPage_CountObjects(page)
        return OnPage(placed=placed, share=share, objects=objects, width=width, height=height)

    def take(self, page: Handle, on_page: OnPage) -> list[PlacedPicture]:
        """Take out the pictures that were set in the text."""
        return [
            taken
            for placed in on_page.placed
            if _is_set_in_text(placed, on_page) and (taken := self._take(page, placed))
        ]

    def _take(self, page: Handle, placed: Placed) -> PlacedPicture | None:
        self._taken += 1
        if self._taken > _MOST:
            return None
        data = image_bytes(self._document, page, placed.handle)
        if data is None or len(data) > self._left:
            return None
        name = picture_name(data)
        if not name:
            return None
        if name not in self.found:
            self._left -= len(data)
            self.found[name] = data
        return PlacedPicture(
            picture=Picture(file=name), x0=placed.left, x1=placed.right, y=placed.bottom
        )

    def drop_repeated(self, pages: Sequence[PageRows]) -> None:
        """Drop what stands on page after page: a logo or the ornament of a running head."""
        counts = Counter(name for page in pages for name in {p.picture.file for p in page.pictures})
        repeated = {
            name for name, count in counts.items() if count >= max(_REPEATED, len(pages) // 2)
        }
        for page in pages:
            page.pictures = [p for p in page.pictures if p.picture.file not in repeated]
        for name in repeated:
            del self.found[name]


def _is_set_in_text(placed: Placed, on_page: OnPage) -> bool:
    shown = min(placed.right - placed.left, placed.top - placed.bottom)
    if shown < _SMALLEST or min(pixel_size(placed.handle)) < _FAINTEST:
        return False
    return placed.share(on_page.width, on_page.height) < _GROUND
