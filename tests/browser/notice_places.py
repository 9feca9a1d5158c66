"""What mail servers wrote back of a dispatch, for the walk through every page."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

import notice_samples as samples
from jianbao.desk.actions.dispatching.noticing import note
from jianbao.desk.actions.receiving import receive
from jianbao.desk.models import Delivery, Dispatch, Edition, Notice, User
from jianbao.post.message import parse_message
from jianbao.post.notices import read_notice
from jianbao.web.notices import urls
from notice_samples import Case


def places_of_notices(edition: Edition, person: User) -> dict[str, Any]:
    """Let two letters come back, one of which nobody knows; give what their addresses need."""
    bulletin, now = edition.issue.bulletin, timezone.now()
    dispatch = Dispatch.objects.create(
        bulletin=bulletin,
        edition=edition,
        state=Dispatch.State.FINISHED,
        prepared_by=person,
        started_at=now,
    )
    for number in range(3):
        Delivery.objects.create(
            dispatch=dispatch,
            name=f"读者{number}",
            address=f"reader{number}@qingshi.example",
            state=Delivery.State.ACCEPTED,
            first_try_at=now,
        )
    case = Case(back_to="desk@yunling.example")
    open_one = 0
    for raw in (samples.postfix(case), samples.qq(case._replace(reader="old@qingshi.example"))):
        stored = receive(raw, bulletin=bulletin, channel="mail").contribution.raw
        noted = note(stored, bulletin, read_notice(raw, parse_message(raw)))
        assert noted is not None
        open_one = noted.pk
    assert Notice.objects.filter(delivery=None).count() == 1
    names = [page.name for page in urls.urlpatterns]
    return {
        **{f"{name}:bulletin": bulletin.slug for name in names},
        **{f"{name}:pk": open_one for name in names},
    }
