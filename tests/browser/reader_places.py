"""What the links of letters open, for the walk through every page."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from cast import a_bulletin, a_person
from jianbao.desk.models import (
    Bulletin,
    Dispatch,
    Edition,
    Opening,
    Recipient,
    RecipientGroup,
    Role,
    User,
)
from jianbao.desk.queries.reader_links import reading_link, subscription_link


def tokens_of_links(bulletin: Bulletin, edition: Edition, person: User) -> dict[str, Any]:
    """Put a person on two lists, send them an edition that another read; give their tokens."""
    bulletin.may_unsubscribe = True
    bulletin.save(update_fields=["may_unsubscribe"])
    reader = _on_the_list(bulletin, person)
    _on_the_list(a_bulletin("safety", "安全生产简报"), person)
    dispatch = Dispatch.objects.create(
        bulletin=edition.issue.bulletin,
        edition=edition,
        state=Dispatch.State.SENDING,
        subject="新一期",
        text="请阅。",
        prepared_by=person,
        approved_by=person,
        approved_at=timezone.now(),
    )
    Opening.objects.create(edition=edition, user=a_person(Role.READER, bulletin, name="顾晓棠"))
    read = _token(reading_link(dispatch))
    return {"subscription:token": _token(subscription_link(reader)), "read_by_link:token": read}


def _on_the_list(bulletin: Bulletin, person: User) -> Recipient:
    group = RecipientGroup.objects.create(bulletin=bulletin, name="公司领导")
    reader = Recipient.objects.create(bulletin=bulletin, name=str(person), address=person.email)
    reader.groups.add(group)
    return reader


def _token(link: str) -> str:
    return link.rstrip("/").rpartition("/")[2]
