"""How offices end a text: who wrote, checked and signed it, and the day, told from the text itself.

It drops nothing: what ends a text becomes its closings.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from jianbao.document.byline import read_byline
from jianbao.intake.blocks import Block, Sheet, is_prose
from jianbao.language.surnames import is_person_name
from jianbao.language.unit_names import is_unit_name

_LINES = 8  # at the end of a text that may sign it
_LONGEST = 60
_DAY = re.compile(
    r"^(?:\d{4}|[〇○零一二三四五六七八九]{4})(?:年.{1,3}月.{1,3}日|([.\-/])\d{1,2}\1\d{1,2})$"
)
_LABELLED = re.compile(
    r"^(?:(?:拟稿|撰稿|供稿|来稿|投稿|核稿|审稿|审核|审签|签发|初审|复审|终审|编辑|责编|责任编辑|校对"
    r"|作者|通讯员|信息员|联系)(?:人|单位|部门)?[ \u3000]*[:：|｜ \u3000]"
    r"|(?:文字?|图片?|摄影|图文|文/图|单位|电话|手机|联系电话|联系方式|报|送|发|报送|抄送|主送)"
    r"[ \u3000]*[:：|｜]|[\w.+-]+@[\w-]+\.[\w.-]+$)"
)


def with_ends(sheet: Sheet, units: Collection[str]) -> Sheet:
    """Turn the lines that sign a sheet at its end into closings; `units` are known names."""
    blocks = list(sheet.blocks)
    for number in range(len(blocks) - 1, max(0, len(blocks) - 1 - _LINES), -1):
        block = blocks[number]
        if block.closing and not block.text:
            continue
        if block.closing or block.kind == "title" or not _signs(block.text, units):
            break
        blocks[number] = Block("", "text", block.text)
    return sheet._replace(blocks=tuple(blocks)) if any(map(is_prose, blocks)) else sheet


def _signs(text: str, units: Collection[str]) -> bool:
    if len(text) > _LONGEST or re.search(r"[。！？；]", text):
        return False
    if _DAY.match(text) or _LABELLED.match(text) or is_person_name(text):
        return True
    byline = read_byline(text, units=units)
    named = byline.units if byline else ()
    return any(name in units or is_unit_name(name) for name in named)
