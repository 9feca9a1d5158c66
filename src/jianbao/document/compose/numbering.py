"""The number and the collection window of a draft, on from the last printed issue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from jianbao.document.model import Issue, Window
from jianbao.document.profile import Profile


def brought_up_to(profile: Profile, back: Sequence[Issue]) -> Profile:
    """Give the profile with the numbers of the latest back issue, where that is later than its own.

    What an issue does not print stays as the profile has it.
    """
    last = latest(back)
    if last is None or last.masthead.date is None:
        return profile
    head, date = last.masthead, last.masthead.date.isoformat()
    if profile.last_date is not None and profile.last_date >= date:
        return profile
    return msgspec.structs.replace(
        profile,
        last_date=date,
        last_year=head.year or profile.last_year,
        last_number=head.number_to or head.number or profile.last_number,
        last_running_number=head.running_number_to
        or head.running_number
        or profile.last_running_number,
    )


def latest(back: Sequence[Issue]) -> Issue | None:
    """Give the regular issue that was printed last, or None."""
    regular = [one for one in back if one.masthead.kind in {"regular", "combined", "first"}]
    return max(regular, key=lambda one: one.masthead.date or dt.date.min, default=None)


def window_after(
    back: Sequence[Issue], received: Sequence[dt.date], today: dt.date
) -> Window | None:
    """Give the window of a draft: from the end of the last one, else from what came first."""
    last = latest(back)
    before = last.imprint.window.end if last and last.imprint.window else None
    start = before + dt.timedelta(days=1) if before else min(received, default=None)
    return Window(start=start, end=today) if start and start <= today else None
