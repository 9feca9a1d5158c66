"""What formats and kinds of editions are called on the pages."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jianbao.desk.models import Edition

_FORMATS: dict[str, str | Promise] = {
    "pdf": "PDF",
    "docx": "Word",
    "html": _("Web page"),
    "wechat": _("For WeChat"),
    "md": "Markdown",
    "txt": _("Plain text"),
    "json": _("Data (JSON)"),
}


def correction_name(kind: str) -> str:
    """Give the name of a kind of correction; '' for none."""
    return str(Edition.Kind(kind).label) if kind else ""


def format_name(name: str) -> str:
    """Give the name of a format as people call it."""
    return str(_FORMATS.get(name, name))
