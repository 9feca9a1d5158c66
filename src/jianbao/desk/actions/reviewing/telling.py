"""Writes the letters of a review into the outbox: one for each event and person."""

from __future__ import annotations

import datetime as dt
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


def tell_late(turn: Handover, standing: Standing, step: Step, *, late: bool) -> None:
    """Remind who has it, or everybody who may take it, before it is due or after."""
    issue = turn.issue
    open_to = (person for person, answer in candidates(issue, standing, step) if answer.ok)
    people: Iterable[User] = [turn.to] if turn.to else open_to
    about = _about(issue, standing.content) | {"step": step.name, "turn": turn, "late": late}
    key = f"reminder:{turn.pk}:{'after' if late else 'before'}"
    _write("reminder", key, readers(issue, people, but=None), issue, about)


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


def tell_signer(
    issue: Issue, standing: Standing, step: Step, link: SigningLink, *, token: str, note: str
) -> None:
    """Send the letter that a person without an account answers."""
    about = _about(issue, standing.content)
    about |= {"step": step.name, "by": link.made_by, "token": token, "link": link, "note": note}
    found = readers(issue, [link], but=None)
    _write("signing-link", f"signing-link:{link.pk}", found, issue, about)


def tell_link_asked(link: SigningLink, standing: Standing, day: dt.date) -> None:
    """Tell who sent a letter, else the editors, that its reader asks for another; once a day."""
    issue = link.issue
    maker = readers(issue, [link.made_by] if link.made_by else [], but=None)
    about = _about(issue, standing.content) | {"link": link}
    found = maker or readers(issue, editors_of(issue), but=None)
    _write("link-asked", f"link-asked:{link.pk}:{day.isoformat()}", found, issue, about)


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
