"""Reads small files of our own before strangers' come, so that each fork finds patterns compiled.

It never sees a byte that came from outside.
"""

from __future__ import annotations

import importlib
import io
import zipfile

from jianbao.document.read.reader import read_request
from jianbao.document.read.request import Request

_MODULES = (
    "jianbao.document.read.source_check",
    "jianbao.document.read.structure",
    "jianbao.document.read.formats.docx",
    "jianbao.document.read.formats.html",
    "jianbao.document.read.formats.legacy",
    "jianbao.document.read.formats.pdf",
)
_TEXT = """云岭水泥党群工作
2026年第9期（总第57期）
党群工作部 2026年9月30日
【一线之声】
一、青石分公司完成窑系统检修
9月8日，青石分公司党委书记李明带领50余名党员开展检修攻坚，提前2.5天点火，节约费用12.6万元，完成率达到98%。
（青石分公司 王小兰）
主送：各单位　抄送：集团领导
"""
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PARAGRAPH = "<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def warm_up() -> None:
    """Load the usual formats and read one file of the cheap ones."""
    for module in _MODULES:
        importlib.import_module(module)
    for file in own_files():
        read_request(file, Request())


def own_files() -> tuple[bytes, bytes, bytes]:
    """Give the same short issue as text, as a page and as a Word file."""
    lines = _TEXT.splitlines()
    page = "".join(f"<p>{line}</p>" for line in lines)
    return _TEXT.encode(), f"<!doctype html><body>{page}".encode(), _word_file(lines)


def _word_file(lines: list[str]) -> bytes:
    body = "".join(_PARAGRAPH.format(text=line) for line in lines)
    content = f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr("word/document.xml", content)
    return made.getvalue()
