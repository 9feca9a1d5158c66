"""What people hand in, and what lies in a watched folder, comes through the same door."""

from __future__ import annotations

import io
import os
import time
import zipfile
from pathlib import Path

import msgspec
import pytest
from django.conf import LazySettings

from cast import a_bulletin, a_person
from desk.intake_samples import OTHER, STORY, a_desk, a_mail, a_word_file
from jianbao.desk import vault
from jianbao.desk.actions import submitting
from jianbao.desk.actions.other_doors import is_address_of_ours, keep_delivered, poll_folders
from jianbao.desk.actions.reading import read_contribution
from jianbao.desk.actions.submitting import submit
from jianbao.desk.errors import Impossible, Invalid, NotAllowed
from jianbao.desk.models import Bulletin, Contribution, Mailbox, Role
from jianbao.document.read.confined import Workshop
from jianbao.intake.packing import UNFOLDED, Submission, Upload, package
from jianbao.post.message import parse_message

pytestmark = pytest.mark.django_db


def _zip(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return buffer.getvalue()


def test_a_package_keeps_files_byte_for_byte_and_is_the_same_every_time() -> None:
    files = (Upload("稿件（终）.docx", bytes(range(256)) * 9), Upload("a.txt", b"x"))
    submission = Submission(headline="一则消息", text="正文。\n第二段。", files=files)
    raw = package(submission)
    assert raw == package(submission)
    message = parse_message(raw)
    assert (message.subject, message.text, message.date) == ("一则消息", "正文。\n第二段。", None)
    assert [(part.name, part.content) for part in message.parts] == [
        (file.name, file.content) for file in files
    ]


def test_an_upload_is_read_like_a_mail_and_its_sender_is_the_person() -> None:
    bulletin = a_desk()
    unit = bulletin.units.get(name="南坪矿业")
    person = a_person(Role.CONTRIBUTOR, bulletin, unit=unit)
    word = a_word_file(*STORY, title="安全知识竞赛举行")
    (found,) = submit(
        Submission(files=(Upload("稿.docx", word),)), bulletin=bulletin, channel="upload", by=person
    )
    with Workshop() as workshop:
        assert read_contribution(found.contribution.pk, workshop)
    piece = Contribution.objects.get()
    assert (piece.headline, piece.sent_by, piece.unit) == ("安全知识竞赛举行", person, unit)
    assert piece.unit_because == "sender"
    assert piece.sender_address == ""


def test_mails_in_a_zip_are_contributions_each_and_other_files_are_one() -> None:
    bulletin = a_bulletin()
    editor = a_person(Role.EDITOR, bulletin)
    mails = _zip(a_eml=a_mail(text=STORY[0]), b_eml=a_mail(text=OTHER[0]))
    words = _zip(a_docx=a_word_file(*STORY), b_docx=a_word_file(*OTHER))
    eml = Upload("one.eml", a_mail(text=STORY[1]))
    submission = Submission(files=(Upload("信.zip", mails), Upload("稿.zip", words), eml))
    found = submit(submission, bulletin=bulletin, channel="upload", by=editor)
    assert len(found) == 4
    assert all(one.fresh for one in found)
    again = submit(submission, bulletin=bulletin, channel="upload", by=editor)
    assert not any(one.fresh for one in again)


def test_strangers_hand_in_nothing_and_nothing_is_not_taken() -> None:
    bulletin = a_bulletin()
    with pytest.raises(NotAllowed):
        submit(
            Submission(text="x"), bulletin=bulletin, channel="paste", by=a_person(None, bulletin)
        )
    with pytest.raises(Invalid):
        submit(
            Submission(text=" \n "),
            bulletin=bulletin,
            channel="paste",
            by=a_person(Role.EDITOR, bulletin),
        )


def test_files_in_the_watched_folder_are_taken_in_and_put_away(home: Path) -> None:
    bulletin = a_bulletin()
    poll_folders()
    folder = home / "incoming" / bulletin.slug
    (folder / "稿件.docx").write_bytes(a_word_file(*STORY))
    (folder / "来信.eml").write_bytes(a_mail(text=OTHER[0]))
    (folder / "写到一半.part").write_bytes(b"x")
    assert poll_folders() == 0, "files may still be growing"
    later = (folder / "来信.eml").stat().st_ctime + 60
    assert poll_folders(now=later) == 2
    assert poll_folders(now=later) == 0
    assert sorted(path.name for path in (folder / "已处理").iterdir()) == ["来信.eml", "稿件.docx"]
    assert {one.channel for one in Contribution.objects.all()} == {"folder"}
    assert [path.name for path in folder.iterdir() if path.is_file()] == ["写到一半.part"]


def test_a_file_beyond_the_limit_is_kept_as_it_is(home: Path, settings: LazySettings) -> None:
    settings.JIANBAO = msgspec.structs.replace(settings.JIANBAO, largest_upload=10, largest_mail=10)
    bulletin = a_bulletin()
    folder = home / "incoming" / bulletin.slug
    folder.mkdir(parents=True)
    (folder / "大.docx").write_bytes(b"PK" + b"x" * 100)
    assert poll_folders(now=(folder / "大.docx").stat().st_ctime + 60) == 1
    piece = Contribution.objects.get()
    with Workshop() as workshop:
        read_contribution(piece.pk, workshop)
    piece.refresh_from_db()
    assert (piece.state, piece.headline) == ("unreadable", "大.docx")


def test_delivered_mail_reaches_the_bulletins_it_is_addressed_to() -> None:
    one = a_bulletin()
    other = a_bulletin("other", "云岭安全")
    Bulletin.objects.filter(pk=one.pk).update(submission_address="Tougao@yunling.example")
    Mailbox.objects.create(bulletin=other, host="m.example", account="anquan@yunling.example")
    assert is_address_of_ours("tougao@YUNLING.example")
    assert not is_address_of_ours("someone@yunling.example")
    keep_delivered(("tougao@yunling.example", "anquan@yunling.example"), b"x", "a@b.example")
    assert {piece.bulletin for piece in Contribution.objects.all()} == {one, other}


def test_a_zip_of_mails_of_which_one_is_damaged_is_taken_in_whole() -> None:
    damaged = bytearray(_zip(**{f"{n}_eml": a_mail(text=f"letter {n}") for n in range(3)}))
    damaged[damaged.index(b"letter 1")] ^= 0xFF
    upload = Upload("邮件.zip", bytes(damaged))
    (found,) = submit(Submission(files=(upload,)), bulletin=a_desk(), channel="upload", by=None)
    kept = parse_message(vault.read_stored(found.contribution.raw.sha256))
    assert upload.content in [part.content for part in kept.parts]


def test_zips_that_unfold_beyond_measure_together_are_not_unfolded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    small = msgspec.structs.replace(UNFOLDED, total=5000)
    monkeypatch.setattr(submitting, "UNFOLDED", small)
    body = b"Subject: x\r\n\r\n" + bytes(range(32, 127)) * 40
    files = tuple(Upload(f"{n}.zip", _zip(a_eml=body + b"%d" % n)) for n in range(2))
    received = submit(Submission(files=files), bulletin=a_desk(), channel="upload", by=None)
    unfolded, packed = (vault.read_stored(one.contribution.raw.sha256) for one in received)
    assert unfolded == body + b"0"
    assert [part.content for part in parse_message(packed).parts if part.name == "1.zip"] == [
        files[1].content
    ]


def test_a_file_named_in_gbk_keeps_its_name_and_holds_nothing_up(settings: LazySettings) -> None:
    bulletin = a_desk()
    folder: Path = settings.JIANBAO.incoming / bulletin.slug
    folder.mkdir(parents=True)
    named = os.fsdecode("来稿.txt".encode("gb18030"))
    for name in (named, "另一篇.txt"):
        (folder / name).write_text("正文。", "utf-8")
        os.utime(folder / name, (1, 1))
    assert poll_folders(now=time.time() + 60) == 2
    assert set(Contribution.objects.values_list("raw__name", flat=True)) == {
        "来稿.txt",
        "另一篇.txt",
    }


def test_a_delivered_mail_that_no_bulletin_takes_any_more_stays_with_its_sender() -> None:
    a_bulletin()
    with pytest.raises(Impossible):
        keep_delivered(("tougao@yunling.example",), b"x", "a@b.example")
