"""Outlook's own files give the same Message as a mail; hostile ones are refused in words."""

from __future__ import annotations

import datetime as dt
import struct

import oxmsg
from hypothesis import given
from hypothesis import strategies as st

from jianbao.post.message import Limits, looks_like_mail, parse_message, parse_outlook
from post import outlook_files as files
from post.mail_samples import DOCX

NAME = "青石分公司来稿：钟玥喆.docx"
SENT = dt.datetime(2021, 6, 4, 2, 0, tzinfo=dt.UTC)
TICKS = int((SENT - dt.datetime(1601, 1, 1, tzinfo=dt.UTC)).total_seconds()) * 10_000_000
LARGE = b"%PDF-1.7" + bytes(9000)


def _recipient(name: str, address: str, kind: int) -> files.Tree:
    return files.storage(
        8,
        ("3001001F", files.wide(name)),
        ("39FE001F", files.wide(address)),
        files.number(0x0C15, kind),
    )


def _attachment(name: str, content: bytes) -> files.Tree:
    return files.storage(8, ("3707001F", files.wide(name)), ("37010102", content))


INNER = files.storage(
    24,
    ("0037001F", files.wide("内层邮件")),
    ("1000001F", files.wide("内层正文")),
    **{"__attach_version1.0_#00000000": _attachment("内.pdf", LARGE)},
)
TREE = files.storage(
    32,
    ("001A001F", files.wide("IPM.Note")),
    ("0037001F", files.wide("投稿：钟玥喆讲安全课")),
    ("1000001F", files.wide("现报送来稿。\r\n钟玥喆")),
    ("10130102", "<p>现报送来稿。</p>".encode("gbk")),
    ("0C1A001F", files.wide("青石分公司")),
    ("0C1F001F", files.wide("/O=YUNLING/CN=QS")),
    ("5D01001F", files.wide("qs@yunling.example")),
    ("1035001F", files.wide("<o1@yunling.example>")),
    files.number(0x3FDE, 936),
    (0x40, 0x0039, struct.pack("<Q", TICKS)),
    **{
        "__recip_version1.0_#00000000": _recipient("编辑部", "jianbao@yunling.example", 1),
        "__recip_version1.0_#00000001": _recipient("集团工会", "gh@yunling.example", 2),
        "__attach_version1.0_#00000000": _attachment(NAME, DOCX),
        "__attach_version1.0_#00000001": files.storage(
            8, ("3001001F", files.wide("内层邮件")), **{"__substg1.0_3701000D": INNER}
        ),
    },
)
SAMPLE = files.compound(TREE)


def test_the_sample_is_one_that_others_read_too() -> None:
    found = oxmsg.Message.load(SAMPLE)
    assert found.subject == "投稿：钟玥喆讲安全课"
    assert found.attachments[0].file_bytes == DOCX


def test_a_message_as_outlook_keeps_it() -> None:
    assert looks_like_mail(SAMPLE, "x.msg") == "msg"
    message = parse_outlook(SAMPLE)
    assert message.problems == ()
    assert message.subject == "投稿：钟玥喆讲安全课"
    assert (message.sender.name, message.sender.address) == ("青石分公司", "qs@yunling.example")
    assert [address.address for address in message.to] == ["jianbao@yunling.example"]
    assert [address.name for address in message.cc] == ["集团工会"]
    assert message.date == SENT
    assert message.message_id == "o1@yunling.example"
    assert (message.text, message.html) == ("现报送来稿。\n钟玥喆", "<p>现报送来稿。</p>")
    assert message.kind == "letter"
    assert [(part.path, part.name, part.content) for part in message.parts] == [
        ("1", NAME, DOCX),
        ("2", "内层邮件", b""),
        ("2.0", "", b"\xef\xbb\xbf" + "内层正文".encode()),
        ("2.1", "内.pdf", LARGE),
    ]


def test_a_message_attached_to_a_mail_is_opened() -> None:
    head = b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\n"
    file = b'Content-Type: application/octet-stream; name="fw.msg"\r\n\r\n' + SAMPLE
    parts = parse_message(head + file + b"\r\n--B--\r\n").parts
    assert [part.path for part in parts] == ["1", "1.0", "1.1", "1.2", "1.2.0", "1.2.1"]
    assert parts[0].unpacked
    assert parts[2].content == DOCX


def test_eight_bit_texts_and_the_header_that_came_over_the_net() -> None:
    head = (
        "From: =?gb2312?B?x+DKr7fWuavLvg==?= <qs@yunling.example>\r\nMessage-ID: <h1@x.example>\r\n"
    )
    head += "Auto-Submitted: auto-replied\r\nDate: Fri, 4 Jun 2021 10:00:00 +0800\r\n"
    tree = files.storage(
        32,
        ("0037001E", "投稿：钟玥喆".encode("gb18030")),
        ("1000001E", "正文".encode("gbk")),
        ("007D001E", head.encode()),
        files.number(0x3FFD, 936),
    )
    message = parse_outlook(files.compound(tree))
    assert (message.subject, message.text) == ("投稿：钟玥喆", "正文")
    assert (message.sender.name, message.message_id) == ("青石分公司", "h1@x.example")
    assert (message.date, message.kind) == (SENT, "auto-reply")


def test_what_outlook_calls_a_report_is_no_letter() -> None:
    for name, kind in (("REPORT.IPM.Note.NDR", "bounce"), ("REPORT.IPM.Note.IPNRN", "receipt")):
        tree = files.storage(32, ("001A001F", files.wide(name)))
        assert parse_outlook(files.compound(tree)).kind == kind


def test_limits_hold() -> None:
    small = parse_outlook(SAMPLE, limits=Limits(total=4000))
    assert [problem.code for problem in small.problems] == ["too-big"]
    assert small.parts[0].content == DOCX
    few = parse_outlook(SAMPLE, limits=Limits(parts=1))
    assert [problem.code for problem in few.problems] == ["too-many-parts"]
    flat = parse_outlook(SAMPLE, limits=Limits(depth=0))
    assert [problem.code for problem in flat.problems] == ["too-deep"]


@given(st.integers(0, len(SAMPLE)), st.binary(max_size=40))
def test_a_damaged_file_is_told_and_never_raises(place: int, noise: bytes) -> None:
    parse_outlook(SAMPLE[:place] + noise + SAMPLE[place + len(noise) :])
    parse_outlook(SAMPLE[:place])
