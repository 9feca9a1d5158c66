"""Polling a real Dovecot over TLS: everything taken in once and moved, whatever the server does."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from desk.intake_samples import a_desk, a_mail
from jianbao.desk import vault
from jianbao.desk.actions.polling import poll
from jianbao.desk.models import Contribution, Event, Mailbox, Sighting
from jianbao.desk.queries.mailboxes import in_words
from jianbao.desk.sealed import seal
from servers.dovecot import Account, Dovecot

pytestmark = [pytest.mark.django_db, pytest.mark.server]


def _mailbox(dovecot: Dovecot, account: Account, **more: object) -> Mailbox:
    columns: dict[str, object] = {
        "host": "localhost",
        "port": dovecot.imaps_port,
        "account": account.user,
        "sealed_password": seal(account.password),
        "ca_certificate": dovecot.ca.read_text("ascii"),
    }
    return Mailbox.objects.create(bulletin=a_desk(), **(columns | more))


def test_mails_are_taken_in_byte_for_byte_and_moved(dovecot: Dovecot) -> None:
    account = dovecot.new_account()
    mails = [a_mail(subject=f"稿件{number}", text="正文。") for number in range(3)]
    for mail in (*mails, mails[0]):
        dovecot.deliver(account, mail)
    mailbox = _mailbox(dovecot, account)
    polled = poll(mailbox.pk, holder="test")
    assert polled is not None
    assert (polled.fresh, polled.moved, polled.error) == (3, 4, "")
    assert dovecot.folder_messages(account) == []
    assert len(dovecot.folder_messages(account, "已处理")) == 4
    stored = [vault.read_stored(one.raw.sha256) for one in Contribution.objects.order_by("pk")]
    assert stored == [mail.replace(b"\n", b"\r\n") for mail in mails]
    assert Sighting.objects.filter(moved_at=None).count() == 0
    mailbox.refresh_from_db()
    assert (mailbox.last_error, mailbox.lease_holder) == ("", "")
    assert mailbox.polled_at is not None
    assert mailbox.reconciled_at is not None
    assert not Event.objects.filter(verb="reconcile_mailbox").exists()


def test_a_mailbox_polled_by_another_is_left_alone(dovecot: Dovecot) -> None:
    account = dovecot.new_account()
    dovecot.deliver(account, a_mail(text="正文。"))
    soon = timezone.now() + dt.timedelta(minutes=1)
    mailbox = _mailbox(dovecot, account, lease_holder="other", lease_until=soon)
    assert poll(mailbox.pk, holder="test") is None
    Mailbox.objects.update(lease_until=timezone.now() - dt.timedelta(seconds=1))
    polled = poll(mailbox.pk, holder="test")
    assert polled is not None
    assert polled.moved == 1


def test_uids_given_anew_are_noted_and_nothing_is_doubled(dovecot: Dovecot) -> None:
    account = dovecot.new_account()
    dovecot.deliver(account, a_mail(text="甲。"))
    mailbox = _mailbox(dovecot, account)
    poll(mailbox.pk, holder="test")
    dovecot.reset_uidvalidity(account)
    dovecot.deliver(account, a_mail(text="甲。"))
    dovecot.deliver(account, a_mail(text="乙。"))
    polled = poll(mailbox.pk, holder="test")
    assert polled is not None
    assert (polled.fresh, polled.moved) == (1, 2)
    assert Contribution.objects.count() == 2
    assert Event.objects.filter(verb="uid_validity_changed").count() == 1


def test_a_message_in_the_ledger_is_only_moved(dovecot: Dovecot) -> None:
    account = dovecot.new_account()
    dovecot.deliver(account, a_mail(text="甲。"))
    mailbox = _mailbox(dovecot, account, done_folder="归档/已处理")
    poll(mailbox.pk, holder="test")
    sighting = Sighting.objects.get()
    Sighting.objects.update(moved_at=None)
    dovecot.deliver(account, a_mail(text="甲。"))
    Sighting.objects.create(
        mailbox=mailbox,
        folder="INBOX",
        uid_validity=sighting.uid_validity,
        uid=sighting.uid + 1,
        raw=sighting.raw,
    )
    polled = poll(mailbox.pk, holder="test")
    assert polled is not None
    assert (polled.fresh, polled.moved) == (0, 1)
    assert dovecot.folder_messages(account) == []


def test_what_is_wrong_is_said_and_the_pauses_grow(dovecot: Dovecot) -> None:
    account = dovecot.new_account()
    mailbox = _mailbox(dovecot, account, sealed_password=seal("wrong"), poll_seconds=60)
    polled = poll(mailbox.pk, holder="test")
    assert polled is not None
    assert polled.error == "refused"
    mailbox.refresh_from_db()
    assert mailbox.last_error == "refused"
    said = in_words(mailbox, "zh")
    assert said.count("登录被拒绝") == 1
    assert "AUTHENTICATIONFAILED" in said
    assert "wrong" not in said
    first = mailbox.next_poll_at
    assert first is not None
    Mailbox.objects.update(failing_since=timezone.now() - dt.timedelta(minutes=30))
    poll(mailbox.pk, holder="test")
    mailbox.refresh_from_db()
    assert mailbox.next_poll_at is not None
    assert mailbox.next_poll_at - timezone.now() > dt.timedelta(minutes=29)
    Mailbox.objects.update(sealed_password=seal(account.password))
    poll(mailbox.pk, holder="test")
    mailbox.refresh_from_db()
    assert (mailbox.last_error, mailbox.failing_since) == ("", None)


def test_a_certificate_that_nobody_vouches_for_is_refused(dovecot: Dovecot) -> None:
    mailbox = _mailbox(dovecot, dovecot.new_account(), ca_certificate="")
    polled = poll(mailbox.pk, holder="test")
    assert polled is not None
    assert polled.error == "untrusted"


def test_a_password_sealed_with_another_key_is_said(dovecot: Dovecot) -> None:
    mailbox = _mailbox(dovecot, dovecot.new_account(), sealed_password=seal("x")[:-4])
    polled = poll(mailbox.pk, holder="test")
    assert polled is not None
    assert polled.error == "sealed"


def test_a_mail_that_the_server_does_not_give_holds_no_other_up(dovecot: Dovecot) -> None:
    account = dovecot.new_account()
    for mail in (b"", a_mail(text="正文。")):
        dovecot.deliver(account, mail)
    mailbox = _mailbox(dovecot, account)
    polled = poll(mailbox.pk, holder="test")
    assert polled is not None
    assert (polled.fresh, polled.moved, polled.error) == (1, 1, "misunderstood")
    assert dovecot.folder_messages(account) == [b""]
    mailbox.refresh_from_db()
    assert mailbox.next_poll_at is not None
    assert mailbox.next_poll_at <= timezone.now() + dt.timedelta(seconds=mailbox.poll_seconds)
    assert in_words(mailbox, "en") == ("The mail server's answer cannot be understood. (UID 1)")
