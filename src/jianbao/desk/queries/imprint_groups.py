"""The groups of the lists beside the lines of the imprint (版记): where they differ."""

from __future__ import annotations

from typing import NamedTuple

from jianbao.desk.models import Bulletin, Capacity, RecipientGroup

LONGEST_NAME = 60  # of a group; a line of the imprint that is longer names none


class ImprintLine(NamedTuple):
    """One name in the imprint, and in what capacity who bears it gets the issue."""

    name: str
    capacity: Capacity


class Difference(NamedTuple):
    """Where groups and imprint do not say the same."""

    missing: tuple[ImprintLine, ...]  # lines without a group
    unprinted: tuple[RecipientGroup, ...]  # groups without a line; those kept in house need none
    otherwise: tuple[tuple[RecipientGroup, Capacity], ...]  # printed in another capacity

    def __bool__(self) -> bool:
        """Say whether there is any."""
        return any(self._asdict().values())


def imprint_lines(bulletin: Bulletin) -> list[ImprintLine]:
    """Give the names that the imprint prints: 报、送、发 as main recipients, 抄送 as copies."""
    main = (*bulletin.reported_to, *bulletin.sent_to, *bulletin.distribution)
    found = dict.fromkeys(bulletin.copies, Capacity.COPY) | dict.fromkeys(main, Capacity.MAIN)
    return [
        ImprintLine(name, found[name])
        for name in dict.fromkeys((*main, *bulletin.copies))
        if len(name) <= LONGEST_NAME
    ]


def missing_groups(bulletin: Bulletin) -> list[ImprintLine]:
    """Give the lines of the imprint that no group bears."""
    borne = set(bulletin.recipient_groups.values_list("name", flat=True))
    return [line for line in imprint_lines(bulletin) if line.name not in borne]


def difference(bulletin: Bulletin) -> Difference:
    """Say where the groups differ from the imprint."""
    groups = list(bulletin.recipient_groups.all())
    printed = dict(imprint_lines(bulletin))
    borne = {group.name for group in groups}
    return Difference(
        missing=tuple(line for line in imprint_lines(bulletin) if line.name not in borne),
        unprinted=tuple(
            group
            for group in groups
            if group.name not in printed and group.capacity != Capacity.FILE
        ),
        otherwise=tuple(
            (group, printed[group.name])
            for group in groups
            if group.name in printed and printed[group.name] != group.capacity
        ),
    )
