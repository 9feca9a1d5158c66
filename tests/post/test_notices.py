"""What machines write back is read: whose letter it is, what a server said, if for good."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

import notice_samples as samples
from jianbao.post.message import parse_message
from jianbao.post.notice_text import addresses_in, failure_in, says_no_such_box
from jianbao.post.notices import Said, kind_of_failure, read_notice
from jianbao.post.values import Failure
from jianbao.post.verp import return_address
from notice_samples import BOX, READER, Case

TOKEN = "0123456789abcdef0123"  # noqa: S105 - names a letter
BACK = return_address(BOX, TOKEN)
LETTER = f"jb.d.{TOKEN}@yunling.example"
IN_WORDS = (samples.qq, samples.netease, samples.exchange_in_words, samples.qmail)
EVERY = (*IN_WORDS, samples.postfix, samples.exchange, samples.coremail)


def _said(raw: bytes) -> Said:
    return read_notice(raw, parse_message(raw), BOX)


@pytest.mark.parametrize("sample", EVERY)
def test_every_bounce_is_known_and_names_its_reader(sample: Callable[[Case], bytes]) -> None:
    said = _said(sample(Case()))
    assert said.kind == "bounce"
    assert READER in (*said.named, *said.mentioned)
    failure = said.about(READER)
    assert kind_of_failure(failure, said.kind) == "bounce"
    assert failure.status.startswith("5")
    assert failure.reason


@pytest.mark.parametrize("sample", [*EVERY, samples.receipt, samples.out_of_office])
def test_a_return_address_gives_its_token_in_any_case(sample: Callable[[Case], bytes]) -> None:
    said = _said(sample(Case(back_to=BACK.upper())))
    assert said.tokens == (TOKEN,)
    assert said.to_the_box
    assert _said(sample(Case())).tokens == ()


@pytest.mark.parametrize(
    "sample",
    [
        samples.postfix,
        samples.exchange,
        samples.coremail,
        samples.receipt,
        samples.out_of_office,
    ],
)
def test_a_letter_is_known_by_its_message_id(sample: Callable[[Case], bytes]) -> None:
    said = _said(sample(Case(letter_id=LETTER)))
    assert (said.returned, said.elsewhere, said.foreign) == ((TOKEN,), False, False)
    assert _said(sample(Case())).foreign
    other = _said(sample(Case(letter_id="jb.letter.7@yunling.example")))
    assert (other.returned, other.elsewhere) == ((), True)


def test_the_return_address_on_the_returned_letter_counts_too() -> None:
    raw = samples.postfix(Case(back_to=BACK))
    raw = raw.replace(f"Delivered-To: {BACK}".encode(), b"Delivered-To: desk@yunling.example")
    raw = raw.replace(f"To: {BACK}".encode(), b"To: desk@yunling.example")
    said = _said(raw)
    assert said.tokens == (TOKEN,)
    assert not said.to_the_box


@pytest.mark.parametrize(
    ("sample", "reason"),
    [
        (samples.postfix, "550 5.1.1 <reader1@qingshi.example>: Recipient address rejected"),
        (samples.exchange, "550 5.1.10 RESOLVER.ADR.RecipientNotFound"),
        (samples.coremail, "对方邮箱空间已满，暂不能收信；技术信息：SMTP error, DATA: Host"),
        (samples.qq, "收件人邮件地址（reader1@qingshi.example）不存在，邮件无法送达；host mx"),
        (samples.netease, "退信代码：550 User not found"),
        (samples.exchange_in_words, "Remote Server returned '550 5.1.1 RESOLVER"),
        (samples.qmail, "Remote host said: 550 5.1.1 unknown user"),
    ],
)
def test_the_reason_is_in_the_servers_words(sample: Callable[[Case], bytes], reason: str) -> None:
    assert reason in _said(sample(Case())).about(READER).reason


def test_only_addresses_that_do_not_exist_are_called_so() -> None:
    for sample in (samples.postfix, samples.exchange, *IN_WORDS):
        failure = _said(sample(Case())).about(READER)
        assert says_no_such_box(f"{failure.status} {failure.reason}"), sample
    full = _said(samples.coremail()).about(READER)
    assert full.status == "5.2.2"
    assert not says_no_such_box(f"{full.status} {full.reason}")


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("550 5.1.1 User unknown", True),
        ("550 5.1.10 null MX", True),
        ("551 5.1.6 moved away", True),
        ("550 User not found: x@y.example", True),
        ("550 #5.1.0 Unknown address", True),
        ("553 No such mailbox here", True),
        ("550 该用户不存在", True),
        ("551 recipient is not exist", True),
        ("550 5.1.8 Sender domain does not exist", False),
        ("550 5.1.7 Bad sender's mailbox", False),
        ("550 Sender address does not exist", False),
        ("550 5.7.1 No such user may send here", False),
        ("550 5.2.2 User unknown quota", False),
        ("550 Mail content denied", False),
        ("550 spam", False),
        ("450 4.1.1 User unknown", False),
        ("451 User unknown", False),
        ("see 192.5.1.1", False),
        ("", False),
    ],
)
def test_what_says_that_a_box_does_not_exist(said: str, gone: bool) -> None:
    assert says_no_such_box(said) is gone


@pytest.mark.parametrize(
    ("action", "status", "kind"),
    [
        ("delayed", "4.4.1", "delay"),
        ("delayed", "5.1.1", "delay"),
        ("failed", "4.4.7", "bounce"),  # it gave up
        ("error", "5.1.1", "bounce"),
        ("delivered", "2.0.0", "receipt"),
        ("", "4.2.2", "delay"),
        ("", "452", "delay"),
        ("", "5.2.2", "bounce"),
        ("", "", "bounce"),
    ],
)
def test_what_is_put_off_is_no_failure(action: str, status: str, kind: str) -> None:
    assert kind_of_failure(Failure(READER, action, status), "bounce") == kind


def test_a_delay_by_a_server_and_one_in_words() -> None:
    delay = _said(samples.postfix(action="delayed", status="4.4.1", reason="connection timed out"))
    assert delay.kind == "delay"
    assert kind_of_failure(delay.about(READER), delay.kind) == "delay"
    words = _said(samples.qq(said="host mx.qingshi.example said: 450 4.2.1 try again later"))
    assert kind_of_failure(words.about(READER), words.kind) == "delay"


@pytest.mark.parametrize(
    ("disposition", "read"),
    [("displayed", True), ("displayed/error", True), ("deleted", False), ("denied", False)],
)
def test_a_receipt_is_of_reading_or_not(disposition: str, read: bool) -> None:
    said = _said(samples.receipt(disposition=disposition))
    assert (said.kind, said.disposition == "displayed") == ("receipt", read)
    assert said.named == (READER,)


def test_that_it_was_delivered_is_not_that_it_was_read() -> None:
    said = _said(samples.postfix(action="delivered", status="2.0.0"))
    assert (said.kind, said.disposition) == ("receipt", "")


def test_thousands_of_recipients_are_cut_and_cost_little() -> None:
    groups = "".join(
        f"\nFinal-Recipient: rfc822; r{n}@x.example\nAction: failed\nStatus: 5.1.1\n"
        for n in range(20_000)
    )
    raw = samples.postfix(more=groups)
    began = time.process_time()
    said = _said(raw)
    assert time.process_time() - began < 5
    assert len(said.failures) <= 1000
    assert len(said.named) <= 50
    assert len(addresses_in(" ".join(f"r{n}@x.example" for n in range(20_000)))) == 50


@pytest.mark.parametrize(
    "text", ["a" * 200_000, "@" * 200_000, "550 " * 50_000, "原因" * 100_000, "a@" * 100_000]
)
def test_no_text_takes_long(text: str) -> None:
    began = time.process_time()
    addresses_in(text)
    failure_in(text)
    says_no_such_box(text[:2000])
    assert time.process_time() - began < 2


@given(st.binary(max_size=300))
def test_it_never_raises(tail: bytes) -> None:
    raw = b"Return-Path: <>\r\nFrom: postmaster@x.example\r\nSubject: failure notice\r\n" + tail
    assert _said(raw).kind in ("bounce", "auto-reply", "receipt", "delay", "own", "letter")


def test_an_ip_address_is_no_status() -> None:
    assert failure_in("host x[5.10.20.30] said: no").status == ""
    assert failure_in("host x[5.1.1.9] said: 552 5.2.2 full").status == "5.2.2"
