"""Programs that mean harm, or nothing at all: every answer is declared, none is a fault of ours."""

from __future__ import annotations

import functools
import json
import random
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from arrivals import an_arrival
from cast import a_bulletin, a_person
from jianbao.desk.actions.reading.contribution import read_contribution
from jianbao.desk.models import Contribution, Role
from jianbao.document.read.confined import Workshop
from jianbao.web.api.describing import description
from jianbao.web.api.urls import api
from web.api_calls import ROOT, Program

from document.read.hostile.make import HOSTILE, Hostile

pytestmark = pytest.mark.django_db
_TEXTS: tuple[bytes, ...] = (
    b"",
    b"\0",
    b"a\0b",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    "青石分公司".encode(),
    b"'; DROP TABLE desk_contribution; --",
    b"%s%n%x",
    b"1" * 400,
    b"-1",
    b"0",
    b"1",
    b"9" * 25,
    b"1e999",
    b"NaN",
    b"true",
    b"2026-02-30",
    b"0001-01-01",
    b"9999-12-31",
    b"1.1",
    b"99999999999999999.1",
    b'"',
    b'"\xe5\xae\x89',
    b"NEAR(a b) OR *",
    b"all",
    b"waiting",
)
_VALUES: tuple[str, ...] = (
    "null",
    "true",
    "-1",
    "0",
    "1",
    "1.5",
    "1e400",
    "9" * 30,
    '""',
    '"\\u0000"',
    '"\\ud800"',
    '"a\\u0000\\ud800b"',
    '"' + "长" * 600 + '"',
    "[]",
    "[null]",
    "{}",
    '{"start": 1}',
    '[{"start": 0, "headline": "\\u0000"}, {"start": 1}]',
    '"thin"',
    '"spam"',
)
_ROUNDS = 4


@functools.cache
def _described() -> dict[str, Any]:
    return description(api)


def _operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in _described()["paths"].items():
        for method, declared in methods.items():
            yield path, method.upper(), declared


def _fields(declared: dict[str, Any]) -> list[str]:
    """Give the names in the body of an operation."""
    content = declared.get("requestBody", {}).get("content", {})
    schemas = _described()["components"]["schemas"]
    names: list[str] = []
    for kind in content.values():
        found = kind["schema"]
        found = schemas[found["$ref"].rpartition("/")[2]] if "$ref" in found else found
        names += found.get("properties", {})
    return names


def _address(chance: random.Random, path: str, declared: dict[str, Any], known: int) -> str:
    places = {"bulletin": ["yunling"], "name": ["plan", "divide", "%00", "x" * 300, "decline"]}
    keys = [str(known), str(known), "0", "99999999999999999999999", "1"]
    address = re.sub(r"{(\w+)}", lambda place: chance.choice(places.get(place[1], keys)), path)
    names = [one["name"] for one in declared.get("parameters", ()) if one["in"] == "query"]
    asked = "&".join(
        f"{name}={quote_from_bytes(chance.choice(_TEXTS))}"
        for name in names
        if chance.random() < 0.4
    )
    return f"{address}?{asked}"


def _body(chance: random.Random, declared: dict[str, Any]) -> tuple[bytes, str]:
    kinds = list(declared.get("requestBody", {}).get("content", {}))
    if not kinds:
        return b"", ""
    kind = chance.choice([*kinds, "application/json"])
    names = _fields(declared)
    if kind == "multipart/form-data":
        broken = b'--x\r\nContent-Disposition: form-data; name="files"; filename="\0\xff"\r\n\r\n'
        ends = (b"\0\r\n--x--\r\n", b"", b"\r\n--x--\r\n")
        return broken + chance.choice(ends), "multipart/form-data; boundary=x"
    values = (f'"{name}": {chance.choice(_VALUES)}' for name in names if chance.random() < 0.7)
    body = "{" + ", ".join(values) + chance.choice(["}", "}", "}", "", "]"])
    return body.encode(), kind


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(_ROUNDS))
def test_no_request_is_a_fault_of_the_desk(seed: int) -> None:
    bulletin = a_bulletin()
    person = a_person(Role.EDITOR, bulletin)
    for role in set(Role) - {Role.EDITOR}:
        person.grants.create(role=role, bulletin=bulletin)
    known = an_arrival(bulletin, sent_by=person).pk
    token = Program(person).token
    client = Client(raise_request_exception=False)
    chance = random.Random(seed)  # noqa: S311 - the same each time
    for path, method, declared in _operations():
        for _ in range(5):
            cache.clear()
            address = _address(chance, path, declared, known)
            body, kind = _body(chance, declared)
            answer = client.generic(
                method,
                address,
                body,
                content_type=kind or "application/octet-stream",
                headers={"Authorization": f"Bearer {token}"},
            )
            said = (method, address, body, answer.status_code)
            assert answer.status_code in declared["responses"], said
            b"".join(answer)
            if answer.status_code >= 400:
                assert set(answer.json()) == {"code", "message", "values"}, said


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer \xff", "Basic eDp5", "Bearer jb_x"]
)
def test_a_strange_token_is_refused(header: str) -> None:
    answer = Client(raise_request_exception=False).get(
        f"{ROOT}/me", headers={"Authorization": header}
    )
    assert answer.status_code == 401


def test_a_body_that_is_no_json_is_refused() -> None:
    program = Program(a_person(Role.EDITOR, a_bulletin()))
    client = Client(raise_request_exception=False)
    headers = {"Authorization": f"Bearer {program.token}"}
    for body in (b"\xff\xfe", b"[" * 100_000, b'{"text": ' + b"9" * 10_000 + b"}", b"", b"null"):
        answer = client.post(
            f"{ROOT}/bulletins/yunling/contributions",
            body,
            content_type="application/json",
            headers=headers,
        )
        assert (answer.status_code, answer.json()["code"]) == (422, "request-unfit"), body[:20]


def test_a_body_larger_than_the_desk_takes_is_refused() -> None:
    program = Program(a_person(Role.EDITOR, a_bulletin()))
    answer = program.post("/bulletins/yunling/contributions", {"text": "长" * 3_000_000})
    assert (answer.status_code, answer.json()["code"]) == (413, "request-too-large")


@pytest.mark.hostile
@pytest.mark.slow
@pytest.mark.parametrize("item", HOSTILE[::5], ids=lambda item: item.name)
def test_a_hostile_upload_ends_with_a_visible_problem_and_the_desk_stays_up(item: Hostile) -> None:
    bulletin = a_bulletin()
    person = a_person(Role.CONTRIBUTOR, bulletin)
    program = Program(person)
    content = item.make()
    answer = program.upload(
        "/bulletins/yunling/contributions/upload",
        {"files": [SimpleUploadedFile(f"../{item.name}", content)], "text": "请查收。"},
    )
    assert answer.status_code == 201, json.dumps(answer.json(), ensure_ascii=False)
    one = Contribution.objects.get()
    with Workshop() as workshop:
        assert read_contribution(one.pk, workshop)
    own = program.get(f"/bulletins/yunling/own-contributions/{one.pk}").json()
    assert own["standing"] in {"waiting", "unreadable"}
    said = own["problems"] + [problem for file in own["files"] for problem in file["problems"]]
    if "read" not in item.outcomes:
        assert said, "a file that was refused says why"
    given = program.get(own["files"][0]["href"].removeprefix(ROOT))
    assert b"".join(given) == content
