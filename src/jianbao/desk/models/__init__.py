"""The tables: fields, constraints and one-line properties. They send nothing and decide nothing."""

from __future__ import annotations

from jianbao.desk.models.bulletin import Bulletin, Section
from jianbao.desk.models.contribution import (
    Contribution,
    File,
    Photograph,
    RawMessage,
    Resemblance,
    SavedFilter,
)
from jianbao.desk.models.event import Event
from jianbao.desk.models.issue import Issue, Item, Origin
from jianbao.desk.models.letter import Letter
from jianbao.desk.models.mail import Mailbox, Sighting
from jianbao.desk.models.person import ApiToken, Grant, Invitation, Role, User
from jianbao.desk.models.unit import Correspondent, Unit, UnitName

__all__ = [
    "ApiToken",
    "Bulletin",
    "Contribution",
    "Correspondent",
    "Event",
    "File",
    "Grant",
    "Invitation",
    "Issue",
    "Item",
    "Letter",
    "Mailbox",
    "Origin",
    "Photograph",
    "RawMessage",
    "Resemblance",
    "Role",
    "SavedFilter",
    "Section",
    "Sighting",
    "Unit",
    "UnitName",
    "User",
]
