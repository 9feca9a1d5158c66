"""What changed between two texts, by character and grouped so that a person can read it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from diff_match_patch import diff_match_patch

EditKind = Literal["equal", "insert", "delete", "replace"]

_BREAKS = frozenset("，。；：！？、\n")
_SHORT = 2  # equal characters between two changes that are not worth leaving alone


class Edit(NamedTuple):
    """One stretch of two texts: `a[a_start:a_end] == old` and `b[b_start:b_end] == new`."""

    kind: EditKind
    old: str
    new: str
    a_start: int
    a_end: int
    b_start: int
    b_end: int


def differences(a: str, b: str) -> list[Edit]:
    """Give the edits that turn `a` into `b`, in order.

    All `old` joined are `a`, all `new` joined are `b`; no two neighbours are of one kind, and a
    change never stands beside another change. Changes that one or two equal characters part
    are joined unless a mark of punctuation is among these.
    """
    engine = _engine()
    found = engine.diff_main(a, b, False)  # noqa: FBT003 - positional in that library
    engine.diff_cleanupSemantic(found)
    return _placed(_grouped(found, near=_SHORT))


def close_differences(a: str, b: str, *, join: int = 0) -> list[Edit]:
    """Give the same without regard for readers: the fewest characters changed.

    Changes that at most `join` equal characters part are joined as above.
    """
    found = _engine().diff_main(a, b, False)  # noqa: FBT003 - positional in that library
    return _placed(_grouped(found, near=join))


def _engine() -> diff_match_patch:
    engine = diff_match_patch()
    engine.Diff_Timeout = 0  # the same texts give the same edits on a slow machine
    return engine


def _grouped(operations: list[tuple[int, str]], *, near: int) -> list[tuple[str, str]]:
    """Turn operations into pairs of old and new; `near` equal characters part no changes."""
    found = [(operation, text) for operation, text in operations if text]
    groups: list[tuple[str, str]] = []
    for place, (operation, text) in enumerate(found):
        old = text if operation <= 0 else ""
        new = text if operation >= 0 else ""
        inner = 0 < place < len(found) - 1
        joined = operation == 0 and inner and len(text) <= near and not _BREAKS & set(text)
        changes = operation != 0 or joined
        if groups and changes and groups[-1][0] != groups[-1][1]:
            groups[-1] = (groups[-1][0] + old, groups[-1][1] + new)
        else:
            groups.append((old, new))
    return groups


def _placed(groups: list[tuple[str, str]]) -> list[Edit]:
    edits: list[Edit] = []
    a = b = 0
    for old, new in groups:
        edits.append(Edit(_kind(old, new), old, new, a, a + len(old), b, b + len(new)))
        a, b = a + len(old), b + len(new)
    return edits


def _kind(old: str, new: str) -> EditKind:
    if old == new:
        return "equal"
    if old and new:
        return "replace"
    return "delete" if old else "insert"
