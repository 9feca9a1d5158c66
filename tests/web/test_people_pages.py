"""People and rights on pages: who may open them, what they show, what their forms do."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from cast import PASSWORD, a_bulletin, a_person, client_of
from jianbao.desk.actions import granting, people
from jianbao.desk.models import Event, Grant, Invitation, Letter, Role, User
from jianbao.desk.queries import event_verbs
from jianbao.desk.states import MOVES

pytestmark = pytest.mark.django_db


def test_pages_of_a_bulletin_are_for_its_administrators_alone() -> None:
    bulletin, other = a_bulletin(), a_bulletin("other", "另一份")
    reader = a_person(Role.READER, bulletin)
    pages = [
        reverse(name, args=[bulletin.slug])
        for name in ("people", "people_rights", "invite", "events")
    ]
    pages.append(reverse("person", args=[bulletin.slug, reader.pk]))
    admins = [a_person(Role.ADMINISTRATOR, bulletin), a_person("administrator")]
    strangers = [a_person(None), a_person(Role.ADMINISTRATOR, other)]
    colleagues = [a_person(role, bulletin) for role in (Role.EDITOR, Role.CONTRIBUTOR)]
    for page in pages:
        assert Client().get(page).status_code == 302
        assert {client_of(one).get(page).status_code for one in strangers} == {404}
        assert {client_of(one).get(page).status_code for one in colleagues} == {403}
        assert {client_of(one).get(page).status_code for one in admins} == {200}


def test_pages_above_are_for_administrators_of_the_desk_alone() -> None:
    bulletin = a_bulletin()
    admin = a_person("administrator")
    pages = [reverse(name) for name in ("everybody", "invite_administrator", "desk_events")]
    pages.append(reverse("person_above", args=[admin.pk]))
    for page in pages:
        assert Client().get(page).status_code == 302
        assert client_of(a_bulletin_admin := _bulletin_admin(bulletin)).get(page).status_code == 403
        assert a_bulletin_admin.is_active
        assert client_of(admin).get(page).status_code == 200


def _bulletin_admin(bulletin: object) -> User:
    found = User.objects.filter(username="administrator-yunling").first()
    return found or a_person(Role.ADMINISTRATOR, bulletin)  # type: ignore[arg-type]  # a Bulletin


def test_a_person_without_a_role_here_is_not_shown_here() -> None:
    bulletin, other = a_bulletin(), a_bulletin("other", "另一份")
    stranger = a_person(Role.EDITOR, other)
    admin = client_of(a_person(Role.ADMINISTRATOR, bulletin))
    assert admin.get(reverse("person", args=[bulletin.slug, stranger.pk])).status_code == 404
    grant = Grant.objects.get(user=stranger)
    taken = admin.post(reverse("take_role", args=[bulletin.slug, grant.pk]))
    assert taken.status_code == 404
    assert Grant.objects.filter(pk=grant.pk).exists()


def test_inviting_by_form_queues_the_letter_and_shows_the_invitation() -> None:
    bulletin = a_bulletin()
    admin = client_of(a_person(Role.ADMINISTRATOR, bulletin))
    unit = bulletin.units.get(name="南坪矿业")
    page = reverse("invite", args=[bulletin.slug])
    sent = {
        "full_name": "李南坪",
        "email": "li@yunling.example",
        "role": "contributor",
        "unit": unit.pk,
    }
    wrong = admin.post(page, sent | {"role": "reader"})
    assert wrong.status_code == 422
    assert not Letter.objects.exists()
    assert admin.post(page, sent).status_code == 302
    assert Letter.objects.get().to_address == "li@yunling.example"
    shown = admin.get(reverse("people", args=[bulletin.slug])).content.decode()
    assert "李南坪" in shown
    invitation = Invitation.objects.get()
    act = reverse("act_on_invitation", args=[bulletin.slug, invitation.pk])
    admin.post(act, {"act": "resend"})
    assert Letter.objects.count() == 2
    admin.post(act, {"act": "withdraw"})
    assert "李南坪" not in admin.get(reverse("people", args=[bulletin.slug])).content.decode()


def test_roles_are_given_and_taken_by_forms_and_ones_own_is_barred_with_the_reason() -> None:
    bulletin = a_bulletin()
    boss = a_person(Role.ADMINISTRATOR, bulletin)
    reader = a_person(Role.READER, bulletin)
    admin = client_of(boss)
    page = reverse("person", args=[bulletin.slug, reader.pk])
    assert admin.post(page, {"role": "editor"}).status_code == 302
    grant = Grant.objects.get(user=reader, role="editor")
    assert admin.post(page, {"role": "editor"}).status_code == 422
    admin.post(reverse("take_role", args=[bulletin.slug, grant.pk]))
    assert not Grant.objects.filter(pk=grant.pk).exists()
    own = reverse("person", args=[bulletin.slug, boss.pk])
    shown = admin.get(own).content.decode()
    assert 'aria-disabled="true"' in shown
    refused = admin.post(own, {"role": "editor"})
    assert refused.status_code in {403, 422}
    assert Grant.objects.filter(user=boss).count() == 1


def test_closing_an_account_by_page() -> None:
    admin, editor = a_person("administrator"), a_person(Role.EDITOR, a_bulletin())
    browser, theirs = client_of(admin), Client()
    theirs.post("/account/login/", {"login": editor.email, "password": PASSWORD})
    assert theirs.get(reverse("account")).status_code == 200
    assert browser.post(reverse("close_account", args=[editor.pk])).status_code == 302
    assert theirs.get(reverse("account")).status_code == 302
    page = browser.get(reverse("person_above", args=[editor.pk])).content.decode()
    assert reverse("reopen_account", args=[editor.pk]) in page
    browser.post(reverse("reopen_account", args=[editor.pk]))
    assert User.objects.get(pk=editor.pk).is_active
    assert browser.post(reverse("close_account", args=[admin.pk])).status_code == 403


def test_the_log_is_filtered_by_person_verb_thing_and_day() -> None:
    bulletin = a_bulletin()
    boss = a_person(Role.ADMINISTRATOR, bulletin)
    one, other = a_person(Role.READER, bulletin), a_person(Role.READER, bulletin, name="other")
    for person in (one, other):
        granting.give(person, Role.EDITOR, by=boss, bulletin=bulletin)
    granting.take(Grant.objects.get(user=one, role="editor"), by=boss)
    client, page = client_of(boss), reverse("events", args=[bulletin.slug])

    def rows(**query: str | int) -> int:
        shown = client.get(page, query).content.decode()
        return len(re.findall(r"<tr><td><time ", shown))

    assert rows() == 3
    assert rows(person=one.pk) == 2
    assert rows(person=boss.pk) == 3
    assert rows(verb="take_role") == 1
    assert rows(thing=f"user:{other.pk}") == 1
    assert rows(until="2020-01-01") == 0
    assert rows(since="2020-01-01", verb="give_role") == 2
    assert rows(since="nonsense") == 3


def test_a_log_of_a_page_asks_few_questions(django_assert_max_num_queries: object) -> None:
    bulletin = a_bulletin()
    boss = a_person(Role.ADMINISTRATOR, bulletin)
    for number in range(30):
        person = a_person(Role.READER, bulletin, name=f"p{number}")
        granting.give(person, Role.EDITOR, by=boss, bulletin=bulletin)
    client = client_of(boss)
    client.get(reverse("events", args=[bulletin.slug]))
    with django_assert_max_num_queries(14):  # type: ignore[operator]  # the fixture of pytest-django
        client.get(reverse("events", args=[bulletin.slug]))
    with django_assert_max_num_queries(14):  # type: ignore[operator]  # the same
        client.get(reverse("people", args=[bulletin.slug]))
    with django_assert_max_num_queries(16):  # type: ignore[operator]  # the same
        client.get(reverse("people_rights", args=[bulletin.slug]))


def test_the_log_does_not_leak_into_another_bulletin() -> None:
    bulletin, other = a_bulletin(), a_bulletin("other", "另一份")
    admin = a_person("administrator")
    granting.give(a_person(None, name="secret-person"), Role.EDITOR, by=admin, bulletin=other)
    people.change_own(admin, full_name="主任", language="en", theme="dark")
    shown = client_of(a_person(Role.ADMINISTRATOR, bulletin)).get(
        reverse("events", args=[bulletin.slug])
    )
    assert "secret-person" not in shown.content.decode()
    whole = client_of(admin).get(reverse("desk_events")).content.decode()
    assert "secret-person" in whole
    assert Event.objects.filter(verb="rename_person").exists()


def test_every_verb_that_is_recorded_has_a_sentence_that_can_be_filled_in() -> None:
    actions = Path(inspect.getfile(granting)).parent
    source = "".join(file.read_text("utf-8") for file in actions.rglob("*.py"))
    recorded = set(re.findall(r'(?:\brecord\(\s*|\bverb=)"([a-z_]+)"', source))
    assert {"give_role", "receive"} <= recorded
    moves = set(MOVES)
    assert (recorded | moves) - event_verbs.VERBS.keys() == set()
    for verb, wording in event_verbs.VERBS.items():
        assert str(wording) % {"who": "甲", "thing": "乙", "verb": verb}


def test_a_search_that_no_database_takes_finds_what_is_left_of_it() -> None:
    bulletin = a_bulletin()
    reader = a_person(Role.READER, bulletin)
    for page in (reverse("everybody"), reverse("people", args=[bulletin.slug])):
        answer = client_of(a_person("administrator", name=f"a{len(page)}")).get(
            page, {"q": "read\0er"}
        )
        assert reader.email in answer.content.decode()
