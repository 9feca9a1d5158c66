"""Fills the distribution lists of the invented bulletin, as its editor would."""

from __future__ import annotations

from django.utils import timezone

from jianbao.desk.actions import recipients as acts
from jianbao.desk.actions.demonstrating.office import Office
from jianbao.desk.actions.grouping_recipients import add_group
from jianbao.desk.actions.recipients import RecipientFacts
from jianbao.desk.actions.recording import record
from jianbao.desk.models import Bulletin, Recipient
from jianbao.samples import recipient_groups, recipients


def fill_lists(office: Office) -> None:
    """Make the groups with their recipients; one has left since, one gave the bulletin up."""
    bulletin, by = office.bulletin, office.editor
    groups = {
        name: add_group(bulletin, {"name": name, "capacity": capacity}, by=by).pk
        for name, capacity in recipient_groups()
    }
    units = {unit.name: unit for unit in bulletin.units.all()}
    samples = recipients()
    wanted = [
        RecipientFacts(
            name=one.name,
            post=one.post,
            address=one.address,
            unit=units[one.unit],
            groups=frozenset(groups[name] for name in one.groups),
            wants=one.wants,
        )
        for one in samples
    ]
    made = acts.add_recipients(bulletin, wanted, by=by)
    rows = list(zip(made, samples, strict=True))
    acts.leave(bulletin, [row.pk for row, one in rows if one.left], by=by)
    _let_go(bulletin, [row for row, one in rows if one.unsubscribed])


def _let_go(bulletin: Bulletin, readers: list[Recipient]) -> None:
    """Let readers give the bulletin up, as they do by the link in a letter."""
    bulletin.may_unsubscribe = True
    bulletin.save(update_fields=["may_unsubscribe"])
    for one in readers:
        one.unsubscribed_at = timezone.now()
        one.save(update_fields=["unsubscribed_at"])
        after = {"unsubscribed_at": one.unsubscribed_at.isoformat()}
        record("choose_subscription", one, by=None, after=after)
