"""The SMTP sink of the tests keeps what it was given and fails as it was told."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator

import pytest

from servers.certificate import Certificate
from servers.smtp_sink import Received, Sink, running_sink

pytestmark = pytest.mark.server

SENDER, READER = "desk@yunling.example", "reader@yunling.example"
LETTER = b"Subject: 1\r\n\r\n.a line that begins with a dot\r\n"


@pytest.fixture
def client(smtp_sink: Sink) -> Iterator[smtplib.SMTP]:
    with smtplib.SMTP(smtp_sink.host, smtp_sink.port, timeout=10) as client:
        yield client


def send(client: smtplib.SMTP, *readers: str) -> None:
    client.sendmail(SENDER, readers or [READER], LETTER)


def test_it_keeps_the_letter_byte_for_byte(smtp_sink: Sink, client: smtplib.SMTP) -> None:
    send(client)
    assert smtp_sink.letters == [Received(SENDER, (READER,), LETTER)]
    assert smtp_sink.connections == 1


@pytest.mark.parametrize("code", [550, 451])
def test_it_refuses_one_address(smtp_sink: Sink, client: smtplib.SMTP, code: int) -> None:
    smtp_sink.refuse("gone@yunling.example", code)
    assert client.sendmail(SENDER, [READER, "gone@yunling.example"], LETTER) == {
        "gone@yunling.example": (code, b"5.1.1 No such mailbox")
    }
    smtp_sink.accept("gone@yunling.example")
    send(client, "gone@yunling.example")
    assert [letter.recipients[0] for letter in smtp_sink.letters] == [
        READER,
        "gone@yunling.example",
    ]


def test_it_refuses_letters_after_the_dot(smtp_sink: Sink, client: smtplib.SMTP) -> None:
    smtp_sink.refuse_letters(554, times=1)
    with pytest.raises(smtplib.SMTPDataError):
        send(client)
    send(client)
    assert len(smtp_sink.letters) == 1


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
def test_it_hangs_up_before_the_letter(smtp_sink: Sink, client: smtplib.SMTP, command: str) -> None:
    smtp_sink.hang_up_at(command)
    with pytest.raises(smtplib.SMTPServerDisconnected):
        send(client)
    assert smtp_sink.letters == []


def test_it_drops_before_and_after_the_dot(smtp_sink: Sink) -> None:
    smtp_sink.drop_before_dot()
    smtp_sink.drop_after_dot()
    for kept in (0, 1):
        with smtplib.SMTP(smtp_sink.host, smtp_sink.port, timeout=10) as client:
            with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionError)):
                send(client)
            assert len(smtp_sink.letters) == kept


def test_it_asks_for_a_login_over_tls(smtp_sink: Sink, sink_certificate: Certificate) -> None:
    smtp_sink.offer_tls(sink_certificate)
    smtp_sink.require_login("desk", "secret")
    with smtplib.SMTP(smtp_sink.host, smtp_sink.port, timeout=10) as client:
        with pytest.raises(smtplib.SMTPSenderRefused, match="530"):
            send(client)
        client.starttls(context=ssl.create_default_context(cafile=str(smtp_sink.ca)))
        with pytest.raises(smtplib.SMTPAuthenticationError):
            client.login("desk", "wrong")
        client.login("desk", "secret")
        send(client)
    assert len(smtp_sink.letters) == 1


def test_it_stops_while_a_client_is_connected() -> None:
    with running_sink() as sink:
        client = smtplib.SMTP(sink.host, sink.port, timeout=10)
        assert client.noop()[0] == 250
    with client, pytest.raises(smtplib.SMTPServerDisconnected):
        client.noop()
