"""A plain text to clean paragraphs: wrapped lines joined, greeting and farewell told from the rest.

Nothing is dropped: what is no part of the piece is given back as its cover.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from jianbao.language.unit_names import is_unit_name

_ENDED = re.compile(r"[。！？!?；;：:…][”’」』）)》]*$|[）)】]$")
_INDENT = re.compile(r"^(?: {2,}|\t|\u3000)")
_STARTS = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d+[、.．](?!\d)|[●◆■★※·•▪]"
    r"|(?:供稿|撰稿|作者|单位|供稿单位|通讯员|联系电话|联系人|审核|标题|题目)\s*[:：])"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028\u2029\ufeff\ud800-\udfff]")
_BLANKS = re.compile(r"(?:[ \t\u00a0\u3000]|&nbsp;?)+")
_BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff，。、；：]) (?=[\u4e00-\u9fff])")
_SENTENCE = re.compile(
    r"^.*[。！？；，](?![^（(]*[)）])"
)  # what follows may sign it: （单位 姓名）
_SPREAD = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?: [\u4e00-\u9fff])+(?![\u4e00-\u9fff])")
_GREETING = re.compile(
    r"^(?:尊敬的|各位|亲爱的)[^。；;]{0,24}[:：，,！!]?$"
    r"|^[^。，！!；;]{0,14}(?:编辑|老师|领导|同志|同事|主编|编辑部|宣传部|党群部|[部科处局院行校社所馆镇乡]长|书记|经理|秘书|主任)们?(?:您好|你好|好)?[:：，,！!]$"
    r"|^[^。，！!；;]{0,14}(?:您好|你好|你们好|大家好|早上好|上午好|下午好|晚上好)[！!。，,：:]?$"
    r"|^[^。，！!；;：:]{0,16}(?:办公室|[科处部局室组院委办会中心])[:：]$"
    r"|^点击.{0,6}蓝字.{0,10}$|^(?:长按|扫码|扫描).{0,12}关注.{0,10}$"
    r"|^(?:Hi|Hello|Dear)\b.{0,30}$",
    re.IGNORECASE,
)
_COVER = re.compile(
    r"附件|稿件|来稿|投稿|请(?:予以)?(?:查收|审定|审[。！]|审阅|审核|选用|采用|采纳|指正|修改|过目|斧正|以此)|烦请|麻烦|谢谢|感谢您|辛苦|"
    r"如有(?:问题|疑问|不妥)|收到请|发送给您|发给您|报送如下|见附"
    r"|^[^。]{0,14}(?:稿|信息|新闻|正文)如下|以下[是为][^。]{0,10}(?:稿|信息|新闻)"
)
_FAREWELL = re.compile(
    r"^(?:此致|敬礼|祝好|顺祝|祝您?|谢谢|多谢|感谢|辛苦了|致以|顺颂|即颂|妥否|以上|当否|特此|发自|盼复)[^。]{0,16}[。！!]?$"
)
_REMARK_END = re.compile(r"[。！!？?：:，,；;~～]$|附件.{0,6}$|查收.{0,6}$")  # a headline has none
_COVER_LENGTH = 70
_FULL_LINE = 18  # characters from which a line may have been wrapped
_DRIFT = 6  # characters by which wrapped lines differ


class Letter(NamedTuple):
    """The paragraphs of a mail that are the piece, and those that only accompany it."""

    paragraphs: tuple[str, ...]
    cover: str


def clean_line(text: str) -> str:
    """Give a text as one line: no control characters, single blanks, none between Han of prose.

    In headlines and bylines blanks part names from names and stay.
    """
    text = unicodedata.normalize("NFC", _CONTROL.sub("", text.replace("\n", " ")))
    text = _SPREAD.sub(_closed_up, _BLANKS.sub(" ", text).strip())
    return _SENTENCE.sub(lambda prose: _BETWEEN_HAN.sub("", prose[0]), text)


def _closed_up(spread: re.Match[str]) -> str:
    """Close up a word whose characters were spread over a line: 通 知."""
    return spread[0].replace(" ", "")


def paragraphs_of(text: str) -> list[str]:
    """Give the paragraphs of a text; lines that were wrapped at a width are joined again."""
    lines = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    width = _wrap_width(lines)
    found: list[str] = []
    before = ""
    for line in lines:
        if not line.strip():
            before = ""
            continue
        if before and _goes_on(before, line, width):
            found[-1] += _joint(found[-1], line.strip()) + line.strip()
        else:
            found.append(line.strip())
        before = line
    return [clean for paragraph in found if (clean := clean_line(paragraph))]


def split_letter(paragraphs: list[str]) -> Letter:
    """Take greeting, remarks to the editors and farewell off the ends of a mail's paragraphs."""
    start, end = 0, len(paragraphs)
    while start < end and _accompanies(paragraphs[start]):
        start += 1
    if 0 < start < end - 1 and is_unit_name(paragraphs[start]):  # signs the remarks above it
        start += 1
    while end > start and (
        _accompanies(paragraphs[end - 1]) or _FAREWELL.match(paragraphs[end - 1])
    ):
        end -= 1
    cover = "\n".join((*paragraphs[:start], *paragraphs[end:]))
    return Letter(tuple(paragraphs[start:end]), cover)


def _accompanies(paragraph: str) -> bool:
    if _GREETING.match(paragraph):
        return True
    if len(paragraph) > _COVER_LENGTH or not _COVER.search(paragraph):
        return False
    return len(paragraph) <= 8 or bool(_REMARK_END.search(paragraph))


def _wrap_width(lines: list[str]) -> int:
    """Give the width at which the text was wrapped, or 0 when its lines are paragraphs."""
    lengths = sorted(_width(line) for line in lines if line.strip())
    if len(lengths) < 3 or lengths[-1] < 2 * _FULL_LINE:
        return 0
    widest = lengths[-1]
    full = [length for length in lengths if length >= widest - _DRIFT]
    return widest if len(full) >= 2 and widest <= 100 else 0


def _goes_on(line: str, following: str, width: int) -> bool:
    if not width or _INDENT.match(following) or _STARTS.match(following.strip()):
        return False
    return _width(line) >= width - _DRIFT and not _ENDED.search(line.rstrip())


def _width(line: str) -> int:
    """Count columns: Han take two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in line.rstrip())


def _joint(before: str, following: str) -> str:
    """Words of Latin letters keep a blank between them."""
    return " " if before[-1:].isascii() and following[:1].isascii() else ""
