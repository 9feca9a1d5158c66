"""What the mail server may be given now: limits that outlive the process, and pauses it asked for.

Each limit is a bucket that fills evenly (token bucket): so many letters at once, then as they
come. A pause is for the server, whichever dispatch met it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from jianbao.config import Config
from jianbao.desk.models import Relay

_PAUSES = (1, 2, 5, 10, 15)  # minutes, after each failure in a row
_SECONDS = {"minute_left": 60.0, "hour_left": 3600.0, "day_left": 86400.0}


class Leave(NamedTuple):
    """How many letters may be sent now; when none, in how many seconds to ask again."""

    letters: int
    wait: float = 0.0


def limits_of(config: Config) -> dict[str, int]:
    """Give the most letters by bucket."""
    return {
        "minute_left": config.letters_per_minute,
        "hour_left": config.letters_per_hour,
        "day_left": config.letters_per_day,
    }


def take_leave(name: str, most: int) -> Leave:
    """Take leave to send up to `most` letters; it is counted at once, whether used or not.

    A process that is killed loses what it had taken and not used: the server is given less, never
    more.
    """
    limits = limits_of(settings.JIANBAO)
    with transaction.atomic():
        Relay.objects.get_or_create(name=name)
        relay = Relay.objects.select_for_update().get(name=name)
        now = timezone.now()
        if relay.paused_until and relay.paused_until > now:
            return Leave(0, (relay.paused_until - now).total_seconds())
        levels = _levels(relay, limits, now)
        letters = min(most, *(int(level) for level in levels.values()))
        left = {bucket: level - letters for bucket, level in levels.items()}
        Relay.objects.filter(pk=relay.pk).update(refilled_at=now, **left)
    return Leave(letters, 0.0 if letters else _wait(levels, limits))


def pause_relay(name: str, why: str) -> dt.datetime:
    """Leave the server alone for a while, longer after each failure in a row; give until when."""
    relay, _fresh = Relay.objects.get_or_create(name=name)
    pause = dt.timedelta(minutes=_PAUSES[min(relay.failures, len(_PAUSES) - 1)])
    until = timezone.now() + pause
    Relay.objects.filter(pk=relay.pk).update(
        paused_until=until, failures=F("failures") + 1, trouble=why[:500]
    )
    return until


def free_relay(name: str) -> None:
    """Note that the server takes letters: failures are counted from none again."""
    troubled = Relay.objects.filter(name=name, failures__gt=0)
    troubled.update(failures=0, paused_until=None, trouble="")


def _levels(relay: Relay, limits: Mapping[str, int], now: dt.datetime) -> dict[str, float]:
    """Say how full the buckets are by now; a bucket never seen is full."""
    passed = max(0.0, (now - relay.refilled_at).total_seconds())
    found = {}
    for bucket, most in limits.items():
        left = getattr(relay, bucket)
        filled = most if left is None else left + passed * most / _SECONDS[bucket]
        found[bucket] = float(min(most, filled))
    return found


def _wait(levels: Mapping[str, float], limits: Mapping[str, int]) -> float:
    """Say in how many seconds every bucket holds a letter."""
    return max(
        (1 - level) * _SECONDS[bucket] / limits[bucket]
        for bucket, level in levels.items()
        if level < 1
    )
