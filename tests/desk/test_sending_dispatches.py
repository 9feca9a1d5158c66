"""The engine against a mail server that fails in every way: nothing twice, nothing skipped."""

from __future__ import annotations

import datetime as dt
import threading

import msgspec
import pytest
from django.conf import LazySettings
from django.utils import timezone

from jianbao.desk.actions.dispatching import controlling, ledger, relay
from jianbao.desk.actions.dispatching.sending import send_dispatch, send_what_is_due, settle_lost
from jianbao.desk.models import Delivery, DeliveryEvent, Dispatch, Relay
from jianbao.desk.queries.deliveries import tally
from mailing import a_reader, approved, by_sink, readers, send, started, states
from printing import Office, an_office
from servers.certificate import Certificate
from servers.smtp_sink import Sink

pytestmark = [pytest.mark.django_db, pytest.mark.server]


@pytest.fixture
def office(settings: LazySettings, smtp_sink: Sink) -> Office:
    by_sink(settings, smtp_sink)
    return an_office()


def _delivery(dispatch: Dispatch) -> Delivery:
    return Delivery.objects.get(dispatch=dispatch)


def _verbs(dispatch: Dispatch) -> list[str]:
    events = DeliveryEvent.objects.filter(delivery__dispatch=dispatch).order_by("pk")
    return list(events.values_list("verb", flat=True))


def test_everybody_gets_one_letter_over_few_connections(office: Office, smtp_sink: Sink) -> None:
    dispatch = send(started(office, readers(office.bulletin, 120)))
    assert tally(dispatch) == (120, 120, 0, 0, 0, 0)
    addressed = [one.recipients for one in smtp_sink.letters]
    assert len(addressed) == len(set(addressed)) == 120
    assert smtp_sink.connections == 3  # 50 letters each
    assert dispatch.state == Dispatch.State.FINISHED


def test_a_mailbox_that_is_none_fails_with_the_words_of_the_server(
    office: Office, smtp_sink: Sink
) -> None:
    a_reader(office.bulletin, 1)
    a_reader(office.bulletin, 2)
    smtp_sink.refuse("reader1@yunling.example", 550, "5.1.1 No such mailbox")
    dispatch = send(started(office))
    assert states(dispatch) == {"reader1": "failed", "reader2": "accepted"}
    row = Delivery.objects.get(dispatch=dispatch, state="failed")
    assert row.reply == "550 5.1.1 No such mailbox"
    assert row.recipient is not None
    assert "No such mailbox" in row.recipient.failing_reason
    again = approved(office)
    reasons = dict(again.deliveries.values_list("address", "reason"))
    assert reasons == {"reader1@yunling.example": "address-failing", "reader2@yunling.example": ""}


def test_a_full_mailbox_is_tried_again_and_given_up_after_two_days(
    office: Office, smtp_sink: Sink
) -> None:
    a_reader(office.bulletin, 1)
    smtp_sink.refuse("reader1@yunling.example", 452, "4.2.2 Mailbox full")
    dispatch = send(started(office))
    row = _delivery(dispatch)
    assert (row.state, row.attempts) == ("deferred", 1)
    assert dispatch.state == Dispatch.State.SENDING
    assert row.next_attempt_at > timezone.now()
    send(dispatch)
    assert _verbs(dispatch) == ["claim", "defer"], "it was tried again before its time"
    pauses = []
    while row.state == "deferred":
        _make_due(row, dt.timedelta(hours=5))
        send(dispatch)
        row.refresh_from_db()
        pauses.append(row.next_attempt_at - timezone.now())
    assert row.state == "failed"
    assert 8 < row.attempts < 14
    assert pauses[0] < dt.timedelta(minutes=6) < dt.timedelta(hours=3) < pauses[-2]
    assert tally(dispatch) == (1, 0, 1, 0, 0, 0)


