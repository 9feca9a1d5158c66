"""What a web site sets around an article: navigation, crumbs, counters, neighbours, its own foot.

It takes nothing off lines of files that have pages, and never a line that it does not know.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jianbao.document.read.lines import Line

_CRUMBS = re.compile(r".{0,8}(?:当前位置|当前的位置|您的位置|您所在的位置|您现在的位置)\s*[:：].*")
_AROUND = re.compile(
    r"(?:[上下]一[篇条页]|[前后]一[篇条])\s*[:：].*|(?:版权所有|Copyright|©).*|.{0,12}ICP备.{0,24}"
    r"|[【\[]?(?:打印本?[页文]?|关闭(?:窗口|本页)?|返回(?:顶部|首页|列表)?|收藏本页|分享到?)[】\]]?[:：]?",
    re.IGNORECASE,
)
_COUNTER = re.compile(
    r"[\s|｜]*(?:(?:浏览|点击|阅读|访问)(?:次数|数|量|人数)?\s*[:：]\s*\d*\s*次?|"
    r"[【\[（(]?字[体号]\s*[:：][\s大中小]*[】\]）)]?)"
)
_REACH = 20  # lines from the top in which crumbs stand
_NAVIGATION = 14.0  # em; the widest entry of a navigation


def drop_web_furniture(lines: Sequence[Line]) -> list[Line]:
    """Give the lines of a web page without what its site sets around them."""
    if any(line.page for line in lines):
        return list(lines)
    kept = [_without_counters(line) for line in lines[_after_crumbs(lines) :]]
    return [line for line in kept if _is_content(line)]


def _after_crumbs(lines: Sequence[Line]) -> int:
    """Give the index after the crumbs when nothing but entries of a navigation is above them."""
    for at, line in enumerate(lines[:_REACH]):
        if _CRUMBS.fullmatch(line.text):
            return at + 1
        if line.width > _NAVIGATION or line.table or line.level:
            return 0
    return 0


def _without_counters(line: Line) -> Line:
    text = _COUNTER.sub("", line.text)
    return msgspec.structs.replace(line, text=text.strip()) if text != line.text else line


def _is_content(line: Line) -> bool:
    if line.table or line.picture:
        return True
    return bool(line.text) and not _AROUND.fullmatch(line.text)
