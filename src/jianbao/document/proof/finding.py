"""What proofreading reports."""

from __future__ import annotations

from typing import Literal

import msgspec

Severity = Literal["error", "warning", "advice"]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """问题: a rule's code, the exact span, what is wrong and, where one is safe, the fix.

    With `item`, offsets count characters of that item's `text` (title, lead and paragraphs
    joined). Without, they count in the text of `element` (`masthead.department`,
    `sections[2].title`), and are 0 for findings about the whole issue. `fix` replaces `text`;
    '' deletes it; None means that a person must decide.
    """

    code: str
    severity: Severity
    message: str
    item: str | None = None
    element: str = ""
    start: int = 0
    end: int = 0
    text: str = ""
    fix: str | None = None
