"""Changes the settings of a bulletin (刊物), archives it and opens it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions.changing import change
from jianbao.desk.errors import Impossible, Invalid
from jianbao.desk.models import Bulletin, User

NUMBERING = frozenset({"last_year", "last_number", "last_running_number"})
COLUMNS = NUMBERING | {
    *("title", "title_aliases", "department", "classification", "notice", "days_per_issue"),
    *("distribution", "copies", "reported_to", "sent_to", "print_run", "printed_by"),
    *("submission_address", "acknowledges", "house_style"),
    *("attaches_up_to", "sends_by_two", "may_unsubscribe"),
}


def change_bulletin(
    bulletin: Bulletin, values: Mapping[str, Any], *, by: User, mark: str, note: str = ""
) -> list[str]:
    """Change settings of a bulletin; give the names of those that changed.

    `note` says why, which a change of numbering needs once there is one. Raises NotAllowed,
    Invalid (no title, no reason, or no setting), or Stale.
    """
    rules.require(rules.may(by, "arrange_bulletin", bulletin))
    if not values.keys() <= COLUMNS:
        raise Invalid("no-such-setting")
    if "title" in values and not values["title"]:
        raise Invalid("title-missing", field="title")
    renumbered = any(
        getattr(bulletin, name) not in (None, values[name]) for name in NUMBERING & values.keys()
    )
    if renumbered and not note.strip():
        raise Invalid("reason-missing", field="note")
    return change(
        bulletin, values, by=by, bulletin=bulletin, verb="arrange", mark=mark, note=note.strip()
    )


def remember_bulletin(bulletin: Bulletin, *, by: User) -> None:
    """Remember which bulletin a person looked at last; the next visit begins there."""
    if by.bulletin_id != bulletin.pk and by.acting_scopes is None:
        User.objects.filter(pk=by.pk).update(bulletin=bulletin)


def archive(bulletin: Bulletin, *, by: User, note: str = "") -> None:
    """Let a bulletin take nothing more; everything in it can still be read. Raises Impossible."""
    rules.require(rules.may(by, "arrange_bulletin", bulletin))
    if bulletin.archived_at is not None:
        raise Impossible("bulletin-archived")
    values = {"archived_at": timezone.now()}
    change(bulletin, values, by=by, bulletin=bulletin, verb="archive", note=note)


def reopen(bulletin: Bulletin, *, by: User) -> None:
    """Let an archived bulletin take contributions again. Raises Impossible."""
    rules.require(rules.may(by, "arrange_bulletin", bulletin))
    if bulletin.archived_at is None:
        raise Impossible("bulletin-open")
    change(bulletin, {"archived_at": None}, by=by, bulletin=bulletin, verb="reopen")
