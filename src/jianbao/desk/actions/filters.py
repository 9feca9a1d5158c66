"""Keeps filters of the inbox under a person's own names."""

from __future__ import annotations

from jianbao.desk import rules
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Bulletin, SavedFilter, User
from jianbao.document.model import one_line


def save_filter(bulletin: Bulletin, name: str, query: str, *, by: User) -> SavedFilter:
    """Keep a filter; a name used before is given to the new one. Raises NotAllowed or Invalid."""
    rules.require(rules.may(by, "see_inbox", bulletin))
    name = _kept_name(name)
    if not name:
        raise Invalid("name-missing", field="name")
    if not query or len(query) > 500:
        raise Invalid("filter-empty", field="query")
    kept, _ = SavedFilter.objects.update_or_create(
        user=by, bulletin=bulletin, name=name, defaults={"query": query}
    )
    return kept


def forget_filter(bulletin: Bulletin, name: str, *, by: User) -> None:
    """Forget a filter of one's own; a name that is not there is forgotten already."""
    SavedFilter.objects.filter(user=by, bulletin=bulletin, name=_kept_name(name)).delete()


def _kept_name(name: str) -> str:
    return one_line(name)[:40]
