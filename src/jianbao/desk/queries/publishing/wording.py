"""The sentence of each check, in the language of the reader."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jianbao.desk.queries.publishing.check import Check

SENTENCES: dict[str, str | Promise] = {
    # errors
    "not-signed": _("The issue is not signed in the content it has now (%(state)s)."),
    "date-missing": _("The issue has no date."),
    "number-missing": _("The issue has no number."),
    "number-taken": _("Number %(number)s is borne by another issue: %(issue)s"),
    "number-gap": _("Numbers %(first)s to %(last)s are left out, and nobody said why."),
    "running-gap": _("Running numbers %(first)s to %(last)s are left out, and nobody said why."),
    "no-items": _("Nothing stands in the issue."),
    "item-empty": _("An item has no text."),
    "glyph-missing": _("The fonts have no “%(text)s”: %(item)s"),
    "proof": _("Proof error %(rule)s: %(message)s"),
    "picture-missing": _("A picture of “%(item)s” is missing."),
    "unticked": _("Not yet checked: %(line)s"),
    # warnings
    "date-not-signing-day": _("The issue is dated %(date)s and was signed on %(signed)s."),
    "earlier-unprinted": _("%(issue)s is not printed yet."),
    "section-empty": _("Nothing stands in “%(section)s”; it will not be printed."),
    "item-without-section": _("“%(item)s” stands in no section."),
    "item-without-unit": _("“%(item)s” belongs to no unit."),
    "byline-unread": _("Neither unit nor person was read from %(byline)s: %(item)s"),
    "item-long": _("“%(item)s” has %(length)s characters, its section wants %(wanted)s."),
    "item-printed": _("“%(item)s” resembles what was printed in %(issue)s."),
    "picture-without-words": _("A picture of “%(item)s” has no alternative text."),
    "proof-warnings": _("Proofreading points out %(count)s passages."),
    "comments-open": _("%(count)s comments are not settled."),
}


def sentence_of(check: Check) -> str:
    """Say a check."""
    said = {name: _plain(value) for name, value in check.said.items()}
    return str(SENTENCES[check.code]) % said


def _plain(value: object) -> object:
    return date_format(value, "Y-m-d") if isinstance(value, dt.date) else value
