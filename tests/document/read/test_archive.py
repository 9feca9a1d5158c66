from __future__ import annotations

import io
import zipfile

import pytest

from jianbao.document.problems import Unreadable
from jianbao.document.read.archive import Archive, Budget

from document.read.formats.word_files import zipped


def read_all(data: bytes, budget: Budget | None) -> None:
    archive = Archive(data, budget)
    for name in archive.names:
        archive.read(name)


def refusal(data: bytes, budget: Budget | None = None) -> tuple[str, str]:
    with pytest.raises(Unreadable) as refused:
        read_all(data, budget)
    return refused.value.code, refused.value.where


def test_parts_are_read_by_name_and_folders_are_no_parts() -> None:
    archive = Archive(zipped({"a/": "", "a/b.txt": "字", "c.txt": "d"}))
    assert archive.names == ("a/b.txt", "c.txt")
    assert archive.read("a/b.txt") == "字".encode()
    assert archive.size("c.txt") == 1
    assert "a/" not in archive


@pytest.mark.parametrize(
    ("budget", "refused"),
    [
        (Budget(entries=1), ("too-big", "")),
        (Budget(part=999), ("too-big", "a")),
        (Budget(total=1500), ("too-big", "b")),
    ],
)
def test_what_costs_more_than_the_budget_is_refused(
    budget: Budget, refused: tuple[str, str]
) -> None:
    assert refusal(zipped({"a": "x" * 1000, "b": "y" * 1000}), budget) == refused


def test_a_part_that_swells_is_refused_and_the_others_are_not() -> None:
    archive = Archive(zipped({"bomb": bytes(4 << 20), "text": "字"}))
    assert archive.read("text") == "字".encode()
    with pytest.raises(Unreadable) as refused:
        archive.read("bomb")
    assert refused.value.problem().message.startswith("文件过大")


@pytest.mark.parametrize("charset", ["gb18030", "utf-8"])
def test_names_without_a_stated_encoding_are_chinese(charset: str) -> None:
    name = "来稿/一季度.txt".encode(charset)
    data = zipped({"x" * len(name): "字"}).replace(b"x" * len(name), name)
    archive = Archive(data)
    assert archive.names == ("来稿/一季度.txt",)
    assert archive.read("来稿/一季度.txt") == "字".encode()


def test_names_that_differ_only_in_case_are_refused() -> None:
    assert refusal(zipped({"Word/a.xml": "1", "word/A.xml": "2"}))[0] == "corrupt"


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/a", "..\\a", "C:/a"])
def test_names_that_leave_the_archive_are_refused(name: str) -> None:
    assert refusal(zipped({name: "x"}))[0] == "corrupt"


def test_methods_whose_cost_cannot_be_bounded_are_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a", "x")
    assert refusal(buffer.getvalue()) == ("corrupt", "a")


def test_every_cut_of_an_archive_is_refused_or_read() -> None:
    data = zipped({"a.xml": "<a>字</a>" * 50, "b.xml": "<b/>"})
    for end in range(0, len(data) - 1, 7):
        assert refusal(data[:end])[0] == "corrupt"
