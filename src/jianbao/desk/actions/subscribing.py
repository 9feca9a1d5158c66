"""What readers choose for themselves: the form an issue comes in, and whether it comes at all.

Whoever holds the link of a letter may choose, as `by` None; the log then names the address. Each
act may come twice: the second changes nothing and is not logged.
"""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from jianbao.desk.actions.changing import change
from jianbao.desk.actions.recording import name_of, record
from jianbao.desk.errors import Invalid, NotAllowed
from jianbao.desk.models import Carriage, Event, Recipient, User
from jianbao.desk.queries.days import midnight


def choose_form(recipient: Recipient, carriage: str, *, by: User | None = None) -> None:
    """Have issues attached, linked or both; '' leaves it to the bulletin. Raises Invalid."""
    if carriage and carriage not in Carriage.values:
        raise Invalid("carriage-unknown", field="wants")
    change(
        recipient,
        {"wants": carriage},
        by=by,
        bulletin=recipient.bulletin,
        verb="choose_subscription",
        note=recipient.address,
    )


def unsubscribe(recipient: Recipient, *, by: User | None = None) -> None:
    """Send this reader nothing more. Raises NotAllowed where the bulletin keeps its readers."""
    if not recipient.bulletin.may_unsubscribe:
        raise NotAllowed("unsubscribing-not-allowed")
    _set_unsubscribed(recipient, by, gone=True)


def resubscribe(recipient: Recipient, *, by: User | None = None) -> None:
    """Send this reader the bulletin again."""
    _set_unsubscribed(recipient, by, gone=False)


def unsubscribe_by_letter(recipient: Recipient) -> bool:
    """Do what a mail program asks for its reader at one click (RFC 8058); say whether it was done.

    Where the bulletin keeps its readers, the wish is noted for the editors, once a day.
    """
    if recipient.left_at is not None:
        return True
    if recipient.bulletin.may_unsubscribe:
        unsubscribe(recipient)
        return True
    _note_wish(recipient)
    return False


def _set_unsubscribed(recipient: Recipient, by: User | None, *, gone: bool) -> None:
    now = timezone.now() if gone else None
    verb = "unsubscribe" if gone else "resubscribe"
    with transaction.atomic():
        rows = Recipient.objects.filter(pk=recipient.pk, unsubscribed_at__isnull=gone)
        if rows.update(unsubscribed_at=now):
            record(verb, recipient, by=by, note=recipient.address)
    recipient.refresh_from_db(fields=["unsubscribed_at"])


def _note_wish(recipient: Recipient) -> None:
    verb, today = "wish_to_unsubscribe", timezone.localdate()
    with transaction.atomic():
        now = Recipient.objects.select_for_update().get(pk=recipient.pk)
        asked = Event.objects.filter(verb=verb, thing=name_of(now), at__gte=midnight(today))
        if asked.exists():
            return
        with translation.override(settings.LANGUAGE_CODE):
            wish = _("%(day)s: wants it no more") % {"day": today.isoformat()}
        note = "；".join(filter(None, (now.note, wish)))
        if len(note) <= _longest_note():  # what the editors wrote is not cut for it
            now.note = note
            now.save(update_fields=["note"])
        record(verb, now, by=None, note=now.address)


def _longest_note() -> int:
    return Recipient._meta.get_field("note").max_length or 0  # noqa: SLF001 - Django's own public-by-custom
