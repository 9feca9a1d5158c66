"""The life of a contribution as one table of moves. Buttons, API, tests and letters come from it.

It declares and does nothing: `actions.flow` makes the moves.

    received ─┬─> waiting ──┬─> planned ───> adopted      when its issue is published
              │     ↑       ├─> shortlisted               kept for a later issue (留用)
              │     │       ├─> declined                  with a reason (不采用)
              │     │       └─> divided                   its pieces live on (拆分)
              ├─> unreadable                              listed, with a retry
              └─> set_aside                               auto-replies, bounces; withdrawn
"""

from __future__ import annotations

from typing import Literal, NamedTuple

ContributionState = Literal[
    "received",
    "unreadable",
    "set_aside",
    "waiting",
    "planned",
    "shortlisted",
    "declined",
    "divided",
    "adopted",
]


class Move(NamedTuple):
    """From which states to which, by whom (None: the machine alone), and what it needs."""

    name: str
    sources: tuple[ContributionState, ...]
    target: ContributionState
    may: str | None
    needs_reason: bool = False
    letter: str | None = None
    inverse: str | None = None


_MOVES = (
    Move("read", ("received", "unreadable"), "waiting", None),
    Move("give_up", ("received",), "unreadable", None),
    Move("put_aside", ("received",), "set_aside", None),
    Move("retry", ("unreadable", "set_aside"), "received", "decide"),
    Move(
        "set_aside",
        ("waiting", "unreadable", "shortlisted"),
        "set_aside",
        "decide",
        inverse="reconsider",
    ),
    Move("plan", ("waiting", "shortlisted", "declined"), "planned", "decide", inverse="reconsider"),
    Move("shortlist", ("waiting", "declined"), "shortlisted", "decide", inverse="reconsider"),
    Move(
        "decline",
        ("waiting", "shortlisted"),
        "declined",
        "decide",
        needs_reason=True,
        inverse="reconsider",
    ),
    Move("divide", ("waiting", "shortlisted"), "divided", "decide", inverse="reconsider"),
    Move(
        "reconsider",
        ("planned", "shortlisted", "declined", "divided", "set_aside"),
        "waiting",
        "decide",
    ),
    Move("withdraw", ("waiting", "unreadable"), "set_aside", "contribute"),
    Move("reinstate", ("set_aside",), "received", "contribute"),
    Move("adopt", ("planned",), "adopted", None, letter="adopted"),
)

MOVES: dict[str, Move] = {move.name: move for move in _MOVES}


def moves_from(state: str) -> list[Move]:
    """Give the moves an editor may make from `state`, in the order of the table."""
    return [move for move in _MOVES if state in move.sources and move.may == "decide"]
