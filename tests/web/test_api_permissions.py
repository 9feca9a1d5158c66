"""Every operation of the API × every role × every scope: what no table allows is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from django.test import Client

from cast import PASSWORD, a_bulletin, a_person
from jianbao.desk import rules
from jianbao.desk.models import Role
from jianbao.web.api.describing import description
from jianbao.web.api.entrance import EACH_MINUTE
from jianbao.web.api.urls import api
from web.api_calls import ROOT, Program

pytestmark = pytest.mark.django_db
_PLACES = {"bulletin": "yunling", "name": "shortlist"}


class _Operation(NamedTuple):
    method: str
    address: str
    needs: tuple[str, ...]
    of_bulletin: bool


def _operations() -> Iterator[_Operation]:
    for path, methods in description(api)["paths"].items():
        address = re.sub(r"{(\w+)}", lambda found: _PLACES.get(found[1], "999999"), path)
        for method, declared in methods.items():
            needs = tuple(declared["x-needs"])
            yield _Operation(
                method.upper(), address.removeprefix(ROOT), needs, "{bulletin}" in path
            )


def _roles_of(operation: _Operation) -> set[str]:
    return {role for need in operation.needs for role in rules.CAPABILITIES[need]}


def test_every_operation_of_a_bulletin_says_what_it_needs() -> None:
    found = list(_operations())
    assert len(found) >= 18
    assert [one for one in found if one.of_bulletin and not one.needs] == []


def test_operations_open_for_the_roles_of_their_table_alone() -> None:
    bulletin, other = a_bulletin(), a_bulletin("other", "另一家简报")
    programs = {role: Program(a_person(role, bulletin)) for role in Role}
    strangers = [Program(a_person(None)), *(Program(a_person(role, other)) for role in Role)]
    wrong: list[tuple[Any, ...]] = []
    for operation in _operations():
        if not operation.of_bulletin:
            continue
        for role, program in programs.items():
            status = program.ask(operation.method, operation.address).status_code
            if (status != 403) != (role in _roles_of(operation)) or status in {401, 405, 500}:
                wrong.append((operation, role, status))
        for stranger in strangers:
            status = stranger.ask(operation.method, operation.address).status_code
            if status != 404:
                wrong.append((operation, "stranger", status))
    assert wrong == []


def test_operations_open_for_the_scopes_of_their_table_alone() -> None:
    bulletin = a_bulletin()
    person = a_person(Role.EDITOR, bulletin)
    for role in Role:
        if role != Role.EDITOR:
            person.grants.create(role=role, bulletin=bulletin)
    wrong: list[tuple[Any, ...]] = []
    for scope, opened in rules.SCOPES.items():
        program = Program(person, [scope])
        for operation in _operations():
            if not operation.of_bulletin:
                continue
            answer = program.ask(operation.method, operation.address)
            refused = answer.status_code == 403 and answer.json()["code"] == "outside-token"
            if refused == bool(opened.intersection(operation.needs)):
                wrong.append((scope, operation, answer.status_code))
    assert wrong == []


def test_nothing_opens_without_a_token_not_even_to_a_session() -> None:
    bulletin = a_bulletin()
    client = Client(raise_request_exception=False)
    client.login(username=a_person(Role.EDITOR, bulletin).username, password=PASSWORD)
    for operation in _operations():
        answer = client.generic(operation.method, f"{ROOT}{operation.address}", "{}")
        assert answer.status_code == 401, operation
        assert answer.json()["code"] == "token-missing"


def test_a_token_that_is_unknown_or_of_a_closed_account_opens_nothing() -> None:
    bulletin = a_bulletin()
    person = a_person(Role.EDITOR, bulletin)
    program = Program(person)
    assert program.get("/me").status_code == 200
    type(person).objects.filter(pk=person.pk).update(is_active=False)
    answer = program.get("/me")
    assert (answer.status_code, answer.json()["code"]) == (401, "token-unknown")


def test_a_token_for_one_bulletin_reaches_no_other() -> None:
    bulletin, other = a_bulletin(), a_bulletin("other", "另一家简报")
    person = a_person(Role.EDITOR, bulletin)
    person.grants.create(role=Role.EDITOR, bulletin=other)
    program = Program(person, bulletin=bulletin)
    assert [one["slug"] for one in program.get("/bulletins").json()] == ["yunling"]
    assert program.get("/bulletins/other/contributions").status_code == 404


def test_the_description_opens_to_a_session_or_a_token_and_to_nobody_else() -> None:
    person = a_person(Role.READER, a_bulletin())
    client = Client(raise_request_exception=False)
    address = f"{ROOT}/openapi.json"
    assert client.get(address).status_code == 401
    client.login(username=person.username, password=PASSWORD)
    assert client.get(address).json()["openapi"].startswith("3.1")
    assert Program(person).get("/openapi.json").status_code == 200


def test_an_address_that_leads_nowhere_is_refused_in_the_same_shape() -> None:
    answer = Client().get(f"{ROOT}/no/such/thing")
    assert (answer.status_code, set(answer.json())) == (404, {"code", "message", "values"})


def test_a_method_that_is_not_taken_is_refused_in_the_same_shape() -> None:
    program = Program(a_person(Role.READER, a_bulletin()))
    answer = program.post("/me")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")
    assert answer.json()["code"] == "method-unknown"


def test_a_token_that_asks_too_often_is_told_to_wait() -> None:
    program = Program(a_person(Role.READER, a_bulletin()))
    asked = (program.get("/bulletins/nothing") for _ in range(2 * EACH_MINUTE + 1))
    late = next(answer for answer in asked if answer.status_code == 429)
    assert late.json()["code"] == "too-many-requests"
    assert 1 <= int(late.headers["Retry-After"]) <= 60
