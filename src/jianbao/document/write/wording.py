"""The words an issue is printed with around its items; it knows no format and no layout."""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from jianbao.document.model import (
    Byline,
    Credit,
    Imprint,
    Issue,
    Item,
    Masthead,
    Subsection,
    Window,
)

GAP = "　"  # between names that stand side by side


class Entry(msgspec.Struct, frozen=True):
    """One statement of the imprint: its label, empty for none, and what it says."""

    label: str
    text: str

    @property
    def printed(self) -> str:
        """Label and text as they stand in print: 抄送：集团办公室."""
        return f"{self.label}：{self.text}" if self.label else self.text


def date_words(date: dt.date) -> str:
    """Give a date as GB/T 9704 prints it: Arabic digits, the year in full, 1 and not 01."""
    return f"{date.year}年{date.month}月{date.day}日"


def window_words(window: Window, year: int | None) -> str:
    """Give the collection window; years stand only where they are not the issue's `year`."""
    same = window.start.year == window.end.year == (year or window.end.year)
    if same:
        start, end = (f"{day.month}月{day.day}日" for day in (window.start, window.end))
    else:
        start, end = date_words(window.start), date_words(window.end)
    return f"{start}—{end}"


def window_sentence(issue: Issue) -> str:
    """Give （本期信息采集时间：5月27日—6月3日）, the dates as once printed, or nothing."""
    imprint = issue.imprint
    said = imprint.window_text
    if not said and imprint.window:
        said = window_words(imprint.window, issue.masthead.year)
    return f"（本期信息采集时间：{said}）" if said else ""


def corner_rows(masthead: Masthead) -> tuple[tuple[str, str], ...]:
    """Give what stands above the title, as left and right: 密级, 紧急程度, 内部资料; 份号."""
    said = (masthead.classification, masthead.urgency, masthead.notice)
    left = [text for text in said if text] or [""] * bool(masthead.copy_number)
    right = [masthead.copy_number, *[""] * len(left)]
    return tuple(zip(left, right, strict=False))


def subsection_words(subsection: Subsection) -> str:
    """Give the printed title of a subsection; a bracketed group gets its 【】 back."""
    return f"【{subsection.title}】" if subsection.bracketed else subsection.title


def byline_words(byline: Byline) -> str:
    """Give the byline as printed; one that was never printed as （单位 姓名）."""
    if byline.raw:
        return byline.raw
    names = " ".join([*byline.units, *byline.people])
    return f"（{names}）" if names else ""


def closing_words(item: Item) -> str:
    """Give what closes an item: its source, then its byline, each in its brackets."""
    source = item.source.raw if item.source else ""
    return source + (byline_words(item.byline) if item.byline else "")


def _recipients(names: tuple[str, ...], said: str) -> str:
    """Give a list as it was once printed while it is still the same list, else join it anew."""
    if said and tuple(re.split(r"[，、,；;]\s*", said)) == names:
        return said
    return ("，" if any("、" in name for name in names) else "、").join(names)


def imprint_rows(imprint: Imprint) -> tuple[tuple[Entry, ...], ...]:
    """Give the rows of the 版记 in the order of print; a row holds one entry, or left and right.

    报, 送, 发 in the order custom wants; 发放 where a bulletin has no 报 and 送.
    """
    *upper, copies = _for_whom(imprint)
    rows = (
        *((entry,) for entry in upper),
        (copies, Entry("投稿邮箱", imprint.submission_address)),
        *((Entry("", line),) for line in imprint.other),
        tuple(map(_credited, imprint.credits)),
        (Entry("", imprint.printed_by), Entry("", _printed_on(imprint))),
        (Entry("", f"共印{imprint.print_run}份" if imprint.print_run else ""),),
    )
    filled = (tuple(entry for entry in row if entry.text) for row in rows)
    return tuple(row for row in filled if row)


def recipient_entries(imprint: Imprint) -> tuple[Entry, ...]:
    """Give the entries of the 版记 that say for whom the issue is: 报, 送, 发 or 发放, 抄送."""
    return tuple(entry for entry in _for_whom(imprint) if entry.text)


def _for_whom(imprint: Imprint) -> tuple[Entry, ...]:
    """Give 报, 送, 发 or 发放, 抄送, be they empty."""
    ordered = imprint.reported_to or imprint.sent_to
    distribution = _recipients(imprint.distribution, imprint.distribution_text)
    return (
        Entry("报", _recipients(imprint.reported_to, imprint.reported_to_text)),
        Entry("送", _recipients(imprint.sent_to, imprint.sent_to_text)),
        Entry("发" if ordered else "发放", distribution),
        Entry("抄送", _recipients(imprint.copies, imprint.copies_text)),
    )


def _credited(credit: Credit) -> Entry:
    names = GAP.join(credit.names)
    return Entry(credit.role, names) if names else Entry("", credit.role)


def _printed_on(imprint: Imprint) -> str:
    return f"{date_words(imprint.printed_on)}印发" if imprint.printed_on else ""
