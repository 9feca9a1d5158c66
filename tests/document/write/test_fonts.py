from __future__ import annotations

import shutil
import struct
from pathlib import Path

import pylopdf_fonts_zh_cn
import pytest

from jianbao.document.write.fonts import ROLES, Fonts
from jianbao.document.write.glyphs import NOTHING, read_coverage

SERIF = pylopdf_fonts_zh_cn.serif_path()


def test_by_default_only_the_wheel_is_used() -> None:
    assert sorted(Fonts.default().loaded.families()) == ["Noto Sans SC", "Noto Serif SC"]
    assert [Fonts.default().choice(role).family for role in ROLES] == [
        "Noto Serif SC",
        "Noto Serif SC",
        "Noto Sans SC",
        "Noto Serif SC",
        "Noto Serif SC",
    ]


def test_every_chain_ends_in_the_wheel() -> None:
    for chain in Fonts.default().chains().values():
        assert {name["name"] for name in chain["names"][-2:]} == {"Noto Sans SC", "Noto Serif SC"}


def test_a_better_family_in_a_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "fang.otf").write_bytes(renamed(SERIF.read_bytes(), "Noto Serif SC", "FangSong"))
    fonts = Fonts.found([tmp_path], installed=False)
    assert fonts.choice("body").family == "FangSong"
    assert fonts.choice("hei").family == "Noto Sans SC"
    assert [name["name"] for name in fonts.chains()["body"]["names"]] == [
        "Libertinus Serif",
        "FangSong",
        "Noto Serif SC",
        "Noto Sans SC",
    ]


def test_a_family_that_calls_its_regular_weight_otherwise_is_taken(tmp_path: Path) -> None:
    font = renamed(SERIF.read_bytes(), "Noto Serif SC", "FangSong")
    (tmp_path / "fang.otf").write_bytes(weighing(font, 300))
    choice = Fonts.found([tmp_path], installed=False).choice("body")
    assert (choice.family, choice.weight) == ("FangSong", 300)


def test_a_folder_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    fonts = Fonts.found([tmp_path / "none"], installed=False)
    assert fonts.chains() == Fonts.default().chains()


@pytest.mark.parametrize(
    ("character", "covered"),
    [("中", True), ("昇", True), ("²", True), ("〓", True), ("𠮷", False), ("😀", False)],
)
def test_the_wheel_covers_what_its_table_says(character: str, *, covered: bool) -> None:
    assert (character in read_coverage(SERIF)) is covered
    assert Fonts.default().lacks(character) is not covered


def test_a_basic_plane_table_is_read(tmp_path: Path) -> None:
    path = tmp_path / "basic.ttf"
    path.write_bytes(font_with(format_4({0x4E00: 3, 0x4E01: 0, 0x4E02: 5})))
    coverage = read_coverage(path)
    assert [chr(point) in coverage for point in (0x4DFF, 0x4E00, 0x4E01, 0x4E02, 0x4E03)] == [
        False,
        True,
        False,
        True,
        False,
    ]


@pytest.mark.parametrize("data", [b"", b"\0" * 40, b"OTTO\0\x20" + b"\xff" * 60])
def test_a_broken_font_covers_nothing(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "broken.ttf"
    path.write_bytes(data)
    assert read_coverage(path) is NOTHING
    assert Fonts.found([tmp_path], installed=False).choice("body").family == "Noto Serif SC"


def test_the_wheel_can_be_given_as_a_folder(tmp_path: Path) -> None:
    shutil.copy(SERIF, tmp_path)
    assert Fonts.found([tmp_path], installed=False).choice("title").family == "Noto Serif SC"


def format_4(glyphs: dict[int, int]) -> bytes:
    """Write a format 4 subtable whose one segment looks its glyphs up in an array."""
    first, last = min(glyphs), max(glyphs)
    words = [4, 0, 0, 4, 0, 0, 0, last, 0xFFFF, 0, first, 0xFFFF, 0, 1, 4, 0]
    words += [glyphs[point] for point in range(first, last + 1)]
    words[1] = 2 * len(words)
    return struct.pack(f">{len(words)}H", *words)


def font_with(subtable: bytes) -> bytes:
    cmap = struct.pack(">HHHHL", 0, 1, 3, 1, 12) + subtable
    header = struct.pack(">LHHHH", 0x00010000, 1, 16, 0, 0)
    return header + struct.pack(">4sLLL", b"cmap", 0, 28, len(cmap)) + cmap


def renamed(font: bytes, old: str, new: str) -> bytes:
    """Write another family, padded to the same length, into the name table of a font."""
    table = old.encode("utf-16-be")
    return font.replace(table, new.ljust(len(old)).encode("utf-16-be"))


def weighing(font: bytes, weight: int) -> bytes:
    """Write another weight class into the OS/2 table of a font."""
    count = struct.unpack_from(">H", font, 4)[0]
    tables = struct.iter_unpack(">4sLLL", font[12 : 12 + 16 * count])
    place = next(offset for name, _, offset, _ in tables if name == b"OS/2") + 4
    return font[:place] + struct.pack(">H", weight) + font[place + 2 :]
