"""配图: which of the pictures that came are printed; the others are left to the editors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from jianbao.document.compose.places import Place
from jianbao.document.model import Item, Picture


def illustrate(items: Iterable[tuple[Place, Item, tuple[Picture, ...]]]) -> Iterator[Item]:
    """Give each place one picture: the first with a caption, behind the item that it came with.

    A page of briefs has room for no more, and without a caption nobody knows what is shown.
    """
    shown: set[Place] = set()
    for place, item, pictures in items:
        captioned = next((picture for picture in pictures if picture.caption), None)
        if captioned is None or place in shown:
            yield item
            continue
        shown.add(place)
        behind = msgspec.structs.replace(captioned, after=len(item.paragraphs))
        yield msgspec.structs.replace(item, pictures=(behind,))
