"""On PostgreSQL an act on an issue locks that issue first, and not its bulletin with it.

Who prints locks the bulletin first and the issue then: another order would end in a deadlock.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jianbao.desk.actions import handing_on, leaving
from jianbao.desk.actions.going_back import keep_theirs
from jianbao.desk.actions.placing import lock
from jianbao.desk.models import Item, User
from jianbao.desk.queries.issues import items_of
from jianbao.desk.queries.item import text_of
from printing import a_planned_issue, an_office

ACTS: dict[str, Callable[[Item, User], object]] = {
    "lock": lambda item, _by: lock(item.issue),
    "hand_on": lambda item, by: handing_on.hand_on(item, None, by=by),
    "leave_as_is": lambda item, by: leaving.leave_as_is(item, "T101", by=by),
    "keep_theirs": lambda item, by: keep_theirs(item, text_of(item), by=by, revision=1),
}


@pytest.mark.parametrize("act", ACTS)
def test_the_issue_is_locked_first_and_alone(act: str, each_database: str) -> None:
    office = an_office()
    item = items_of(a_planned_issue(office, 1))[0]
    with CaptureQueriesContext(connection) as asked:
        ACTS[act](item, office.editor)
    locks = [query["sql"] for query in asked if "FOR UPDATE" in query["sql"]]
    if each_database == "sqlite":  # one writer at a time: no row is locked
        assert locks == []
        return
    assert 'FROM "desk_issue"' in locks[0]
    assert locks[0].endswith('FOR UPDATE OF "desk_issue"')