def _make_due(row: Delivery, later: dt.timedelta) -> None:
    """Let time pass: what was to come is due, and the first attempt lies further back."""
    assert row.first_try_at is not None
    Delivery.objects.filter(pk=row.pk).update(
        next_attempt_at=timezone.now(), first_try_at=row.first_try_at - later
    )
    row.refresh_from_db()


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
def test_a_line_that_breaks_before_the_dot_is_tried_again(
    office: Office, smtp_sink: Sink, command: str
) -> None:
    a_reader(office.bulletin, 1)
    smtp_sink.hang_up_at(command, times=1)
    dispatch = send(started(office))
    assert states(dispatch) == {"reader1": "deferred"}
    _make_due(_delivery(dispatch), dt.timedelta())
    dispatch = send(dispatch)
    assert states(dispatch) == {"reader1": "accepted"}
    assert len(smtp_sink.letters) == 1


def test_a_line_that_breaks_within_the_letter_is_tried_again(
    office: Office, smtp_sink: Sink
) -> None:
    a_reader(office.bulletin, 1)
    smtp_sink.drop_before_dot()
    dispatch = send(started(office))
    assert states(dispatch) == {"reader1": "deferred"}


def test_a_line_that_breaks_after_the_dot_is_unknown_and_stays_so(
    office: Office, smtp_sink: Sink
) -> None:
    for number in range(3):
        a_reader(office.bulletin, number)
    smtp_sink.drop_after_dot()
    dispatch = send(started(office))
    assert states(dispatch) == {"reader0": "unknown", "reader1": "accepted", "reader2": "accepted"}
    assert len(smtp_sink.letters) == 3
    send(dispatch)
    assert len(smtp_sink.letters) == 3
    assert dispatch.state == Dispatch.State.FINISHED


def test_a_slow_server_is_waited_for(office: Office, smtp_sink: Sink) -> None:
    a_reader(office.bulletin, 1)
    smtp_sink.pause_after_dot(1.5)
    assert states(send(started(office))) == {"reader1": "accepted"}


def test_a_full_disk_of_the_server_leaves_it_alone_for_a_while(
    office: Office, smtp_sink: Sink
) -> None:
    dispatch = started(office, readers(office.bulletin, 20))
    smtp_sink.refuse_letters(452, "4.3.1 Insufficient system storage")
    send(dispatch)
    assert tally(dispatch).pending == 20
    assert _verbs(dispatch).count("claim") == 5
    known = Relay.objects.get()
    assert known.paused_until is not None
    assert "storage" in known.trouble
    connected = smtp_sink.connections
    send(dispatch)
    assert smtp_sink.connections == connected
    assert _verbs(dispatch).count("claim") == 5, "the server was not left alone"
    smtp_sink.refuse_letters(times=0)
    _let_time_pass()
    send(dispatch)
    assert tally(dispatch) == (20, 20, 0, 0, 0, 0)
    assert Relay.objects.get().failures == 0


def _let_time_pass() -> None:
    now = timezone.now()
    Relay.objects.update(paused_until=now)
    Delivery.objects.filter(state="deferred").update(next_attempt_at=now)


def test_too_many_letters_pause_the_server_and_cost_no_attempt(
    office: Office, smtp_sink: Sink
) -> None:
    dispatch = started(office, readers(office.bulletin, 5))
    smtp_sink.refuse_letters(421, "4.7.0 Too many messages, slow down", times=1)
    send(dispatch)
    assert tally(dispatch).pending == 5
    assert set(Delivery.objects.values_list("attempts", flat=True)) == {0}
    _let_time_pass()
    send(dispatch)
    assert tally(dispatch).accepted == 5


