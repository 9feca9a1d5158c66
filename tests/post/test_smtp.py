"""What became of a letter: accepted, deferred, rejected or unknown, against a server that fails."""

from __future__ import annotations

import datetime as dt
import socket
import threading
from collections.abc import Callable

import pytest

from jianbao.post import errors
from jianbao.post.connection import Account
from jianbao.post.letter import Letter, encode_letter, own_message_id
from jianbao.post.mailing import prepare
from jianbao.post.smtp import (
    Accepted,
    Deferred,
    Outcome,
    Rejected,
    Sender,
    Unknown,
    open_sender,
)
from jianbao.post.values import Address
from servers.certificate import Certificate
from servers.smtp_sink import Sink

DESK, READER = "jianbao@yunling.example", "reader@yunling.example"
WORD = "secret-of-the-test"


def _letter(to: str = READER) -> bytes:
    return encode_letter(
        Letter(
            sender=Address("云岭水泥集团简报", DESK),
            to=(Address("", to),),
            subject="《云岭党建》第12期",
            text="请查收。\n.\n..两点\n",
            message_id=own_message_id("12.1.1", "yunling.example"),
            date=dt.datetime(2021, 6, 4, 8, tzinfo=dt.UTC),
        )
    )


def _account(sink: Sink, **more: object) -> Account:
    values = {"host": "127.0.0.1", "port": sink.port, "security": "plain", "timeout": 10.0}
    return Account(**(values | more))  # type: ignore[arg-type]  # the values are of mixed types


Hand = Callable[..., Outcome]


@pytest.fixture(params=["whole", "head and body"])
def hand(request: pytest.FixtureRequest) -> Hand:
    """Give what hands a letter to a sender: in one piece, or the body made ready beforehand."""

    def whole(sender: Sender, to: str = READER, raw: bytes = b"") -> Outcome:
        return sender.send(DESK, to, raw or _letter())

    def in_two(sender: Sender, to: str = READER, raw: bytes = b"") -> Outcome:
        head, blank, body = (raw or _letter()).partition(b"\r\n\r\n")
        return sender.send(DESK, to, head + blank, then=prepare(body))

    return whole if request.param == "whole" else in_two


def test_an_accepted_letter_arrives_byte_for_byte(hand: Hand, smtp_sink: Sink) -> None:
    with open_sender(_account(smtp_sink)) as sender:
        outcome = hand(sender)
    assert outcome == Accepted("250 2.0.0 OK queued as 1")
    (received,) = smtp_sink.letters
    assert received.raw == _letter()
    assert (received.sender, received.recipients) == (DESK, (READER,))


def test_dots_and_bare_line_ends_survive(smtp_sink: Sink) -> None:
    with open_sender(_account(smtp_sink)) as sender:
        assert isinstance(sender.send("", READER, b"A: b\n\n.\n..x\r\nend"), Accepted)
    assert smtp_sink.letters[0].raw == b"A: b\r\n\r\n.\r\n..x\r\nend\r\n"
    assert smtp_sink.letters[0].sender == "<>"


def test_refusals_name_their_kind_and_leave_the_line_usable(hand: Hand, smtp_sink: Sink) -> None:
    smtp_sink.refuse("none@yunling.example", 550, "5.1.1 No such user")
    smtp_sink.refuse("later@yunling.example", 451, "4.7.1 Greylisted")
    with open_sender(_account(smtp_sink)) as sender:
        none = hand(sender, "none@yunling.example")
        later = hand(sender, "later@yunling.example")
        fine = hand(sender)
        smtp_sink.refuse_letters(554, "5.7.1 Spam", times=1)
        spam = hand(sender)
    assert none == Rejected("550 5.1.1 No such user")
    assert later == Deferred("451 4.7.1 Greylisted")
    assert isinstance(fine, Accepted)
    assert spam == Rejected("554 5.7.1 Spam")
    assert smtp_sink.connections == 1
    assert len(smtp_sink.letters) == 1


