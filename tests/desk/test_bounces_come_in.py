"""A letter leaves by a real server and comes back by a real one; its delivery knows at once."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.db import connections

import notice_samples as samples
from cast import a_bulletin
from jianbao.desk.actions.other_doors import is_address_of_ours, keep_delivered
from jianbao.desk.actions.polling import poll
from jianbao.desk.actions.reading import read_contribution
from jianbao.desk.models import Bulletin, Contribution, Delivery, Mailbox, Notice
from jianbao.desk.sealed import seal
from jianbao.document.read.confined import Workshop
from jianbao.post.listener import Door, Listener
from jianbao.post.message import parse_message
from jianbao.post.verp import return_address
from mailing import a_reader, by_sink, send, started
from notice_samples import BOX, Case
from printing import Office, an_office
from servers.dovecot import Dovecot
from servers.smtp_sink import Sink

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.server]


@pytest.fixture
def office(settings: LazySettings, smtp_sink: Sink) -> Office:
    by_sink(settings, smtp_sink, bounces_to=BOX)
    return an_office()


@pytest.fixture
def lmtp() -> Iterator[smtplib.LMTP]:
    def accept(recipients: tuple[str, ...], raw: bytes, sender: str) -> None:
        try:
            keep_delivered(recipients, raw, sender)
        finally:
            connections.close_all()

    def allows(address: str) -> bool:
        try:
            return is_address_of_ours(address)
        finally:
            connections.close_all()

    with (
        Listener(Door(protocol="lmtp"), accept, allows) as listener,
        smtplib.LMTP("127.0.0.1", listener.port, timeout=30) as line,
    ):
        yield line


def _on_its_way(office: Office, sink: Sink) -> tuple[Delivery, Case]:
    """Send one letter; give its delivery and what its server knows of it."""
    a_reader(office.bulletin, 1)
    row = send(started(office)).deliveries.get()
    assert row.state == "accepted"
    (letter,) = sink.letters
    number = parse_message(letter.raw).message_id
    return row, Case(row.address, letter.sender, number)


def _read_all() -> None:
    with Workshop(warm=False) as workshop:
        for pk in Contribution.objects.filter(state="received").values_list("pk", flat=True):
            read_contribution(pk, workshop)


def test_the_listener_takes_what_comes_back(
    office: Office, smtp_sink: Sink, lmtp: smtplib.LMTP
) -> None:
    """The header names nobody of us: the envelope alone tells, and it is kept with the mail."""
    row, case = _on_its_way(office, smtp_sink)
    assert case.back_to == return_address(BOX, row.token)
    anonymous = case._replace(letter_id="")
    raw = samples.qq(anonymous).replace(case.back_to.encode(), b"undisclosed@example.invalid")
    assert lmtp.sendmail("", [case.back_to.upper()], raw) == {}
    _read_all()
    row.refresh_from_db()
    assert row.state == "bounced"
    notice = Notice.objects.get()
    assert (notice.delivery, notice.found) == (row, "verp")
    piece = Contribution.objects.get(raw=notice.raw)
    assert (piece.bulletin, piece.state, piece.kind) == (office.bulletin, "set_aside", "bounce")


def test_the_plain_box_goes_by_number_or_to_the_last_bulletin(
    office: Office, smtp_sink: Sink, lmtp: smtplib.LMTP
) -> None:
    a_bulletin("other", "云岭安全")
    row, case = _on_its_way(office, smtp_sink)
    lmtp.sendmail("", [BOX], samples.exchange(case._replace(back_to=BOX)))
    lmtp.sendmail("", [BOX], samples.qmail(Case("nobody@qingshi.example", BOX)))
    _read_all()
    row.refresh_from_db()
    assert row.state == "bounced"
    open_one = Notice.objects.get(delivery=None)
    assert (open_one.bulletin, open_one.address) == (office.bulletin, "nobody@qingshi.example")


def test_strangers_and_a_desk_that_sent_nothing_are_refused(
    office: Office, smtp_sink: Sink, lmtp: smtplib.LMTP
) -> None:
    assert not is_address_of_ours(BOX), "nothing was sent: nothing can come back"
    row, _ = _on_its_way(office, smtp_sink)
    assert is_address_of_ours(return_address(BOX, row.token))
    assert is_address_of_ours(return_address(BOX, "0" * 20)), "loss-free: a person looks at it"
    assert not is_address_of_ours("bounces@yunling.example")
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        lmtp.sendmail("", ["someone@yunling.example"], b"x")
    assert refused.value.recipients["someone@yunling.example"][0] == 550


def test_one_mail_to_two_return_addresses_is_two_notices(office: Office) -> None:
    a_reader(office.bulletin, 1)
    a_reader(office.bulletin, 2)
    rows = list(send(started(office)).deliveries.order_by("pk"))
    back = [return_address(BOX, row.token) for row in rows]
    raw = samples.qq(Case("x@qingshi.example", "x@example.invalid"))
    keep_delivered(tuple(back), raw, "")
    keep_delivered(tuple(back), raw, "")  # its sender had not heard that it was kept
    assert Contribution.objects.filter(channel="listener").count() == 2
    _read_all()
    assert set(Notice.objects.values_list("delivery", flat=True)) == {row.pk for row in rows}
    assert set(Delivery.objects.values_list("state", flat=True)) == {"bounced"}


def test_a_box_that_takes_contributions_too_keeps_each_once(
    office: Office, smtp_sink: Sink
) -> None:
    _on_its_way(office, smtp_sink)
    Bulletin.objects.update(submission_address=BOX)
    before = Contribution.objects.count()
    keep_delivered((BOX,), samples.qmail(), "")
    assert Contribution.objects.count() == before + 1


def test_a_polled_box_of_another_bulletin_goes_by_the_token(
    office: Office, smtp_sink: Sink, dovecot: Dovecot
) -> None:
    row, case = _on_its_way(office, smtp_sink)
    account = dovecot.new_account()
    mailbox = Mailbox.objects.create(
        bulletin=a_bulletin("other", "云岭安全"),
        host="localhost",
        port=dovecot.imaps_port,
        account=account.user,
        sealed_password=seal(account.password),
        ca_certificate=dovecot.ca.read_text("ascii"),
    )
    for raw in (samples.coremail(case), samples.out_of_office(case), samples.receipt(case)):
        dovecot.deliver(account, raw)
    polled = poll(mailbox.pk, holder="test")
    assert polled is not None
    assert (polled.fresh, polled.error) == (3, "")
    assert len(dovecot.folder_messages(account, mailbox.done_folder)) == 3
    _read_all()
    row.refresh_from_db()
    assert row.state == "bounced"
    assert row.read_receipt_at is not None
    assert "552 5.2.2 mailbox full" in row.reply
    kinds = Contribution.objects.filter(state="set_aside").values_list("kind", flat=True)
    assert sorted(kinds) == ["auto-reply", "bounce", "receipt"]
    assert set(Notice.objects.values_list("delivery", "bulletin")) == {(row.pk, office.bulletin.pk)}
