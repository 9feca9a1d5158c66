"""Mails as China's offices send them, built from bytes so that no library smooths them."""

from __future__ import annotations

import base64

TITLE = "投稿：钟玥喆讲安全课"
FILE = "青石分公司来稿：钟玥喆.docx"
BODY = "青石分公司钟玥喆、梁镕、苏堃讲授安全课。"
DOCX = b"PK\x03\x04 a Word file stands here \x00\x00"


def word(text: str, label: str = "gb2312", *, kind: str = "B") -> bytes:
    """Make one encoded word; a GB label is filled with GB 18030 bytes, as mail programs do."""
    content = text.encode("gb18030" if label.lower().startswith(("gb", "x-")) else label)
    if kind == "B":
        return b"=?%s?B?%s?=" % (label.encode(), base64.b64encode(content))
    return b"=?%s?Q?%s?=" % (label.encode(), b"".join(b"=%02X" % byte for byte in content))


def mail(
    subject: bytes,
    disposition: bytes,
    *,
    type_more: bytes = b"",
    body: bytes = BODY.encode("gb18030"),
    label: bytes = b"gb2312",
) -> bytes:
    """Build a two-part mail around a raw subject and a raw Content-Disposition."""
    head = [
        b"From: " + word("青石分公司") + b" <qs@yunling.example>",
        b"To: jianbao@yunling.example",
        b"Subject: " + subject,
        b"Date: Fri, 4 Jun 2021 10:00:00 +0800",
        b"Message-ID: <tencent_02@qs.yunling.example>",
        b"MIME-Version: 1.0",
        b'Content-Type: multipart/mixed; boundary="B1"',
    ]
    text = [
        b'Content-Type: text/plain; charset="' + label + b'"',
        b"Content-Transfer-Encoding: 8bit",
        b"",
        body,
    ]
    attached = [
        b"Content-Type: application/octet-stream" + type_more,
        b"Content-Disposition: attachment; " + disposition,
        b"Content-Transfer-Encoding: base64",
        b"",
        base64.encodebytes(DOCX).strip().replace(b"\n", b"\r\n"),
    ]
    lines = [*head, b"", b"--B1", *text, b"--B1", *attached, b"--B1--", b""]
    return b"\r\n".join(lines)


def _plain_name(name: bytes = b"a.docx") -> bytes:
    return b'filename="' + name + b'"'


def utf8() -> bytes:
    percent = "".join(f"%{byte:02X}" for byte in FILE.encode()).encode()
    return mail(
        word(TITLE, "utf-8"), b"filename*=utf-8''" + percent, body=BODY.encode(), label=b"utf-8"
    )


def words_in_parameters() -> bytes:
    more = b';\r\n name="' + word(FILE) + b'"'
    return mail(word(TITLE), _plain_name(word(FILE)), type_more=more)


def raw_gbk() -> bytes:
    return mail(TITLE.encode("gb18030"), _plain_name(FILE.encode("gb18030")))


def raw_utf8() -> bytes:
    return mail(TITLE.encode(), _plain_name(FILE.encode()))


def continued_parameters() -> bytes:
    percent = "".join(f"%{byte:02X}" for byte in FILE.encode("gb18030")).encode()
    cut = len(percent) // 2 // 3 * 3
    disposition = (
        b"\r\n filename*0*=gb18030''" + percent[:cut] + b";\r\n filename*1*=" + percent[cut:]
    )
    return mail(word(TITLE, "gb18030", kind="Q"), disposition)


def cut_character() -> bytes:
    content = TITLE.encode("gb18030")
    halves = content[:9], content[9:]
    words = b"\r\n ".join(b"=?gb2312?B?" + base64.b64encode(half) + b"?=" for half in halves)
    return mail(words, _plain_name(FILE.encode("gb18030")))


def nested() -> bytes:
    inner = utf8()
    head = b"From: wy@yunling.example\r\nTo: jianbao@yunling.example\r\nSubject: "
    head += word("转发：投稿") + b'\r\nContent-Type: multipart/mixed; boundary="OUT"\r\n\r\n'
    cover = b"--OUT\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + "见附件邮件".encode()
    return (
        head
        + cover
        + b"\r\n--OUT\r\nContent-Type: message/rfc822\r\n\r\n"
        + inner
        + b"\r\n--OUT--\r\n"
    )


def without_id() -> bytes:
    return utf8().replace(b"Message-ID: <tencent_02@qs.yunling.example>\r\n", b"")


def repeated_id() -> bytes:
    return mail(word("更正：" + TITLE), _plain_name(FILE.encode()))


def unknown_label() -> bytes:
    return mail(word(TITLE, "x-unknown"), _plain_name(word(FILE, "x-gbk-ms")), label=b"x-gbk-ms")


SAMPLES = {
    made.__name__: made
    for made in (
        utf8,
        words_in_parameters,
        raw_gbk,
        raw_utf8,
        continued_parameters,
        cut_character,
        nested,
        without_id,
        repeated_id,
        unknown_label,
    )
}
