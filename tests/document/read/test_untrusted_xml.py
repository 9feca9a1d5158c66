from __future__ import annotations

import pytest

from jianbao.document.problems import Unreadable
from jianbao.document.read.untrusted_xml import parse_xml


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<a", "corrupt"),
        (b"", "corrupt"),
        (b"<!DOCTYPE a><a/>", "corrupt"),
        ('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><a/>'.encode("utf-16"), "corrupt"),
        (b"<a>" * 300 + b"</a>" * 300, "too-deep"),
        (b"<a>" + b"x" * (11 << 20) + b"</a>", "too-big"),
    ],
)
def test_xml_of_strangers_is_refused_by_kind(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_xml(data, where="a.xml")
    assert (refused.value.code, refused.value.where) == (code, "a.xml")


def test_xml_loses_comments_and_instructions_only() -> None:
    root = parse_xml("<a><!-- 注 --><?p x?><b>字</b></a>".encode())
    assert [child.tag for child in root] == ["b"]
