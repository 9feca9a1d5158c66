"""The sample mailbox: as varied as it says, the same on every run, and readable where it should."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import cache
from hashlib import sha256
from typing import get_args

import pypdfium2
import pytest
from PIL import Image
from PIL.ExifTags import IFD
from tnefparse import TNEF

from jianbao.document.read.formats.ocr import PutOff
from jianbao.document.read.reader import read, read_request
from jianbao.document.read.reading import Reading
from jianbao.document.read.request import Request
from jianbao.samples import Expectation, MailSample, mailbox, printed_issues
from jianbao.samples.contributions import Piece, pieces
from jianbao.samples.mail.ordinary import rows

TODAY = dt.date(2026, 11, 22)


@cache
def samples() -> dict[str, MailSample]:
    return {sample.name: sample for sample in mailbox(TODAY)}


def message(name: str) -> Message:
    return message_from_bytes(samples()[name].raw)


def attachments(name: str, ending: bytes = b"") -> Iterator[bytes]:
    """Give the files of a mail by how their bytes begin."""
    for part in message(name).walk():
        content = part.get_payload(decode=True)
        is_file = part.get_content_maintype() != "text"
        if isinstance(content, bytes) and is_file and content.startswith(ending):
            yield content


def words_of(reading: Reading) -> str:
    """Give the text of a reading without blanks, tables included."""
    parts: list[str] = []
    for issue in reading.issues:
        for item in issue.items():
            parts += (item.text, item.byline.raw if item.byline else "")
            parts += ("".join(cell for table in item.tables for row in table.rows for cell in row),)
        parts += issue.imprint.other
    return "".join("".join(parts).split())


def assert_holds(reading: Reading, piece: Piece) -> None:
    read_back = words_of(reading)
    assert not any(problem.refused for problem in reading.problems)
    missing = [text for text in piece.paragraphs if "".join(text.split()) not in read_back]
    assert missing == []


def by_form(name: str) -> list[str]:
    return [key for key, form, *_ in rows() if form.__name__ == name]


def test_there_are_enough_and_of_every_kind() -> None:
    counted = Counter(sample.expects for sample in samples().values())
    assert len(samples()) >= 60
    assert len(mailbox(TODAY)) == len(samples())
    assert sum(counted[kind] for kind in ("piece", "scan", "pieces")) >= 45
    assert set(counted) == set(get_args(Expectation))


def test_they_are_small() -> None:
    assert sum(len(sample.raw) for sample in samples().values()) < 12_000_000


def test_they_came_in_order_within_three_weeks() -> None:
    sent = [parsedate_to_datetime(message(name)["Date"]) for name in samples()]
    assert sent == sorted(sent)
    assert sent[0].date() > TODAY - dt.timedelta(days=22)
    assert sent[-1].date() <= TODAY


def test_a_fresh_process_writes_the_same_bytes() -> None:
    script = (
        "import datetime as dt, hashlib; from jianbao.samples import mailbox; "
        "raw = b''.join(s.raw for s in mailbox(dt.date(2026, 11, 22))); "
        "print(hashlib.sha256(raw).hexdigest())"
    )
    printed = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True
    )
    raw = b"".join(sample.raw for sample in samples().values())
    assert printed.stdout.strip() == sha256(raw).hexdigest()


def test_another_day_moves_the_dates() -> None:
    later = {sample.name: sample.raw for sample in mailbox(TODAY + dt.timedelta(days=40))}
    assert later.keys() == samples().keys()
    assert all(later[name] != sample.raw for name, sample in samples().items())


@pytest.mark.parametrize("name", list(samples()))
def test_a_message_parses_and_is_fit_for_smtp(name: str) -> None:
    raw = samples()[name].raw
    assert [part.defects for part in message(name).walk() if part.defects] == []
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert {"From", "To", "Subject", "Date", "Message-ID"} <= set(message(name).keys())


def test_message_ids_are_told_apart() -> None:
    ids = Counter(message(name)["Message-ID"] for name in samples())
    assert [count for count in ids.values() if count > 1] == [2]  # the mail delivered twice


def test_one_mail_came_twice_byte_for_byte() -> None:
    assert samples()["nanping-rescue"].raw == samples()["nanping-rescue-again"].raw


@pytest.mark.parametrize("name", by_form("word_attached") + by_form("word_beside_photos"))
def test_a_word_file_reads_back(name: str) -> None:
    (file,) = attachments(name, b"PK")
    reading = read(file)
    assert reading.format == "docx"
    assert_holds(reading, pieces(TODAY)[name])


@pytest.mark.parametrize("name", by_form("pdf_attached"))
def test_a_pdf_reads_back(name: str) -> None:
    (file,) = attachments(name, b"%PDF")
    assert_holds(read(file), pieces(TODAY)[name])


@pytest.mark.parametrize("name", by_form("rtf_attached"))
def test_an_rtf_reads_back(name: str) -> None:
    (file,) = attachments(name, rb"{\rtf")
    assert_holds(read(file), pieces(TODAY)[name])


@pytest.mark.parametrize("name", by_form("scan_attached"))
def test_a_scan_holds_pictures_only(name: str) -> None:
    (file,) = attachments(name, b"%PDF")
    document = pypdfium2.PdfDocument(file)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    assert set(texts) == {""}
    with pytest.raises(PutOff):
        read_request(file, Request(recognise=False))


@pytest.mark.slow
def test_a_scan_is_recognised() -> None:
    pytest.importorskip("rapidocr")
    (file,) = attachments("baichuan-appointment", b"%PDF")
    assert "首次公开竞聘工段长" in words_of(read(file))


@pytest.mark.parametrize("name", by_form("pasted_from_word"))
def test_a_mail_pasted_from_word_reads_back(name: str) -> None:
    (page,) = (p for p in message(name).walk() if p.get_content_subtype() == "html")
    content = page.get_payload(decode=True)
    assert isinstance(content, bytes)
    charset = "utf-8" if page.get_content_charset() == "utf-8" else "gb18030"
    assert b"mso-char-indent-count" in content
    assert_holds(
        read(content.decode(charset).replace("gb2312", "utf-8").encode(), name="mail.html"),
        pieces(TODAY)[name],
    )


def test_photos_carry_a_place_that_must_not_be_printed() -> None:
    photos = [photo for name in samples() for photo in attachments(name, b"\xff\xd8")]
    places = [Image.open(io.BytesIO(photo)).getexif().get_ifd(IFD.GPSInfo) for photo in photos]
    assert len(photos) >= 15
    assert sum(bool(place) for place in places) == len(photos) - len(by_form("page_photographed"))


def test_gb2312_is_only_what_the_label_says() -> None:
    content = message("jishu-lab").as_bytes()
    assert b"gb2312" in content
    name = "邵堃"
    with pytest.raises(UnicodeEncodeError):
        name.encode("gb2312")
    body = next(p for p in message("jishu-lab").walk() if p.get_content_maintype() == "text")
    raw = body.get_payload(decode=True)
    assert isinstance(raw, bytes)
    assert name in raw.decode("gb18030")


def test_some_headers_are_raw_bytes() -> None:
    head = samples()["nanping-blast"].raw.partition(b"\r\n\r\n")[0]
    assert "冯一帆".encode("gb18030") in head
    assert b"=?" not in head


def test_a_winmail_holds_the_word_file() -> None:
    (file,) = attachments("jishu-mentor", b"\x78\x9f\x3e\x22")
    opened = TNEF(file, do_checksum=True)
    (inside,) = opened.attachments
    assert all(one.good_checksum for one in opened.objects)
    assert inside.name == "gaojian.docx"
    assert_holds(read(inside.data), pieces(TODAY)["jishu-mentor"])


def test_a_zip_of_three_reads_back_under_its_gbk_names() -> None:
    (file,) = attachments("hongfeng-three", b"PK")
    reading = read(file)
    for key in ("hongfeng-points", "hongfeng-inventory", "hongfeng-canteen"):
        assert_holds(reading, pieces(TODAY)[key])
    assert "红枫分公司".encode("gbk") in file


def test_tables_read_back() -> None:
    (sheet,) = attachments("anhuan-figures", b"PK")
    assert "青石分公司" in words_of(read(sheet))
    (word,) = attachments("baichuan-power", b"PK")
    assert "252.9" in words_of(read(word))


def test_the_forwarded_mail_is_inside_whole() -> None:
    (inner,) = (
        p for p in message("gonghui-skills").walk() if p.get_content_type() == "message/rfc822"
    )
    assert isinstance(inner.get_payload(0), Message)
    (file,) = attachments("gonghui-skills", b"PK")
    assert_holds(read(file), pieces(TODAY)["gonghui-skills"])


@pytest.mark.parametrize(
    ("name", "code"), [("zhuangbei-broken", "corrupt"), ("caiwu-locked", "encrypted")]
)
def test_a_bad_file_is_refused_for_its_reason(name: str, code: str) -> None:
    (file,) = attachments(name)
    assert [problem.code for problem in read(file).problems] == [code]


def test_the_revision_changes_figures_and_answers_the_draft() -> None:
    draft, revised = message("qingshi-crane"), message("qingshi-crane-revised")
    assert revised["In-Reply-To"] == draft["Message-ID"]
    (old,) = attachments("qingshi-crane", b"PK")
    (new,) = attachments("qingshi-crane-revised", b"PK")
    assert "焊缝412条" in words_of(read(old))
    assert "焊缝416条" in words_of(read(new))


def test_the_long_original_stands_in_the_last_issue() -> None:
    last = printed_issues(TODAY)[-1]
    (item,) = (item for item in last.items() if "一眼泉" in item.text)
    assert "83户" in item.text
    assert any("83户" in text for text in pieces(TODAY)["nanping-spring"].paragraphs)


def test_machines_say_that_they_are() -> None:
    assert message("absence")["Auto-Submitted"] == "auto-replied"
    assert message("absence")["Return-Path"] == "<>"
    for name, action in (("bounce", "failed"), ("delay", "delayed")):
        assert message(name).get_content_type() == "multipart/report"
        assert f"Action: {action}".encode() in samples()[name].raw


def test_at_least_forty_five_texts_were_written() -> None:
    written = pieces(TODAY).values()
    assert len({piece.title for piece in written}) == len(written) >= 45
    lengths = [sum(map(len, piece.paragraphs)) for piece in written]
    assert min(lengths) > 100
    assert max(lengths) <= 900
