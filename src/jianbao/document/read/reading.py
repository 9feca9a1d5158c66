"""What reading a file gives: issues, problems, pictures, and where each element came from."""

from __future__ import annotations

import re

import msgspec

from jianbao.document.model import Issue
from jianbao.document.problems import Problem

_ISSUE = re.compile(r"^issues\[(\d+)\]")


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where an element stands in the file and how sure the reader is of it.

    `element` is a path from the issue: `issues[0].masthead.number`,
    `issues[0].sections[2].items[1]`. Lines and pages count from 1; both ends included; None where
    the format has none. `confidence` runs from 0 to 1; 1 means the format itself says so.
    """

    element: str
    line: int | None = None
    line_to: int | None = None
    page: int | None = None
    page_to: int | None = None
    confidence: float = 1.0

    def after(self, issues: int) -> Origin:
        """Give the same origin where so many other issues stand before its own."""
        counted = _ISSUE.sub(lambda found: f"issues[{int(found[1]) + issues}]", self.element)
        return msgspec.structs.replace(self, element=counted)


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The whole answer of the reader; it is never an exception.

    `pictures` maps the file names that pictures of the issues use to their bytes. `format` is what
    the bytes turned out to be (`text`, `docx`, `pdf`, …), judged by content, never by name.
    """

    issues: tuple[Issue, ...] = ()
    problems: tuple[Problem, ...] = ()
    origins: tuple[Origin, ...] = ()
    pictures: dict[str, bytes] = {}
    format: str = ""
