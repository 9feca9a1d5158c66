"""Who is counted as a reader: signed in, no maker of the bulletin, once an hour at most."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cast import a_person
from jianbao.desk import rules
from jianbao.desk.actions.opening import ONCE_IN, note_opening
from jianbao.desk.models import Edition, Opening, Role
from jianbao.desk.queries.openings import count_readers, openings_of
from printing import Office, a_printed_issue, an_office


def _edition(office: Office) -> Edition:
    return a_printed_issue(office).editions.select_related("issue__bulletin").get()


@pytest.mark.django_db
def test_a_reader_is_one_row_and_a_further_opening_counts_after_an_hour() -> None:
    office = an_office()
    edition, reader = _edition(office), a_person(Role.READER, office.bulletin)
    for _ in range(3):
        note_opening(edition, reader)
    row = Opening.objects.get()
    assert (row.edition, row.user, row.times) == (edition, reader, 1)
    assert row.first_at == row.last_at
    earlier = timezone.now() - ONCE_IN - dt.timedelta(seconds=1)
    Opening.objects.update(first_at=earlier, last_at=earlier)
    for _ in range(3):
        note_opening(edition, reader)
    row.refresh_from_db()
    assert (row.times, row.first_at) == (2, earlier)
    assert row.last_at > earlier + ONCE_IN


@pytest.mark.django_db
def test_readers_and_contributors_are_counted_and_makers_are_not() -> None:
    office = an_office()
    edition = _edition(office)
    makers = [office.editor, office.reviewer, office.signer, office.publisher]
    both = a_person(Role.READER, office.bulletin, name="both")
    both.grants.create(role=Role.EDITOR, bulletin=office.bulletin)
    readers = [a_person(role, office.bulletin) for role in (Role.READER, Role.CONTRIBUTOR)]
    for person in [*makers, both, *readers]:
        note_opening(edition, person)
    assert [one.user for one in openings_of(edition)] == readers
    assert count_readers(edition) == 2


@pytest.mark.django_db
def test_editions_are_counted_apart() -> None:
    office, other = an_office(), an_office("baiquan")
    first, second = _edition(office), _edition(other)
    note_opening(first, a_person(Role.READER, office.bulletin))
    assert (count_readers(first), count_readers(second)) == (1, 0)


@pytest.mark.django_db
def test_it_asks_for_one_row_and_writes_one_at_most() -> None:
    office = an_office()
    edition, reader = _edition(office), a_person(Role.READER, office.bulletin)
    rules.grants_of(reader)  # the page has asked for them
    counts = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as asked:
            note_opening(edition, reader)
        counts.append(len(asked))
    assert counts == [2, 1, 1]


@pytest.mark.django_db(transaction=True)
def test_two_windows_at_once_are_one_reader() -> None:
    office = an_office()
    edition, reader = _edition(office), a_person(Role.READER, office.bulletin)

    def open_it() -> None:
        note_opening(edition, reader)
        connections.close_all()

    with ThreadPoolExecutor(4) as windows:
        for opened in [windows.submit(open_it) for _ in range(8)]:
            opened.result()
    assert Opening.objects.get().times == 1
