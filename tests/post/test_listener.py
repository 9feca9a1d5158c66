"""Mail handed to us: taken only when kept, only for our addresses, never more than allowed."""

from __future__ import annotations

import smtplib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from jianbao.post.listener import Door, Listener
from jianbao.post.message import parse_message
from post import mail_samples as samples

OURS = "jianbao@yunling.example"
STRANGER = "wy@yunling.example"

Kept = list[tuple[tuple[str, ...], bytes, str]]


@contextmanager
def _listening(
    kept: Kept, client: Callable[..., smtplib.SMTP] = smtplib.SMTP, **door: object
) -> Iterator[smtplib.SMTP]:
    def accept(recipients: tuple[str, ...], raw: bytes, sender: str) -> None:
        kept.append((recipients, raw, sender))

    given = Door(**door)  # type: ignore[arg-type]  # the values are of mixed types
    allows = {OURS, "tougao@yunling.example"}.__contains__
    with (
        Listener(given, accept, allows) as listener,
        client("127.0.0.1", listener.port, timeout=10) as line,
    ):
        yield line


def test_a_mail_is_kept_as_it_came_with_its_envelope() -> None:
    kept: Kept = []
    raw = samples.raw_gbk().replace(b"\r\n\r\n--B1", b"\r\n\r\n..dots\r\n--B1", 1)
    with _listening(kept) as line:
        assert line.sendmail(STRANGER, [OURS], raw) == {}
    ((recipients, stored, sender),) = kept
    assert (recipients, sender) == ((OURS,), STRANGER)
    assert stored == b"Return-Path: <wy@yunling.example>\r\n" + raw


def test_a_mail_from_nobody_is_no_letter() -> None:
    kept: Kept = []
    with _listening(kept) as line:
        line.sendmail("", [OURS], samples.utf8())
    assert kept[0][2] == ""
    assert kept[0][1].startswith(b"Return-Path: <>\r\n")
    assert parse_message(kept[0][1]).kind == "auto-reply"


def test_nothing_is_relayed() -> None:
    kept: Kept = []
    with _listening(kept) as line:
        refused = line.sendmail(STRANGER, [OURS, "x@elsewhere.example"], samples.utf8())
        assert refused["x@elsewhere.example"][0] == 550
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            line.sendmail(STRANGER, ["x@elsewhere.example"], samples.utf8())
    assert [recipients for recipients, _, _ in kept] == [(OURS,)]


def test_too_much_is_refused_by_its_announced_and_by_its_real_size() -> None:
    kept: Kept = []
    large = b"Subject: x\r\n\r\n" + b"x" * 20_000 + b"\r\n"
    with _listening(kept, size_limit=10_000) as line:
        line.ehlo()
        assert line.mail(STRANGER, ["size=20016"])[0] == 552
        line.rset()
        line.mail(STRANGER)
        line.rcpt(OURS)
        assert line.data(large)[0] == 552
        line.sendmail(STRANGER, [OURS], samples.utf8())
    assert len(kept) == 1


def test_a_line_of_any_length_is_taken() -> None:
    kept: Kept = []
    raw = b"Subject: x\r\n\r\n" + b"<td>" * 50_000 + b"\r\n"
    with _listening(kept) as line:
        line.sendmail(STRANGER, [OURS], raw)
    assert kept[0][1].endswith(raw)


def test_a_mail_that_cannot_be_kept_stays_with_its_sender(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def full(_recipients: tuple[str, ...], _raw: bytes, _sender: str) -> None:
        raise OSError("no space left on device")

    def down(address: str) -> bool:
        raise ConnectionError(address)

    with (
        Listener(Door(), full, lambda _: True) as listener,
        smtplib.SMTP("127.0.0.1", listener.port, timeout=10) as line,
        pytest.raises(smtplib.SMTPDataError) as caught,
    ):
        line.sendmail(STRANGER, [OURS], samples.utf8())
    assert caught.value.smtp_code == 451
    with (
        Listener(Door(), full, down) as listener,
        smtplib.SMTP("127.0.0.1", listener.port, timeout=10) as line,
        pytest.raises(smtplib.SMTPRecipientsRefused) as refused,
    ):
        line.sendmail(STRANGER, [OURS], samples.utf8())
    assert refused.value.recipients[OURS][0] == 451
    assert "no space left" in caplog.text


def test_the_answer_waits_until_the_mail_is_kept() -> None:
    reached, go_on, answers = threading.Event(), threading.Event(), list[object]()

    def accept(_recipients: tuple[str, ...], _raw: bytes, _sender: str) -> None:
        reached.set()
        assert go_on.wait(10)

    def deliver(port: int) -> None:
        with smtplib.SMTP("127.0.0.1", port, timeout=10) as line:
            answers.append(line.sendmail(STRANGER, [OURS], samples.utf8()))

    with Listener(Door(), accept, lambda _: True) as listener:
        thread = threading.Thread(target=deliver, args=(listener.port,))
        thread.start()
        assert reached.wait(10)
        assert answers == []
        go_on.set()
        thread.join(10)
    assert answers == [{}]


def test_lmtp_answers_for_each_recipient() -> None:
    kept: Kept = []
    both = [OURS, "tougao@yunling.example"]
    with _listening(kept, smtplib.LMTP, protocol="lmtp", size_limit=10_000) as line:
        line.ehlo()
        for raw, code in ((samples.utf8(), b"250"), (b"x" * 20_000, b"552")):
            line.mail(STRANGER)
            for recipient in both:
                assert line.rcpt(recipient)[0] == 250
            line.docmd("DATA")
            line.send(raw + b"\r\n.\r\n")
            answers = [line.getreply(), line.getreply()]
            assert [str(answer).encode() for answer, _ in answers] == [code, code]
    assert [recipients for recipients, _, _ in kept] == [tuple(both)]


def test_a_port_that_is_taken_is_told() -> None:
    with (
        Listener(Door(), lambda *_: None, lambda _: True) as first,
        pytest.raises(OSError, match="in use"),
        Listener(Door(port=first.port), lambda *_: None, lambda _: True),
    ):
        pass
