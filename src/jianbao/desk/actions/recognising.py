"""Who a contribution is from: unit, correspondent and author, each with what it was known by.

It decides and writes nothing; a person's correction is made by `correcting`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from jianbao.desk.models import Correspondent, Unit
from jianbao.desk.queries.roster import Known
from jianbao.intake.signing import Written, named_on_top, own_name, signed_by
from jianbao.language.facts import Facts


class Sender(NamedTuple):
    """Who sent it: address and name of the mail, or the unit of the person who uploaded it."""

    address: str = ""
    name: str = ""
    unit: Unit | None = None
    correspondent: Correspondent | None = None


class Recognised(NamedTuple):
    """The unit and what it was known by (sender, domain, signature, text), and the people."""

    unit: Unit | None = None
    because: str = ""
    correspondent: Correspondent | None = None
    author: str = ""


def recognise(sender: Sender, written: Written, known: Known) -> Recognised:
    """Say who a piece is from: first by its sender, then by signatures, then by its text."""
    signed = signed_by(written, known.roster)
    units, people = [known.units[name] for name in signed.units], signed.people
    correspondent = sender.correspondent or known.by_address(sender.address)
    if correspondent is not None and _passes_on(correspondent, people, units):
        sender, correspondent = Sender(), None
    unit, because = _unit(sender, correspondent, units, written, known)
    if correspondent is None:
        names = (*people, sender.name)
        found = (known.by_name(name, unit) for name in names if name)
        correspondent = next((one for one in found if one), None)
        if unit is None and correspondent is not None and correspondent.unit is not None:
            unit, because = known.units.get(correspondent.unit.name), "signature"
    own = correspondent.name if correspondent else own_name(sender.name, known.roster)
    author = "、".join(people) or own
    return Recognised(unit, because, correspondent, author[:60])


def facts_as_data(facts: Facts, closings: Iterable[str]) -> dict[str, Any]:
    """Give facts as they are kept with a contribution, each once; `bylines` are as printed."""
    quantities = {(one.text, one.value, one.unit, one.approx): None for one in facts.quantities}
    return {
        "quantities": [
            {"text": text, "value": value, "unit": unit, "approx": approx}
            for text, value, unit, approx in quantities
        ],
        "dates": [
            {"text": text, "iso": iso}
            for text, iso in dict.fromkeys((one.text, one.iso) for one in facts.dates)
        ],
        "orgs": list(dict.fromkeys(one.text for one in facts.orgs)),
        "persons": list(dict.fromkeys(one.text for one in facts.persons)),
        "bylines": list(closings),
    }


def _unit(
    sender: Sender,
    correspondent: Correspondent | None,
    signed: Sequence[Unit],
    written: Written,
    known: Known,
) -> tuple[Unit | None, str]:
    if sender.unit is not None:
        return sender.unit, "sender"
    if correspondent is not None and correspondent.unit is not None:
        return correspondent.unit, "sender"
    if signed:
        return signed[0], "signature"
    called = known.roster.find_units(sender.name)
    if called:
        return known.units[called[0].canonical], "sender"
    domain = known.unit_of_domain(sender.address)
    if domain is not None:
        return domain, "domain"
    named = named_on_top(written, known.roster)
    return (known.units[named], "text") if named else (None, "")


def _passes_on(correspondent: Correspondent, people: Sequence[str], units: Sequence[Unit]) -> bool:
    """Say whether a correspondent sends what somebody of another unit signed."""
    if not people or not units or correspondent.name in people:
        return False
    return correspondent.unit_id is not None and correspondent.unit_id != units[0].pk
