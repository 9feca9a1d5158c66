"""What a mail is made of: bodies, files, places, and mails that are not as they should be."""

from __future__ import annotations

import base64
import codecs

import pytest

from jianbao.post.message import Limits, Message, looks_like_mail, parse_message
from post import mail_samples as samples


def _mail(*parts: bytes, kind: str = "mixed") -> bytes:
    """A multipart of raw parts, each with its own header."""
    mark = b"==%d" % sum(map(len, parts))
    top = b"From: a@yunling.example\r\nSubject: x\r\nContent-Type: multipart/" + kind.encode()
    pieces = b"".join(b"--" + mark + b"\r\n" + part + b"\r\n" for part in parts)
    return top + b'; boundary="' + mark + b'"\r\n\r\n' + pieces + b"--" + mark + b"--\r\n"


def _text(text: str, kind: str = "plain", more: str = "") -> bytes:
    return f"Content-Type: text/{kind}; charset=utf-8{more}\r\n\r\n{text}".encode()


def _file(name: str, content: bytes = b"x", media: str = "image/jpeg", more: str = "") -> bytes:
    head = f'Content-Type: {media}; name="{name}"\r\nContent-Transfer-Encoding: base64\r\n{more}'
    return head.encode() + b"\r\n" + base64.encodebytes(content)


def _codes(message: Message) -> list[str]:
    return [problem.code for problem in message.problems]


def test_the_plain_body_is_taken_and_the_html_given_beside_it() -> None:
    inner = _mail(_text("甲"), _text("<p>甲</p>", "html"), kind="alternative")
    message = parse_message(inner)
    assert (message.text, message.html, message.parts) == ("甲", "<p>甲</p>", ())


@pytest.mark.parametrize("stub", ["", "请使用支持HTML的邮件客户端"])
def test_a_stub_beside_html_gives_way_to_what_the_html_shows(stub: str) -> None:
    rich = "<style>p{}</style><p>云岭水泥集团召开安全生产例会，" * 9 + "</p><p>第二段</p>"
    message = parse_message(_mail(_text(stub), _text(rich, "html"), kind="alternative"))
    assert message.text.startswith("云岭水泥集团召开安全生产例会")
    assert message.text.split("\n")[-1] == "第二段"
    assert "{" not in message.text


def test_texts_around_a_file_are_all_kept_in_their_order() -> None:
    message = parse_message(_mail(_text("前文"), _file("照片.jpg"), _text("后文")))
    assert message.text == "前文\n\n后文"
    assert [(part.path, part.name) for part in message.parts] == [("2", "照片.jpg")]


def test_pictures_of_the_html_are_inline_with_their_id() -> None:
    related = _mail(
        _text('<img src="cid:p1@x">', "html"),
        _file("image001.jpg", more="Content-ID: <p1@x>\r\n"),
        _file("附图.jpg", more="Content-ID: <p2@x>\r\nContent-Disposition: attachment\r\n"),
        kind="related",
    )
    message = parse_message(_mail(related, _file("稿.docx", media="application/msword")))
    found = [(part.path, part.inline, part.content_id) for part in message.parts]
    assert found == [("1.2", True, "p1@x"), ("1.3", False, "p2@x"), ("2", False, "")]


def test_a_text_with_a_name_is_a_file() -> None:
    named = 'Content-Disposition: inline; filename="稿件.txt"\r\n'
    raw = _mail(_text("见附件"), f"{named}Content-Type: text/plain\r\n\r\n正文".encode())
    message = parse_message(raw)
    assert message.text == "见附件"
    assert [(part.name, part.content.decode()) for part in message.parts] == [("稿件.txt", "正文")]


def test_flowed_text_is_joined() -> None:
    text = "the first \nline goes on\nthe second\n> quoted \n> more\n-- \nname"
    message = parse_message(_text(text, more="; format=flowed"))
    assert message.text.split("\n")[:3] == ["the first line goes on", "the second", "> quoted "]
    joined = parse_message(_text("云岭 \n水泥", more="; format=flowed; delsp=yes"))
    assert joined.text == "云岭水泥"


def test_html_names_its_charset_itself() -> None:
    source = '<meta http-equiv="Content-Type" content="text/html; charset=big5"><p>臺灣</p>'
    message = parse_message(b"Content-Type: text/html\r\n\r\n" + source.encode("big5"))
    assert message.text == "臺灣"


def test_an_attached_eml_is_opened_whatever_it_is_called() -> None:
    raw = _mail(_text("转发"), _file("投稿.eml", samples.utf8(), "application/octet-stream"))
    parts = parse_message(raw).parts
    assert [(part.path, part.media_type) for part in parts] == [
        ("2", "message/rfc822"),
        ("2.1", "text/plain"),
        ("2.2", "application/octet-stream"),
    ]
    assert parts[1].content.startswith(codecs.BOM_UTF8)


@pytest.mark.parametrize(("plain", "told"), [("甲" * 100, "html"), ("", "plain")])
def test_a_mail_inside_tells_its_text_once(plain: str, told: str) -> None:
    inner = _mail(_text(plain), _text("<p>" + "甲" * 100, "html"), kind="alternative")
    parts = parse_message(
        _mail(_text("转发"), b"Content-Type: message/rfc822\r\n\r\n" + inner)
    ).parts
    assert [part.media_type for part in parts[1:] if part.unpacked] == [f"text/{told}"]


@pytest.mark.parametrize(
    "label", ["gb2312", "GBK", "x-gbk", "iso-8859-1", "us-ascii", "utf-8", "nonsense", "idna"]
)
def test_a_text_under_a_wrong_label(label: str) -> None:
    raw = b"Content-Type: text/plain; charset=" + label.encode() + b"\r\n\r\n"
    text = "云岭水泥集团召开安全生产例会"
    assert parse_message(raw + text.encode()).text == text
    if label != "utf-8":
        assert parse_message(raw + text.encode("gbk")).text == text


