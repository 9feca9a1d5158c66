"""The letters of the desk, as texts: one function for each. They queue nothing and send nothing."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language

from jianbao.desk.models import Bulletin, Contribution


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


def _written(name: str, context: dict[str, Any]) -> tuple[str, str, str]:
    """Render the subject, the text and the HTML of a letter in the language of the desk."""
    with translation.override(get_language() or settings.LANGUAGE_CODE):
        subject = render_to_string(f"letters/{name}-subject.txt", context)
        text = render_to_string(f"letters/{name}-text.txt", context)
        html = render_to_string(f"letters/{name}.html", context)
    return " ".join(subject.split())[:300], text.strip() + "\n", html
