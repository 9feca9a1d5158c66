"""One thing found before printing: its code, whether it stops the press, and what it is about."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

Severity = Literal["error", "warning"]
About = Literal["issue", "item", "numbers", "review", "board", "checklist", "comments"]


class Check(NamedTuple):
    """What was found; `about` and `key` say where it is mended (an item's key), `said` fills in."""

    code: str
    severity: Severity
    about: About = "issue"
    key: int | None = None
    said: dict[str, Any] = {}  # noqa: RUF012 - never written to

    @property
    def is_error(self) -> bool:
        """Whether nothing is printed while it stands."""
        return self.severity == "error"


def error(code: str, about: About = "issue", key: int | None = None, **said: object) -> Check:
    """Give what stops the press."""
    return Check(code, "error", about, key, said)


def warning(code: str, about: About = "issue", key: int | None = None, **said: object) -> Check:
    """Give what is pointed out and may be accepted."""
    return Check(code, "warning", about, key, said)
