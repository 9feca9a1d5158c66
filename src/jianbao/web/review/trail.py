"""The steps of an issue as a quiet trail: who answered when, on what content, what holds still."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jianbao.desk.actions.reviewing.approving import may_be_taken_back
from jianbao.desk.models import Issue, User, Verdict
from jianbao.desk.queries.review_words import reason_in_words
from jianbao.desk.queries.standing import Standing, StepStanding
from jianbao.desk.steps import EDITING

_FALLEN: dict[str, str | Promise] = {
    "changed": _("the text has changed since"),
    "own": _("who approved it has changed the text since"),
    "twice": _("the same person has approved another step"),
}
_VOID: dict[str, str | Promise] = {
    "sent_back": _("undone when it was sent back"),
    "taken_back": _("taken back"),
    "recalled": _("undone when it was recalled"),
}


class Stage(NamedTuple):
    """One step: the approval that holds or has fallen, and how it is marked."""

    one: StepStanding
    current: bool
    state: str  # of the chip: ok, warn, open, ""
    fallen: str
    slips: bool  # nothing but slips of the pen were mended since


class Told(NamedTuple):
    """One verdict of the past, said in words."""

    verdict: Verdict
    step: str
    reason: str
    back_to: str
    void: str


def stages_of(issue: Issue, standing: Standing) -> list[Stage]:
    """Give the steps in order."""
    current = standing.current if issue.state == Issue.State.IN_REVIEW else None
    return [_stage(one, standing, current=one.step == current) for one in standing.steps]


def story_of(issue: Issue, standing: Standing) -> list[Told]:
    """Give every verdict that was ever given, the newest first."""
    names = {one.step.key: one.step.name for one in standing.steps} | {EDITING: str(_("editing"))}
    given = issue.verdicts.select_related("by", "link", "snapshot").defer("snapshot__content")
    return [
        Told(
            verdict,
            names.get(verdict.step, verdict.step),
            reason_in_words(verdict.reason),
            names.get(verdict.back_to, verdict.back_to),
            str(_VOID.get(verdict.void_because, verdict.void_because)),
        )
        for verdict in given.order_by("-pk")
    ]


def returned(issue: Issue, story: list[Told]) -> Told | None:
    """Give the return that an issue is on the desk for now, or None."""
    last = story[0] if story else None
    back = last is not None and last.verdict.outcome == Verdict.Outcome.SENT_BACK
    return last if back and issue.state != Issue.State.PUBLISHED else None


def takeable(issue: Issue, user: User) -> Verdict | None:
    """Give one's own approval that may still be taken back."""
    last = issue.verdicts.filter(void_since__isnull=True).order_by("-pk").first()
    mine = last is not None and last.by_id == user.pk
    going = issue.state in {Issue.State.IN_REVIEW, Issue.State.SIGNED}
    return last if mine and going and last and may_be_taken_back(issue, last) else None


def _stage(one: StepStanding, standing: Standing, *, current: bool) -> Stage:
    state = "ok" if one.holds else "warn" if one.verdict else "open" if current else ""
    same = one.verdict is not None and one.verdict.snapshot.sha256 == standing.sha256
    fallen = str(_FALLEN.get(one.fallen, "")) if one.fallen else ""
    return Stage(one, current, state, fallen, slips=one.holds and not same)
