"""What the API gives of dispatches and their ledgers. Names here are a promise, as in `shapes`."""

from __future__ import annotations

import datetime as dt

from ninja import Schema

from jianbao.web.api.shapes import IssueRow, Named


class Figures(Schema):
    """How the deliveries of a dispatch stand; candidates are the sum of the others."""

    candidates: int
    accepted: int
    failed: int
    unknown: int
    excluded: int
    pending: int
    adds_up: bool


class Pause(Schema):
    """Why a dispatch stands still: a code, a sentence, and what the server said."""

    code: str
    message: str
    said: str


class DispatchRow(Schema):
    """A dispatch. `edition` counts from 1; accepted means that a mail server took a letter."""

    id: int
    state: str
    version: int
    issue: IssueRow
    edition: int
    edition_sha256: str
    subject: str
    distribution: list[str]
    copies: list[str]
    prepared_by: Named | None
    prepared_at: dt.datetime
    approved_by: Named | None
    approved_at: dt.datetime | None
    starts_at: dt.datetime | None
    started_at: dt.datetime | None
    ended_at: dt.datetime | None
    pause: Pause | None
    figures: Figures
    href: str
    deliveries_href: str


class DispatchPage(Schema):
    """Part of the dispatches, the newest first; `following` is sent as `before` for the next."""

    dispatches: list[DispatchRow]
    following: int | None


class DeliveryRow(Schema):
    """A row of a ledger; `said` is in the server's own words, `reason` why it is left out."""

    id: int
    name: str
    address: str
    unit: str
    capacity: str
    groups: list[str]
    channel: str
    carries: str
    state: str
    reason: str
    said: str
    attempts: int
    asked: int
    first_try_at: dt.datetime | None
    next_attempt_at: dt.datetime | None
    accepted_at: dt.datetime | None
    confirmed_by: Named | None
    delayed_at: dt.datetime | None
    read_receipt_at: dt.datetime | None


class DeliveryPage(Schema):
    """Part of a ledger in its order; `following` is sent as `after` for the next part."""

    deliveries: list[DeliveryRow]
    following: int | None
