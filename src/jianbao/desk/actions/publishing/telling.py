"""What becomes of contributions when their issue is out: adopted, and everybody told once.

A contributor gets one letter for an issue: what was printed, what is kept, what was declined and
why. A decision is told with the issue it was taken for, as on the contributors' own pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions import flow
from jianbao.desk.actions.posting import is_answerable, queue
from jianbao.desk.letters import PrintedLine, ToldLine, outcome
from jianbao.desk.models import Contribution, Edition, Issue, Item, User
from jianbao.desk.queries.issues import items_of
from jianbao.desk.queries.outcomes import decided_for, planned_for
from jianbao.desk.queries.reasons import reason_in_words


class _Reader(NamedTuple):
    """Who gets the letter: where, and the name it begins with."""

    address: str
    name: str


def adopt_origins(issue: Issue) -> None:
    """Adopt every planned contribution that a standing item of the issue was made from."""
    keys = set(planned_for(issue).values_list("pk", flat=True))
    for one in Contribution.objects.select_for_update().filter(pk__in=keys).order_by("pk"):
        if one.state == Contribution.State.PLANNED:
            flow.move(one, "adopt", by=None)


def tell_contributors(issue: Issue, edition: Edition, pages: Mapping[str, int]) -> None:
    """Queue the letters of an issue that is out, and note what was told in them."""
    if not issue.bulletin.acknowledges:
        return
    printed = _printed(issue, pages)
    for reader, ones in _by_reader(decided_for(issue, edition)).items():
        lines = [line for one in ones for line in printed.get(one.pk, ())]
        others = {
            state: [_told(one) for one in ones if one.state == state]
            for state in (Contribution.State.SHORTLISTED, Contribution.State.DECLINED)
        }
        has_account = User.objects.filter(email__iexact=reader.address, is_active=True).exists()
        letter = outcome(
            issue,
            to_address=reader.address,
            to_name=reader.name,
            printed=lines,
            kept=others[Contribution.State.SHORTLISTED],
            declined=others[Contribution.State.DECLINED],
            may_open=has_account,
        )
        queue(letter)
        keys = [one.pk for one in ones]
        Contribution.objects.filter(pk__in=keys).update(told_at=timezone.now())


def reader_of(one: Contribution) -> _Reader | None:
    """Give who is told of a contribution, or None: machines and the desk's own get no letter.

    Who wrote the mail; else who handed it in, unless that was the desk for somebody; else the
    correspondent it is from.
    """
    if one.kind != "letter":
        return None
    sender, correspondent = one.sent_by, one.correspondent
    if one.sender_address:
        found = _Reader(one.sender_address, one.sender_name or one.author)
    elif sender and sender.is_active and not rules.may(sender, "see_inbox", one.bulletin).ok:
        found = _Reader(sender.email, str(sender))
    elif correspondent is not None:
        found = _Reader(correspondent.address, correspondent.name)
    else:
        return None
    return found if is_answerable(found.address) else None


def _by_reader(ones: list[Contribution]) -> dict[_Reader, list[Contribution]]:
    """Sort contributions by the address they are told to, whatever its capitals."""
    found: dict[str, tuple[_Reader, list[Contribution]]] = {}
    for one in ones:
        reader = reader_of(one)
        if reader is not None:
            found.setdefault(reader.address.lower(), (reader, []))[1].append(one)
    return dict(found.values())


def _printed(issue: Issue, pages: Mapping[str, int]) -> dict[int, list[PrintedLine]]:
    """Say for each contribution where it stands in print."""
    lines: dict[int, list[PrintedLine]] = {}
    for item in items_of(issue).prefetch_related("origins__contribution"):
        for origin in item.origins.all():
            line = _line(origin.contribution, item, pages)
            lines.setdefault(origin.contribution_id, []).append(line)
    return lines


def _line(one: Contribution, item: Item, pages: Mapping[str, int]) -> PrintedLine:
    return PrintedLine(
        _name(one) or item.headline, item.section_title, pages.get(str(item.pk)), item.pk
    )


def _told(one: Contribution) -> ToldLine:
    declined = one.state == Contribution.State.DECLINED
    return ToldLine(_name(one), reason_in_words(one.reason) if declined and one.reason else "")


def _name(one: Contribution) -> str:
    return one.headline or one.subject or one.raw.name
