"""The lives of contributions, issues and dispatches as tables: buttons, API and tests come of it.

It declares and does nothing: `actions.flow` makes the moves.

    received ─┬─> waiting ──┬─> planned ───> adopted      when its issue is published
              │     ↑       ├─> shortlisted               kept for a later issue (留用)
              │     │       ├─> declined                  with a reason (不采用)
              │     │       └─> divided                   its pieces live on (拆分)
              ├─> unreadable                              listed, with a retry
              └─> set_aside                               auto-replies, bounces; withdrawn

    open ──> in_review ──> signed ──> published           of a correction: the next edition is out
      ↑__________│___________│                            recalled by an editor, or sent back

    draft ──> approved ──> sending ⇄ paused               a dispatch; approval freezes it
                              │  ↑ somebody is to get it again
                              └──> finished

    pending ──> sending ─┬─> accepted ──> bounced         a delivery; claimed before it is sent
       ↑          ↑      ├─> deferred   to be tried again by itself
       │          └──────┘
       │                 ├─> failed
       └── by hand ──────└─> unknown    never tried again by itself
"""

from __future__ import annotations

from typing import Literal, NamedTuple

FOLLOWS = "follows"
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


IssueState = Literal["open", "in_review", "signed", "published", "dropped"]
DispatchState = Literal["draft", "approved", "sending", "paused", "finished", "cancelled"]
DeliveryState = Literal[
    "pending", "sending", "deferred", "accepted", "failed", "bounced", "unknown", "excluded"
]


class Move(NamedTuple):
    """From which states to which, by whom (None: the machine alone), and what it needs.

    `may` is a capability of `rules`; where `machine`, the desk makes the move by itself too.
    FOLLOWS says that it follows from another row, whose own rules were asked: `sign` and
    `send_back` from a verdict, `publish` from an edition that is complete.
    """

    name: str
    sources: tuple[str, ...]
    target: str
    may: str | None
    needs_reason: bool = False
    letter: str | None = None
    inverse: str | None = None
    machine: bool = False


_MOVES = (
    Move("read", ("received", "unreadable"), "waiting", None),
    Move("give_up", ("received",), "unreadable", None),
    Move("put_aside", ("received",), "set_aside", None),
    Move("retry", ("unreadable", "set_aside"), "received", "decide", machine=True),
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

_ISSUE_MOVES = (
    Move("submit", ("open",), "in_review", "edit", letter="turn", inverse="recall"),
    Move("recall", ("in_review", "signed"), "open", "edit", needs_reason=True, letter="recalled"),
    Move("sign", ("in_review",), "signed", FOLLOWS, letter="signed"),
    Move("unsign", ("signed",), "in_review", FOLLOWS),
    Move(
        "send_back",
        ("in_review", "signed"),
        "open",
        FOLLOWS,
        needs_reason=True,
        letter="sent_back",
    ),
    Move("publish", ("signed",), "published", FOLLOWS, letter="outcome"),
    Move("drop", ("open",), "dropped", "publish", needs_reason=True),  # of a correction alone
)

ISSUE_MOVES: dict[str, Move] = {move.name: move for move in _ISSUE_MOVES}

_DISPATCH_MOVES = (
    Move("approve_dispatch", ("draft",), "approved", "send"),
    Move("start_dispatch", ("approved",), "sending", "send", machine=True),  # at its time
    Move("pause_dispatch", ("approved", "sending"), "paused", "send", machine=True),
    Move("resume_dispatch", ("paused",), "sending", "send"),
    Move("finish_dispatch", ("sending",), "finished", None),
    Move("reopen_dispatch", ("finished",), "sending", FOLLOWS),  # from a delivery asked for again
    Move("drop_dispatch", ("draft",), "cancelled", "prepare_dispatch"),
    Move(
        "call_off_dispatch",
        ("approved", "sending", "paused"),
        "cancelled",
        "send",
        needs_reason=True,
    ),
)

DISPATCH_MOVES: dict[str, Move] = {move.name: move for move in _DISPATCH_MOVES}

_DELIVERY_MOVES = (
    Move("claim", ("pending", "deferred"), "sending", None),
    Move("accept", ("sending",), "accepted", None),
    Move("defer", ("sending",), "deferred", None),
    Move("fail", ("sending", "deferred"), "failed", None),
    Move("lose", ("sending",), "unknown", None),
    Move("bounce", ("accepted", "unknown"), "bounced", None),
    Move("leave_out", ("pending", "deferred"), "excluded", "send", needs_reason=True),
    Move("confirm", ("unknown",), "accepted", "send"),
    Move("print", ("pending",), "accepted", "send"),  # an order that the print shop carried out
    Move("resend", ("accepted", "failed", "bounced", "unknown"), "pending", "send"),
)

DELIVERY_MOVES: dict[str, Move] = {move.name: move for move in _DELIVERY_MOVES}


def moves_from(state: str) -> list[Move]:
    """Give the moves an editor may make from `state`, in the order of the table."""
    return [move for move in _MOVES if state in move.sources and move.may == "decide"]
