"""What the formats of an edition are called on the pages."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_FORMATS: dict[str, str | Promise] = {
    "pdf": "PDF",
    "docx": "Word",
    "html": _("Web page"),
    "wechat": _("For WeChat"),
    "md": "Markdown",
    "txt": _("Plain text"),
    "json": _("Data (JSON)"),
}


def format_name(name: str) -> str:
    """Give the name of a format as people call it."""
    return str(_FORMATS.get(name, name))
