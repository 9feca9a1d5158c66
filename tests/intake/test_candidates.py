"""A mail or file as the candidates that an issue is composed of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from email.message import EmailMessage

import pytest

from jianbao.document.compose import roster_of
from jianbao.document.profile import Profile, UnitProfile
from jianbao.document.read.confined import Workshop
from jianbao.intake.attachments import Reader
from jianbao.intake.candidates import Arrival, read_arrival
from jianbao.intake.packing import Submission, Upload, package

from cli.cli_samples import JPEG

PROFILE = Profile(
    units=(UnitProfile(name="青石分公司", aliases=("青石公司",)), UnitProfile(name="南坪矿业"))
)
TEXT = "10月9日，青石分公司组织36名职工开展高处坠落应急演练，全程用时18分钟，达到预期效果。"
OTHER = "10月12日，青石分公司完成二号窑检修，更换耐火砖46吨，比计划提前2天点火投料运行。"
FILED = dt.datetime(2026, 10, 20, 8, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Workshop(warm=False) as workshop:
        yield Reader(workshop, PROFILE)


def _mail(text: str, subject: str = "投稿", sender: str = "韩松年 <han@qingshi.example>") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = sender, subject
    mail["Date"] = "Fri, 09 Oct 2026 10:00:00 +0800"
    mail.set_content(text, charset="utf-8", cte="base64")
    return mail.as_bytes()


def _arrival(raw: bytes, reader: Reader) -> Arrival:
    return read_arrival(raw, "a.eml", reader=reader, roster=roster_of(PROFILE), received=FILED)


def test_a_letter_is_one_candidate(reader: Reader) -> None:
    text = f"编辑老师好：\n\n应急演练提能力\n\n{TEXT}\n\n（青石公司 韩松年）"
    ((one,), pictures) = _arrival(_mail(text), reader)[1:]
    assert (one.id, one.kind, one.headline, one.paragraphs) == (
        "a.eml",
        "piece",
        "应急演练提能力",
        (TEXT,),
    )
    assert (one.unit, one.people, one.sender) == ("青石分公司", ("韩松年",), "han@qingshi.example")
    assert one.byline is not None
    assert one.byline.raw == "（青石分公司 韩松年）"
    assert one.day == dt.date(2026, 10, 9)
    assert pictures == {}


def test_who_signs_no_text_is_told_from_the_sender(reader: Reader) -> None:
    (one,) = _arrival(_mail(TEXT), reader).candidates
    assert (one.unit, one.people, one.byline) == ("青石分公司", ("韩松年",), None)
    (nobody,) = _arrival(_mail(TEXT, sender="bangong@yunling.example"), reader).candidates
    assert nobody.people == ()


def test_a_source_is_no_byline(reader: Reader) -> None:
    (one,) = _arrival(_mail(f"{TEXT}（新华社）", sender="x@yunling.example"), reader).candidates
    assert one.source is not None
    assert (one.source.raw, one.byline) == ("（新华社）", None)


def test_a_letter_of_several_pieces_is_a_candidate_each(reader: Reader) -> None:
    text = (
        f"一、应急演练提能力\n\n{TEXT}（青石分公司 韩松年）\n\n"
        f"二、二号窑检修完成\n\n{OTHER}（南坪矿业 李松柏）"
    )
    first, second = _arrival(_mail(text, "信息两则"), reader).candidates
    assert [one.id for one in (first, second)] == ["a.eml#1", "a.eml#2"]
    assert (first.headline, first.paragraphs) == ("应急演练提能力", (TEXT,))
    assert (second.headline, second.paragraphs) == ("二号窑检修完成", (OTHER,))
    assert (first.unit, second.unit) == ("青石分公司", "南坪矿业")


def test_a_later_version_says_so(reader: Reader) -> None:
    (one,) = _arrival(_mail(TEXT, "【修订稿】应急演练"), reader).candidates
    assert one.says_revised


def test_machines_broken_files_and_nothing_are_what_they_are(reader: Reader) -> None:
    (machine,) = _arrival(_mail("外出", "自动回复：投稿"), reader).candidates
    (empty,) = _arrival(_mail("见附件。"), reader).candidates
    broken = package(Submission(files=(Upload("稿.docx", b"PK\x03\x04 nothing more"),)))
    (unread,) = _arrival(broken, reader).candidates
    assert [one.kind for one in (machine, empty, unread)] == ["auto-reply", "empty", "unreadable"]
    assert "稿.docx" in unread.remark


def test_a_file_bears_the_day_it_was_filed_and_brings_its_text(reader: Reader) -> None:
    raw = package(Submission(files=(Upload("应急演练提能力.txt", TEXT.encode()),)))
    (one,) = _arrival(raw, reader).candidates
    assert (one.headline, one.paragraphs, one.received) == ("应急演练提能力", (TEXT,), FILED)


def test_pictures_are_named_apart_and_their_bytes_given(reader: Reader) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "han@qingshi.example", "应急演练提能力"
    mail.set_content(TEXT, charset="utf-8", cte="base64")
    from io import BytesIO

    from PIL import Image

    photo = BytesIO()
    Image.new("RGB", (400, 300), (200, 22, 29)).save(photo, "JPEG")
    for name, data in (("演练救援现场.jpg", photo.getvalue()), ("logo.jpg", JPEG)):
        mail.add_attachment(data, maintype="image", subtype="jpeg", filename=name)
    arrival = _arrival(mail.as_bytes(), reader)
    (picture,) = arrival.candidates[0].pictures
    assert (picture.file, picture.caption) == ("a.eml/a-1.jpg", "演练救援现场")
    assert arrival.pictures[picture.file].startswith(b"\xff\xd8")
