"""The blanks of a letter to readers: {刊名} and the like, what each means, and what fills it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jianbao.desk.models import Bulletin, Carriage, Edition
from jianbao.desk.queries.edition_names import kind_in_print
from jianbao.document import model
from jianbao.document.numbering import format_number
from jianbao.document.write.wording import date_words, window_words

_BLANK = re.compile(r"\{([^{}\n]{1,20})\}")
_NOT_IN_SUBJECT = ("链接", "阅读方式")  # it is the same for everybody
_HOW_TO_READ = {
    Carriage.ATTACHED: "全文见附件。",
    Carriage.LINK: "请点击链接在线阅读。",
    Carriage.BOTH: "全文见附件，也可点击链接在线阅读。",
}


class Told(NamedTuple):
    """What a letter is about: an edition, in the form in which it goes out."""

    bulletin: Bulletin
    edition: Edition
    content: model.Issue
    carries: str = ""
    link: str = ""

    @property
    def number(self) -> str:
        """The number as the masthead prints it: 2026年第7期（总第31期）."""
        return format_number(self.content.masthead)


class Blank(NamedTuple):
    """What a blank means, and what fills it."""

    meaning: str | Promise
    fill: Callable[[Told], str]


def _number(told: Told) -> str:
    alone = model.Masthead(
        year=told.content.masthead.year,
        number=told.content.masthead.number,
        number_to=told.content.masthead.number_to,
        kind=told.content.masthead.kind,
        label=told.content.masthead.label,
    )
    return format_number(alone)


def _running_number(told: Told) -> str:
    masthead = told.content.masthead
    return format_number(
        model.Masthead(
            running_number=masthead.running_number, running_number_to=masthead.running_number_to
        )
    )


def _date(told: Told) -> str:
    date = told.content.masthead.date
    return date_words(date) if date else ""


def _window(told: Told) -> str:
    window = told.content.imprint.window
    return window_words(window, told.content.masthead.year) if window else ""


def _department(told: Told) -> str:
    return told.content.masthead.department or told.bulletin.department


BLANKS: dict[str, Blank] = {
    "刊名": Blank(
        _("Title of the bulletin"), lambda told: told.content.masthead.title or told.bulletin.title
    ),
    "期号": Blank(_("Number within the year: 2026年第7期"), _number),
    "总期号": Blank(_("Running number: 总第31期"), _running_number),
    "期号全称": Blank(_("Both numbers: 2026年第7期（总第31期）"), lambda told: told.number),
    "日期": Blank(_("Date of issue"), _date),
    "部门": Blank(_("Issuing department"), _department),
    "单位": Blank(_("Issuing department, under another name"), _department),
    "采集时间": Blank(_("Days that the issue covers"), _window),
    "栏目数": Blank(_("How many sections"), lambda told: str(len(told.content.sections))),
    "篇数": Blank(_("How many items"), lambda told: str(len(list(told.content.items())))),
    "投稿邮箱": Blank(
        _("Address for contributions"), lambda told: told.content.imprint.submission_address
    ),
    "阅读方式": Blank(
        _("Where the issue is: attached, behind the link, or both"),
        lambda told: _HOW_TO_READ.get(Carriage(told.carries), "") if told.carries else "",
    ),
    "链接": Blank(
        _("Link to read it; its line is left out where a letter has none"), lambda told: told.link
    ),
    "更正": Blank(
        _("更正, 补充 or 撤回; nothing in a first edition"),
        lambda told: kind_in_print(told.edition.kind),
    ),
    "更正说明": Blank(_("Why it was corrected"), lambda told: told.edition.reason),
}


def unknown_blanks(text: str, *, subject: bool = False) -> list[str]:
    """Give what stands in braces and is no blank, or none of a subject, each once."""
    known = [name for name in BLANKS if not (subject and name in _NOT_IN_SUBJECT)]
    return list(dict.fromkeys(name for name in _BLANK.findall(text) if name not in known))


def fill(text: str, told: Told) -> str:
    """Fill the blanks of a text; what is no blank stays as it is.

    A line that asks for the link goes where there is none.
    """
    lines = text.splitlines()
    if not told.link:
        lines = [line for line in lines if "{链接}" not in line]
    return "\n".join(_BLANK.sub(lambda match: _filled(match, told), line) for line in lines)


def _filled(match: re.Match[str], told: Told) -> str:
    blank = BLANKS.get(match[1])
    return match[0] if blank is None else blank.fill(told)
