"""The letters of the desk, as texts: one function for each. They queue nothing and send nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jianbao.desk.models import Bulletin, Contribution, Issue
from jianbao.desk.queries.issue_numbers import number_of


class Draft(NamedTuple):
    """A letter as it will be queued. `key` says what it is about: it is written only once."""

    key: str
    kind: str
    to_address: str
    to_name: str
    subject: str
    text: str
    html: str = ""
    bulletin: Bulletin | None = None
    in_reply_to: str = ""
    by_machine: bool = True


def acknowledgement(contribution: Contribution) -> Draft:
    """收稿回执: tells a contributor that the contribution has arrived and what was read of it."""
    context = {
        "contribution": contribution,
        "bulletin": contribution.bulletin,
        "address": settings.JIANBAO.address,
    }
    subject, text, html = _written("acknowledgement", context)
    return Draft(
        key=f"acknowledgement:{contribution.bulletin_id}:{contribution.raw.sha256}",
        kind="acknowledgement",
        to_address=contribution.sender_address,
        to_name=contribution.sender_name,
        subject=subject,
        text=text,
        html=html,
        bulletin=contribution.bulletin,
        in_reply_to=contribution.raw.message_id,
    )


class PrintedLine(NamedTuple):
    """A contribution that was printed: where, and the key of the item for a link to it."""

    headline: str
    section: str
    page: int | None
    item: int

    @property
    def where(self) -> str:
        """Say in which section and on which page, as far as it is known."""
        said = {"section": self.section, "page": self.page}
        if self.section and self.page:
            return _("“%(section)s”, page %(page)s") % said
        if self.page:
            return _("page %(page)s") % said
        return _("“%(section)s”") % said if self.section else ""


class ToldLine(NamedTuple):
    """A contribution that was kept or declined, and why in words."""

    headline: str
    reason: str = ""


def outcome(
    issue: Issue,
    *,
    to_address: str,
    to_name: str,
    printed: Sequence[PrintedLine],
    kept: Sequence[ToldLine],
    declined: Sequence[ToldLine],
    may_open: bool,
) -> Draft:
    """采用通知: tells a contributor what became of everything they sent, once for an issue.

    `may_open` gives the links of what was printed, to those who can sign in.
    """
    context = {
        "issue": issue,
        "number": number_of(issue),
        "bulletin": issue.bulletin,
        "to_name": to_name,
        "printed": printed,
        "kept": kept,
        "declined": declined,
        "may_open": may_open,
        "address": settings.JIANBAO.address.rstrip("/"),
    }
    subject, text, html = _written("outcome", context)
    reader = hashlib.sha256(to_address.lower().encode()).hexdigest()[:32]
    return Draft(
        key=f"outcome:{issue.pk}:{reader}",
        kind="outcome",
        to_address=to_address,
        to_name=to_name,
        subject=subject,
        text=text,
        html=html,
        bulletin=issue.bulletin,
    )


def _written(name: str, context: dict[str, Any]) -> tuple[str, str, str]:
    """Render the subject, the text and the HTML of a letter in the language of the desk."""
    with translation.override(get_language() or settings.LANGUAGE_CODE):
        subject = render_to_string(f"letters/{name}-subject.txt", context)
        text = render_to_string(f"letters/{name}-text.txt", context)
        html = render_to_string(f"letters/{name}.html", context)
    return " ".join(subject.split())[:300], text.strip() + "\n", html
