"""What a piece is called: subjects and file names without what offices put around a headline."""

from __future__ import annotations

import re

from jianbao.language.roster import Roster

_WORDS = (
    "投稿|来稿|稿件|供稿|简报|简讯|信息|新闻|通讯|宣传|报送|修订稿|修改稿|最新稿|更正|紧急|急件"
)
_PREFIX = re.compile(
    r"^\s*(?:(?:Re|Fw|Fwd|回复|答复|转发|转寄|轉寄|代发|转)\s*[:：]"
    rf"|[【\[（(][^】\]）)]{{0,14}}(?:{_WORDS})[^】\]）)]{{0,14}}[】\]）)]"
    rf"|(?:{_WORDS})(?:稿件|稿|报送)?\s*(?:[:：\-—－_/|]+|(?=《)))\s*",
    re.IGNORECASE,
)
_VERSIONS = f"{_WORDS}|稿|终稿|定稿|第?[一二三四五\\d]+稿"
_ENDING = r"\.(?:docx?|wps|pdf|txt|rtf|odt|html?)"
_SUFFIX = re.compile(
    rf"\s*(?:[【\[（(][^】\]）)]{{0,10}}(?:{_VERSIONS})[^】\]）)]{{0,6}}[】\]）)]"
    rf"|[-—－_ ]+(?:{_WORDS}|终稿|定稿)|[-—－_]?\s*\d{{6,8}}|{_ENDING})\s*$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"^《([^《》]{6,60})》$")
_EMPTY = re.compile(
    rf"^(?:\(?无主题\)?|no subject|文档\d*|新建.*|未命名.*|document\d*|附件\d*"
    rf"|(?:{_WORDS}|[的一份篇两三则、\d 月日])+)?$",
    re.IGNORECASE,
)
_JOINT = r"[:：\-—－_\s|/]+"
_REVISED = re.compile(
    r"修订|修改稿|修改版|更正|更新稿|最新稿|以此(?:稿|件|篇)?为准|替换(?:上|前|原)|新稿"
)
_NO_TITLE = re.compile(r"[。；;：:，,]$|^[（(]|^\d+[、.．]|。|^(?:\d{4}年)?\d{1,2}月\d{1,2}日")
_LONGEST = 300


def clean_title(text: str, roster: Roster) -> str:
    """Give a subject or file name without 【投稿】, Re:, 转发 and the unit before it, or ''."""
    text, before = text[:_LONGEST], None
    while before != text:
        before = text
        text = _SUFFIX.sub("", _PREFIX.sub("", text)).lstrip(" \t\u3000-—－_：:")
        text = text.rstrip(" \t\u3000-—－_")
        text = _without_unit(text, roster)
    quoted = _QUOTED.match(text)
    text = quoted[1] if quoted else text
    return "" if _EMPTY.match(text) or _names_only(text, roster) else text


def says_revised(subject: str) -> bool:
    """Say whether a subject announces a later version (修订稿)."""
    return bool(_REVISED.search(subject))


def looks_like_title(text: str) -> bool:
    """Say whether a line is shaped as a headline: short, and no sentence."""
    return 4 <= len(text) <= 45 and not _NO_TITLE.search(text)


def _names_only(text: str, roster: Roster) -> bool:
    """Say whether a subject tells who writes and nothing else: 青石分公司信息两则."""
    for mention in roster.find_units(text)[:1]:
        return mention.start == 0 and bool(_EMPTY.match(text[mention.end :].strip(" -—_")))
    return False


def _without_unit(text: str, roster: Roster) -> str:
    """Take off a unit that stands apart: 青石分公司：…, never one that the headline begins with."""
    for mention in roster.find_units(text)[:1]:
        apart = re.match(rf"(?:{_WORDS})?{_JOINT}", text[mention.end :])
        rest = text[mention.end :][apart.end() :] if apart else ""
        if mention.start == 0 and len(rest) >= 4:
            return rest
    return text
