"""A dispatch from plan to ledger: frozen on approval, every candidate accounted for."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, transaction
from django.utils import timezone

from jianbao.desk.actions.dispatching import asking_again, controlling, freezing, preparing
from jianbao.desk.actions.dispatching.preparing import Plan
from jianbao.desk.errors import Impossible, Invalid, NotAllowed, Stale
from jianbao.desk.models import Capacity, Delivery, DeliveryEvent, Dispatch, Event, Recipient
from jianbao.desk.queries.candidates import candidates_of
from jianbao.desk.queries.deliveries import tally, undelivered
from mailing import (
    SUBJECT,
    TEXT,
    a_group,
    a_plan,
    a_reader,
    approved,
    by_sink,
    send,
    started,
    states,
)
from printing import Office, an_office
from servers.smtp_sink import Sink

pytestmark = [pytest.mark.django_db, pytest.mark.server]


@pytest.fixture
def office(settings: LazySettings, smtp_sink: Sink) -> Office:
    by_sink(settings, smtp_sink)
    return an_office()


def test_an_address_stands_once_in_its_first_capacity(office: Office) -> None:
    leaders = a_group(office.bulletin)
    offices = a_group(office.bulletin, "本部各部门", Capacity.COPY)
    filed = a_group(office.bulletin, "内部留存", Capacity.FILE)
    a_reader(office.bulletin, 1, filed, offices, leaders)
    a_reader(office.bulletin, 2, filed, offices)
    a_reader(office.bulletin, 3, filed)
    dispatch = approved(office)
    rows = Delivery.objects.filter(dispatch=dispatch).order_by("address")
    assert [row.capacity for row in rows] == ["main", "copy", "file"]
    assert rows[0].groups == ["公司领导", "本部各部门", "内部留存"]
    assert dispatch.candidates == 3


def test_who_gets_nothing_is_a_row_that_says_why(office: Office) -> None:
    office.bulletin.may_unsubscribe = True
    office.bulletin.save()
    now = timezone.now()
    a_reader(office.bulletin, 1)
    a_reader(office.bulletin, 2, unsubscribed_at=now)
    a_reader(office.bulletin, 3, failing_since=now)
    a_reader(office.bulletin, 4, left_at=now)
    unfit = a_reader(office.bulletin, 5)
    Recipient.objects.filter(pk=unfit.pk).update(address="两个@@yunling.example")
    dispatch = send(started(office))
    reasons = dict(Delivery.objects.filter(dispatch=dispatch).values_list("name", "reason"))
    assert reasons == {
        "读者1": "",
        "读者2": "unsubscribed",
        "读者3": "address-failing",
        "读者5": "address-unfit",
    }
    counted = tally(dispatch)
    assert counted == (4, 1, 0, 0, 3, 0)
    assert counted.adds_up


def test_a_bulletin_that_lets_nobody_go_sends_to_all(office: Office) -> None:
    a_reader(office.bulletin, 1, unsubscribed_at=timezone.now())
    assert [one.reason for one in candidates_of(a_plan(office))] == [""]


def test_what_was_approved_stays_as_it_was(office: Office, smtp_sink: Sink) -> None:
    one = a_reader(office.bulletin, 1)
    dispatch = approved(office)
    one.name, one.address = "换了名", "other@yunling.example"
    one.save()
    a_reader(office.bulletin, 2)
    office.bulletin.copies = ["另一个部门"]
    office.bulletin.save()
    controlling.start(dispatch, by=office.publisher)
    send(dispatch)
    assert [letter.recipients for letter in smtp_sink.letters] == [("reader1@yunling.example",)]
    assert dispatch.edition_sha256 == dispatch.edition.snapshot.sha256
    assert dispatch.copies == []
    with pytest.raises(Impossible):
        preparing.change_plan(dispatch, _plan(dispatch), by=office.editor, version=dispatch.version)


def _plan(dispatch: Dispatch, **more: object) -> Plan:
    groups = frozenset(dispatch.groups.values_list("pk", flat=True))
    return Plan(**{"subject": SUBJECT, "text": TEXT, "groups": groups, **more})  # type: ignore[arg-type]  # what a test gives


def test_planning_and_sending_are_for_different_people(office: Office) -> None:
    a_reader(office.bulletin, 1)
    dispatch = a_plan(office)
    with pytest.raises(NotAllowed):
        freezing.approve(dispatch, by=office.editor, version=dispatch.version)
    with pytest.raises(NotAllowed):
        preparing.prepare(dispatch.edition, _plan(dispatch), by=office.reviewer)


def test_where_two_are_wanted_nobody_approves_their_own(office: Office) -> None:
    a_reader(office.bulletin, 1)
    office.bulletin.sends_by_two = True
    office.bulletin.save()
    dispatch = a_plan(office)
    preparing.change_plan(dispatch, _plan(dispatch), by=office.publisher, version=1)
    with pytest.raises(NotAllowed, match="own-dispatch"):
        freezing.approve(dispatch, by=office.publisher, version=2)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"subject": " "}, "subject-missing"),
        ({"text": ""}, "text-missing"),
        ({"text": "{期号}已印发，{不知}。"}, "blank-unknown"),
        ({"groups": frozenset()}, "nobody-chosen"),
        ({"groups": frozenset({4711})}, "choice-unknown"),
        ({"carries": "pigeon"}, "carriage-unknown"),
        ({"starts_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}, "start-in-the-past"),
    ],
)
def test_a_plan_that_does_not_fit_says_why(
    office: Office, more: dict[str, object], code: str
) -> None:
    a_reader(office.bulletin, 1)
    dispatch = a_plan(office)
    with pytest.raises(Invalid, match=code):
        preparing.change_plan(dispatch, _plan(dispatch, **more), by=office.editor, version=1)
    dispatch.refresh_from_db()
    assert dispatch.version == 1


def test_two_people_do_not_overwrite_each_other(office: Office) -> None:
    a_reader(office.bulletin, 1)
    dispatch = a_plan(office)
    preparing.change_plan(dispatch, _plan(dispatch, text="另一稿"), by=office.editor, version=1)
    with pytest.raises(Stale):
        preparing.change_plan(dispatch, _plan(dispatch), by=office.publisher, version=1)
    with pytest.raises(Stale):
        freezing.approve(dispatch, by=office.publisher, version=1)


def test_nobody_to_send_to_is_no_dispatch(office: Office) -> None:
    a_reader(office.bulletin, 1, failing_since=timezone.now())
    dispatch = a_plan(office)
    with pytest.raises(Impossible, match="nobody-gets-it"):
        freezing.approve(dispatch, by=office.publisher, version=dispatch.version)


def test_a_dispatch_called_off_accounts_for_everybody(office: Office, smtp_sink: Sink) -> None:
    for number in range(3):
        a_reader(office.bulletin, number)
    dispatch = started(office)
    assert controlling.call_off(dispatch, "领导要求暂缓", by=office.publisher) == 3
    send(dispatch)
    assert tally(dispatch) == (3, 0, 0, 0, 3, 0)
    assert smtp_sink.letters == []
    assert asking_again_is_refused(dispatch, office)


def asking_again_is_refused(dispatch: Dispatch, office: Office) -> bool:
    with pytest.raises(Impossible):
        asking_again.resend(dispatch, [1], by=office.publisher)
    return True


def test_only_what_was_asked_for_is_sent_again(office: Office, smtp_sink: Sink) -> None:
    for number in range(4):
        a_reader(office.bulletin, number)
    smtp_sink.refuse("reader1@yunling.example")
    smtp_sink.refuse("reader2@yunling.example")
    dispatch = send(started(office))
    assert dispatch.state == Dispatch.State.FINISHED
    missed = list(undelivered(dispatch).values_list("pk", flat=True))
    assert len(missed) == 2
    smtp_sink.accept("reader1@yunling.example")
    first = len(smtp_sink.letters)
    assert asking_again.resend(dispatch, missed[:1], by=office.publisher) == 1
    send(dispatch)
    assert [one.recipients for one in smtp_sink.letters[first:]] == [("reader1@yunling.example",)]
    assert dispatch.state == Dispatch.State.FINISHED
    assert tally(dispatch) == (4, 3, 1, 0, 0, 0)


def test_what_is_asked_for_at_the_last_moment_keeps_the_dispatch_going(
    office: Office, smtp_sink: Sink
) -> None:
    a_reader(office.bulletin, 1)
    smtp_sink.refuse("reader1@yunling.example")
    dispatch = started(office)
    for_the_engine = Dispatch.objects.get(pk=dispatch.pk)
    send(dispatch)
    Dispatch.objects.filter(pk=dispatch.pk).update(state=Dispatch.State.SENDING)
    asking_again.resend(dispatch, [dispatch.deliveries.get().pk], by=office.publisher)
    assert not controlling.finish(for_the_engine)
    smtp_sink.accept("reader1@yunling.example")
    assert send(dispatch).state == Dispatch.State.FINISHED
    assert tally(dispatch).accepted == 1


def test_a_reader_who_has_it_gets_it_again_only_for_a_reason(
    office: Office, smtp_sink: Sink
) -> None:
    a_reader(office.bulletin, 1)
    dispatch = send(started(office))
    row = Delivery.objects.get(dispatch=dispatch)
    with pytest.raises(Invalid, match="reason-missing"):
        asking_again.resend(dispatch, [row.pk], by=office.publisher)
    asking_again.resend(dispatch, [row.pk], by=office.publisher, reason="误删，请求补发")
    send(dispatch)
    first, second = (one.raw for one in smtp_sink.letters)
    assert _id_in(first) == _id_in(second)
    assert [event.verb for event in row.events.all()] == [
        *("claim", "accept"),
        *("resend", "claim", "accept"),
    ]


def _id_in(raw: bytes) -> bytes:
    return next(line for line in raw.splitlines() if line.lower().startswith(b"message-id:"))


def test_an_unknown_one_is_taken_for_sent_by_hand_alone(office: Office, smtp_sink: Sink) -> None:
    a_reader(office.bulletin, 1)
    smtp_sink.drop_after_dot()
    dispatch = send(started(office))
    assert states(dispatch) == {"reader1": "unknown"}
    send(dispatch)
    assert len(smtp_sink.letters) == 1
    row = Delivery.objects.get(dispatch=dispatch)
    with pytest.raises(NotAllowed):
        asking_again.confirm(dispatch, [row.pk], by=office.editor)
    assert asking_again.confirm(dispatch, [row.pk], by=office.publisher) == 1
    row.refresh_from_db()
    assert (row.state, row.confirmed_by) == ("accepted", office.publisher)


def test_what_is_left_out_by_hand_is_not_sent(office: Office, smtp_sink: Sink) -> None:
    for number in range(2):
        a_reader(office.bulletin, number)
    dispatch = approved(office)
    row = Delivery.objects.get(dispatch=dispatch, address="reader0@yunling.example")
    with pytest.raises(Invalid):
        asking_again.leave_out(dispatch, [row.pk], " ", by=office.publisher)
    asking_again.leave_out(dispatch, [row.pk], "已调离", by=office.publisher)
    controlling.start(dispatch, by=office.publisher)
    send(dispatch)
    assert [one.recipients for one in smtp_sink.letters] == [("reader1@yunling.example",)]
    assert tally(dispatch) == (2, 1, 0, 0, 1, 0)


def test_the_story_of_a_delivery_cannot_be_changed(office: Office) -> None:
    a_reader(office.bulletin, 1)
    send(started(office))
    event = DeliveryEvent.objects.all()[0]
    for change in (event.delete, lambda: DeliveryEvent.objects.update(said="")):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change()


def test_each_act_stands_in_the_log(office: Office) -> None:
    a_reader(office.bulletin, 1)
    dispatch = started(office)
    controlling.pause(dispatch, by=office.publisher)
    controlling.resume(dispatch, by=office.publisher)
    send(dispatch)
    verbs = Event.objects.filter(thing=f"dispatch:{dispatch.pk}").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "prepare_dispatch",
        "approve_dispatch",
        "start_dispatch",
        "pause_dispatch",
        "resume_dispatch",
        "finish_dispatch",
    ]


def test_a_start_that_was_missed_long_ago_is_asked_about(office: Office, smtp_sink: Sink) -> None:
    a_reader(office.bulletin, 1)
    soon, long_ago = approved(office), approved(office)
    now = timezone.now()
    Dispatch.objects.filter(pk=soon.pk).update(starts_at=now - dt.timedelta(hours=1))
    Dispatch.objects.filter(pk=long_ago.pk).update(starts_at=now - dt.timedelta(hours=9))
    assert controlling.start_what_is_due() == 1
    soon.refresh_from_db()
    long_ago.refresh_from_db()
    assert soon.state == Dispatch.State.SENDING
    assert (long_ago.state, long_ago.pause_code) == (Dispatch.State.PAUSED, "too-late")
    send(long_ago)
    assert smtp_sink.letters == []
