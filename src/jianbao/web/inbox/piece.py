"""One contribution as the reading pane shows it: text, facts, surroundings, and acts."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jianbao.desk import rules
from jianbao.desk.errors import NotAllowed
from jianbao.desk.models import Bulletin, Contribution, Event, User
from jianbao.desk.queries import contribution as asked_for
from jianbao.desk.queries import inbox
from jianbao.desk.queries.contribution import Around
from jianbao.desk.queries.reasons import reason_in_words
from jianbao.desk.sentences import sentence
from jianbao.desk.states import moves_from
from jianbao.web.inbox.asking import Asked
from jianbao.web.inbox.listing import chips_of, headline_of, said_when
from jianbao.web.inbox.marking import mark_facts
from jianbao.web.inbox.wording import because_of, kind_of_fact, said_event, story
from jianbao.web.phrases import apart, in_a_row


class Act(NamedTuple):
    """Something that may be done now; `barred` says why it may not after all."""

    name: str
    url: str
    barred: str = ""


def piece_context(
    bulletin: Bulletin, user: User, asked: Asked, one: Contribution
) -> dict[str, Any]:
    """Give the template what the reading pane needs."""
    around = asked_for.around(one)
    marked = [mark_facts(text, one.received_at.year) for text in map(str, one.paragraphs)]
    kinds = Counter(kind for paragraph in marked for kind in paragraph.kinds)
    undoable = asked_for.last_undoable(around.events)
    return {
        "one": one,
        "around": around,
        "headline": headline_of(one),
        "author": one.author or str(one.correspondent or ""),
        "chips": chips_of(one, with_state=one.state != Contribution.State.WAITING),
        "paragraphs": [paragraph.html for paragraph in marked],
        "kinds": [(kind_of_fact(kind), count) for kind, count in kinds.most_common()],
        "fact_count": sum(kinds.values()),
        "received": said_when(one.received_at),
        "unit_because": because_of(one.unit_because),
        "section_because": story(one),
        "acts": acts_of(one, user, asked),
        "primary": _primary(one, user),
        "resemblances": [_likeness(bulletin, one, found) for found in around.resemblances],
        "history": [said_event(event) for event in around.events],
        "undo_url": _undo_url(bulletin, undoable),
        "of_unit": _of_unit(bulletin, user, one),
        "decided_for": reason_in_words(one.reason) if one.reason else "",
        "file_rows": list(_file_rows(bulletin, around)),
        "unit_url": reverse("inbox_set_unit", args=[bulletin.slug, one.pk]) + asked.suffix,
    }


def acts_of(one: Contribution, user: User, asked: Asked) -> dict[str, Act]:
    """Give what the state allows by the table of moves, each by name; what a rule bars says why."""
    names = [move.name for move in moves_from(one.state)]
    if "plan" in names:
        names.append("merge")
    if one.state in inbox.UNDECIDED:
        names.append("assign")
    if one.piece and "retry" in names:
        names.remove("retry")
    acts = {name: Act(name, _act_url(one, name, asked), _barred(one, user, name)) for name in names}
    free = {name for name, act in acts.items() if not act.barred}
    if "merge" in free and not asked_for.has_items_to_merge_into(one.bulletin):
        acts["merge"] = acts["merge"]._replace(barred=_("The issue has no item yet"))
    if "divide" in free and len(one.paragraphs) < 2:
        acts["divide"] = acts["divide"]._replace(barred=_("One paragraph"))
    return acts


def _barred(one: Contribution, user: User, act: str) -> str:
    verdict = rules.may_act(user, one, act)
    return "" if verdict.ok else sentence(NotAllowed(verdict.reason))


def _act_url(one: Contribution, name: str, asked: Asked) -> str:
    place = [one.bulletin.slug, one.pk]
    if name == "divide":
        return reverse("inbox_divide", args=place) + asked.suffix
    return reverse("inbox_act", args=[*place, name.replace("_", "-")]) + asked.suffix


def _primary(one: Contribution, user: User) -> str:
    """Name the suggested section when this person may plan into it."""
    section = one.suggested_section
    if section is None or not rules.may_decide(user, one, section).ok:
        return ""
    return section.title


class Likeness(NamedTuple):
    """Another text that this one resembles: how much, where it stands, and the comparison."""

    percent: int
    verdict: str
    title: str
    where: str
    compare_url: str
    url: str


def _likeness(bulletin: Bulletin, one: Contribution, found: Any) -> Likeness:  # noqa: ANN401 - a Resemblance with either text
    compare = reverse("inbox_compare", args=[bulletin.slug, one.pk, found.pk])
    percent = round(100 * found.likeness)
    if found.item:
        issue = found.item.issue
        where = _("No. %(number)s of %(year)s, “%(section)s”") % {
            "number": issue.number or issue.label,
            "year": issue.year,
            "section": found.item.section_title,
        }
        return Likeness(percent, found.verdict, found.item.headline, where, compare, "")
    other = found.other
    where = in_a_row(other.unit, said_when(other.received_at), other.get_state_display())
    url = reverse("inbox_piece", args=[bulletin.slug, other.pk])
    return Likeness(percent, found.verdict, headline_of(other), where, compare, url)


def _undo_url(bulletin: Bulletin, event: Event | None) -> str:
    return reverse("inbox_undo", args=[bulletin.slug, str(event.pk)]) if event else ""


class OfUnit(NamedTuple):
    """What a unit sent this year and what of it was adopted, with the lists that were counted."""

    sent: int
    adopted: int
    sent_url: str
    adopted_url: str


def _of_unit(bulletin: Bulletin, user: User, one: Contribution) -> OfUnit | None:
    if one.unit_id is None:
        return None
    today = timezone.localdate()
    sent, adopted = inbox.of_unit_this_year(bulletin, one.unit_id, user, today)
    home = reverse("inbox", args=[bulletin.slug])
    query = f"unit={one.unit_id}&period=year"
    return OfUnit(sent, adopted, f"{home}?list=counted&{query}", f"{home}?list=adopted&{query}")


class FileRow(NamedTuple):
    """A file as sent, and what became of reading it."""

    name: str
    url: str
    size: int
    says: str
    state: str
    note: str


def _file_rows(bulletin: Bulletin, around: Around) -> list[FileRow]:
    shapes = {"read": "ok", "kept": "open", "failed": "bad"}
    return [
        FileRow(
            file.name or _("Without a name"),
            reverse("file", args=[bulletin.slug, file.pk]),
            file.size,
            file.get_state_display(),
            shapes.get(file.state, "open"),
            apart(*(problem.get("message", "") for problem in file.problems)),
        )
        for file in around.files
    ]
