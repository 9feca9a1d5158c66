"""What a letter to readers says, as plain text and as HTML for the mail programs of offices."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from jianbao.desk.models import Edition
from jianbao.desk.queries.editions import content_in
from jianbao.desk.queries.letter_blanks import Told, fill
from jianbao.desk.queries.letter_outline import outline_of
from jianbao.desk.queries.letter_templates import Words
from jianbao.desk.queries.reader_links import OPEN_FOR
from jianbao.document.write.wording import Entry, date_words, imprint_rows

_PARAGRAPHS = re.compile(r"\n[ \t]*\n+")
_TO_WHOM = ("报", "送", "发", "发放", "抄送")  # lines of the imprint, as printed
_SHORT = 20  # characters of a line that closes a letter
_LINK = '<a href="{0}" style="color:#c8161d;word-break:break-all">{0}</a>'


class Written(NamedTuple):
    """A letter as it reads."""

    subject: str
    text: str
    html: str


class Paragraph(NamedTuple):
    """A paragraph of the letter: greeting, link, closing, or none; its lines are safe HTML."""

    kind: str
    lines: list[SafeString]


def told_of(edition: Edition, carries: str, link: str = "") -> Told:
    """Give what a letter tells of an edition in one form."""
    return Told(edition.issue.bulletin, edition, content_in(edition), carries, link)


def subject_of(words: Words, told: Told) -> str:
    """Give the subject with its blanks filled."""
    return " ".join(fill(words.subject, told).split())[:300]


def write_letter(words: Words, told: Told, picture: str) -> Written:
    """Fill the blanks and set the letter; `picture` is the address of page 1, '' for none."""
    text = fill(words.text, told).strip()
    subject = subject_of(words, told)
    masthead = told.content.masthead
    context: dict[str, Any] = {
        "subject": subject,
        "text": text,
        "paragraphs": _paragraphs(text, told.link),
        "title": masthead.title or told.bulletin.title,
        "number": told.number,
        "department": masthead.department or told.bulletin.department,
        "date": date_words(masthead.date) if masthead.date else "",
        "outline": outline_of(told.content),
        "link": told.link,
        "says_link": bool(told.link) and told.link in text,
        "days": OPEN_FOR.days,
        "picture": picture,
        "to_whom": _to_whom(told),
        "reply_to": told.bulletin.submission_address,
        "may_unsubscribe": told.bulletin.may_unsubscribe,
    }
    plain = render_to_string("letters/dispatch-text.txt", context)
    html = render_to_string("letters/dispatch.html", context)
    return Written(subject, re.sub(r"\n{3,}", "\n\n", plain).strip() + "\n", html)


def _to_whom(told: Told) -> list[Entry]:
    rows = imprint_rows(told.content.imprint)
    return [entry for row in rows for entry in row if entry.label in _TO_WHOM]


def _paragraphs(text: str, link: str) -> list[Paragraph]:
    parts = [part.splitlines() for part in _PARAGRAPHS.split(text) if part.strip()]
    last = len(parts) - 1
    return [
        Paragraph(_kind(lines, link, place == last), [_as_html(line, link) for line in lines])
        for place, lines in enumerate(parts)
    ]


def _kind(lines: list[str], link: str, is_last: bool) -> str:
    """Tell the greeting and the closing, which a Chinese letter sets apart, and a mere link."""
    if link and len(lines) == 1 and link in lines[0] and len(lines[0]) <= len(link) + _SHORT:
        return "link"
    if lines[-1].rstrip().endswith(("：", ":")):
        return "greeting"
    short = all(len(line.strip()) <= _SHORT and not line.rstrip().endswith("。") for line in lines)
    return "closing" if is_last and short else ""


def _as_html(line: str, link: str) -> SafeString:
    """Escape a line; the one address in it that is a link is made one."""
    safe = str(escape(line.strip()))
    if link and escape(link) in safe:
        safe = safe.replace(escape(link), _LINK.format(escape(link)))
    return mark_safe(safe)  # noqa: S308 - escaped above
