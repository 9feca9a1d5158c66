"""Letters with which a person without an account gives one verdict on one content.

Only a hash of the link's token is kept here. Opening the link changes nothing: mail scanners open
every link they see.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions.reviewing import telling
from jianbao.desk.actions.reviewing.approving import keep_approval
from jianbao.desk.actions.reviewing.ground import (
    current_of,
    give_turn,
    note_step,
    noted,
    require_seen,
    stand_on,
)
from jianbao.desk.actions.reviewing.handing import may_hand_over, withdraw_all
from jianbao.desk.actions.reviewing.returning import keep_return
from jianbao.desk.actions.snapshots import keep_content
from jianbao.desk.errors import Impossible, Invalid, NotAllowed
from jianbao.desk.models import Issue, SigningLink, User, Verdict
from jianbao.desk.queries.standing import Standing, standing_of
from jianbao.desk.steps import Step

DAYS = 7
_OWN = ("own-text", "approved-already", "no-link-signer", "not-by-link")


def send_link(
    issue: Issue, *, by: User, step: str, seen: str, email: str, note: str = ""
) -> SigningLink:
    """Ask somebody whom the bulletin names to answer in the present step, by letter.

    A letter sent before is dead, and nobody else has the step until it is handed on. Raises
    NotAllowed, Impossible, Stale (another content than `seen`), or Invalid (not a signer by link,
    or a person with an account).
    """
    with transaction.atomic():
        now, standing = stand_on(issue)
        current = current_of(standing, step)
        rules.require(may_hand_over(by, now, standing, current, None))
        require_seen(now, standing, seen)
        name, address = _signer(now, email)
        _require_fit(now, standing, current, address)
        withdraw_all(now)
        token = secrets.token_urlsafe(32)
        link = SigningLink.objects.create(
            issue=now,
            step=step,
            snapshot=keep_content(now, standing.content, standing.sha256),
            name=name,
            email=address,
            token_hash=_hash(token),
            made_by=by,
            expires_at=timezone.now() + dt.timedelta(DAYS),
        )
        give_turn(now, current, to=None, by=by, note=noted(note))
        note_step("send_signing_link", now, current, by=by, note=noted(note), to=name)
        telling.tell_signer(now, standing, current, link, token=token, note=noted(note))
    return link


def withdraw_link(link: SigningLink, *, by: User) -> None:
    """Let a letter open nothing more. Raises NotAllowed, or Impossible (it was answered)."""
    with transaction.atomic():
        now, standing = stand_on(link.issue)
        step = next((one.step for one in standing.steps if one.step.key == link.step), None)
        if step is None:
            raise Impossible("step-not-current")
        rules.require(may_hand_over(by, now, standing, step, None))
        if link.used_at is not None or not withdraw_all(now):
            raise Impossible("link-used")
        note_step("withdraw_signing_link", now, step, by=by, to=link.name)
    link.refresh_from_db()


def known_link(token: str) -> SigningLink | None:
    """Give the letter of a token, whatever became of it."""
    links = SigningLink.objects.select_related("issue__bulletin", "snapshot", "made_by")
    return links.filter(token_hash=_hash(token)).first()


def find_link(token: str) -> SigningLink:
    """Give the letter of a token, still open. Raises Impossible with what became of it."""
    link = known_link(token)
    if link is None:
        raise Impossible("link-unknown")
    if link.withdrawn_at is not None:
        raise Impossible("link-withdrawn")
    if link.used_at is not None:
        raise Impossible("link-used")
    if link.expires_at <= timezone.now():
        raise Impossible("link-expired")
    return link


def why_not(link: SigningLink, standing: Standing) -> str:
    """Give the code of the reason why a letter cannot be answered now, or ''."""
    step = standing.current
    if link.issue.state != Issue.State.IN_REVIEW or step is None or step.key != link.step:
        return "link-overtaken"
    if standing.sha256 != link.snapshot.sha256:
        return "link-text-changed"
    answer = rules.may_review_by_link(link.email, link.issue.bulletin, step, standing.seat(step))
    return "" if answer.ok else answer.reason


def approve_by_link(token: str, *, note: str = "") -> Verdict:
    """Approve the content that the letter is bound to, once. Raises Impossible or NotAllowed."""
    with transaction.atomic():
        now, standing, step, link = _answering(token)
        return keep_approval(now, standing, step, by=None, link=link, note=note)


def send_back_by_link(token: str, *, back_to: str, reason: str, note: str = "") -> Verdict:
    """Send the content that the letter is bound to back, once."""
    with transaction.atomic():
        now, standing, step, link = _answering(token)
        return keep_return(
            now, standing, step, by=None, link=link, back_to=back_to, reason=reason, note=note
        )


def ask_again(token: str) -> SigningLink:
    """Ask who sent a letter for another one, as it cannot be answered any more; told once a day."""
    found = known_link(token)
    if found is None:
        raise Impossible("link-unknown")
    telling.tell_link_asked(found, standing_of(found.issue), timezone.localdate())
    return found


def _answering(token: str) -> tuple[Issue, Standing, Step, SigningLink]:
    """Claim the letter and give what it is about; the verdict that follows uses it up."""
    issue = find_link(token).issue
    now, standing = stand_on(issue)
    link = SigningLink.objects.select_for_update().get(pk=find_link(token).pk)
    reason = why_not(link, standing)
    if reason:
        raise (NotAllowed if reason in _OWN else Impossible)(reason)
    SigningLink.objects.filter(pk=link.pk).update(used_at=timezone.now())
    return now, standing, current_of(standing, link.step), link


def _signer(issue: Issue, email: str) -> tuple[str, str]:
    for name, address in issue.bulletin.link_signers:
        if str(address).casefold() == email.strip().casefold():
            return str(name), str(address).lower()
    raise Invalid("no-link-signer", field="email")


def _require_fit(issue: Issue, standing: Standing, step: Step, address: str) -> None:
    if User.objects.filter(email__iexact=address).exists():
        raise Invalid("signer-has-account", field="email")
    seat = standing.seat(step)._replace(held_by=None)
    rules.require(rules.may_review_by_link(address, issue.bulletin, step, seat))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