def test_western_text_stays_western() -> None:
    raw = b"Content-Type: text/plain; charset=iso-8859-1\r\n\r\n"
    assert parse_message(raw + "Café à Zürich".encode("latin-1")).text == "Café à Zürich"


def test_nul_and_lone_surrogates_never_come_through() -> None:
    raw = b"Subject: a\x00b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nx\x00\xed\xa0\x80y"
    message = parse_message(raw)
    assert "\x00" not in message.subject + message.text
    assert message.text.encode()


def test_a_file_name_is_no_path() -> None:
    for name in (r"..\\..\\稿.docx", "../../稿.docx", "C:/桌面/稿.docx", "\u202e稿.docx"):
        message = parse_message(_mail(_file(name)))
        assert [part.name for part in message.parts] == ["稿.docx"]
    (part,) = parse_message(_mail(_file("长" * 500 + ".docx"))).parts
    assert len(part.name) == 180
    assert part.name.endswith(".docx")


def test_damaged_base64_gives_what_it_can_and_says_so() -> None:
    whole = base64.encodebytes(b"PK" + b"x" * 2999).strip()
    head = b'Content-Type: a/b; name="a.docx"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    broken = parse_message(_mail(head + whole[:-8] + b"A"))
    assert _codes(broken) == ["encoding-damaged"]
    assert broken.parts[0].content.startswith(b"PK")
    footer = parse_message(_mail(head + whole + b"\r\n________\r\nThe list footer: http://x\r\n"))
    assert footer.parts[0].content == b"PK" + b"x" * 2999
    padded = base64.b64encode(b"a") + b"\r\n" + base64.b64encode(b"b")
    assert parse_message(_mail(head + padded)).parts[0].content == b"ab"


def test_uuencoded_and_quoted_printable() -> None:
    head = b'Content-Type: a/b; name="a"\r\nContent-Transfer-Encoding: %s\r\n\r\n'
    uu = parse_message(_mail(head % b"x-uuencode" + b"begin 644 a\r\n#0V%T\r\n`\r\nend\r\n"))
    assert uu.parts[0].content == b"Cat"
    qp = parse_message(_mail(head % b"quoted-printable" + b"=E4=BA=91=\r\n!"))
    assert qp.parts[0].content == "云!".encode()


def test_limits_are_told_and_the_rest_is_kept() -> None:
    files = [_file(f"{number}.jpg") for number in range(5)]
    few = parse_message(_mail(_text("甲"), *files), limits=Limits(parts=3))
    assert (few.text, len(few.parts), _codes(few)) == ("甲", 2, ["too-many-parts"])
    big = parse_message(_mail(_text("甲"), _file("大.jpg", b"x" * 9000)), limits=Limits(total=5000))
    assert (big.text, big.parts, _codes(big)) == ("甲", (), ["too-big"])
    assert "大.jpg" in big.problems[0].said()
    deep = _text("底")
    for _ in range(12):
        deep = _mail(deep)
    assert _codes(parse_message(deep))[0] == "too-deep"
    assert all(problem.said("en") for problem in parse_message(deep).problems)


def test_mails_that_are_not_as_they_should_be() -> None:
    assert _codes(parse_message(b"")) == ["not-a-mail"]
    words = parse_message("只有一段话\r\n没有信头".encode())
    assert (words.text, _codes(words)) == ("只有一段话\n没有信头", ["not-a-mail"])
    lost = parse_message(_mail(_text("甲")).replace(b"--==", b"--xx"))
    assert _codes(lost) == ["no-boundary"]
    assert "甲" in lost.text
    cut = parse_message(_mail(_text("甲"), _file("a.jpg")).rpartition(b"--==")[0])
    assert (_codes(cut), len(cut.parts)) == (["truncated"], 1)
    broken = parse_message(
        "From: a@b.example\r\nSubject: 云岭\r\n水泥\r\nTo: c@d.example\r\n\r\n文".encode()
    )
    assert (broken.subject, broken.text) == ("云岭 水泥", "文")
    assert broken.to[0].address == "c@d.example"
    unparted = parse_message(b"From: a@b.example\r\nSubject: x\r\ntext at once\r\n\r\nmore")
    assert unparted.text == "text at once\n\nmore"


def test_a_mail_of_an_mbox_and_with_a_byte_order_mark() -> None:
    for start in (b"From a@b Mon Jun  7 10:00:00 2021\r\n", b"\r\n\r\n", codecs.BOM_UTF8):
        assert parse_message(start + samples.utf8()).subject == samples.TITLE


def test_what_is_closed_says_so() -> None:
    sealed = _mail(_file("smime.p7m", media="application/pkcs7-mime; smime-type=enveloped-data"))
    assert _codes(parse_message(sealed)) == ["encrypted"]
    outside = _mail(b"Content-Type: message/external-body; access-type=URL\r\n\r\n")
    assert _codes(parse_message(outside)) == ["not-attached"]


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (samples.utf8(), "", "eml"),
        (b"Subject: x\r\nFrom: a@b\r\n\r\n", "x.eml", "eml"),
        (b"Subject: x\r\nFrom: a@b\r\n\r\n", "x.txt", ""),
        ("标题：x\n来源：y\n".encode(), "x.txt", ""),
        (b"PK\x03\x04", "x.eml", ""),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "x.msg", ""),
    ],
)
def test_what_looks_like_a_mail(content: bytes, name: str, kind: str) -> None:
    assert looks_like_mail(content, name) == kind
