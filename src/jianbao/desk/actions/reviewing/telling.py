"""Writes the letters of a review into the outbox: one for each event and person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from jianbao.desk.actions.writing import write_letter
from jianbao.desk.models import Event, Handover, Issue, SigningLink, User, Verdict
from jianbao.desk.queries.review_readers import (
    Reader,
    candidates,
    editors_of,
    readers,
)
from jianbao.desk.queries.review_words import reason_in_words
from jianbao.desk.queries.standing import Standing
from jianbao.desk.steps import EDITING, Step
from jianbao.document import model
from jianbao.document.numbering import format_number


def tell_turn(issue: Issue, standing: Standing, step: Step, turn: Handover) -> None:
    """Tell who has it now; when it is nobody's in particular, everybody who may take it."""
    open_to = (person for person, answer in candidates(issue, standing, step) if answer.ok)
    people: Iterable[User] = [turn.to] if turn.to else open_to
    about = _about(issue, standing.content) | {"step": step.name, "turn": turn, "by": turn.by}
    _write("turn", f"turn:{turn.pk}", readers(issue, people, but=turn.by), issue, about)


def remind(turn: Handover, standing: Standing, step: Step, when: str) -> None:
    """Remind who has it: `when` is "before" it is due, or "after"."""
    people = [turn.to] if turn.to else []
    about = _about(turn.issue, standing.content)
    about |= {"step": step.name, "turn": turn, "late": when == "after"}
    found = readers(turn.issue, people, but=None)
    _write("reminder", f"reminder:{turn.pk}:{when}", found, turn.issue, about)


def tell_sent_back(
    issue: Issue, standing: Standing, verdict: Verdict, approvers: Sequence[User | SigningLink]
) -> None:
    """Tell everybody who had approved, and the editors, why it was sent back and to where."""
    target = standing.of(verdict.back_to)
    about = _about(issue, standing.content) | {
        "verdict": verdict,
        "reason": reason_in_words(verdict.reason),
        "to_editing": verdict.back_to == EDITING,
        "target": target.step.name if target else "",
    }
    people = [*approvers, *editors_of(issue)]
    found = readers(issue, people, but=verdict.by)
    _write("sent-back", f"sent-back:{verdict.pk}", found, issue, about)


def tell_signed(
    issue: Issue, content: model.Issue, verdict: Verdict, approvers: Sequence[User | SigningLink]
) -> None:
    """Tell the editors and everybody who had approved that it may be printed."""
    people = [*approvers, *editors_of(issue)]
    about = _about(issue, content) | {"verdict": verdict}
    found = readers(issue, people, but=verdict.by)
    _write("signed", f"signed:{verdict.pk}", found, issue, about)


def tell_recalled(
    issue: Issue, standing: Standing, event: Event, heard: Sequence[User | SigningLink]
) -> None:
    """Tell who had it and everybody who had approved that it is being edited again."""
    about = _about(issue, standing.content)
    about |= {"by": event.by, "reason": reason_in_words(event.reason), "note": event.note}
    having = [standing.turn.to] if standing.turn and standing.turn.to else []
    found = readers(issue, [*having, *heard], but=event.by)
    _write("recalled", f"recalled:{event.pk}", found, issue, about)


def _about(issue: Issue, content: model.Issue) -> dict[str, Any]:
    return {"issue": issue, "number": format_number(content.masthead)}


def _write(
    kind: str, key: str, found: Iterable[Reader], issue: Issue, about: dict[str, Any]
) -> None:
    for reader in found:
        write_letter(
            kind,
            key=f"{key}:{reader.key}",
            to_address=reader.address,
            to_name=reader.name,
            language=reader.language,
            bulletin=issue.bulletin,
            about=about | {"has_account": reader.has_account},
        )
