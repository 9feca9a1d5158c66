"""What reading recognised is corrected by people, and by one of them at a time."""

from __future__ import annotations

import pytest

from arrivals import an_arrival
from cast import a_bulletin, a_person
from jianbao.desk.actions.correcting import set_unit
from jianbao.desk.errors import Invalid, NotAllowed, Stale
from jianbao.desk.models import Event, Role

pytestmark = pytest.mark.django_db


def test_the_unit_is_corrected_and_logged() -> None:
    bulletin = a_bulletin()
    one = an_arrival(bulletin, unit_because="text")
    unit = bulletin.units.get(name="南坪矿业")
    set_unit(one, unit, by=a_person(Role.EDITOR, bulletin), version=0)
    assert (one.unit, one.unit_because, one.version) == (unit, "person", 1)
    event = Event.objects.get()
    assert (event.verb, event.before, event.after["name"]) == ("set_unit", {}, "南坪矿业")


def test_of_two_who_correct_it_at_once_the_second_is_told() -> None:
    bulletin = a_bulletin()
    one = an_arrival(bulletin)
    first, second = bulletin.units.all()
    editor = a_person(Role.EDITOR, bulletin)
    set_unit(one, first, by=editor, version=0)
    with pytest.raises(Stale):
        set_unit(one, second, by=editor, version=0)
    one.refresh_from_db()
    assert one.unit == first


def test_no_unit_of_another_bulletin_and_nobody_but_an_editor() -> None:
    bulletin = a_bulletin()
    one = an_arrival(bulletin)
    foreign = a_bulletin("baichuan", "白川简讯").units.first()
    with pytest.raises(Invalid):
        set_unit(one, foreign, by=a_person(Role.EDITOR, bulletin), version=0)
    with pytest.raises(NotAllowed):
        set_unit(one, None, by=a_person(Role.READER, bulletin), version=0)
