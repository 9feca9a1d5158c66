"""Makes, revokes and believes access tokens of programs. The token itself is never stored."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Impossible, Invalid, NotAllowed
from jianbao.desk.models import ApiToken, Bulletin, User

_PREFIX = "jb_"
_NOTED_EVERY = timedelta(minutes=1)  # last use, so that reading does not write each time


def make(
    by: User, *, name: str, scopes: list[str], bulletin: Bulletin | None = None, days: int | None
) -> tuple[ApiToken, str]:
    """Make a token for programs of `by`; give its row and the token, which is shown once.

    `bulletin` limits it to one, `days` to a time. Raises Invalid, or NotAllowed for a bulletin
    that the person does not enter.
    """
    _refuse_programs(by)
    if not name.strip():
        raise Invalid("name-missing", field="name")
    if not scopes or not set(scopes) <= rules.SCOPES.keys():
        raise Invalid("scope-unknown", field="scopes")
    if bulletin is not None:
        rules.require(rules.may(by, "enter", bulletin))
    token = _PREFIX + secrets.token_urlsafe(32)
    expires = timezone.now() + timedelta(days=days) if days else None
    with transaction.atomic():
        row = ApiToken.objects.create(
            user=by,
            name=name.strip()[:60],
            shown=token[:8],
            token_hash=_hash(token),
            scopes=sorted(scopes),
            bulletin=bulletin,
            expires_at=expires,
        )
        after = {"name": row.name, "scopes": row.scopes, "until": expires and expires.isoformat()}
        record("make_token", by, by=by, bulletin=bulletin, after=after)
    return row, token


def revoke(token: ApiToken, *, by: User) -> None:
    """Stop a token at once: one's own, or anybody's by an administrator of the desk."""
    _refuse_programs(by)
    if token.user_id != by.pk:
        rules.require(rules.may(by, "arrange_desk"))
    with transaction.atomic():
        rows = ApiToken.objects.filter(pk=token.pk, revoked_at=None)
        if not rows.update(revoked_at=timezone.now()):
            raise Impossible("token-unknown")
        before = {"name": token.name, "scopes": token.scopes}
        record("revoke_token", token.user, by=by, bulletin=token.bulletin, before=before)


def authenticate(token: str) -> User:
    """Give the person a program acts for, bounded by the token's scopes and bulletin.

    What it does is logged under the person through the token's name. Raises NotAllowed.
    """
    now = timezone.now()
    row = (
        ApiToken.objects.select_related("user")
        .filter(token_hash=_hash(token), revoked_at=None, user__is_active=True)
        .filter(Q(expires_at=None) | Q(expires_at__gt=now))
        .first()
    )
    if row is None:
        raise NotAllowed("token-unknown")
    if row.used_at is None or now - row.used_at > _NOTED_EVERY:
        ApiToken.objects.filter(pk=row.pk).update(used_at=now)
    person = row.user
    person.acting_through = row.name
    person.acting_scopes = frozenset(row.scopes)
    person.acting_bulletin_id = row.bulletin_id
    return person


def _refuse_programs(by: User) -> None:
    if by.acting_scopes is not None:
        raise NotAllowed("outside-token")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
