"""Whether the issue that a file carries inside still says what the file shows.

Someone may have edited the page and left the hidden issue as it was; then the page counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from jianbao.document.model import Issue, Item
from jianbao.document.numbering import format_number
from jianbao.document.read.lines import Line

_PAGE_NUMBER = re.compile(r"[\s—–\-－·•]*(?:第?\d{1,4}页?(?:[/共]*\d{1,4}页?)?)?[\s—–\-－·•]*")
_NOT_TEXT = re.compile(r"[\W_]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
# Words that printing adds to an issue: they are shown and stand in no text of it.
_LABELS = (
    "信息采集时间 采集时间 投稿邮箱 投稿地址 印发机关 印发日期 责任编辑 单位索引 编者按 目录 "
    "内部资料 注意保存 密级 份号 主送 报送 抄送 抄报 发放 发送 分送 编辑 审核 签发 校对 供稿 "
    "主编 来源 要目 本期要目 共印 印发 总第 本期 增刊 特刊 专刊 创刊号 合刊 "
    "年 月 日 至 第 期 总 份 报 送 发 印 共 页 编"
).split()
_FEW = 1  # Chinese characters that may be left over


def still_says(issue: Issue, lines: Sequence[Line]) -> bool:
    """Say whether every text of the issue is shown, in its order, and nothing else is."""
    texts = [text for line in lines for text in _shown(line)]
    numbers = "\n".join(text for text in texts if _PAGE_NUMBER.fullmatch(text))
    left = _without_body(issue, "".join(_fold(t) for t in texts if not _PAGE_NUMBER.fullmatch(t)))
    if left is None:
        return False
    needed = {*_folded(_beside(issue))}
    if not all(text in left or text in numbers for text in needed):
        return False
    known = {*needed, *_folded(_furniture(issue)), *_LABELS}
    for text in sorted(known, key=len, reverse=True):
        left = left.replace(text, "\n")
    return len(_HAN.findall(left)) <= _FEW


def _without_body(issue: Issue, shown: str) -> str | None:
    """Cut titles and paragraphs out of what is shown; None when one is missing or moved."""
    left, place = [], 0
    for text in _folded(_body(issue)):
        found = shown.find(text, place)
        if found < 0:
            return None
        left.append(shown[place:found])
        place = found + len(text)
    return "\n".join((*left, shown[place:]))


def _shown(line: Line) -> Iterator[str]:
    if line.table is not None:
        for row in line.table.rows:
            yield from row
    else:
        yield line.mark + line.text


def _body(issue: Issue) -> Iterator[str]:
    yield issue.masthead.title
    if issue.note:
        yield from issue.note.paragraphs
    for section in issue.sections:
        yield section.title
        for item in section.items:
            yield from _item(item)
        for subsection in section.subsections:
            yield subsection.title
            for item in subsection.items:
                yield from _item(item)


def _item(item: Item) -> Iterator[str]:
    yield item.title or ""
    yield item.lead or ""
    yield from item.paragraphs


def _beside(issue: Issue) -> Iterator[str]:
    """Give what must be shown somewhere: its place is for the theme to say."""
    yield format_number(issue.masthead)
    if date := issue.masthead.date:
        yield f"{date.year}年{date.month}月{date.day}日"
    for item in issue.items():
        yield item.byline.raw if item.byline else ""
        yield item.source.raw if item.source else ""
        yield from (cell for table in item.tables for row in table.rows for cell in row)


def _furniture(issue: Issue) -> Iterator[str]:
    """Give what may be shown, once or on every page."""
    masthead, imprint = issue.masthead, issue.imprint
    yield from (masthead.department, masthead.label, masthead.classification, masthead.urgency)
    yield from (masthead.notice, masthead.title, imprint.printed_by)
    yield from (*imprint.reported_to, *imprint.sent_to, *imprint.distribution, *imprint.copies)
    yield from imprint.other
    yield from (word for credit in imprint.credits for word in (credit.role, *credit.names))
    yield from (*issue.contents, *(section.title for section in issue.sections))
    for item in issue.items():
        yield item.title or ""
        yield from (*item.byline.units, *item.byline.people) if item.byline else ()
        yield from (caption for one in item.pictures for caption in (one.caption, one.alt))
        yield from (table.caption for table in item.tables)


def _folded(texts: Iterable[str]) -> Iterator[str]:
    return filter(None, map(_fold, texts))


def _fold(text: str) -> str:
    return _NOT_TEXT.sub("", unicodedata.normalize("NFKC", text))
