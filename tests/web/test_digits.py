"""Numbers that no honest page sends are answered like any other that names nothing."""

from __future__ import annotations

import pytest
from django.test import Client

from arrivals import an_arrival
from cast import a_bulletin, a_person
from jianbao.desk.models import Role
from jianbao.web.digits import number_in, numbers_in

pytestmark = pytest.mark.django_db


def test_only_plain_digits_that_a_database_can_count_are_a_number() -> None:
    assert number_in("0042") == 42
    assert numbers_in(["7", "²", "٣", "-1", "", "9" * 16, "8"]) == [7, 8]


@pytest.mark.parametrize("odd", ["²", "9" * 30, "9" * 5000])
def test_odd_numbers_bring_no_page_down(client: Client, odd: str) -> None:
    bulletin = a_bulletin()
    client.force_login(a_person(Role.EDITOR, bulletin))
    inbox = f"/b/{bulletin.slug}/inbox/"
    piece = an_arrival(bulletin)
    undone = client.post(f"{inbox}undo/{odd}/")
    preview = client.get(f"{inbox}bulk/", {"act": "shortlist", "chosen": odd})
    bulk = client.post(f"{inbox}bulk/", {"act": "shortlist", "seen": f"{odd}:{odd}"})
    divided = client.post(f"{inbox}{piece.pk}/divide/", {"version": odd, "starts": [odd, "0"]})
    listed = client.get(inbox, {"page": odd, "unit": odd})
    own = client.get(f"/b/{bulletin.slug}/contribute/", {"unit": odd, "year": odd})
    answers = (undone, preview, bulk, divided, listed, own)
    assert [answer.status_code for answer in answers] == [404, 400, 400, 400, 200, 200]
