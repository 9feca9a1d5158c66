"""The API of dispatches: figures as on the pages, ledgers in parts that neither skip nor repeat."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jianbao.desk.actions.dispatching import controlling
from jianbao.desk.models import Delivery
from ledgers import REFUSED, a_ledger, confirm, with_a_server
from mailing import a_plan, a_reader, approved
from printing import Office, an_office
from web.api_calls import Program
from web.test_api_operations import fits

pytestmark = pytest.mark.django_db
LIST = "/bulletins/yunling/dispatches"
_SHAPE = "/bulletins/{bulletin}/dispatches"


@pytest.fixture
def office(settings: LazySettings) -> Office:
    with_a_server(settings)
    return an_office()


@pytest.fixture
def program(office: Office) -> Program:
    return Program(office.editor, ["dispatches:read"])


def test_a_dispatch_tells_its_figures(office: Office, program: Program) -> None:
    dispatch = a_ledger(office)
    told = fits(program.get(f"{LIST}/{dispatch.pk}"), f"{_SHAPE}/{{pk}}")
    assert told["figures"] == {
        "candidates": 8,
        "accepted": 1,
        "failed": 2,
        "unknown": 1,
        "excluded": 1,
        "pending": 3,
        "adds_up": True,
    }
    assert told["state"] == "sending"
    assert told["pause"] is None
    assert told["approved_by"]["name"] == str(office.publisher)
    assert told["edition_sha256"] == dispatch.edition.snapshot.sha256
    assert told["issue"]["items"] == 2


def test_why_it_stands_still_is_told(office: Office, program: Program) -> None:
    dispatch = a_ledger(office)
    controlling.pause(dispatch, by=None, why="refused-in-a-row", said=REFUSED)
    told = program.get(f"{LIST}/{dispatch.pk}").json()["pause"]
    assert (told["code"], told["said"]) == ("refused-in-a-row", REFUSED)
    assert "连续拒收十封" in told["message"]


def test_dispatches_come_in_parts_by_one_question_each(office: Office, program: Program) -> None:
    a_reader(office.bulletin, 1)
    made = [approved(office).pk for _ in range(4)] + [a_plan(office).pk]
    seen: list[int] = []
    before: dict[str, int] = {}
    costs = []
    while True:
        with CaptureQueriesContext(connection) as asked:
            part = fits(program.get(LIST, limit=2, **before), _SHAPE)
        costs.append(len(asked))
        seen += [one["id"] for one in part["dispatches"]]
        if part["following"] is None:
            break
        before = {"before": part["following"]}
    assert seen == sorted(made, reverse=True)
    with CaptureQueriesContext(connection) as asked:
        program.get(LIST)
    assert len(asked) <= costs[1]
    drafts = program.get(LIST, state="draft").json()["dispatches"]
    assert [one["id"] for one in drafts] == made[-1:]


def test_a_ledger_comes_in_parts_whatever_changes_between(office: Office, program: Program) -> None:
    dispatch = a_ledger(office)
    confirm(dispatch, office)
    rows = Delivery.objects.filter(dispatch=dispatch).order_by("pk")
    names, seen = list(rows.values_list("name", flat=True)), list[str]()
    after: dict[str, int] = {}
    path = f"{_SHAPE}/{{pk}}/deliveries"
    while True:
        part = fits(program.get(f"{LIST}/{dispatch.pk}/deliveries", limit=3, **after), path)
        seen += [row["name"] for row in part["deliveries"]]
        Delivery.objects.filter(name=seen[-1]).update(state="failed")
        if part["following"] is None:
            break
        after = {"after": part["following"]}
    assert seen == names


def test_rows_are_narrowed_and_quote_the_server(office: Office, program: Program) -> None:
    dispatch = a_ledger(office)
    address = f"{LIST}/{dispatch.pk}/deliveries"
    missed = program.get(address, share="missed").json()["deliveries"]
    assert {row["name"] for row in missed} == {"failed", "bounced", "unknown"}
    found = program.get(address, words="查无此人").json()["deliveries"]
    assert [(row["name"], row["said"], row["confirmed_by"]) for row in found] == [
        ("failed", REFUSED, None)
    ]
    left_out = program.get(address, share="excluded").json()["deliveries"]
    assert [row["reason"] for row in left_out] == ["address-failing"]


def test_what_does_not_fit_and_what_is_elsewhere_is_refused(
    office: Office, program: Program
) -> None:
    dispatch = a_ledger(office)
    assert program.get(LIST, state="gone").status_code == 422
    assert program.get(f"{LIST}/{dispatch.pk}/deliveries", share="x").status_code == 422
    other = an_office("other")
    stranger = Program(other.editor, ["dispatches:read"])
    assert stranger.get(f"/bulletins/other/dispatches/{dispatch.pk}").status_code == 404
    assert Program(office.editor, ["issues:read"]).get(LIST).status_code == 403
