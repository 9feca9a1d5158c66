"""Leaves as it is what was pointed out in an item, or has it pointed out again. Changes no text."""

from __future__ import annotations

from django.db import transaction

from jianbao.desk import rules
from jianbao.desk.actions.editing import require_editable
from jianbao.desk.actions.placing import lock
from jianbao.desk.actions.recording import plain, record
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Item, User

_LONGEST = 120  # characters of a name
_MOST = 200


def leave_as_is(item: Item, name: str, *, by: User) -> None:
    """Point out no more what `name` says: a code of a rule, or a fact by its name.

    Raises NotAllowed, Impossible (the issue is signed), or Invalid (no such name).
    """
    _write(item, name, by=by, kept=True)


def point_out_again(item: Item, name: str, *, by: User) -> None:
    """Take that back."""
    _write(item, name, by=by, kept=False)


def _write(item: Item, name: str, *, by: User, kept: bool) -> None:
    rules.require(rules.may_edit(by, item))
    name = plain(name).strip()
    if not name or len(name) > _LONGEST:
        raise Invalid("form-unfit", field="keep")
    with transaction.atomic():
        issue = lock(item.issue)
        require_editable(issue)
        now = Item.objects.get(pk=item.pk)
        names = [str(one) for one in now.kept_as_is]
        if (name in names) != kept:
            names = [*names, name][-_MOST:] if kept else [one for one in names if one != name]
            now.kept_as_is = names
            now.save(update_fields=["kept_as_is"])
            verb = "leave_as_is" if kept else "point_out_again"
            record(verb, now, by=by, bulletin=issue.bulletin, after={"what": name})
    item.kept_as_is = names
