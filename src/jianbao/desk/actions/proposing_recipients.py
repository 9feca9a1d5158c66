"""Puts on the lists whom the desk knows already: correspondents, readers with accounts."""

from __future__ import annotations

from collections.abc import Collection

from jianbao.desk.actions.recipients import RecipientFacts, add_recipients
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Bulletin, Recipient, RecipientGroup, User
from jianbao.desk.queries.recipients import proposals


def add_proposed(
    bulletin: Bulletin, addresses: Collection[str], group: RecipientGroup | None, *, by: User
) -> list[Recipient]:
    """Put the chosen of the proposals on the lists, into `group`. Raises NotAllowed, Invalid.

    Who was put on them meanwhile is proposed no more, and passed over.
    """
    groups = frozenset({group.pk} if group else ())
    wanted = [
        RecipientFacts(name=one.name, address=one.address, unit=one.unit, groups=groups)
        for one in proposals(bulletin)
        if one.address in addresses
    ]
    if not wanted:
        raise Invalid("no-recipient-chosen")
    return add_recipients(bulletin, wanted, by=by)
