from __future__ import annotations

import io
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from msgspec import structs
from PIL import Image

from jianbao.document.model import Issue, Item, Picture, Section
from jianbao.document.write.fonts import Fonts
from jianbao.document.write.pdf import (
    MissingGlyphsError,
    Press,
    PressError,
    Theme,
    write_pdf,
)
from jianbao.document.write.press.room import Dress, PressRoom
from jianbao.document.write.press.shelf import Shelf

from document.write.written_issues import FULL, PICTURES


def issue_of(text: str) -> Issue:
    return Issue(sections=(Section(items=(Item(id="i", paragraphs=(text,)),)),))


def test_what_was_set_is_given_again() -> None:
    room = PressRoom()
    first = room.proof(FULL, PICTURES)
    again = room.proof(structs.replace(FULL), dict(reversed(PICTURES.items())))
    assert again == first
    assert again.pdf is first.pdf
    assert room.layout(FULL, PICTURES) is first.layout
    page = room.page(FULL, PICTURES, 1)
    assert room.page(FULL, PICTURES, 1) is page


def test_pages_are_named_by_all_that_makes_them() -> None:
    room = PressRoom()
    key = room.key(FULL, PICTURES)
    other = Theme("own", {"theme/theme.typ": b"#let issue(copy) = [a]"})
    names = {
        key,
        room.key(FULL),
        room.key(FULL, PICTURES | {"quay.png": b"other"}),
        room.key(structs.replace(FULL, contents=()), PICTURES),
        room.key(FULL, PICTURES, Dress("plain")),
        room.key(FULL, PICTURES, Dress(other)),
    }
    assert len(names) == 6
    assert room.key(FULL, PICTURES, Dress("gov", Fonts())) == room.key(
        FULL, PICTURES, Dress("gov", Fonts())
    )


def test_a_page_is_a_jpeg_of_its_size() -> None:
    room = PressRoom()
    for ppi, size in ((96, (794, 1123)), (192, (1588, 2246))):
        drawn = room.page(FULL, PICTURES, 2, ppi)
        with Image.open(io.BytesIO(drawn)) as image:
            assert (image.format, image.size) == ("JPEG", size)
    with pytest.raises(IndexError):
        room.page(FULL, PICTURES, 9)


def test_a_page_is_given_by_its_key_while_it_is_kept() -> None:
    room = PressRoom(proofs=1)
    key = room.key(FULL, PICTURES)
    assert room.kept_page(key, 1) is None
    assert room.proof(FULL, PICTURES).key == key
    drawn = room.kept_page(key, 1)
    assert drawn == room.page(FULL, PICTURES, 1)
    room.proof(issue_of("另一期。"))
    assert room.kept_page(key, 2) is None  # its proof gave way
    assert room.kept_page(key, 1) == drawn


def test_the_record_is_what_write_pdf_gives() -> None:
    room = PressRoom()
    assert room.pdf(FULL, PICTURES) == write_pdf(FULL, pictures=PICTURES)
    with pytest.raises(MissingGlyphsError):
        room.pdf(issue_of("𠮷日"))
    assert room.layout(issue_of("𠮷日")).pages == 1


def test_a_theme_that_fails_fails_each_time_and_is_mended() -> None:
    room = PressRoom()
    broken = Dress(Theme("own", {"theme/theme.typ": b"#let issue(copy) = [a"}))
    for _ in range(2):
        with pytest.raises(PressError):
            room.layout(FULL, dress=broken)
    assert room.layout(FULL).pages == 3


def test_many_threads_are_given_what_one_would_be() -> None:
    texts = [f"第{number}条。" + "船" * (number % 7 * 90) for number in range(24)]
    pictures = {name: data for name, data in PICTURES.items() if name == "quay.png"}
    issues = [
        issue_of(text).with_items(
            lambda item: structs.replace(item, pictures=(Picture(file="quay.png", after=1),))
        )
        for text in texts
    ]
    with Press() as press:
        expected = [press.layout(issue, pictures) for issue in issues]
        pages = [press.proof(issue, pictures).pdf for issue in issues]
    room = PressRoom()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda issue: room.proof(issue, pictures), issues * 2))
        drawn = list(pool.map(lambda issue: room.page(issue, pictures, 1, 36), issues * 2))
    assert [proof.layout for proof in found] == expected * 2
    assert [proof.pdf for proof in found] == pages * 2
    assert drawn[:24] == drawn[24:]


def test_a_shelf_keeps_what_was_used_last_and_no_more_than_its_bytes() -> None:
    shelf = Shelf[bytes](30, len)
    for name in "abc":
        shelf.give(name, lambda: bytes(10))
    shelf.find("a")
    shelf.give("d", lambda: bytes(10))
    assert [name for name in "abcd" if shelf.find(name) is not None] == ["a", "c", "d"]
    shelf.give("e", lambda: bytes(50))  # larger than the shelf: kept until the next
    assert len(shelf) == 1
    shelf.give("f", lambda: bytes(1))
    assert shelf.find("e") is None


def test_a_thing_that_two_ask_for_at_once_is_made_once() -> None:
    shelf = Shelf[str](100, len)
    began, made = threading.Event(), []

    def make() -> str:
        began.set()
        time.sleep(0.05)
        made.append("x")
        return "x"

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(shelf.give, "key", make)
        began.wait(5)
        second = pool.submit(shelf.give, "key", make)
        assert (first.result(), second.result()) == ("x", "x")
    assert made == ["x"]


def test_a_failure_is_not_kept() -> None:
    shelf = Shelf[str](100, len)

    def fail() -> str:
        raise PressError("no")

    with pytest.raises(PressError):
        shelf.give("key", fail)
    assert shelf.give("key", lambda: "made") == "made"