@pytest.mark.parametrize(
    "address", ["", "no address", "a@b\r\nRCPT TO:<c@d>", "甲@yunling.example"]
)
def test_an_address_that_is_none_is_rejected_here(
    hand: Hand, smtp_sink: Sink, address: str
) -> None:
    with open_sender(_account(smtp_sink)) as sender:
        assert isinstance(hand(sender, address), Rejected)
    assert smtp_sink.letters == []


def test_a_line_that_breaks_before_the_dot_is_safe_to_try_again(
    hand: Hand, smtp_sink: Sink
) -> None:
    with open_sender(_account(smtp_sink)) as sender:
        smtp_sink.drop_before_dot()
        large = _letter() + b"x" * 70 + b"\r\n" + (b"y" * 998 + b"\r\n") * 20000
        assert isinstance(hand(sender, READER, large), Deferred)
        for command in ("MAIL", "RCPT", "DATA"):
            smtp_sink.hang_up_at(command)
            assert isinstance(hand(sender), Deferred)
        smtp_sink.drop_before_dot()
        assert isinstance(hand(sender), Deferred)  # it had room in a buffer here, dot and all
        assert smtp_sink.letters == []
        assert isinstance(hand(sender), Accepted)


def test_a_line_that_breaks_after_the_dot_is_unknown(hand: Hand, smtp_sink: Sink) -> None:
    with open_sender(_account(smtp_sink)) as sender:
        smtp_sink.drop_after_dot()
        outcome = hand(sender)
        assert isinstance(outcome, Unknown)
        assert outcome.reason
        assert len(smtp_sink.letters) == 1
        assert isinstance(hand(sender), Accepted)
    assert smtp_sink.connections == 2


def test_silence_after_the_dot_is_unknown(hand: Hand, smtp_sink: Sink) -> None:
    smtp_sink.pause_after_dot(3)
    with open_sender(_account(smtp_sink), dot_timeout=0.3) as sender:
        assert isinstance(hand(sender), Unknown)


def test_a_line_closed_between_letters_is_made_anew_once(hand: Hand, smtp_sink: Sink) -> None:
    with open_sender(_account(smtp_sink)) as sender:
        assert isinstance(hand(sender), Accepted)
        smtp_sink.hang_up_at("MAIL")
        assert isinstance(hand(sender), Accepted)
    assert smtp_sink.connections == 2
    assert len(smtp_sink.letters) == 2


def test_the_line_is_made_anew_after_so_many_letters(hand: Hand, smtp_sink: Sink) -> None:
    with open_sender(_account(smtp_sink), per_connection=2) as sender:
        outcomes = [hand(sender) for _ in range(5)]
    assert all(isinstance(outcome, Accepted) for outcome in outcomes)
    assert smtp_sink.connections == 3


def test_logging_in_over_starttls(
    hand: Hand, smtp_sink: Sink, sink_certificate: Certificate
) -> None:
    smtp_sink.offer_tls(sink_certificate)
    smtp_sink.require_login("desk", WORD)
    right = _account(
        smtp_sink,
        host="localhost",
        security="starttls",
        ca_file=str(sink_certificate.certificate),
        user="desk",
        password=WORD,
    )
    with open_sender(right) as sender:
        assert isinstance(hand(sender), Accepted)


def test_what_keeps_one_out_is_told_apart(smtp_sink: Sink, sink_certificate: Certificate) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        closed = taken.getsockname()[1]
    smtp_sink.offer_tls(sink_certificate)
    smtp_sink.require_login("desk", WORD)
    ca = str(sink_certificate.certificate)
    starttls = {"security": "starttls", "ca_file": ca, "host": "localhost", "user": "desk"}
    for expected, account in (
        (errors.Unreachable, _account(smtp_sink, port=closed)),
        (errors.Untrusted, _account(smtp_sink, security="starttls", host="localhost")),
        (errors.Insecure, _account(smtp_sink, host="relay.yunling.example", user="desk")),
        (errors.Refused, _account(smtp_sink, **(starttls | {"password": "other"}))),
        (errors.Refused, _account(smtp_sink, **(starttls | {"token": "ya29.none"}))),
    ):
        with pytest.raises(errors.PostError) as caught, open_sender(account):
            pass
        assert type(caught.value) is expected
    assert smtp_sink.letters == []


