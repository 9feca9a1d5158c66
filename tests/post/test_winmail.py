"""What Outlook wraps in winmail.dat comes out; damage is told and never stops the reader."""

from __future__ import annotations

import base64

import pytest
import tnefparse
from hypothesis import given
from hypothesis import strategies as st

from jianbao.post.message import parse_message
from jianbao.post.winmail import read_winmail
from post import winmail_files as files
from post.mail_samples import DOCX

NAME = "青石分公司来稿：钟玥喆.docx"
HTML = "<p>现报送来稿一篇，请审阅。</p>"
INNER = files.winmail(files.codepage(936), files.attachment("内.txt".encode("gbk"), b"inner\x00"))
SAMPLE = files.winmail(
    files.codepage(936),
    files.one(
        0x9003,
        files.properties(
            files.number(0x3FDE, 65001),
            files.entry(0x1E, 0x1000, "现报送来稿".encode("gbk") + b"\x00"),
            files.entry(0x102, 0x1013, HTML.encode()),
        ),
        level=1,
    ),
    files.attachment(b"QINGSH~1.DOC", DOCX, files.entry(0x1F, 0x3707, files.wide(NAME))),
    files.attachment("附表（苏堃）.xlsx".encode("gb18030"), b"PK\x00\x00"),
    files.attachment(b"mail", b"", files.entry(0x0D, 0x3701, files.EMBEDDED + INNER)),
)


def _mail(content: bytes, text: str = "") -> bytes:
    head = (
        "From: a@yunling.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n"
    )
    body = f"--B\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n--B\r\n"
    file = 'Content-Type: application/ms-tnef; name="winmail.dat"\r\n'
    file += "Content-Transfer-Encoding: base64\r\n\r\n"
    return f"{head}{body}{file}".encode() + base64.encodebytes(content) + b"--B--\r\n"


def test_the_sample_is_one_that_others_read_too() -> None:
    found = tnefparse.TNEF(SAMPLE)
    assert found.attachments[0].long_filename() == NAME
    assert found.attachments[0].data == DOCX


def test_attachments_come_out_whole_with_their_names() -> None:
    parts = parse_message(_mail(SAMPLE, "见附件")).parts
    assert [(part.path, part.name, part.content) for part in parts[1:]] == [
        ("2.1", NAME, DOCX),
        ("2.2", "附表（苏堃）.xlsx", b"PK\x00\x00"),
        ("2.3", "mail", INNER),
        ("2.3.1", "内.txt", b"inner\x00"),
    ]
    assert [part.unpacked for part in parts] == [True, False, False, True, False]


def test_its_text_counts_where_the_mail_has_none() -> None:
    alone = parse_message(_mail(SAMPLE))
    assert (alone.text, alone.html) == ("现报送来稿", HTML)
    assert parse_message(_mail(SAMPLE, "见附件")).text == "见附件"


def test_the_codes_of_a_western_outlook() -> None:
    sample = files.winmail(
        files.codepage(1252), files.attachment("Zürich.txt".encode("cp1252"), b"")
    )
    assert read_winmail(sample).attachments[0].name == "Zürich.txt"


@pytest.mark.parametrize("length", [0, 3, 8, 40, len(SAMPLE) // 2, len(SAMPLE) - 3])
def test_a_cut_file_gives_what_is_there(length: int) -> None:
    found = parse_message(_mail(SAMPLE[:length], "见附件"))
    assert found.text == "见附件"
    assert [problem.code for problem in found.problems] == ["winmail-damaged"] * (length >= 4)


@given(st.binary(max_size=300), st.integers(0, len(SAMPLE)))
def test_it_never_raises(noise: bytes, place: int) -> None:
    read_winmail(SAMPLE[:4] + noise)
    read_winmail(SAMPLE[:place] + noise + SAMPLE[place + len(noise) :])


def test_a_file_of_many_empty_objects_ends_soon() -> None:
    found = read_winmail(files.winmail(files.one(0x9002, b"") * 100_000))
    assert found.damaged
    assert len(found.attachments) <= 5000
