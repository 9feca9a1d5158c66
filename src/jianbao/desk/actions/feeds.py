"""Makes, closes and believes the keys of feed readers. The key itself is never stored."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Impossible, NotAllowed
from jianbao.desk.models import Bulletin, FeedKey, User

MOST = 20  # open keys of one person
_PREFIX = "jf_"
_NOTED_EVERY = timedelta(minutes=10)  # last use, so that reading does not write each time


def make_feed_key(bulletin: Bulletin, *, by: User) -> tuple[FeedKey, str]:
    """Make a key to the feed of a bulletin for `by`; give its row and the key, shown once.

    Raises NotAllowed, or Impossible for one who has very many.
    """
    _refuse_programs(by)
    rules.require(rules.may(by, "read_archive", bulletin))
    if by.feed_keys.filter(revoked_at=None).count() >= MOST:
        raise Impossible("feed-keys-enough", most=MOST)
    key = _PREFIX + secrets.token_urlsafe(24)
    with transaction.atomic():
        row = FeedKey.objects.create(
            user=by, bulletin=bulletin, shown=key[:8], token_hash=_hash(key)
        )
        record("make_feed_key", by, by=by, bulletin=bulletin, after={"key": row.shown})
    return row, key


def revoke_feed_key(key: FeedKey, *, by: User) -> None:
    """Close the address of a feed reader at once: one's own, or anybody's by an administrator."""
    _refuse_programs(by)
    if key.user_id != by.pk:
        rules.require(rules.may(by, "arrange_desk"))
    with transaction.atomic():
        rows = FeedKey.objects.filter(pk=key.pk, revoked_at=None)
        if not rows.update(revoked_at=timezone.now()):
            raise Impossible("feed-key-unknown")
        record("revoke_feed_key", key.user, by=by, bulletin=key.bulletin, before={"key": key.shown})


def believe_feed_key(key: str) -> FeedKey:
    """Give the row of a key whose person may still read the bulletin. Raises NotAllowed."""
    known = FeedKey.objects.select_related("user", "bulletin")
    row = known.filter(token_hash=_hash(key), revoked_at=None).first()
    if row is None:
        raise NotAllowed("feed-key-unknown")
    rules.require(rules.may(row.user, "read_archive", row.bulletin))
    now = timezone.now()
    if row.used_at is None or now - row.used_at > _NOTED_EVERY:
        FeedKey.objects.filter(pk=row.pk).update(used_at=now)
    return row


def _refuse_programs(by: User) -> None:
    if by.acting_scopes is not None:
        raise NotAllowed("outside-token")


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
