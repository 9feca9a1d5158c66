"""What the API gives and takes, as schemas. Names here are a promise: they may grow, not change."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from ninja import Schema
from pydantic import BeforeValidator, Field

LARGEST = (1 << 63) - 1


def _clean(given: object) -> object:
    """Take NUL and halves of characters out of a text, before anything else looks at it."""
    if not isinstance(given, str):
        return given
    return given.encode("utf-8", "replace").decode("utf-8").replace("\0", "")


Line = Annotated[str, BeforeValidator(_clean), Field(max_length=500)]
Long = Annotated[str, BeforeValidator(_clean), Field(max_length=400_000)]
Key = Annotated[int, Field(ge=1, le=LARGEST)]
Version = Annotated[int, Field(ge=0, le=2_147_483_647)]
Day = Annotated[dt.date, Field(ge=dt.date(1900, 1, 1), le=dt.date(2200, 12, 31))]


class Named(Schema):
    """A thing by its key and name."""

    id: int
    name: str


class Held(Schema):
    """A role in a bulletin, or in one section or unit of it; without a bulletin, above all."""

    role: str
    bulletin: str | None
    section: str | None
    unit: str | None


class Me(Schema):
    """The person that the token acts for, and what the token is limited to."""

    id: int
    name: str
    sign_in_name: str
    email: str
    token: str
    scopes: list[str]
    bulletin: str | None
    roles: list[Held]


class SectionShape(Schema):
    """A section of a bulletin; `item_length` is the longest item it wants, in characters."""

    id: int
    title: str
    hidden: bool
    item_length: int | None


class IssueRow(Schema):
    """An issue by its numbers."""

    id: int
    kind: str
    state: str
    year: int
    number: int | None
    number_to: int | None
    running_number: int | None
    running_number_to: int | None
    label: str
    date: dt.date | None
    window_start: dt.date | None
    window_end: dt.date | None
    published_at: dt.datetime | None
    items: int


class BulletinShape(Schema):
    """A bulletin, and what this token may do in it."""

    slug: str
    title: str
    department: str
    archived: bool
    may: list[str]
    sections: list[SectionShape]
    units: list[Named]


class ProblemShape(Schema):
    """What was wrong with a file or message, in a sentence for its sender."""

    code: str
    message: str
    where: str


class FileShape(Schema):
    """A file as it was sent; `href` gives its bytes."""

    id: int
    name: str
    media_type: str
    size: int
    sha256: str
    state: str
    problems: list[ProblemShape]
    href: str


class PictureShape(Schema):
    """A cleaned picture; `after` counts the paragraphs before it."""

    id: int
    name: str
    caption: str
    media_type: str
    width: int
    height: int
    after: int
    href: str


class LikeShape(Schema):
    """Another text that a contribution resembles: a printed item or a contribution."""

    verdict: str
    likeness: float
    conflicts: list[str]
    shared: list[str]
    item: int | None
    contribution: int | None
    headline: str


class MoveShape(Schema):
    """A move that its state allows now; `needs_reason` says that a reason has to be given."""

    name: str
    needs_reason: bool


class ContributionRow(Schema):
    """A contribution as a list shows it. `version` is to be sent back with a move."""

    id: int
    state: str
    version: int
    channel: str
    received_at: dt.datetime
    headline: str
    subject: str
    sender_name: str
    sender_address: str
    author: str
    unit: Named | None
    suggested_section: Named | None
    assigned_to: Named | None
    length: int
    picture_count: int
    file_count: int
    resembles: str
    reason: str
    note: str
    piece: int
    parent: int | None
    revises: int | None
    href: str


class ContributionShape(ContributionRow):
    """A contribution with all that was read from it."""

    paragraphs: list[str]
    cover: str
    facts: dict[str, Any]
    problems: list[ProblemShape]
    proposed_pieces: list[dict[str, Any]]
    files: list[FileShape]
    pictures: list[PictureShape]
    resemblances: list[LikeShape]
    pieces: list[int]
    items: list[int]
    moves: list[MoveShape]
    raw_href: str


class ContributionPage(Schema):
    """Part of a list; `following` is sent as `after` for the next part, '' at the end."""

    contributions: list[ContributionRow]
    following: str


class PrintedShape(Schema):
    """Where a contribution was printed."""

    issue: IssueRow
    section: str
    headline: str


class OwnRow(Schema):
    """A contribution as its contributor may know it; decisions are told with the issue."""

    id: int
    standing: str
    says: str
    version: int
    received_at: dt.datetime
    headline: str
    author: str
    unit: Named | None
    length: int
    revises: int | None
    href: str


class OwnShape(OwnRow):
    """One's own contribution: what the editors see, and where it was printed."""

    paragraphs: list[str]
    cover: str
    problems: list[ProblemShape]
    files: list[FileShape]
    pictures: list[PictureShape]
    printed: list[PrintedShape]


class OwnPage(Schema):
    """Part of the list of one's own contributions."""

    contributions: list[OwnRow]
    following: str


class TextIn(Schema):
    """A text to hand in. `unit` is a key of the bulletin's units, `revises` of a contribution."""

    text: Long
    headline: Line = ""
    author: Line = ""
    note: Line = ""
    unit: Key | None = None
    revises: Key | None = None


class TakenOne(Schema):
    """A contribution that was handed in; `fresh` is false when the same had come before."""

    id: int
    fresh: bool
    href: str


class Taken(Schema):
    """What came of a handing in: one contribution, or one for each mail in it."""

    contributions: list[TakenOne]


class CutIn(Schema):
    """Where a piece begins: its first paragraph, counted from 0, and what it is called."""

    start: Annotated[int, Field(ge=0, le=10_000)]
    headline: Line = ""


class MoveIn(Schema):
    """What a move needs: always the version that was seen, the rest as the move asks."""

    version: Version
    reason: Line = ""
    note: Line = ""
    section: Key | None = None
    item: Key | None = None
    to: Key | None = None
    starts: list[CutIn] = Field(default=[], max_length=200)


class MoveDone(Schema):
    """The event that was recorded, to be undone by its key, and how it stands now."""

    event: int
    contribution: ContributionRow


class ItemShape(Schema):
    """A printed item; `content` is an item of jianbao-issue/1."""

    id: int
    issue: IssueRow
    section: str
    subsection: str
    headline: str
    unit: Named | None
    content: dict[str, Any]


class MarkedShape(Schema):
    """A stretch of text; `spans` are the offsets in it that were searched for."""

    text: str
    spans: list[tuple[int, int]]
    start: int
    goes_on: bool


class HitShape(Schema):
    """A printed item that was found, the best first."""

    item: int
    score: float
    date: dt.date
    unit: str
    section: str
    title: MarkedShape
    snippet: MarkedShape
    href: str


class SearchPage(Schema):
    """Part of what was found, and the exact number of all."""

    total: int
    hits: list[HitShape]


class EventRow(Schema):
    """A row of the log."""

    id: int
    at: dt.datetime
    by: Named | None
    through: str
    verb: str
    thing: str
    before: dict[str, Any]
    after: dict[str, Any]
    reason: str
    note: str
    undoes: int | None


class EventPage(Schema):
    """Part of the log, newest first; `following` is sent as `before` for the next part."""

    events: list[EventRow]
    following: int | None
