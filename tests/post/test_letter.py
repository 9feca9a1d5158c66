"""Letters: read back by the standard library and by our own reader, and nothing breaks out."""

from __future__ import annotations

import datetime as dt
import email
from email import policy
from email.message import EmailMessage

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.post.headers import text_of
from jianbao.post.letter import (
    Attachment,
    Letter,
    Picture,
    encode_content,
    encode_head,
    encode_letter,
    own_message_id,
)
from jianbao.post.letter_fields import encoded_words
from jianbao.post.message import parse_message
from jianbao.post.values import Address

LONG_NAME = "云岭水泥集团党群工作简报" * 8 + "（第12期）.pdf"
LETTER = Letter(
    sender=Address("云岭水泥集团简报编辑部（党群工作部、团委、工会）", "jianbao@yunling.example"),
    to=(Address("青石分公司 钟玥喆", "qs@yunling.example"), Address("", "bc@yunling.example")),
    cc=(Address("Zhong, Yuzhe", "zyz@yunling.example"),),
    reply_to=Address("", "tougao@yunling.example"),
    subject="《云岭党建》2021年第12期（总第12期）已出刊，请各单位组织学习并做好信息报送工作",
    text="各单位：\n.\n现将第12期简报发给你们。\n梁镕、苏堃\n",
    html="<p>现将第12期简报发给你们。</p>",
    message_id=own_message_id("12.3.45", "yunling.example"),
    in_reply_to="a1@yunling.example",
    references=("a0@yunling.example", "a1@yunling.example"),
    date=dt.datetime(2021, 6, 4, 8, 30, tzinfo=dt.timezone(dt.timedelta(hours=8))),
    attachments=(
        Attachment("第12期：钟玥喆.pdf", "application/pdf", b"%PDF-1.7\r\n\x00\xff"),
        Attachment(LONG_NAME, "message/rfc822", b"x" * 1000),
    ),
    fields=(("List-Unsubscribe", "<mailto:jianbao@yunling.example>"),),
)


def _by_library(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_the_standard_library_reads_it() -> None:
    message = _by_library(encode_letter(LETTER))
    assert message["subject"] == LETTER.subject
    name = str(message["from"].addresses[0].display_name)
    assert name.replace(" ", "") == LETTER.sender.name  # the library adds a blank between words
    assert message["to"].addresses[0].display_name == "青石分公司 钟玥喆"
    assert message["cc"].addresses[0].display_name == "Zhong, Yuzhe"
    assert message["message-id"] == "<jb.12.3.45@yunling.example>"
    assert message["date"].datetime == LETTER.date
    assert (message["auto-submitted"], message["x-auto-response-suppress"]) == (
        "auto-generated",
        "All",
    )
    plain, rich = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert rich is not None
    assert plain.get_content().replace("\r\n", "\n") == LETTER.text
    assert rich.get_content().rstrip() == LETTER.html
    attached = list(message.iter_attachments())
    assert [part.get_filename() for part in attached] == ["第12期：钟玥喆.pdf", LONG_NAME]
    assert [part.get_content() for part in attached] == [b"%PDF-1.7\r\n\x00\xff", b"x" * 1000]
    assert attached[1].get_content_type() == "application/octet-stream"


def test_our_own_reader_reads_it_and_knows_it_for_ours() -> None:
    message = parse_message(encode_letter(LETTER))
    assert message.subject == LETTER.subject
    assert message.sender == LETTER.sender
    assert (message.to, message.cc, message.reply_to) == (
        LETTER.to,
        LETTER.cc,
        (LETTER.reply_to,),
    )
    assert (message.text.strip(), message.html) == (LETTER.text.strip(), LETTER.html)
    assert [(part.name, part.content) for part in message.parts] == [
        (attachment.name, attachment.content) for attachment in LETTER.attachments
    ]
    assert (message.in_reply_to, message.references) == (LETTER.in_reply_to, LETTER.references)
    assert message.kind == "own"
    assert message.problems == ()
    assert parse_message(encode_letter(LETTER), own_domain="yunling.example").kind == "own"
    assert parse_message(encode_letter(LETTER), own_domain="other.example").kind == "auto-reply"


def test_every_attachment_is_named_in_both_ways() -> None:
    raw = encode_letter(LETTER)
    assert raw.count(b'name="=?utf-8?B?') == 2
    assert raw.count(b"filename*=utf-8''") + raw.count(b"filename*0*=utf-8''") == 2


def test_a_letter_is_seven_bit_with_short_lines_and_the_same_each_time() -> None:
    raw = encode_letter(LETTER)
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")
    assert b"\r\n." not in raw
    assert encode_letter(LETTER) == raw


def test_content_encoded_once_serves_every_recipient() -> None:
    content = encode_content(LETTER)
    other = msgspec.structs.replace(LETTER, to=(Address("", "np@yunling.example"),))
    assert encode_letter(other, content) == encode_letter(other)


def test_a_letter_of_a_person_does_not_call_itself_automatic() -> None:
    raw = encode_letter(msgspec.structs.replace(LETTER, machine=False))
    assert b"Auto-Submitted" not in raw
    assert b"Suppress" not in raw


@pytest.mark.parametrize(
    "broken",
    [
        {"sender": Address("x", "no address")},
        {"to": (Address("x", "a@b.example\r\nBcc: c@d.example"),)},
        {"date": dt.datetime(2021, 6, 4)},  # noqa: DTZ001 - the missing zone is the point
        {"fields": (("X-A\r\nBcc", "c@d.example"),)},
        {"message_id": "a b@c>"},
        {"references": ("<x@y>",)},
    ],
)
def test_what_would_break_a_header_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"not |needs"):
        encode_letter(msgspec.structs.replace(LETTER, **broken))


