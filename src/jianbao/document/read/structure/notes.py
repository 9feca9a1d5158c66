"""The editors' note (按语, 卷首语) before the first section; never a note inside an item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jianbao.document.model import Note, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jianbao.document.read.structure.outline import Placed

_NAMES = (
    r"(?:编者按语?|编者注|編者按|按\s*语|按|卷首语|卷首語|刊首语|刊首寄语|开篇语|开卷语|编者的话|编前语|"
    r"写在前面|前\s*言|导\s*语|引\s*言)"
)
_HEAD = re.compile(rf"[【〖\[（(]?\s*({_NAMES})\s*[】〗\]）)]?\s*[:：]?")
_RUN_IN = re.compile(rf"[【〖\[（(]?\s*({_NAMES})\s*(?:[】〗\]）)]\s*[:：]?|[:：])\s*(?=\S)")
_SET_APART = re.compile(
    r"\s*(编者按语?|编者注|編者按|按\s*语|卷首语|卷首語|刊首语|刊首寄语|开篇语|开卷语|编者的话|编前语|写在前面)"
    r"[ \u3000]+(?=\S)"
)
_REACH = 3  # blocks from the beginning in which the note opens


def is_note_head(text: str) -> bool:
    """Say whether a line is nothing but the heading of an editors' note."""
    return bool(_HEAD.fullmatch(text))


def opens_note(text: str) -> bool:
    """Say whether a line heads an editors' note, or begins it after a label of its own."""
    return is_note_head(text) or _run_in(text) is not None


def _run_in(text: str) -> re.Match[str] | None:
    return _RUN_IN.match(text) or _SET_APART.match(text)


def take_note(placed: Sequence[Placed]) -> tuple[Note | None, list[Placed]]:
    """Split the note off the beginning; give it and the other blocks.

    A note under a heading of its own runs to the next heading or title; one that begins in its
    line (编者按：…) is that paragraph.
    """
    for at, (block, role) in enumerate(placed[:_REACH]):
        run_in = _run_in(block.text)
        if role in {"section", "subsection", "title"} and is_note_head(block.text):
            end = _text_end(placed, at + 1)
            title, texts = _HEAD.fullmatch(block.text), [b.text for b, _ in placed[at + 1 : end]]
        elif run_in and role == "text" and block.kind == "paragraph":
            end, title = at + 1, run_in
            texts = [block.text[run_in.end() :]]
        else:
            continue
        assert title is not None
        if not texts:
            return None, list(placed)
        note = Note(title=title[1].replace(" ", ""), paragraphs=tuple(map(one_line, texts)))
        return note, [*placed[:at], *placed[end:]]
    return None, list(placed)


def _text_end(placed: Sequence[Placed], start: int) -> int:
    for at in range(start, len(placed)):
        if placed[at].role != "text" or placed[at].block.kind != "paragraph":
            return at
    return len(placed)