def test_a_server_without_starttls_gets_no_login(smtp_sink: Sink) -> None:
    account = _account(smtp_sink, security="starttls", user="desk", password=WORD)
    with pytest.raises(errors.Insecure), open_sender(account):
        pass


@pytest.mark.parametrize(("code", "kind"), [(452, Deferred), (552, Rejected)])
def test_a_full_disk_is_told_before_the_letter_or_after_it(
    hand: Hand, smtp_sink: Sink, code: int, kind: type[Outcome]
) -> None:
    with open_sender(_account(smtp_sink)) as sender:
        smtp_sink.answer_mail(f"{code} 4.3.1 No room")
        assert hand(sender) == kind(f"{code} 4.3.1 No room")
        smtp_sink.refuse_letters(code, "4.3.1 Disk full", times=1)
        assert hand(sender) == kind(f"{code} 4.3.1 Disk full")
        assert smtp_sink.letters == []
        assert isinstance(hand(sender), Accepted)
    assert smtp_sink.connections == 1


def test_a_slow_answer_is_waited_for(hand: Hand, smtp_sink: Sink) -> None:
    smtp_sink.pause_after_dot(0.6)
    with open_sender(_account(smtp_sink, timeout=0.3), dot_timeout=10) as sender:
        assert isinstance(hand(sender), Accepted)


def test_a_server_that_reads_slowly_has_the_time_anew_for_each_piece(hand: Hand) -> None:
    """The timeout is for a piece of the letter, not for the whole of it."""
    lines = b"A: b\r\n\r\n" + (b"y" * 70 + b"\r\n") * 20_000
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 * 1024)
        reading = threading.Thread(target=_read_slowly, args=(server, len(lines)))
        reading.start()
        account = Account(
            host="127.0.0.1", port=server.getsockname()[1], security="plain", timeout=0.7
        )
        with open_sender(account) as sender:
            assert hand(sender, READER, lines) == Accepted("250 taken")
        reading.join(10)


def _read_slowly(server: socket.socket, length: int) -> None:
    line, _ = server.accept()
    with line:
        line.sendall(b"220 slow\r\n")
        for answer in (b"250 slow", b"250 OK", b"250 OK", b"354 go on"):
            line.recv(1000)
            line.sendall(answer + b"\r\n")
        read = 0
        while read < length + 3:
            read += len(line.recv(64 * 1024))
            threading.Event().wait(0.05)
        line.sendall(b"250 taken\r\n")
        line.recv(1000)


def test_the_size_is_told_as_it_arrives(smtp_sink: Sink) -> None:
    """Of both parts, with their line ends and without the dots that are doubled (RFC 1870)."""
    with open_sender(_account(smtp_sink)) as sender:
        body = prepare(b"one\n.two\n..\n")
        assert body.lines == b"one\r\n..two\r\n...\r\n"
        assert isinstance(sender.send(DESK, READER, b"A: b\n\n", then=body), Accepted)
        raw = smtp_sink.letters[0].raw
        assert raw == b"A: b\r\n\r\none\r\n.two\r\n..\r\n"
        assert smtp_sink.sizes == [len(raw)]
        wide = prepare("中".encode())
        assert isinstance(sender.send(DESK, READER, b"A: b\n\n", then=wide), Accepted)
        assert smtp_sink.letters[1].raw == "A: b\r\n\r\n中\r\n".encode()
