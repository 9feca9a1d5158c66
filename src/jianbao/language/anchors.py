"""A mark on a stretch of a text that goes where the text goes when others edit it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from jianbao.language.difference import Edit, close_differences, differences

_TELLING = 4  # characters of a quote that is known again wherever it was moved to
_LEFT = 3  # a mark is gone when less than one part in so many of its characters is left


class Anchor(NamedTuple):
    """A mark on `text[start:end]`, which is its `quote`; places count characters.

    `lost` says that what it marked is gone: `start` and `end` are then the place where it was,
    and `quote` what stood there last. An empty quote marks a place between two characters.
    """

    start: int
    end: int
    quote: str
    lost: bool = False


def mark(text: str, start: int, end: int) -> Anchor:
    """Mark a stretch of `text`. Raises ValueError for one that the text does not have."""
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"no stretch {start} to {end} in {len(text)} characters")
    return Anchor(start, end, text[start:end])


def move_anchor(anchor: Anchor, before: str, after: str) -> Anchor:
    """Give the anchor's place in `after`, which was made of `before`, the text it stood in.

    What comes and goes beside the mark does not change it; what is replaced inside is marked in
    its new words, and so is the whole where it is replaced and nothing more. A mark whose words
    were taken elsewhere follows them; one that was lost is found when its words come back.
    """
    if before == after:
        return anchor
    return _beside_one_edit(anchor, before, after) or _through_edits(anchor, before, after)


def _beside_one_edit(anchor: Anchor, before: str, after: str) -> Anchor | None:
    """Move a mark that all changes stand behind, or all before, with no need to guess."""
    if anchor.lost:
        return None
    if before[: anchor.end] == after[: anchor.end]:
        return anchor
    behind = len(before) - anchor.start
    if not anchor.quote or before[anchor.start :] != after[max(0, len(after) - behind) :]:
        return None
    shift = len(after) - len(before)
    return Anchor(anchor.start + shift, anchor.end + shift, anchor.quote)


def _through_edits(anchor: Anchor, before: str, after: str) -> Anchor:
    edits = _refined(differences(before, after))
    start, end = _start(edits, anchor.start), _end(edits, anchor.end)
    if not anchor.quote:
        return Anchor(end, end, "")
    place = min(start, end)
    found = _only_place(anchor.quote, before, after)
    if found is None and not anchor.lost and _enough_left(edits, anchor, (start, end)):
        return Anchor(start, end, after[start:end])
    if found is None:
        found = _come_back(anchor.quote, after, _stretch(edits, place))
    if found is None:
        return Anchor(place, place, anchor.quote, lost=True)
    return Anchor(found, found + len(anchor.quote), anchor.quote)


def _refined(edits: Sequence[Edit]) -> list[Edit]:
    """Part what was joined for readers, so that a mark beside a change stays off it."""
    fine: list[Edit] = []
    for edit in edits:
        inner = close_differences(edit.old, edit.new) if edit.kind == "replace" else []
        fine += [_shifted(part, edit.a_start, edit.b_start) for part in inner] or [edit]
    return fine


def _shifted(edit: Edit, a: int, b: int) -> Edit:
    return edit._replace(
        a_start=edit.a_start + a,
        a_end=edit.a_end + a,
        b_start=edit.b_start + b,
        b_end=edit.b_end + b,
    )


def _start(edits: Sequence[Edit], place: int) -> int:
    """Map the first character of a mark; what is inserted directly before it stays outside."""
    for edit in edits:
        if edit.a_start <= place < edit.a_end:
            inside = place - edit.a_start
            parallel = edit.kind == "equal" or len(edit.old) == len(edit.new)
            return edit.b_start + inside if parallel or not inside else edit.b_end
    return edits[-1].b_end if edits else 0


def _end(edits: Sequence[Edit], place: int) -> int:
    """Map the end of a mark; what is inserted directly behind it stays outside."""
    for edit in edits:
        if edit.a_start < place <= edit.a_end:
            inside = edit.a_end - place
            parallel = edit.kind == "equal" or len(edit.old) == len(edit.new)
            return edit.b_end - inside if parallel or not inside else edit.b_start
    return 0


def _enough_left(edits: Sequence[Edit], anchor: Anchor, moved: tuple[int, int]) -> bool:
    """Say whether the mark still marks its text: its inside may change, not be cut away."""
    if moved[0] >= moved[1]:
        return False
    inside = [edit for edit in edits if anchor.start < edit.a_end and edit.a_start < anchor.end]
    cut = [edit for edit in inside if edit.kind != "equal" and not _within(edit, anchor)]
    if not cut:
        return True
    left = sum(
        min(edit.b_end, moved[1]) - max(edit.b_start, moved[0])
        for edit in inside
        if edit.kind == "equal" or len(edit.old) == len(edit.new)
    )
    return left * _LEFT >= len(anchor.quote)


def _within(edit: Edit, anchor: Anchor) -> bool:
    return anchor.start <= edit.a_start and edit.a_end <= anchor.end


def _stretch(edits: Sequence[Edit], place: int) -> tuple[int, int]:
    """Give the changed stretch of the new text that `place` stands in or touches."""
    near = [edit for edit in edits if edit.b_start <= place <= edit.b_end and edit.new]
    changed = [edit for edit in near if edit.kind != "equal"]
    if not changed:
        return place, place
    return changed[0].b_start, changed[-1].b_end


def _only_place(quote: str, before: str, after: str) -> int | None:
    """Find words that tell enough and stand once in the new text, and at most once in the old."""
    if len(quote) < _TELLING or before.count(quote) > 1 or after.count(quote) != 1:
        return None
    return after.index(quote)


def _come_back(quote: str, text: str, stretch: tuple[int, int]) -> int | None:
    """Find the words of a mark in what is new around its place."""
    start, end = stretch
    margin = len(quote) - 1  # words that come back may lean on an equal neighbour
    place = text.find(quote, max(0, start - margin), end + margin) if start < end else -1
    return place if place >= 0 else None