def test_a_server_that_is_down_is_left_alone_longer_each_time(
    office: Office, settings: LazySettings
) -> None:
    a_reader(office.bulletin, 1)
    settings.JIANBAO = msgspec.structs.replace(settings.JIANBAO, smtp_url="smtp://127.0.0.1:1")
    dispatch = started(office)
    pauses = []
    for _ in range(3):
        send(dispatch)
        known = Relay.objects.get()
        assert known.paused_until is not None
        pauses.append(round((known.paused_until - timezone.now()).total_seconds() / 60))
        _let_time_pass()
    assert pauses == [1, 2, 5]
    assert _delivery(dispatch).attempts == 0
    assert dispatch.state == Dispatch.State.SENDING


def test_a_refused_login_stands_still_until_somebody_mends_it(
    office: Office,
    smtp_sink: Sink,
    settings: LazySettings,
    sink_certificate: Certificate,
) -> None:
    a_reader(office.bulletin, 1)
    smtp_sink.offer_tls(sink_certificate)
    smtp_sink.require_login("desk", "right")
    url = f"smtp://desk:wrong@127.0.0.1:{smtp_sink.port}"
    settings.JIANBAO = msgspec.structs.replace(settings.JIANBAO, smtp_url=url)
    dispatch = send(started(office))
    assert dispatch.state == Dispatch.State.PAUSED
    assert dispatch.pause_code == "refused"
    assert states(dispatch) == {"reader1": "pending"}


def test_ten_refusals_in_a_row_are_about_us(office: Office, smtp_sink: Sink) -> None:
    dispatch = started(office, readers(office.bulletin, 30))
    smtp_sink.refuse_letters(554, "5.7.1 Relaying denied")
    send(dispatch)
    assert (dispatch.state, dispatch.pause_code) == (Dispatch.State.PAUSED, "refused-in-a-row")
    assert tally(dispatch) == (30, 0, 10, 0, 0, 20)
    assert "Relaying denied" in dispatch.pause_note


def test_without_a_mail_server_it_stands_still(office: Office, settings: LazySettings) -> None:
    a_reader(office.bulletin, 1)
    dispatch = started(office)
    settings.JIANBAO = msgspec.structs.replace(settings.JIANBAO, smtp_url="")
    assert send(dispatch).pause_code == "no-mail-server"


def test_a_paused_dispatch_claims_nothing(office: Office, smtp_sink: Sink) -> None:
    a_reader(office.bulletin, 1)
    dispatch = started(office)
    row = _delivery(dispatch)
    controlling.pause(dispatch, by=office.publisher)
    until = timezone.now() + dt.timedelta(minutes=1)
    assert not ledger.claim(row.pk, until=until, holder="test")
    send(dispatch)
    assert smtp_sink.letters == []
    controlling.resume(dispatch, by=office.publisher)
    assert send_what_is_due(threading.Event(), "test")
    assert len(smtp_sink.letters) == 1


def test_a_stop_ends_the_round_and_leaves_the_rest_for_the_next(
    office: Office, smtp_sink: Sink
) -> None:
    dispatch = started(office, readers(office.bulletin, 10))
    stop = threading.Event()
    stop.set()
    send_dispatch(dispatch, stop, "test")
    assert smtp_sink.letters == []
    assert tally(dispatch).pending == 10


def test_limits_outlive_the_process(
    office: Office, smtp_sink: Sink, settings: LazySettings
) -> None:
    dispatch = started(office, readers(office.bulletin, 12))
    settings.JIANBAO = msgspec.structs.replace(settings.JIANBAO, letters_per_day=5)
    send(dispatch, "first process")
    send(dispatch, "second process")
    assert len(smtp_sink.letters) == 5
    assert tally(dispatch).pending == 7
    assert dispatch.state == Dispatch.State.SENDING
    past = timezone.now() - dt.timedelta(hours=12)
    Relay.objects.update(refilled_at=past)
    send(dispatch, "third process")
    assert len(smtp_sink.letters) == 7


def test_leave_is_given_as_the_buckets_fill(settings: LazySettings) -> None:
    settings.JIANBAO = msgspec.structs.replace(settings.JIANBAO, letters_per_minute=60)
    assert relay.take_leave("mx:25", 100).letters == 60
    none = relay.take_leave("mx:25", 10)
    assert (none.letters, 0 < none.wait <= 1) == (0, True)
    Relay.objects.update(refilled_at=timezone.now() - dt.timedelta(seconds=10))
    assert relay.take_leave("mx:25", 100).letters == 10


