"""Roles: given and taken by those who may, never one's own, never the last administrator."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from cast import PASSWORD, a_bulletin, a_person
from jianbao.desk import rules
from jianbao.desk.actions import granting, people
from jianbao.desk.errors import Impossible, Invalid, NotAllowed
from jianbao.desk.models import Event, Grant, Role, User
from jianbao.desk.queries import rights

pytestmark = pytest.mark.django_db


def test_giving_and_taking_count_at_once_and_are_logged() -> None:
    bulletin = a_bulletin()
    admin, person = a_person(Role.ADMINISTRATOR, bulletin), a_person(None)
    section = bulletin.sections.get(title="行·一线之声")
    assert not rules.may(person, "decide", bulletin).ok
    grant = granting.give(person, Role.EDITOR, by=admin, bulletin=bulletin, section=section)
    assert rules.may(person, "decide", bulletin).ok
    granting.take(grant, by=admin)
    assert not rules.may(person, "decide", bulletin).ok
    place = {"role": "editor", "section": "行·一线之声"}
    assert list(Event.objects.order_by("pk").values_list("verb", "thing", "before", "after")) == [
        ("give_role", f"user:{person.pk}", {}, place),
        ("take_role", f"user:{person.pk}", place, {}),
    ]


def test_a_role_is_held_once_in_one_place() -> None:
    bulletin, admin = a_bulletin(), a_person("administrator")
    reader = a_person(Role.READER, bulletin)
    with pytest.raises(Invalid, match="already-granted"):
        granting.give(reader, Role.READER, by=admin, bulletin=bulletin)
    assert Event.objects.count() == 0


def test_a_place_must_fit_the_role() -> None:
    bulletin, other = a_bulletin(), a_bulletin("other", "另一份")
    admin, person = a_person("administrator"), a_person(None)
    unit, section = other.units.first(), bulletin.sections.first()
    for code, role, place in (
        ("role-needs-bulletin", Role.EDITOR, {}),
        ("role-needs-bulletin", "king", {"bulletin": bulletin}),
        ("section-not-for-role", Role.REVIEWER, {"bulletin": bulletin, "section": section}),
        ("unit-not-for-role", Role.EDITOR, {"bulletin": bulletin, "unit": unit}),
        ("not-of-this-bulletin", Role.CONTRIBUTOR, {"bulletin": bulletin, "unit": unit}),
    ):
        with pytest.raises((Invalid, NotAllowed)) as refused:
            granting.give(person, role, by=admin, **place)
        assert refused.value.code in {code, "no-role"}
    assert not Grant.objects.filter(user=person).exists()


def test_nobody_changes_their_own_rights() -> None:
    admin, bulletin = a_person("administrator"), a_bulletin()
    with pytest.raises(NotAllowed, match="own-grants"):
        granting.give(admin, Role.EDITOR, by=admin, bulletin=bulletin)
    with pytest.raises(NotAllowed, match="own-grants"):
        granting.take(Grant.objects.get(user=admin), by=admin)
    with pytest.raises(NotAllowed, match="own-account"):
        people.close_account(admin, by=admin)


def test_the_last_administrator_stays() -> None:
    first, second = a_person("administrator"), a_person("administrator", name="second")
    granting.take(Grant.objects.get(user=second), by=first)
    rules.forget_grants(second)
    # as if both had pressed at the same moment: the second one still believes in their role
    second._grants_read = [Grant(user=second, role=Role.ADMINISTRATOR)]  # type: ignore[attr-defined]  # noqa: SLF001 - as read a moment ago
    with pytest.raises(NotAllowed, match="last-administrator"):
        granting.take(Grant.objects.get(user=first), by=second)
    with pytest.raises(NotAllowed, match="last-administrator"):
        people.close_account(first, by=second)


def test_a_bulletins_administrator_reaches_no_further() -> None:
    bulletin, other = a_bulletin(), a_bulletin("other", "另一份")
    admin, person = a_person(Role.ADMINISTRATOR, bulletin), a_person(None)
    with pytest.raises(NotAllowed):
        granting.give(person, Role.READER, by=admin, bulletin=other)
    with pytest.raises(NotAllowed):
        granting.give(person, Role.ADMINISTRATOR, by=admin)
    with pytest.raises(NotAllowed):
        people.close_account(person, by=admin)


def test_a_closed_account_is_out_at_once_and_comes_back_with_its_roles(client: Client) -> None:
    bulletin, admin = a_bulletin(), a_person("administrator")
    editor = a_person(Role.EDITOR, bulletin)
    client.post("/account/login/", {"login": editor.username, "password": PASSWORD})
    assert client.get("/account/").status_code == 200
    people.close_account(editor, by=admin)
    assert client.get("/account/").status_code == 302
    assert not UserSession.objects.filter(user=editor).exists()
    assert not client.login(username=editor.username, password=PASSWORD)
    with pytest.raises(Impossible):
        people.close_account(editor, by=admin)
    people.reopen_account(editor, by=admin)
    again = User.objects.get(pk=editor.pk)
    assert rules.may(again, "decide", bulletin).ok


def test_effective_rights_name_the_grant_or_the_reason() -> None:
    bulletin = a_bulletin()
    editor = a_person(Role.EDITOR, bulletin)
    found = {right.capability: right for right in rights.rights_in(editor, bulletin)}
    assert found["decide"].ok
    assert [grant.role for grant in found["decide"].grants] == ["editor"]
    assert not found["arrange_people"].ok
    assert found["arrange_people"].reason
    assert set(found) == set(rules.CAPABILITIES)
    desk = a_person("administrator")
    above = {right.capability: right.ok for right in rights.rights_above(desk)}
    assert above == {"open_bulletin": True, "arrange_desk": True}


def test_who_may_agrees_with_the_rules_for_everybody() -> None:
    bulletin, other = a_bulletin(), a_bulletin("other", "另一份")
    for role in Role:
        a_person(role, bulletin)
        a_person(role, other)
    a_person("administrator")
    for holders in rights.who_may(bulletin):
        listed = {person.pk for person, _grants in holders.people}
        allowed = {
            person.pk
            for person in User.objects.all()
            if rules.may(person, holders.capability, bulletin).ok
        }
        assert listed == allowed, holders.capability
        assert all(grants for _person, grants in holders.people)
