"""Where a day begins, in the time zone of the desk. It asks no table."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone


def midnight(day: dt.date) -> dt.datetime:
    """Give the moment a day begins."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