def test_one_process_sends_and_another_waits(office: Office) -> None:
    a_reader(office.bulletin, 1)
    dispatch = started(office)
    until = timezone.now() + dt.timedelta(seconds=30)
    Dispatch.objects.filter(pk=dispatch.pk).update(lease_holder="another", lease_until=until)
    assert not send_dispatch(dispatch, threading.Event(), "test")
    assert states(dispatch) == {"reader1": "pending"}


def test_what_a_dead_process_had_claimed_is_unknown(office: Office, smtp_sink: Sink) -> None:
    for number in range(2):
        a_reader(office.bulletin, number)
    dispatch = started(office)
    claimed = timezone.now() + dt.timedelta(minutes=15)
    row = Delivery.objects.filter(dispatch=dispatch).order_by("pk")[0]
    assert ledger.claim(row.pk, until=claimed, holder="dead")
    past = timezone.now() - dt.timedelta(seconds=1)
    Dispatch.objects.filter(pk=dispatch.pk).update(lease_holder="dead", lease_until=past)
    send(dispatch)
    assert states(dispatch) == {"reader0": "unknown", "reader1": "accepted"}
    assert len(smtp_sink.letters) == 1
    assert not ledger.settle_claim(row.pk, "accept", claimed=claimed, said="250 late")
    assert states(dispatch)["reader0"] == "unknown"
    assert [event.verb for event in row.events.all()] == ["claim", "lose", "late"]


def test_what_only_waits_costs_no_lease(office: Office, smtp_sink: Sink) -> None:
    a_reader(office.bulletin, 1)
    smtp_sink.refuse("reader1@yunling.example", 451, "4.7.1 Greylisted")
    dispatch = send(started(office))
    assert not send_what_is_due(threading.Event(), "test")
    _make_due(_delivery(dispatch), dt.timedelta())
    smtp_sink.accept("reader1@yunling.example")
    assert send_what_is_due(threading.Event(), "test")
    assert states(dispatch) == {"reader1": "accepted"}


def test_a_claim_is_given_once(office: Office) -> None:
    a_reader(office.bulletin, 1)
    row = _delivery(started(office))
    until = timezone.now() + dt.timedelta(minutes=1)
    assert ledger.claim(row.pk, until=until, holder="one")
    assert not ledger.claim(row.pk, until=until, holder="two")
    assert settle_lost(row.dispatch) == 1


def test_an_approved_dispatch_waits_for_its_start(office: Office, smtp_sink: Sink) -> None:
    a_reader(office.bulletin, 1)
    dispatch = approved(office)
    assert not send_what_is_due(threading.Event(), "test")
    Dispatch.objects.filter(pk=dispatch.pk).update(starts_at=timezone.now())
    assert send_what_is_due(threading.Event(), "test")
    assert len(smtp_sink.letters) == 1


def test_letters_leave_with_tls_and_a_login(
    office: Office,
    smtp_sink: Sink,
    settings: LazySettings,
    sink_certificate: Certificate,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_reader(office.bulletin, 1)
    smtp_sink.offer_tls(sink_certificate)
    smtp_sink.require_login("desk", "right")
    url = f"smtp+starttls://desk:right@localhost:{smtp_sink.port}"
    settings.JIANBAO = msgspec.structs.replace(settings.JIANBAO, smtp_url=url)
    dispatch = send(started(office))
    assert dispatch.pause_code == "untrusted", "a certificate nobody vouches for was believed"
    monkeypatch.setenv("SSL_CERT_FILE", str(sink_certificate.certificate))
    controlling.resume(dispatch, by=office.publisher)
    assert states(send(dispatch)) == {"reader1": "accepted"}
