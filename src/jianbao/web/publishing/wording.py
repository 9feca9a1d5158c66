"""What kinds of editions are called on the pages."""

from __future__ import annotations

from jianbao.desk.models import Edition


def correction_name(kind: str) -> str:
    """Give the name of a kind of correction; '' for none."""
    return str(Edition.Kind(kind).label) if kind else ""
