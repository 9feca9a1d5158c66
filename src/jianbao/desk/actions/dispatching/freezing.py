"""Approval: from now on edition, letter and recipients are what they are, with a row for each.

Approving is no editing: it is for those who may send, and a bulletin may want a second person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from jianbao.desk import rules, vault
from jianbao.desk.actions import flow
from jianbao.desk.actions.dispatching.lettering import carriage_of, letter_of, subject_in
from jianbao.desk.errors import Impossible, Stale
from jianbao.desk.models import (
    Capacity,
    Delivery,
    Dispatch,
    DispatchBody,
    EditionFile,
    Outlet,
    User,
)
from jianbao.desk.queries.candidates import Candidate, candidates_of
from jianbao.desk.queries.dispatches import why_not_sendable
from jianbao.desk.queries.editions import content_in
from jianbao.post.letter import encode_content


def may_approve(user: User, dispatch: Dispatch) -> rules.Verdict:
    """Say whether `user` may approve a plan: who may send, and where wanted not who prepared it."""
    verdict = rules.may(user, "send", dispatch.bulletin)
    if verdict.ok and dispatch.bulletin.sends_by_two and dispatch.prepared_by_id == user.pk:
        return rules.Verdict(ok=False, reason="own-dispatch")
    return verdict


def why_not_approvable(dispatch: Dispatch, candidates: Collection[Candidate]) -> str:
    """Say what stands against approving a plan now, whoever does it: a code of sentences, or ''."""
    why_not = why_not_sendable(dispatch.edition)
    if why_not:
        return why_not
    by_mail = dispatch.groups.exists()
    if by_mail and not (settings.JIANBAO.smtp_url and settings.JIANBAO.letters_from):
        return "no-mail-server"
    somebody = any(not one.reason for one in candidates) or dispatch.outlets.exists()
    return "" if somebody else "nobody-gets-it"


def approve(dispatch: Dispatch, *, by: User, version: int) -> None:
    """Freeze a plan; its letter is encoded, and stored before any row names it.

    Raises NotAllowed; Stale (the plan or a list changed meanwhile); Impossible: nobody would get
    it, the edition is not to be sent, or the desk has no mail server.
    """
    rules.require(may_approve(by, dispatch))
    candidates = candidates_of(dispatch)
    why_not = why_not_approvable(dispatch, candidates)
    if why_not:
        raise Impossible(why_not)
    size = _size_of(dispatch)
    frozen = _frozen_columns(dispatch, by)
    forms = {carriage_of(dispatch, one.recipient.wants, size) for one in candidates}
    bodies = [_body(dispatch, form) for form in sorted(forms)]
    with transaction.atomic():
        flow.move(dispatch, "approve_dispatch", by=by, version=version, changes=frozen)
        rows = [*_rows(dispatch, candidates_of(dispatch), size), *_outlet_rows(dispatch)]
        if not {row.carries for row in rows if row.carries} <= forms:
            raise Stale("lists-changed")
        DispatchBody.objects.bulk_create(bodies)
        Delivery.objects.bulk_create(rows, batch_size=200)
        Dispatch.objects.filter(pk=dispatch.pk).update(candidates=len(rows))
    dispatch.refresh_from_db()


def _size_of(dispatch: Dispatch) -> int:
    return EditionFile.objects.get(edition=dispatch.edition, format="pdf").size


def _frozen_columns(dispatch: Dispatch, by: User) -> dict[str, Any]:
    """Give what is frozen beside the rows; `dispatch` bears it already, for the letter to use."""
    bulletin = dispatch.bulletin
    name, address = parseaddr(settings.JIANBAO.letters_from)
    imprint = content_in(dispatch.edition).imprint
    columns: dict[str, Any] = {
        "approved_by": by,
        "approved_at": timezone.now(),
        "edition_sha256": dispatch.edition.snapshot.sha256,
        "sender_name": name or bulletin.title,
        "sender_address": address,
        "reply_to": bulletin.submission_address,
        "distribution": list(imprint.distribution),
        "copies": list(imprint.copies),
    }
    for column, value in columns.items():
        setattr(dispatch, column, value)
    dispatch.subject = columns["subject"] = subject_in(dispatch)
    return columns


def _body(dispatch: Dispatch, carries: str) -> DispatchBody:
    content = encode_content(letter_of(dispatch, carries))
    stored = vault.store_bytes(content.body)
    return DispatchBody(
        dispatch=dispatch,
        carries=carries,
        head=content.head.decode("ascii"),
        sha256=stored.sha256,
        size=stored.size,
    )


def _rows(dispatch: Dispatch, candidates: Iterable[Candidate], size: int) -> Iterable[Delivery]:
    for one in candidates:
        recipient = one.recipient
        yield Delivery(
            dispatch=dispatch,
            recipient=recipient,
            name=recipient.name,
            address=recipient.address,
            unit_name=recipient.unit.name if recipient.unit else "",
            groups=list(one.groups),
            capacity=one.capacity,
            carries=carriage_of(dispatch, recipient.wants, size),
            state=Delivery.State.EXCLUDED if one.reason else Delivery.State.PENDING,
            reason=one.reason,
        )


def _outlet_rows(dispatch: Dispatch) -> Iterable[Delivery]:
    for outlet in dispatch.outlets.order_by("pk"):
        in_house = outlet.kind in (Outlet.Kind.FOLDER, Outlet.Kind.PRINT)
        yield Delivery(
            dispatch=dispatch,
            outlet=outlet,
            channel=outlet.kind,
            name=outlet.name,
            address=f"{outlet.kind}:{outlet.pk}",
            capacity=Capacity.FILE if in_house else Capacity.MAIN,
        )
