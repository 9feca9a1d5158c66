"""Writes the letters about accounts into the outbox; it sends none.

A letter speaks the language of its reader: the account's own, else the desk's.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from jianbao.desk.actions.posting import queue
from jianbao.desk.letters import Draft
from jianbao.desk.models import Bulletin, Letter


def write_letter(
    kind: str,
    *,
    key: str,
    to_address: str,
    to_name: str,
    about: dict[str, Any],
    bulletin: Bulletin | None = None,
    language: str = "",
) -> Letter:
    """Write the letter `kind` from its templates, once for each `key`; give it as it stands."""
    context = about | {
        "to_name": to_name,
        "to_address": to_address,
        "bulletin": bulletin,
        "address": settings.JIANBAO.address.rstrip("/"),
    }
    with translation.override(language or settings.LANGUAGE_CODE):
        subject = " ".join(render_to_string(f"letters/{kind}-subject.txt", context).split())
        text = render_to_string(f"letters/{kind}-text.txt", context).strip() + "\n"
    draft = Draft(
        key=key,
        kind=kind,
        to_address=to_address,
        to_name=to_name,
        subject=subject[:300],
        text=text,
        bulletin=bulletin,
    )
    return queue(draft)
