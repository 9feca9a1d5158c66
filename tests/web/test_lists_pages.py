"""The distribution lists as their keepers use them: found, chosen, undone, imported, exported."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cast import a_bulletin, a_person, client_of
from jianbao.desk.actions import grouping_recipients as grouping
from jianbao.desk.actions.recipients import RecipientFacts, add_recipients
from jianbao.desk.models import (
    Bulletin,
    Delivery,
    Dispatch,
    Recipient,
    RecipientGroup,
    Role,
    User,
)
from printing import a_printed_issue, an_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def bulletin() -> Bulletin:
    return a_bulletin()


@pytest.fixture
def editor(bulletin: Bulletin) -> User:
    return a_person(Role.EDITOR, bulletin)


@pytest.fixture
def client(editor: User) -> Client:
    return client_of(editor)


@pytest.fixture
def group(bulletin: Bulletin, editor: User) -> RecipientGroup:
    values = {"name": "各分公司、子公司", "capacity": "main"}
    return grouping.add_group(bulletin, values, by=editor)


def _url(name: str, bulletin: Bulletin, *rest: object) -> str:
    return reverse(name, args=[bulletin.slug, *rest])


def _people(bulletin: Bulletin, by: User, count: int, *groups: int) -> list[Recipient]:
    unit = bulletin.units.all()[0]
    facts = [
        RecipientFacts(
            name=f"收件人{n}",
            address=f"p{n}@yunling.example",
            unit=unit,
            groups=frozenset(groups),
        )
        for n in range(count)
    ]
    return add_recipients(bulletin, facts, by=by)


def _undo(answer: Any) -> str:  # noqa: ANN401 - an answer of Django's client
    *_, message = answer.context["messages"]
    return str(message.extra_tags).removeprefix("undo=")


def _values(answer: Any) -> dict[str, Any]:  # noqa: ANN401 - an answer of Django's client
    """Give what the form of a page would send back unchanged."""
    shown = {bound.html_name: bound.value() for bound in answer.context["form"]}
    return {name: value for name, value in shown.items() if value not in (None, False)}


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR])
def test_who_keeps_the_lists_sees_them_and_finds_the_imprint_where_they_may(
    bulletin: Bulletin, role: Role
) -> None:
    page = client_of(a_person(role, bulletin)).get(_url("recipients", bulletin))
    labels = {place.url for place in page.context["side_nav"]}
    assert page.status_code == 200
    assert (_url("arrange_lists", bulletin) in labels) == (role == Role.ADMINISTRATOR)
    assert [place.url for place in page.context["side_nav"] if place.current] == [
        _url("recipients", bulletin)
    ]


def test_an_empty_list_says_how_it_is_filled(client: Client, bulletin: Bulletin) -> None:
    page = client.get(_url("recipients", bulletin)).content.decode()
    assert _url("import_recipients", bulletin) in page
    assert _url("proposed_recipients", bulletin) in page
    assert "data-select-item" not in page


def test_one_is_added_and_what_is_wrong_is_said_beside_the_address(
    client: Client, bulletin: Bulletin, group: RecipientGroup
) -> None:
    address = _url("add_recipient", bulletin)
    form = {"name": "段知南", "address": "ＤＵＡＮ@yunling.example", "groups": [group.pk]}
    for wrong in ("duan@yunling", "见通讯录", "noreply@yunling.example"):
        answer = client.post(address, form | {"address": wrong})
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {"address"}
        assert wrong in unescape(answer.content.decode())
    assert client.post(address, form).headers["Location"] == _url("recipients", bulletin)
    one = Recipient.objects.get()
    assert (one.address, list(one.groups.all())) == ("duan@yunling.example", [group])
    answer = client.post(address, form)
    assert "段知南" in str(answer.context["form"].errors["address"])
    assert client.post(address, form | {"groups": [group.pk + 9]}).status_code == 422


def test_an_address_that_looks_mistyped_is_taken_and_pointed_out(
    client: Client, bulletin: Bulletin, editor: User
) -> None:
    _people(bulletin, editor, 3)
    form = {"name": "段知南", "address": "duan@yunling.exmaple"}
    answer = client.post(_url("add_recipient", bulletin), form, follow=True)
    said = [
        str(message) for message in answer.context["messages"] if message.level_tag == "warning"
    ]
    assert len(said) == 1
    assert "yunling.example" in said[0]
    one = Recipient.objects.get(name="段知南")
    page = client.get(_url("recipient", bulletin, one.pk)).content.decode()
    assert 'class="notes"' in page


def test_a_stale_recipient_says_what_stands_there_now(
    client: Client, bulletin: Bulletin, editor: User, group: RecipientGroup
) -> None:
    (one,) = _people(bulletin, editor, 1)
    page = _url("recipient", bulletin, one.pk)
    values = _values(client.get(page))
    assert client.post(page, values | {"groups": [group.pk]}).status_code == 302
    answer = client.post(page, values | {"post": "主任"})
    assert answer.status_code == 409
    assert "各分公司、子公司" in [said for _label, said in answer.context["form"].now]
    one.refresh_from_db()
    assert (one.post, one.groups.count()) == ("", 1)


def test_many_are_put_into_a_group_and_taken_out_and_it_is_undone(
    client: Client, bulletin: Bulletin, editor: User, group: RecipientGroup
) -> None:
    people = _people(bulletin, editor, 5)
    form = {"chosen": [one.pk for one in people[:3]], "group": group.pk, "kept": "q=收件人&x=1"}
    address = _url("change_recipients", bulletin)
    answer = client.post(address, form | {"act": "put"})
    assert answer.headers["Location"].endswith("?q=%E6%94%B6%E4%BB%B6%E4%BA%BA")
    answer = client.get(answer.headers["Location"])
    assert group.recipients.count() == 3
    client.post(_undo(answer))
    assert group.recipients.count() == 0
    assert client.post(address, form | {"act": "take"}).status_code == 409
    client.post(address, form | {"act": "put"})
    client.post(_undo(client.post(address, form | {"act": "take"}, follow=True)))
    assert group.recipients.count() == 3


def test_many_are_taken_off_the_lists_and_come_back(
    client: Client, bulletin: Bulletin, editor: User
) -> None:
    people = _people(bulletin, editor, 5)
    address, home = _url("change_recipients", bulletin), _url("recipients", bulletin)
    form = {"chosen": [one.pk for one in people[:3]], "act": "leave"}
    undo = _undo(client.post(address, form, follow=True))
    assert client.get(home).context["page"].paginator.count == 2
    left = client.get(home, {"state": "left"})
    assert [(tab["count"], tab["current"]) for tab in left.context["tabs"]] == [
        (2, False),
        (0, False),
        (0, False),
        (2, False),
        (3, True),
    ]
    client.post(undo)
    assert client.get(home).context["page"].paginator.count == 5
    assert client.post(undo).status_code == 409
    client.post(address, form)
    client.post(address, form | {"act": "back"})
    assert client.get(home).context["page"].paginator.count == 5


def test_nothing_chosen_and_strange_acts_change_nothing(
    client: Client, bulletin: Bulletin, editor: User, group: RecipientGroup
) -> None:
    (one,) = _people(bulletin, editor, 1)
    address = _url("change_recipients", bulletin)
    for form, status in (
        ({"act": "leave"}, 400),
        ({"act": "leave", "chosen": ["x", "²"]}, 400),
        ({"act": "burn", "chosen": [one.pk]}, 404),
        ({"act": "put", "chosen": [one.pk], "group": "x"}, 400),
        ({"act": "put", "chosen": [one.pk], "group": str(group.pk + 9)}, 400),
    ):
        assert client.post(address, form).status_code == status
    assert client.post(_url("recipients_return", bulletin, "x")).status_code == 409
    one.refresh_from_db()
    assert (one.left_at, one.groups.count()) == (None, 0)


def test_a_part_of_the_page_is_given_when_that_is_asked_for(
    client: Client, bulletin: Bulletin, editor: User
) -> None:
    _people(bulletin, editor, 3)
    given = {"HX-Request": "true", "HX-Target": "found"}
    query = {"q": "p1@", "group": "0", "unit": "x", "page": "99", "state": "no"}
    answer = client.get(_url("recipients", bulletin), query, headers=given)
    page = answer.content.decode()
    assert "<html" not in page
    assert [one.name for one in answer.context["page"]] == ["收件人1"]


def test_a_failing_address_is_said_with_the_servers_words_and_trusted_again(
    client: Client, bulletin: Bulletin, editor: User
) -> None:
    (one,) = _people(bulletin, editor, 1)
    reason = "550 5.1.1 <p0@yunling.example>: User unknown"
    Recipient.objects.update(failing_since=timezone.now(), failing_reason=reason)
    page = _url("recipient", bulletin, one.pk)
    assert reason in unescape(client.get(page).content.decode())
    trust = _url("trust_recipient", bulletin, one.pk)
    assert client.post(trust).headers["Location"] == page
    assert reason not in unescape(client.get(page).content.decode())
    assert client.post(trust).status_code == 409


def test_who_unsubscribed_gets_it_again_with_a_word_on_how_they_asked(
    client: Client, bulletin: Bulletin, editor: User
) -> None:
    (one,) = _people(bulletin, editor, 1)
    Recipient.objects.update(unsubscribed_at=timezone.now())
    again = _url("subscribe_recipient", bulletin, one.pk)
    assert again in client.get(_url("recipient", bulletin, one.pk)).content.decode()
    assert client.post(again, {"note": ""}).status_code == 400
    assert client.post(again, {"note": "来电"}).status_code == 302
    one.refresh_from_db()
    assert one.unsubscribed_at is None


def test_what_was_sent_stands_on_the_page_of_its_recipient() -> None:
    office = an_office()
    edition = a_printed_issue(office).editions.get()
    (one,) = _people(office.bulletin, office.editor, 1)
    given = {"bulletin": office.bulletin, "prepared_by": office.editor, "subject": "x", "text": "x"}
    dispatch = Dispatch.objects.create(edition=edition, **given)
    for state, reply in (("accepted", "250 2.0.0 queued as 4F1"), ("bounced", "550 no such user")):
        Delivery.objects.create(
            dispatch=dispatch,
            recipient=one,
            name=one.name,
            address=f"{state}@yunling.example",
            state=state,
            reply=reply,
        )
    page = client_of(office.editor).get(_url("recipient", office.bulletin, one.pk)).content.decode()
    assert "250 2.0.0 queued as 4F1" in page
    assert page.index("550 no such user") < page.index("250 2.0.0 queued as 4F1")


def test_groups_are_made_from_the_imprint_ordered_changed_and_dropped(
    client: Client, bulletin: Bulletin, editor: User
) -> None:
    Bulletin.objects.update(distribution=["公司领导", "本部各部门"], copies=["党群工作部"])
    home = _url("recipient_groups", bulletin)
    assert len(client.get(home).context["differs"].missing) == 3
    assert client.post(_url("groups_of_imprint", bulletin)).headers["Location"] == home
    assert not client.get(home).context["differs"]
    first, second, copy = bulletin.recipient_groups.all()
    assert (copy.name, copy.capacity) == ("党群工作部", "copy")
    client.post(_url("move_recipient_group", bulletin, second.pk), {"step": "-1"})
    assert [g.name for g in bulletin.recipient_groups.all()][:2] == ["本部各部门", "公司领导"]
    people = _people(bulletin, editor, 2, first.pk)
    page = client.get(home).content.decode()
    assert f"?group={first.pk}" in page
    one = _url("recipient_group", bulletin, first.pk)
    assert client.post(one, _values(client.get(one)) | {"name": "集团领导"}).status_code == 302
    assert client.post(one, {"name": "x", "capacity": "main", "seen": "old"}).status_code == 409
    assert client.post(home, {"name": "集团领导", "capacity": "main"}).status_code == 422
    undo = _undo(client.post(_url("drop_recipient_group", bulletin, first.pk), follow=True))
    assert client.post(undo).headers["Location"] == home
    back = bulletin.recipient_groups.get(name="集团领导")
    assert set(back.recipients.all()) == set(people)


def test_pages_ask_as_much_for_two_thousand_as_for_one(
    client: Client, bulletin: Bulletin, editor: User, group: RecipientGroup
) -> None:
    names = ("recipients", "recipient_groups", "proposed_recipients")
    (one,) = _people(bulletin, editor, 1, group.pk)

    def asked() -> list[int]:
        counts = []
        for address in (*(_url(n, bulletin) for n in names), _url("recipient", bulletin, one.pk)):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
        return counts

    asked()  # the first visit notes the device
    few = asked()
    facts = [
        RecipientFacts(name=f"n{n}", address=f"n{n}@yunling.example", groups=frozenset({group.pk}))
        for n in range(2000)
    ]
    add_recipients(bulletin, facts, by=editor)
    assert asked() == few
    assert max(few) <= 22
    page = client.get(_url("recipients", bulletin))
    assert len(page.context["page"]) == 100
    assert len(page.content) < 130_000


def test_things_of_another_bulletin_are_not_here(client: Client, bulletin: Bulletin) -> None:
    office = an_office("other")
    (one,) = _people(office.bulletin, office.editor, 1)
    values = {"name": "外单位", "capacity": "main"}
    theirs = grouping.add_group(office.bulletin, values, by=office.editor)
    event = grouping.put_into(theirs, [one.pk], by=office.editor)
    for name in ("recipient", "recipient_leaves", "trust_recipient", "subscribe_recipient"):
        assert client.post(_url(name, bulletin, one.pk)).status_code in {404, 409}
    for name in ("recipient_group", "move_recipient_group", "drop_recipient_group"):
        assert client.post(_url(name, bulletin, theirs.pk)).status_code == 404
    assert client.post(_url("undo_list_act", bulletin, event.pk)).status_code == 404
    assert list(theirs.recipients.all()) == [one]
