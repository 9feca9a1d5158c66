"""Several files read as one: nothing of one takes the place of another's."""

from __future__ import annotations

import io
import zipfile

from jianbao.document.model import Issue, Item, Picture, Section
from jianbao.document.read.bundle import merge, read_bundle
from jianbao.document.read.reading import Reading

PHOTO = b"\xff\xd8\xff\xe0 "


def _reading(photo: bytes) -> Reading:
    items = (Item(paragraphs=("泊位投产。",), pictures=(Picture(file="码头.jpg"),)),)
    return Reading(issues=(Issue(sections=(Section(items=items),)),), pictures={"码头.jpg": photo})


def _files(reading: Reading) -> list[str]:
    items = (item for issue in reading.issues for item in issue.items())
    return [picture.file for item in items for picture in item.pictures]


def test_pictures_of_one_name_are_kept_apart() -> None:
    first, second = _reading(PHOTO + b"1"), _reading(PHOTO + b"2")
    whole = merge([("a.docx", first), ("b.docx", second)])
    assert whole.pictures == {"码头.jpg": PHOTO + b"1", "2-码头.jpg": PHOTO + b"2"}
    assert _files(whole) == ["码头.jpg", "2-码头.jpg"]


def test_one_picture_in_two_files_stays_one() -> None:
    reading = _reading(PHOTO)
    whole = merge([("a.docx", reading), ("b.docx", reading)])
    assert whole.pictures == {"码头.jpg": PHOTO}
    assert _files(whole) == ["码头.jpg", "码头.jpg"]


def test_photographs_of_one_name_in_two_folders_are_both_kept() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("一/码头.jpg", PHOTO + b"1")
        archive.writestr("二/码头.jpg", PHOTO + b"2")
        archive.writestr("稿.txt", "青江港务")
    reading = read_bundle(out.getvalue(), lambda _data, _name: Reading(issues=(Issue(),)))
    assert reading.pictures == {"码头.jpg": PHOTO + b"1", "2-码头.jpg": PHOTO + b"2"}
