from __future__ import annotations

import pytest

from jianbao.document.problems import Unreadable
from jianbao.document.read.formats.decode import decode_text

SIMPLIFIED = "青江港务集团召开安全生产会议，研究部署下半年重点工作。"
TRADITIONAL = "青江港務集團召開安全生產會議，研究部署下半年重點工作。"


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "utf-8-sig"),
        (SIMPLIFIED, "utf-16"),
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "utf-32"),
        ("喆镕〇㈱𠮷" + SIMPLIFIED * 3, "gb18030"),
        ("plain", "ascii"),
        ("港", "gb18030"),
        ("", "utf-8"),
    ],
)
def test_texts_of_china_are_decoded_without_remark(text: str, charset: str) -> None:
    assert decode_text(text.encode(charset)) == (text, None)


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_found_and_said(charset: str) -> None:
    text, remark = decode_text(f"Issue 12\n{SIMPLIFIED}".encode(charset))
    assert text == f"Issue 12\n{SIMPLIFIED}"
    assert remark is not None
    assert remark.message == f"文字编码按 {charset} 解读。"


def test_big5_is_told_from_gb18030_and_said() -> None:
    text, remark = decode_text(TRADITIONAL.encode("big5"))
    assert text == TRADITIONAL
    assert remark is not None
    assert (remark.code, remark.message) == ("decoded", "文字编码按 big5 解读。")


def test_traditional_text_in_gb18030_is_kept() -> None:
    assert decode_text(TRADITIONAL.encode("gb18030"))[0] == TRADITIONAL


def test_broken_text_is_read_as_far_as_it_goes_and_said() -> None:
    data = SIMPLIFIED.encode()[:-1] + b"\xff\xfe\xfd" + SIMPLIFIED.encode()
    text, remark = decode_text(data)
    assert text.startswith(SIMPLIFIED[:-1])
    assert "\ufffd" in text
    assert remark is not None


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "big5"])
@pytest.mark.parametrize("place", [48, 49, -1])
def test_a_damaged_byte_costs_no_more_than_its_line(charset: str, place: int) -> None:
    line = TRADITIONAL if charset == "big5" else SIMPLIFIED
    data = bytearray("\n".join([line] * 4).encode(charset))
    data[place] = 0xFF
    text, remark = decode_text(bytes(data))
    assert [found == line for found in text.split("\n")].count(False) == 1
    assert remark is not None
    assert remark.message == f"文字编码按 {charset} (?) 解读。"


def test_nul_is_dropped() -> None:
    assert decode_text(b"a\x00b") == ("ab", None)


def test_binary_data_are_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        decode_text(bytes(range(1, 32)) * 100)
    assert refused.value.code == "unsupported"


def test_more_than_20_megabytes_are_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        decode_text(b"a" * ((20 << 20) + 1))
    assert refused.value.code == "too-big"
