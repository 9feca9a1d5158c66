"""Issues as jianbao itself wrote them, in JSON or inside another file, read without loss."""

from __future__ import annotations

import msgspec

from jianbao.document.interchange import InterchangeError, from_json
from jianbao.document.model import Issue
from jianbao.document.problems import Unreadable
from jianbao.document.read.reading import Origin, Reading


class _Issues(msgspec.Struct):
    """What `jianbao read --format json` prints, of which only the issues matter here."""

    issues: tuple[Issue, ...] | None = None


def read_own_json(data: bytes) -> Reading:
    """Read one issue, or the `issues` of a reading. Raises Unreadable malformed."""
    try:
        listed = msgspec.json.decode(data, type=_Issues).issues
        issues = (from_json(data),) if listed is None else listed
    except (InterchangeError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unreadable("malformed", reason=str(error)) from error
    return Reading(issues=issues, origins=stated(issues), format="json")


def read_source(source: bytes, kind: str) -> Reading | None:
    """Read the issue that a file of `kind` carries inside; None when it is not one."""
    try:
        issues = (from_json(source),)
    except InterchangeError:
        return None
    return Reading(issues=issues, origins=stated(issues), format=kind)


def stated(issues: tuple[Issue, ...]) -> tuple[Origin, ...]:
    """Give the origins of issues that the file itself states, with full confidence."""
    return tuple(Origin(element=f"issues[{index}]") for index in range(len(issues)))
