"""The tables: fields, constraints and one-line properties. They send nothing and decide nothing."""

from __future__ import annotations

from jianbao.desk.models.bulletin import Bulletin, Section
from jianbao.desk.models.composition import Composition
from jianbao.desk.models.contribution import (
    Contribution,
    File,
    Photograph,
    RawMessage,
    Resemblance,
    SavedFilter,
)
from jianbao.desk.models.dispatch import (
    Delivery,
    DeliveryEvent,
    Dispatch,
    DispatchBody,
    FeedKey,
    LetterTemplate,
    Notice,
    Opening,
    Relay,
)
from jianbao.desk.models.edition import Edition, EditionFile, IssueNumber, Tick
from jianbao.desk.models.event import Event
from jianbao.desk.models.issue import Issue, Item, Origin
from jianbao.desk.models.letter import Letter
from jianbao.desk.models.mail import Mailbox, Sighting
from jianbao.desk.models.model_call import ModelCall
from jianbao.desk.models.person import ApiToken, Grant, Invitation, Role, User
from jianbao.desk.models.recipient import (
    Capacity,
    Carriage,
    Outlet,
    Recipient,
    RecipientGroup,
)
from jianbao.desk.models.review import (
    Comment,
    Handover,
    Look,
    SigningLink,
    Snapshot,
    Verdict,
)
from jianbao.desk.models.revision import Picture, Presence, Revision
from jianbao.desk.models.unit import Correspondent, Unit, UnitName

__all__ = [
    "ApiToken",
    "Bulletin",
    "Capacity",
    "Carriage",
    "Comment",
    "Composition",
    "Contribution",
    "Correspondent",
    "Delivery",
    "DeliveryEvent",
    "Dispatch",
    "DispatchBody",
    "Edition",
    "EditionFile",
    "Event",
    "FeedKey",
    "File",
    "Grant",
    "Handover",
    "Invitation",
    "Issue",
    "IssueNumber",
    "Item",
    "Letter",
    "LetterTemplate",
    "Look",
    "Mailbox",
    "ModelCall",
    "Notice",
    "Opening",
    "Origin",
    "Outlet",
    "Photograph",
    "Picture",
    "Presence",
    "RawMessage",
    "Recipient",
    "RecipientGroup",
    "Relay",
    "Resemblance",
    "Revision",
    "Role",
    "SavedFilter",
    "Section",
    "Sighting",
    "SigningLink",
    "Snapshot",
    "Tick",
    "Unit",
    "UnitName",
    "User",
    "Verdict",
]
