"""PDF files set by Typst for the tests, with the fonts of the wheel, so that any machine agrees."""

from __future__ import annotations

import functools
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

_FONTS = Path(pylopdf_fonts_zh_cn.__file__).parent
_HEAD = """
#set page(paper: "a4", margin: {margin})
#set text(font: "Noto Serif SC", size: {size}pt, lang: "zh", region: "cn")
#set par(first-line-indent: (amount: 2em, all: true), justify: true, leading: 1em, spacing: 1em)
#let bold(it) = text(stroke: 0.3pt, it)
#let hei(it) = text(font: "Noto Sans SC", it)
"""
PARAGRAPH = (
    "青江港务集团召开安全生产工作会议，总结上半年工作，部署下半年任务，要求各单位压实责任，"
    "守住底线，确保全年目标如期完成。"
)


@functools.cache
def typeset(body: str, *, size: int = 16, margin: str = "28mm") -> bytes:
    """Set Typst markup in a plain style: 28 mm margins, two em of indent, justified."""
    source = (_HEAD.format(size=size, margin=margin) + body).encode()
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[_FONTS])
    return typst.compile(source, font_paths=fonts)
