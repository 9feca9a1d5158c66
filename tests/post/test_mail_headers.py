"""Header fields as they come: addresses, file names, dates, ids."""

from __future__ import annotations

import datetime as dt

import pytest

from jianbao.post import headers
from jianbao.post.values import Address
from post.mail_samples import word


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"a@yunling.example", [("", "a@yunling.example")]),
        (
            b'"Zhong, Yuzhe" <a@yunling.example>, b@x.example',
            [("Zhong, Yuzhe", "a@yunling.example"), ("", "b@x.example")],
        ),
        (word("钟玥喆") + b" <a@yunling.example>", [("钟玥喆", "a@yunling.example")]),
        (b'"' + word("钟玥喆") + b'" <a@yunling.example>', [("钟玥喆", "a@yunling.example")]),
        ("钟玥喆 <a@yunling.example>".encode("gbk"), [("钟玥喆", "a@yunling.example")]),
        (b"a@yunling.example (Zhong Yuzhe)", [("Zhong Yuzhe", "a@yunling.example")]),
        (word("钟玥喆<a@yunling.example>"), [("钟玥喆", "a@yunling.example")]),
        (b"a@x.example; b@x.example", [("", "a@x.example"), ("", "b@x.example")]),
        (b"undisclosed-recipients:;", []),
        (b"(c):", []),
        ("青石分公司".encode(), [("青石分公司", "")]),
        (b"<a@x.example>", [("", "a@x.example")]),
        (b'"\\"x\\"" <a@x.example>', [("x", "a@x.example")]),
        (b",,;  ,", []),
    ],
)
def test_addresses(raw: bytes, expected: list[tuple[str, str]]) -> None:
    assert headers.addresses(raw) == tuple(Address(*one) for one in expected)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"=?utf-8?B?5oqV56i/?=", "投稿"),
        (b"=?utf-8?B?5oqV56i/?= =?utf-8?Q?=E4=B8=80?=", "投稿一"),
        (b"=?UTF-8*zh?B?5oqV56i/?=", "投稿"),
        (b"plain =?utf-8?B?5oqV56i/?= mixed", "plain 投稿 mixed"),
        (b"=?utf-8?B?a?=", ""),
        (b"=?UTF-8?Q?a=0Ab?=", "a b"),
        (b"folded\r\n subject", "folded subject"),
        (b"=?gb2312?B?zbY=?=\r\n\t=?GBK?B?uOU=?=", "投稿"),
        (b"a =?broken", "a =?broken"),
    ],
)
def test_words(raw: bytes, text: str) -> None:
    assert headers.text_of(raw) == text


@pytest.mark.parametrize(
    ("disposition", "content_type", "name"),
    [
        (b"attachment; filename=a b.docx", b"", "a b.docx"),
        (b'attachment; filename="%E7%A8%BF%E4%BB%B6.docx"', b"", "稿件.docx"),
        (b"attachment; filename*=%E7%A8%BF.docx", b"", "稿.docx"),
        (b"attachment; filename*=gbk''%B8%E5.docx", b"", "稿.docx"),
        (b"attachment; filename*0=ab; filename*1=cd.docx", b"", "abcd.docx"),
        (b"attachment", b'a/b; name="x.docx"', "x.docx"),
        (b'attachment; filename="\xff\xff.docx"', b'a/b; name="x.docx"', "x.docx"),
        (b'attachment; filename="say \\"hi\\".docx"', b"", 'say "hi".docx'),
        ('attachment; filename="誠.docx"'.encode("big5"), b"", None),
        (b"attachment; filename*", b"a/b; name*", ""),
        (b'attachment; filename="..."', b"", ""),
    ],
)
def test_file_names(disposition: bytes, content_type: bytes, name: str | None) -> None:
    found = headers.file_name(disposition, content_type)
    assert found == name if name is not None else found.endswith(".docx")


def test_dates() -> None:
    shanghai = dt.timezone(dt.timedelta(hours=8))
    expected = dt.datetime(2021, 6, 4, 10, tzinfo=shanghai)
    assert headers.date_of(b"Fri, 4 Jun 2021 10:00:00 +0800 (CST)") == expected
    assert headers.date_of(b"Fri, 4 Jun 2021 10:00:00") == expected.replace(tzinfo=dt.UTC)
    for nonsense in (b"", b"yesterday", b"Fri, 99 Jun 2021 10:00:00 +0800", b"1 Jan 99999 1:1:1"):
        assert headers.date_of(nonsense) is None


def test_ids() -> None:
    assert headers.ids_of(b"<a@b>\r\n <c@d> <a@b>") == ("a@b", "c@d")
    assert headers.ids_of(b"bare@id") == ("bare@id",)
    assert headers.ids_of(b"no id at all") == ()
    assert headers.ids_of(b"<[x@y]>") == ("[x@y]",)
