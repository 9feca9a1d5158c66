"""The outbox: each letter once, claimed before it is sent; none resent whose fate is open."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from django.conf import LazySettings
from django.utils import timezone

from desk.intake_samples import STORY, a_desk, a_mail, received
from jianbao.desk.actions.posting import acknowledge, queue, send_due_letters
from jianbao.desk.letters import Draft
from jianbao.desk.models import Contribution, Letter, Mailbox
from jianbao.post.message import parse_message
from servers.smtp_sink import Sink

pytestmark = [pytest.mark.django_db, pytest.mark.server]
TO = "wang@qingshi.yunling.example"


@pytest.fixture
def sink(smtp_sink: Sink, settings: LazySettings) -> Sink:
    settings.JIANBAO = msgspec.structs.replace(
        settings.JIANBAO,
        smtp_url=f"smtp://127.0.0.1:{smtp_sink.port}",
        letters_from="编辑部 <desk@yunling.example>",
    )
    return smtp_sink


def _letter(key: str = "one", to: str = TO) -> Letter:
    return queue(Draft(key, "acknowledgement", to, "王青禾", "回执", "收到了。", "<p>收到了。</p>"))


def _waiting(channel: str = "mail", **more: object) -> Contribution:
    piece = received(a_mail(text=STORY[0]), a_desk(), channel)
    columns = {"state": "waiting", "sender_address": TO, "headline": "一则"} | more
    Contribution.objects.filter(pk=piece.pk).update(**columns)
    piece.refresh_from_db()
    return piece


def test_a_letter_is_sent_once(sink: Sink) -> None:
    _letter()
    _letter()
    assert send_due_letters() == 1
    assert send_due_letters() == 0
    (sent,) = sink.letters
    message = parse_message(sent.raw, own_domain="yunling.example")
    assert (message.kind, message.subject, message.text) == ("own", "回执", "收到了。")
    assert message.sender.name == "编辑部"
    letter = Letter.objects.get()
    assert letter.state == Letter.State.SENT
    assert letter.reply.startswith("250")


def test_the_key_in_a_letter_is_forgotten_once_it_is_handed_over(sink: Sink) -> None:
    link = "https://jianbao.example/account/invitation/secret/"
    queue(Draft("key", "invitation", TO, "王青禾", "邀请", link, f"<p>{link}</p>"))
    _letter()
    send_due_letters()
    assert link in "".join(parse_message(letter.raw).text for letter in sink.letters)
    assert dict(Letter.objects.values_list("kind", "text")) == {
        "invitation": "",
        "acknowledgement": "收到了。",
    }
    assert Letter.objects.filter(html__contains="secret").count() == 0


def test_without_a_server_letters_wait() -> None:
    _letter()
    assert send_due_letters() == 0
    assert Letter.objects.get().state == Letter.State.PENDING


def test_refused_for_now_is_tried_later_and_refused_for_good_is_not(sink: Sink) -> None:
    sink.refuse("full@yunling.example", 452, "4.2.2 Mailbox full")
    sink.refuse("gone@yunling.example", 550)
    for address in ("full@yunling.example", "gone@yunling.example", "no address"):
        _letter(address, address)
    assert send_due_letters() == 0
    full, gone, none = Letter.objects.order_by("pk")
    assert (full.state, full.attempts) == (Letter.State.PENDING, 1)
    assert full.next_attempt_at > timezone.now()
    assert (gone.state, none.state) == (Letter.State.FAILED, Letter.State.FAILED)
    assert "550" in gone.reply


def test_a_letter_whose_fate_is_open_is_not_sent_again(sink: Sink) -> None:
    sink.drop_after_dot()
    _letter()
    send_due_letters()
    assert Letter.objects.get().state == Letter.State.UNKNOWN
    assert send_due_letters() == 0
    assert len(sink.letters) == 1


def test_a_letter_whose_sender_died_is_unknown(sink: Sink) -> None:
    _letter()
    ago = timezone.now() - dt.timedelta(seconds=1)
    Letter.objects.update(state=Letter.State.SENDING, claimed_until=ago)
    assert send_due_letters() == 0
    assert Letter.objects.get().state == Letter.State.UNKNOWN
    assert sink.letters == []


def test_a_server_that_is_down_costs_no_attempt(settings: LazySettings) -> None:
    settings.JIANBAO = msgspec.structs.replace(
        settings.JIANBAO, smtp_url="smtp://127.0.0.1:9", letters_from="desk@yunling.example"
    )
    _letter()
    assert send_due_letters() == 0
    letter = Letter.objects.get()
    assert (letter.state, letter.attempts) == (Letter.State.PENDING, 0)
    assert letter.next_attempt_at > timezone.now()


def test_who_wrote_by_mail_is_answered_once_in_the_thread() -> None:
    piece = _waiting()
    piece.raw.message_id = "one@yunling.example"
    letter = acknowledge(piece)
    assert letter is not None
    assert (letter.to_address, letter.in_reply_to) == (TO, "one@yunling.example")
    assert "一则" in letter.subject
    assert acknowledge(piece) == letter
    assert Letter.objects.count() == 1


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "auto-reply"},
        {"state": "set_aside"},
        {"channel": "upload"},
        {"sender_address": "noreply@yunling.example"},
        {"sender_address": "MAILER-DAEMON@yunling.example"},
        {"sender_address": ""},
        {"sender_address": "Tougao@yunling.example"},
    ],
)
def test_machines_and_our_own_addresses_are_never_answered(more: dict[str, str]) -> None:
    piece = _waiting(**more)
    Mailbox.objects.create(
        bulletin=piece.bulletin, host="mail.example", account="tougao@yunling.example"
    )
    assert acknowledge(piece) is None


def test_a_bulletin_may_keep_silent() -> None:
    piece = _waiting()
    piece.bulletin.acknowledges = False
    assert acknowledge(piece) is None