@given(st.text(), st.text())
def test_no_text_breaks_out_of_its_header(subject: str, name: str) -> None:
    letter = msgspec.structs.replace(
        LETTER, subject=subject, sender=Address(name, "jianbao@yunling.example")
    )
    head = encode_letter(letter).split(b"\r\n\r\n")[0]
    fields = [line.split(b":")[0] for line in head.split(b"\r\n") if line[:1] not in b" \t"]
    plain = [field.split(b":")[0] for field in encode_letter(LETTER).split(b"\r\n")[:30]]
    assert fields.count(b"From") == 1
    assert set(fields) - set(plain) <= {b"Subject", b"From"}


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp", "Cf"])))
def test_words_read_back(text: str) -> None:
    words = encoded_words(text)
    assert text_of(words) == text.strip()
    lines = words.split(b"\r\n ")
    assert all(len(line) <= 75 for line in lines if line.startswith(b"=?"))


def test_what_is_never_sent_needs_neither_date_nor_id() -> None:
    raw = encode_letter(msgspec.structs.replace(LETTER, date=None, message_id=""))
    message = parse_message(raw)
    assert (message.date, message.message_id, message.kind) == (None, "", "auto-reply")
    assert [part.content for part in message.parts] == [one.content for one in LETTER.attachments]


def test_an_id_takes_no_odd_token() -> None:
    assert own_message_id("a.1_b-2", "yunling.example") == "jb.a.1_b-2@yunling.example"
    with pytest.raises(ValueError, match="not fit"):
        own_message_id("a>b", "yunling.example")


def test_pictures_stand_inside_the_html_beside_attachments() -> None:
    picture = Picture("page1@yunling.example", "第1页.png", "image/png", b"\x89PNG\r\n")
    shown = msgspec.structs.replace(
        LETTER, html='<p><img src="cid:page1@yunling.example"></p>', pictures=(picture,)
    )
    message = _by_library(encode_letter(shown))
    assert message.get_content_type() == "multipart/mixed"
    texts, *attached = message.iter_parts()
    assert [part.get_filename() for part in attached] == ["第12期：钟玥喆.pdf", LONG_NAME]
    plain, related = texts.iter_parts()
    assert (texts.get_content_type(), plain.get_content_type()) == (
        "multipart/alternative",
        "text/plain",
    )
    assert related["content-type"].params["type"] == "text/html"
    html, page = related.iter_parts()
    assert 'src="cid:page1@yunling.example"' in html.get_content()
    assert page["content-id"] == "<page1@yunling.example>"
    assert page.get_content_disposition() == "inline"
    assert (page.get_filename(), page.get_content()) == ("第1页.png", b"\x89PNG\r\n")


def test_pictures_without_html_are_left_out() -> None:
    picture = Picture("page1@yunling.example", "第1页.png", "image/png", b"\x89PNG\r\n")
    plain = msgspec.structs.replace(LETTER, html="")
    assert encode_letter(msgspec.structs.replace(plain, pictures=(picture,))) == encode_letter(
        plain
    )


def test_a_head_and_the_content_are_the_letter() -> None:
    content = encode_content(LETTER)
    bare = msgspec.structs.replace(LETTER, text="", html="", attachments=())
    head = encode_head(bare, content.head)
    assert head.endswith(b"\r\n\r\n")
    assert head + content.body == encode_letter(LETTER)


def test_an_address_of_the_web_stays_as_it_is() -> None:
    link = "<https://desk.yunling.example/r/" + "x" * 150 + ">"
    value = link + ", <mailto:tougao@yunling.example?subject=unsubscribe>"
    raw = encode_letter(msgspec.structs.replace(LETTER, fields=(("List-Unsubscribe", value),)))
    assert (b"List-Unsubscribe: " + value.replace(", ", ",\r\n ").encode() + b"\r\n") in raw
    assert _by_library(raw)["list-unsubscribe"] == value
