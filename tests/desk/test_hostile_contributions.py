"""Files made to do harm, as mails and as uploads: each ends in sight, and the desk stays up."""

from __future__ import annotations

import io
import resource
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator

import pytest

from cast import a_person
from desk.intake_samples import STORY, a_desk, a_mail, received
from jianbao.desk.actions.reading import read_contribution
from jianbao.desk.actions.submitting import submit
from jianbao.desk.models import Bulletin, Contribution, Role
from jianbao.document.read.confined import Limits, Workshop
from jianbao.intake.packing import Submission, Upload

from document.read.hostile.make import HOSTILE, READ, Hostile

pytestmark = [pytest.mark.django_db, pytest.mark.hostile, pytest.mark.slow]
SECONDS = 40  # of one file, on a busy machine
MEGABYTES = 900  # that this process, which opens no stranger's file, may grow by


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with Workshop(Limits(wall=20, cpu=10)) as opened:
        yield opened


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def _read(piece: Contribution, workshop: Workshop) -> Contribution:
    before, started = _peak(), time.monotonic()
    assert read_contribution(piece.pk, workshop)
    assert time.monotonic() - started < SECONDS
    assert _peak() - before < MEGABYTES
    piece.refresh_from_db()
    return piece


def _ends_in_sight(piece: Contribution) -> None:
    assert piece.state in ("waiting", "unreadable")
    if piece.state == "unreadable":
        assert piece.problems
        assert all(one["message"] for one in piece.problems)
    assert "root:" not in piece.text


@pytest.mark.parametrize("item", HOSTILE, ids=lambda item: item.name)
def test_a_hostile_attachment_is_said_and_the_text_beside_it_is_read(
    item: Hostile, workshop: Workshop
) -> None:
    raw = a_mail(text="\n".join(STORY), files={item.name: item.make()})
    piece = _read(received(raw, a_desk()), workshop)
    assert piece.state == "waiting"
    _ends_in_sight(piece)
    if READ not in item.outcomes and piece.files.get().state == "failed":
        assert piece.problems


@pytest.mark.parametrize("item", HOSTILE[::4], ids=lambda item: item.name)
def test_a_hostile_upload_ends_in_sight(item: Hostile, workshop: Workshop) -> None:
    bulletin = a_desk()
    editor = a_person(Role.EDITOR, bulletin)
    files = (Upload(item.name, item.make()),)
    for one in submit(Submission(files=files), bulletin=bulletin, channel="upload", by=editor):
        _ends_in_sight(_read(one.contribution, workshop))


def _huge_png() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 7501 * 2000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _matryoshka(depth: int) -> bytes:
    mail = b"From: a@b.example\nSubject: innermost\n\n" + STORY[0].encode()
    for level in range(depth):
        mark = f"=_{level}".encode()
        mail = (
            b"From: a@b.example\nTo: c@d.example\nSubject: outer\nMIME-Version: 1.0\n"
            b'Content-Type: multipart/mixed; boundary="'
            + mark
            + b'"\n\n--'
            + mark
            + b"\nContent-Type: message/rfc822\n\n"
            + mail
            + b"\n--"
            + mark
            + b"--\n"
        )
    return mail


def _many_parts(count: int) -> bytes:
    part = b"--x\nContent-Type: application/octet-stream\n\nabc\n"
    head = b"From: a@b.example\nSubject: many\nMIME-Version: 1.0\n"
    return head + b"Content-Type: multipart/mixed; boundary=x\n\n" + part * count + b"--x--\n"


MAILS: dict[str, Callable[[], bytes]] = {
    "matryoshka": lambda: _matryoshka(60),
    "parts": lambda: _many_parts(20_000),
    "empty": lambda: b"",
    "zeros": lambda: b"\x00" * 5000,
    "headers": lambda: b"From: a@b.example\n" + b"X-Y: z\n" * 200_000 + b"\n" + STORY[0].encode(),
    "broken": lambda: (
        b"Subject: =?utf-8?B?a?=\nFrom: (c):\nMessage-ID: <[x]>\n\n" + STORY[0].encode()
    ),
    "brackets": lambda: a_mail(text="(" * 100_000 + STORY[0]),
    "words": lambda: a_mail(text="投稿" * 100_000),
    "subject": lambda: a_mail(subject="【投稿】" * 5000, text=STORY[0]),
}


@pytest.mark.parametrize("name", MAILS)
def test_a_hostile_mail_ends_in_sight(name: str, workshop: Workshop) -> None:
    _ends_in_sight(_read(received(MAILS[name](), a_desk()), workshop))


def test_a_picture_of_impossible_size_is_not_decoded(workshop: Workshop) -> None:
    raw = a_mail(text=STORY[0], files={"照片.png": _huge_png()})
    piece = _read(received(raw, a_desk()), workshop)
    assert [one["code"] for one in piece.problems] == ["too-big"]
    assert piece.photographs.count() == 0


def test_a_zip_that_pretends_to_hold_mails_is_one_contribution(workshop: Workshop) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.eml", b"\0" * (80 << 20))
    bulletin = a_desk()
    editor = a_person(Role.EDITOR, bulletin)
    files = (Upload("信.zip", buffer.getvalue()),)
    (found,) = submit(Submission(files=files), bulletin=bulletin, channel="upload", by=editor)
    piece = _read(found.contribution, workshop)
    assert piece.state == "unreadable"
    assert piece.problems


def test_names_lead_nowhere(workshop: Workshop) -> None:
    names = ("../../etc/cron.d/x.txt", "C:\\autoexec.bat.txt", "a\r\nBcc: x.txt", "\u202excod.txt")
    bulletin: Bulletin = a_desk()
    files = tuple(Upload(name, STORY[0].encode()) for name in names)
    editor = a_person(Role.EDITOR, bulletin)
    (found,) = submit(Submission(files=files), bulletin=bulletin, channel="upload", by=editor)
    piece = _read(found.contribution, workshop)
    kept = list(piece.files.values_list("name", flat=True))
    assert len(kept) == 4
    assert not any(set(name) & set("/\\\r\n\u202e") for name in kept)
