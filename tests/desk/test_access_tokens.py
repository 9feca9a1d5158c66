"""Access tokens: a person's rights, narrowed by scopes, bulletin and time."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from cast import a_bulletin, a_person
from jianbao.desk import rules
from jianbao.desk.actions import granting, people, tokens
from jianbao.desk.errors import Invalid, NotAllowed
from jianbao.desk.models import ApiToken, Event, Grant, Role

pytestmark = pytest.mark.django_db


def test_a_token_does_what_both_person_and_scope_allow() -> None:
    bulletin = a_bulletin()
    editor = a_person(Role.EDITOR, bulletin)
    _row, token = tokens.make(editor, name="导入", scopes=["inbox:read"], days=None)
    program = tokens.authenticate(token)
    assert program == editor
    assert program.acting_through == "导入"
    assert rules.may(program, "see_inbox", bulletin).ok
    assert rules.may(program, "decide", bulletin).reason == "outside-token"
    assert rules.may(editor, "decide", bulletin).ok
    _row, token = tokens.make(editor, name="越权", scopes=["archive:read"], days=None)
    Grant.objects.filter(user=editor).delete()
    assert rules.may(tokens.authenticate(token), "read_archive", bulletin).reason == "no-role"


def test_every_scope_opens_exactly_what_it_declares() -> None:
    bulletin = a_bulletin()
    person = a_person(None)
    admin = a_person("administrator")
    for role in Role:
        granting.give(person, role, by=admin, bulletin=bulletin)
    for scope, capabilities in rules.SCOPES.items():
        _row, token = tokens.make(person, name=scope, scopes=[scope], days=None)
        program = tokens.authenticate(token)
        open_to_it = {name for name in rules.CAPABILITIES if rules.may(program, name, bulletin).ok}
        assert open_to_it == capabilities, scope


def test_no_token_reaches_the_desk_or_rights() -> None:
    bulletin, admin = a_bulletin(), a_person("administrator")
    reader = a_person(Role.READER, bulletin)
    _row, token = tokens.make(admin, name="全部", scopes=list(rules.SCOPES), days=None)
    program = tokens.authenticate(token)
    assert not rules.may(program, "arrange_desk").ok
    with pytest.raises(NotAllowed, match="outside-token"):
        granting.give(reader, Role.EDITOR, by=program, bulletin=bulletin)
    with pytest.raises(NotAllowed, match="outside-token"):
        people.close_account(reader, by=program)
    with pytest.raises(NotAllowed, match="outside-token"):
        tokens.make(program, name="更多", scopes=["inbox:read"], days=None)


def test_a_token_for_one_bulletin_sees_no_other() -> None:
    one, other = a_bulletin(), a_bulletin("other", "另一份")
    editor = a_person(Role.EDITOR, one)
    Grant.objects.create(user=editor, role=Role.EDITOR, bulletin=other)
    _row, token = tokens.make(editor, name="一份", scopes=["inbox:read"], bulletin=one, days=None)
    program = tokens.authenticate(token)
    assert rules.bulletins_of(program) == [one]
    assert rules.may(program, "see_inbox", one).ok
    assert not rules.may(program, "see_inbox", other).ok
    with pytest.raises(NotAllowed):
        tokens.make(
            a_person(Role.READER, one),
            name="别处",
            scopes=["archive:read"],
            bulletin=other,
            days=None,
        )


def test_the_token_itself_is_not_kept_and_ends_by_time_revocation_and_closing() -> None:
    bulletin, admin = a_bulletin(), a_person("administrator")
    editor = a_person(Role.EDITOR, bulletin)
    row, token = tokens.make(editor, name="短", scopes=["inbox:read"], days=30)
    assert token not in str(ApiToken.objects.values().get())
    assert token not in str(list(Event.objects.values()))
    later = timezone.now() + timedelta(days=31)
    with time_machine.travel(later, tick=False), pytest.raises(NotAllowed, match="token-unknown"):
        tokens.authenticate(token)
    assert tokens.authenticate(token) == editor
    row.refresh_from_db()
    assert row.used_at
    people.close_account(editor, by=admin)
    with pytest.raises(NotAllowed):
        tokens.authenticate(token)
    people.reopen_account(editor, by=admin)
    with pytest.raises(NotAllowed):
        tokens.revoke(row, by=a_person(Role.READER, bulletin))
    tokens.revoke(row, by=admin)
    with pytest.raises(NotAllowed):
        tokens.authenticate(token)
    with pytest.raises(NotAllowed):
        tokens.authenticate("jb_nonsense")


def test_a_token_needs_a_purpose() -> None:
    editor = a_person(Role.EDITOR, a_bulletin())
    for name, scopes in (("x", []), ("x", ["everything"]), (" ", ["inbox:read"])):
        with pytest.raises(Invalid):
            tokens.make(editor, name=name, scopes=scopes, days=None)
