"""The vocabulary of WordprocessingML that is read here, and its ways to say yes, no and how long.

Strict OOXML (ISO/IEC 29500-1) differs only in its names; they are turned into the usual ones first.
"""

from __future__ import annotations

import re

from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - the prefix of its standard
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_STRICT = (
    (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
    (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
    (b"drawingml/main", b"drawingml/2006/main"),
    (b"drawingml/wordprocessingDrawing", b"drawingml/2006/wordprocessingDrawing"),
    (b"officeDocument/math", b"officeDocument/2006/math"),
)
_STRICT_HOME = b"http://purl.oclc.org/ooxml/"
_HOME = b"http://schemas.openxmlformats.org/"
_NO = ("0", "false", "off", "none")
_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?)(pt|cm|mm|in|pc|pi)?$")
_TWIPS = {"pt": 20.0, "cm": 567.0, "mm": 56.7, "in": 1440.0, "pc": 240.0, "pi": 240.0}


def transitional(data: bytes) -> bytes:
    """Turn the names of strict OOXML into the usual ones."""
    if _STRICT_HOME in data:
        for strict, usual in _STRICT:
            data = data.replace(b'"' + _STRICT_HOME + strict + b'"', b'"' + _HOME + usual + b'"')
    return data


def value(element: Element | None, name: str = "val") -> str | None:
    """Give an attribute of the w: vocabulary."""
    return None if element is None else element.get(W + name)


def is_on(element: Element) -> bool:
    """Read a switch such as w:b: present means yes unless it says no."""
    return element.get(W + "val", "1") not in _NO


def whole(text: str | None) -> int | None:
    """Read a whole number; None for anything else."""
    try:
        return int(text or "")
    except ValueError:
        return None


def twips(text: str | None) -> float | None:
    """Read a length, in twips unless it names its unit; None for anything else."""
    found = _LENGTH.match(text or "")
    return float(found[1]) * _TWIPS.get(found[2], 1.0) if found else None
