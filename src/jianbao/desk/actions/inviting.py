"""Invites people by letter and lets them in. Only a hash of the link's token is kept here."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions import granting, people
from jianbao.desk.actions.recording import record
from jianbao.desk.actions.writing import write_letter
from jianbao.desk.errors import Impossible, Invalid, NotAllowed
from jianbao.desk.models import Bulletin, Correspondent, Invitation, Section, Unit, User

DAYS = 14


def invite(
    email: str,
    full_name: str,
    role: str,
    *,
    by: User,
    bulletin: Bulletin | None = None,
    section: Section | None = None,
    unit: Unit | None = None,
) -> Invitation:
    """Invite a person to a role and queue the letter with the link, good for 14 days.

    Whether the address has an account is not told. Raises NotAllowed, or Invalid.
    """
    address = email.strip().lower()
    person = User.objects.filter(email__iexact=address).first()
    rules.require(rules.may_grant(by, role, person, bulletin))
    granting.check_place(role, bulletin, section, unit)
    place = {"role": role, "bulletin": bulletin, "section": section, "unit": unit}
    if person and person.grants.filter(**place).exists():
        raise Invalid("already-granted", field="email", who=str(person))
    if open_invitations().filter(email=address, **place).exists():
        raise Invalid("already-invited", field="email", address=address)
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        invitation = Invitation.objects.create(
            email=address,
            full_name=full_name.strip(),
            **place,
            token_hash=_hash(token),
            invited_by=by,
            expires_at=timezone.now() + timedelta(days=DAYS),
        )
        _record("invite", invitation, by)
        _write(invitation, token)
    return invitation


def resend(invitation: Invitation, *, by: User) -> None:
    """Send an invitation again with a new link and 14 new days; the link sent before is dead."""
    rules.require(_may_change(by, invitation))
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        changed = _unanswered(invitation).update(
            token_hash=_hash(token), expires_at=timezone.now() + timedelta(days=DAYS)
        )
        invitation.refresh_from_db()
        if not changed:
            raise Impossible(_why_closed(invitation))
        _record("resend_invitation", invitation, by)
        _write(invitation, token)


def withdraw(invitation: Invitation, *, by: User) -> None:
    """Withdraw an invitation; its link is dead at once."""
    rules.require(_may_change(by, invitation))
    with transaction.atomic():
        changed = _unanswered(invitation).update(withdrawn_at=timezone.now())
        invitation.refresh_from_db()
        if not changed:
            raise Impossible(_why_closed(invitation))
        _record("withdraw_invitation", invitation, by)


def find(token: str) -> Invitation:
    """Give the open invitation of a link. Raises Impossible with what became of it."""
    invitation = (
        Invitation.objects.select_related("bulletin", "section", "unit", "invited_by")
        .filter(token_hash=_hash(token))
        .first()
    )
    if invitation is None:
        raise Impossible("invitation-unknown")
    why = _why_closed(invitation)
    if why:
        raise Impossible(why)
    return invitation


def has_account(invitation: Invitation) -> bool:
    """Say whether the invited address has an account already."""
    return User.objects.filter(email__iexact=invitation.email).exists()


def accept_as_new(token: str, *, username: str, full_name: str, password: str) -> User:
    """Make the account and give the role at once. Raises Invalid with the field, or Impossible."""
    invitation = find(token)
    if has_account(invitation):
        raise Invalid("has-account")
    with transaction.atomic():
        person = people.open_account(
            username=username.strip(),
            email=invitation.email,
            full_name=full_name or invitation.full_name,
            password=password,
            by=None,
        )
        _accept(invitation, person)
    return person


def accept_as(token: str, by: User) -> None:
    """Give the role to a person who is signed in. Raises NotAllowed for another address."""
    invitation = find(token)
    if by.email.casefold() != invitation.email.casefold():
        raise NotAllowed("invitation-of-another", address=invitation.email)
    with transaction.atomic():
        _accept(invitation, by)


def open_invitations() -> QuerySet[Invitation]:
    """Give the invitations that were not answered; those past their day too."""
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None)


def _accept(invitation: Invitation, person: User) -> None:
    _check_inviter(invitation, person)
    rows = _unanswered(invitation).filter(expires_at__gt=timezone.now())
    if not rows.update(accepted_at=timezone.now(), accepted_by=person):
        raise Impossible("invitation-used")
    place = {"role": invitation.role, "bulletin": invitation.bulletin}
    held = person.grants.filter(**place, section=invitation.section, unit=invitation.unit)
    if not held.exists():
        granting.give(
            person,
            invitation.role,
            by=None,
            bulletin=invitation.bulletin,
            section=invitation.section,
            unit=invitation.unit,
        )
    if invitation.bulletin:
        Correspondent.objects.filter(
            bulletin=invitation.bulletin, address=invitation.email, user=None
        ).update(user=person)
    record("accept_invitation", person, by=person, bulletin=invitation.bulletin)


def _check_inviter(invitation: Invitation, person: User) -> None:
    """Refuse what who invited may not give this person today."""
    inviter = invitation.invited_by
    verdict = inviter and rules.may_grant(inviter, invitation.role, person, invitation.bulletin)
    if not verdict or not verdict.ok:
        raise NotAllowed("inviter-without-right")


def _may_change(by: User, invitation: Invitation) -> rules.Verdict:
    return rules.may_grant(by, invitation.role, None, invitation.bulletin)


def _unanswered(invitation: Invitation) -> QuerySet[Invitation]:
    return open_invitations().filter(pk=invitation.pk)


def _why_closed(invitation: Invitation) -> str:
    if invitation.accepted_at:
        return "invitation-used"
    if invitation.withdrawn_at:
        return "invitation-withdrawn"
    return "invitation-expired" if invitation.expires_at <= timezone.now() else ""


def _record(verb: str, invitation: Invitation, by: User) -> None:
    named = {
        "role": invitation.role,
        "email": invitation.email,
        "section": invitation.section and invitation.section.title,
        "unit": invitation.unit and invitation.unit.name,
    }
    after = {name: str(value) for name, value in named.items() if value}
    record(verb, invitation, by=by, bulletin=invitation.bulletin, after=after)


def _write(invitation: Invitation, token: str) -> None:
    write_letter(
        "invitation",
        key=f"invitation:{invitation.token_hash[:40]}",
        to_address=invitation.email,
        to_name=invitation.full_name,
        bulletin=invitation.bulletin,
        about={"invitation": invitation, "token": token, "days": DAYS},
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
