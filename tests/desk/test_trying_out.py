"""试发: one marked letter to any address, told in the log and in no ledger."""

from __future__ import annotations

import msgspec
import pytest
from django.conf import LazySettings

from cast import a_person
from jianbao.desk.actions.dispatching import freezing
from jianbao.desk.actions.dispatching.trying import try_out
from jianbao.desk.errors import Impossible, Invalid, NotAllowed
from jianbao.desk.models import Delivery, Dispatch, Event, Role
from jianbao.post.message import parse_message
from jianbao.post.smtp import Accepted, Deferred, Rejected
from mailing import a_plan, a_reader, by_sink, send, started, states
from printing import Office, an_office
from servers.smtp_sink import Sink

pytestmark = [pytest.mark.django_db, pytest.mark.server]
ANYBODY = "Me@elsewhere.example"


@pytest.fixture
def office(settings: LazySettings, smtp_sink: Sink) -> Office:
    by_sink(settings, smtp_sink)
    office = an_office()
    a_reader(office.bulletin, 1)
    return office


@pytest.fixture
def plan(office: Office) -> Dispatch:
    return a_plan(office)


def test_it_arrives_marked_and_is_no_delivery(
    office: Office, plan: Dispatch, smtp_sink: Sink
) -> None:
    outcome = try_out(plan, f" {ANYBODY} ", by=office.editor)
    assert isinstance(outcome, Accepted)
    (received,) = smtp_sink.letters
    assert received.recipients == (ANYBODY,)
    message = parse_message(received.raw)
    assert message.subject == f"【试发】{plan.subject}"
    assert message.message_id.startswith("jb.try.")
    assert [part.name for part in message.parts if part.name.endswith(".pdf")]
    assert Delivery.objects.count() == 0
    told = Event.objects.get(verb="test_dispatch")
    assert told.after == {"address": ANYBODY, "outcome": "accepted", "reply": outcome.reply}


def test_each_try_is_a_letter_of_its_own(office: Office, plan: Dispatch, smtp_sink: Sink) -> None:
    try_out(plan, ANYBODY, by=office.editor)
    try_out(plan, ANYBODY, by=office.editor, carries="attached")
    one, two = (parse_message(received.raw).message_id for received in smtp_sink.letters)
    assert one != two


def test_it_does_not_touch_a_dispatch_on_its_way(office: Office, smtp_sink: Sink) -> None:
    dispatch = started(office)
    try_out(dispatch, "reader1@yunling.example", by=office.editor)
    assert states(dispatch) == {"reader1": "pending"}
    send(dispatch)
    subjects = [parse_message(received.raw).subject for received in smtp_sink.letters]
    assert subjects == [f"【试发】{dispatch.subject}", dispatch.subject]


def test_what_the_server_says_is_the_outcome(
    office: Office, plan: Dispatch, smtp_sink: Sink, settings: LazySettings
) -> None:
    smtp_sink.refuse(ANYBODY, 550, "5.1.1 No such mailbox")
    assert try_out(plan, ANYBODY, by=office.editor) == Rejected("550 5.1.1 No such mailbox")
    settings.JIANBAO = msgspec.structs.replace(settings.JIANBAO, smtp_url="smtp://127.0.0.1:1")
    assert isinstance(try_out(plan, ANYBODY, by=office.editor), Deferred)
    told = (
        Event.objects.filter(verb="test_dispatch")
        .order_by("pk")
        .values_list("after__outcome", flat=True)
    )
    assert list(told) == ["rejected", "deferred"]


def test_what_cannot_be_tried(office: Office, plan: Dispatch, settings: LazySettings) -> None:
    with pytest.raises(Invalid) as caught:
        try_out(plan, "nobody", by=office.editor)
    assert caught.value.values["field"] == "address"
    reader = a_person(Role.READER, office.bulletin)
    with pytest.raises(NotAllowed):
        try_out(plan, ANYBODY, by=reader)
    settings.JIANBAO = msgspec.structs.replace(settings.JIANBAO, smtp_url="")
    with pytest.raises(Impossible):
        try_out(plan, ANYBODY, by=office.editor)
    assert not Event.objects.filter(verb="test_dispatch").exists()


def test_approval_freezes_the_subject(office: Office, plan: Dispatch) -> None:
    Dispatch.objects.filter(pk=plan.pk).update(subject="《{刊名}》{总期号}")
    plan.refresh_from_db()
    freezing.approve(plan, by=office.publisher, version=plan.version)
    assert plan.subject == "《云岭水泥党群工作》总第1期"
