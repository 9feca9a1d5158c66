"""An item as one text for reading and comparing, with a line for each line of print."""

from __future__ import annotations

from jianbao.document.model import Item


def as_read(item: Item) -> str:
    r"""Give title, paragraphs and signature, each on a line of its own, parted by \n.

    The lead runs into the first paragraph, as printed; the last line holds byline and source.
    """
    first, *others = item.paragraphs or ("",)
    signature = (item.byline.raw if item.byline else "") + (item.source.raw if item.source else "")
    lines = [item.title or "", (item.lead or "") + first, *others, signature]
    return "\n".join(line for line in lines if line)
