"""Ten mails with names outside GB 2312: subject, file name and text come out whole."""

from __future__ import annotations

import datetime as dt

import pytest

from jianbao.post.message import Message, parse_message
from post import mail_samples as samples


def _attached(message: Message) -> tuple[str, bytes]:
    (part,) = [part for part in message.parts if part.name.endswith(".docx")]
    return part.name, part.content


@pytest.mark.parametrize("name", sorted(set(samples.SAMPLES) - {"nested", "repeated_id"}))
def test_nothing_is_lost_of_title_name_and_text(name: str) -> None:
    message = parse_message(samples.SAMPLES[name]())
    assert message.subject == samples.TITLE
    assert _attached(message) == (samples.FILE, samples.DOCX)
    assert message.text == samples.BODY
    assert message.problems == ()
    assert message.kind == "letter"


def test_the_envelope() -> None:
    message = parse_message(samples.raw_gbk())
    assert (message.sender.name, message.sender.address) == ("青石分公司", "qs@yunling.example")
    assert [address.address for address in message.to] == ["jianbao@yunling.example"]
    assert message.date == dt.datetime(2021, 6, 4, 2, tzinfo=dt.UTC)
    assert message.message_id == "tencent_02@qs.yunling.example"
    assert parse_message(samples.without_id()).message_id == ""


def test_a_repeated_id_is_another_mail() -> None:
    first, second = parse_message(samples.utf8()), parse_message(samples.repeated_id())
    assert first.message_id == second.message_id
    assert second.subject == "更正：" + samples.TITLE


def test_a_mail_inside_a_mail_keeps_its_text_and_files_apart() -> None:
    message = parse_message(samples.nested())
    assert message.subject == "转发：投稿"
    assert message.text == "见附件邮件"
    paths = [(part.path, part.media_type, part.unpacked) for part in message.parts]
    assert paths == [
        ("2", "message/rfc822", True),
        ("2.1", "text/plain", False),
        ("2.2", "application/octet-stream", False),
    ]
    assert message.parts[0].name == samples.TITLE + ".eml"
    assert parse_message(message.parts[0].content).subject == samples.TITLE
    assert message.parts[1].content.decode("utf-8-sig") == samples.BODY
    assert _attached(message) == (samples.FILE, samples.DOCX)
