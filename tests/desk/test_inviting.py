"""Invitations: a link that opens one account or adds one role, once, in its time."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from cast import PASSWORD, a_bulletin, a_person
from jianbao.desk import rules
from jianbao.desk.actions import inviting
from jianbao.desk.errors import Impossible, Invalid, NotAllowed
from jianbao.desk.models import Correspondent, Event, Invitation, Letter, Role, User

pytestmark = pytest.mark.django_db


def _token(letter: Letter) -> str:
    found = re.search(r"/account/invitation/([^/\s]+)/", letter.text)
    assert found, letter.text
    return found[1]


def test_a_new_person_comes_in_with_the_role_and_is_the_known_correspondent() -> None:
    bulletin = a_bulletin()
    unit = bulletin.units.get(name="青石分公司")
    known = Correspondent.objects.create(
        bulletin=bulletin, unit=unit, name="王青禾", address="wang@yunling.example"
    )
    admin = a_person(Role.ADMINISTRATOR, bulletin)
    inviting.invite(
        "Wang@yunling.example", "王青禾", Role.CONTRIBUTOR, by=admin, bulletin=bulletin, unit=unit
    )
    letter = Letter.objects.get(kind="invitation")
    assert (letter.to_address, letter.bulletin) == ("wang@yunling.example", bulletin)
    assert bulletin.title in letter.subject
    person = inviting.accept_as_new(
        _token(letter), username="王青禾", full_name="王青禾", password=PASSWORD
    )
    assert rules.may(person, "contribute", bulletin).ok
    assert rules.units_of_contributor(person, bulletin) == {unit.pk}
    known.refresh_from_db()
    assert known.user == person
    assert person.check_password(PASSWORD)
    verbs = list(Event.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["invite", "open_account", "give_role", "accept_invitation"]
    with pytest.raises(Impossible, match="invitation-used"):
        inviting.accept_as_new(_token(letter), username="x", full_name="x", password=PASSWORD)
    assert not mail.outbox


def test_only_a_hash_of_the_link_is_kept() -> None:
    bulletin = a_bulletin()
    invitation = inviting.invite(
        "a@yunling.example", "甲", Role.READER, by=a_person("administrator"), bulletin=bulletin
    )
    token = _token(Letter.objects.get())
    stored = Invitation.objects.filter(pk=invitation.pk).values().get()
    assert token not in str(stored)
    assert token not in str(list(Event.objects.values()))


def test_a_link_dies_by_age_by_withdrawal_and_by_sending_another() -> None:
    admin, bulletin = a_person("administrator"), a_bulletin()
    invitation = inviting.invite(
        "a@yunling.example", "甲", Role.READER, by=admin, bulletin=bulletin
    )
    first = _token(Letter.objects.get())
    inviting.resend(invitation, by=admin)
    with pytest.raises(Impossible, match="invitation-unknown"):
        inviting.find(first)
    second = _token(Letter.objects.latest("pk"))
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        with pytest.raises(Impossible, match="invitation-expired"):
            inviting.find(second)
        with pytest.raises(Impossible, match="invitation-expired"):
            inviting.accept_as_new(second, username="a", full_name="甲", password=PASSWORD)
    inviting.withdraw(invitation, by=admin)
    with pytest.raises(Impossible, match="invitation-withdrawn"):
        inviting.find(second)
    with pytest.raises(Impossible, match="invitation-withdrawn"):
        inviting.resend(invitation, by=admin)
    assert not User.objects.filter(email="a@yunling.example").exists()


def test_a_known_address_gets_the_role_only_as_that_person() -> None:
    admin, bulletin = a_person("administrator"), a_bulletin()
    reader = a_person(Role.READER, bulletin)
    other = a_person(Role.READER, bulletin, name="other")
    inviting.invite(reader.email, "读者", Role.EDITOR, by=admin, bulletin=bulletin)
    token = _token(Letter.objects.get())
    with pytest.raises(Invalid, match="has-account"):
        inviting.accept_as_new(token, username="thief", full_name="x", password=PASSWORD)
    with pytest.raises(NotAllowed, match="invitation-of-another"):
        inviting.accept_as(token, other)
    assert not rules.may(other, "decide", bulletin).ok
    inviting.accept_as(token, reader)
    assert rules.may(reader, "decide", bulletin).ok


def test_nobody_invites_beyond_their_own_rights() -> None:
    bulletin, other = a_bulletin(), a_bulletin("other", "另一份")
    admin = a_person(Role.ADMINISTRATOR, bulletin)
    editor = a_person(Role.EDITOR, bulletin)
    with pytest.raises(NotAllowed):
        inviting.invite("a@yunling.example", "甲", Role.READER, by=editor, bulletin=bulletin)
    with pytest.raises(NotAllowed):
        inviting.invite("a@yunling.example", "甲", Role.READER, by=admin, bulletin=other)
    with pytest.raises(NotAllowed):
        inviting.invite("a@yunling.example", "甲", Role.ADMINISTRATOR, by=admin)
    with pytest.raises(NotAllowed, match="own-grants"):
        inviting.invite(admin.email, "我", Role.EDITOR, by=admin, bulletin=bulletin)
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("username", "password", "code"),
    [
        ("a@b", PASSWORD, "sign-in-name-unfit"),
        ("有 空格", PASSWORD, "sign-in-name-unfit"),
        ("Reader-Yunling", PASSWORD, "sign-in-name-taken"),
        ("fine", "short", "password-weak"),
        ("fine", "1234567890", "password-weak"),
    ],
)
def test_an_unfit_name_or_password_is_refused_and_the_link_stays_good(
    username: str, password: str, code: str
) -> None:
    bulletin = a_bulletin()
    a_person(Role.READER, bulletin)
    inviting.invite(
        "a@yunling.example", "甲", Role.READER, by=a_person("administrator"), bulletin=bulletin
    )
    token = _token(Letter.objects.get())
    with pytest.raises(Invalid, match=code):
        inviting.accept_as_new(token, username=username, full_name="甲", password=password)
    assert inviting.find(token)
    assert not User.objects.filter(email="a@yunling.example").exists()


def test_the_same_invitation_is_not_sent_twice() -> None:
    admin, bulletin = a_person("administrator"), a_bulletin()
    inviting.invite("a@yunling.example", "甲", Role.READER, by=admin, bulletin=bulletin)
    with pytest.raises(Invalid, match="already-invited"):
        inviting.invite("A@yunling.example", "甲", Role.READER, by=admin, bulletin=bulletin)
    inviting.invite("a@yunling.example", "甲", Role.EDITOR, by=admin, bulletin=bulletin)
    reader = a_person(Role.READER, bulletin)
    with pytest.raises(Invalid, match="already-granted"):
        inviting.invite(reader.email, "乙", Role.READER, by=admin, bulletin=bulletin)


def test_a_link_dies_with_the_right_of_who_invited() -> None:
    bulletin = a_bulletin()
    admin = a_person(Role.ADMINISTRATOR, bulletin)
    inviting.invite("a@yunling.example", "甲", Role.EDITOR, by=admin, bulletin=bulletin)
    token = _token(Letter.objects.get())
    admin.grants.all().delete()
    with pytest.raises(NotAllowed, match="inviter-without-right"):
        inviting.accept_as_new(token, username="jia", full_name="甲", password=PASSWORD)
    assert not User.objects.filter(email="a@yunling.example").exists()


def test_a_link_dies_with_the_account_of_who_invited() -> None:
    bulletin = a_bulletin()
    admin = a_person(Role.ADMINISTRATOR, bulletin)
    reader = a_person(Role.READER, bulletin)
    inviting.invite(reader.email, "读者", Role.EDITOR, by=admin, bulletin=bulletin)
    User.objects.filter(pk=admin.pk).update(is_active=False)
    with pytest.raises(NotAllowed, match="inviter-without-right"):
        inviting.accept_as(_token(Letter.objects.get()), reader)
    assert not rules.may(reader, "decide", bulletin).ok
