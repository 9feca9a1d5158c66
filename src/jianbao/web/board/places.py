"""The places that an item may be moved to, as a list to choose from; neighbours by their keys."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from jianbao.desk import rules
from jianbao.desk.models import Issue, Item, User
from jianbao.desk.queries.order import Order, Slot, order_of, section_key
from jianbao.web.phrases import in_a_row


class Choice(NamedTuple):
    """One place: what the form sends, and how it is called."""

    value: str
    label: str
    here: bool = False


class Stretch(NamedTuple):
    """A section or group with the places in it."""

    label: str
    choices: tuple[Choice, ...]


def places_for(user: User, issue: Issue, item: Item) -> list[Stretch]:
    """Give every place in the issue that `user` may move `item` to, in the order of print."""
    order = order_of(issue)
    headlines = dict(issue.items.values_list("pk", "headline"))
    return [
        Stretch(in_a_row(slot.section, slot.group), _choices(order, slot, item.pk, headlines))
        for slot in order.slots
        if rules.may_edit(user, item, section_key(order, slot.section)).ok
    ]


def _choices(order: Order, slot: Slot, item: int, headlines: dict[int, str]) -> tuple[Choice, ...]:
    inside = [placed.item for placed in order.places if placed.slot == slot]
    others = [key for key in inside if key != item]
    first = {"before": others[0]} if others else {}
    found = [Choice(_value(slot, first), _("At the beginning"), here=inside[:1] == [item])]
    for key in others:
        label = _("After %(n)s, %(headline)s") % {
            "n": order.number_of(key),
            "headline": headlines.get(key, ""),
        }
        here = item in inside and inside.index(item) == inside.index(key) + 1
        found.append(Choice(_value(slot, {"after": key}), label, here=here))
    return tuple(found)


def _value(slot: Slot, beside: dict[str, int]) -> str:
    return urlencode({"section": slot.section, "group": slot.group, **beside})
