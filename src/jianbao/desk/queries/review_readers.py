"""Who hears of a review by letter: computed here alone, so that whoever is told can open the page.

A reader without an account, who answered by a link, is told without one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q, QuerySet

from jianbao.desk import rules
from jianbao.desk.models import Issue, SigningLink, User, Verdict
from jianbao.desk.queries.issues import items_of
from jianbao.desk.queries.people import people_of
from jianbao.desk.queries.standing import Standing
from jianbao.desk.steps import Step


class Reader(NamedTuple):
    """One person a letter goes to; `key` names them in the letter's own key."""

    key: str
    name: str
    address: str
    language: str
    has_account: bool


def readers(
    issue: Issue, people: Iterable[User | SigningLink], *, but: User | None
) -> list[Reader]:
    """Give those who are told, each once: with an account, who may open the page, except `but`."""
    found: dict[str, Reader] = {}
    for person in people:
        if isinstance(person, SigningLink):
            reader = Reader(
                person.email.casefold(), person.name, person.email, "", has_account=False
            )
        elif person == but or not rules.may(person, "see_issue", issue.bulletin).ok:
            continue
        else:
            reader = Reader(
                str(person.pk), str(person), person.email, person.language, has_account=True
            )
        found.setdefault(reader.key, reader)
    return list(found.values())


def approvers_of(issue: Issue) -> list[User | SigningLink]:
    """Give everybody whose approval counted until now."""
    given = issue.verdicts.filter(outcome=Verdict.Outcome.APPROVED, void_since__isnull=True)
    people = (verdict.by or verdict.link for verdict in given.select_related("by", "link"))
    return [person for person in people if person is not None]


def editors_of(issue: Issue) -> list[User]:
    """Give the editors of its items, and who handed it to review last."""
    items = items_of(issue)
    handed = issue.handovers.exclude(by=None).order_by("-pk").values("by")[:1]
    keys = {
        *items.values_list("made_by", flat=True),
        *items.values_list("editor", flat=True),
        *(row["by"] for row in handed),
    }
    return _known(User.objects.filter(pk__in=keys - {None}))


def candidates(issue: Issue, standing: Standing, step: Step) -> list[tuple[User, rules.Verdict]]:
    """Give everybody whom a step is for, and whether each may approve it in this content."""
    within = Q(pk__in=people_of(issue.bulletin).values("pk")) | Q(pk__in=step.people)
    people = _known(User.objects.filter(within, is_active=True).order_by("full_name", "pk"))
    found = []
    for person in people:
        if rules.may_sit(person, issue.bulletin, step).ok:
            seat = standing.seat(step)._replace(current=True, held_by=person.pk)
            found.append((person, rules.may_review(person, issue.bulletin, step, seat)))
    return found


def _known(people: QuerySet[User]) -> list[User]:
    found = list(people.prefetch_related("grants__section", "grants__unit", "grants__bulletin"))
    for person in found:
        person._grants_read = list(person.grants.all())  # type: ignore[attr-defined]  # noqa: SLF001 - what `rules.grants_of` keeps, read for all at once
    return found
