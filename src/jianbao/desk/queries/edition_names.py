"""What an edition and its files are called."""

from __future__ import annotations

from jianbao.desk.models import Edition
from jianbao.desk.queries.issue_numbers import number_of

_KINDS = {
    Edition.Kind.CORRECTION: "更正",
    Edition.Kind.SUPPLEMENT: "补充",
    Edition.Kind.WITHDRAWAL: "撤回",
}
_UNFIT = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))  # for names of files


def kind_in_print(kind: str) -> str:
    """Give the word that is printed for a kind of correction, whatever the reader's language."""
    return _KINDS.get(Edition.Kind(kind), "")


def file_name(edition: Edition, suffix: str) -> str:
    """Name a file: 云岭水泥党群工作2026年第7期（总第7期）更正2.pdf."""
    kind = kind_in_print(edition.kind)
    again = f"{kind}{edition.number}" if kind else ""
    name = f"{edition.issue.bulletin.title}{number_of(edition.issue)}{again}"
    return name.translate(_UNFIT)[: 120 - len(suffix)] + suffix
