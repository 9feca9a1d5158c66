"""What stands around every page: bulletins to switch between, navigation with counts, theme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jianbao.desk import rules
from jianbao.desk.models import Bulletin, User
from jianbao.desk.queries.own_items import count_own_items
from jianbao.desk.queries.reviews import waiting_for
from jianbao.desk.queries.waiting import count_waiting

_Place = tuple[str, str, str, int | None]  # capability, label, name of its page, count


@dataclass(frozen=True)
class Destination:
    """One entry of the navigation."""

    label: str
    url: str
    count: int | None = None
    current: bool = False


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `bulletin`, `bulletins`, `nav`, `menu`, `theme`.

    Navigation and menu are found when a template first asks: a part of a page has none.
    """
    user = getattr(request, "user", None)
    theme = request.COOKIES.get("jianbao_theme", "")
    around: dict[str, Any] = {"theme": theme if theme in {"light", "dark"} else ""}
    if not isinstance(user, User):
        return around
    bulletins = getattr(request, "bulletins", None)
    if bulletins is None:
        bulletins = rules.bulletins_of(user)
    bulletin = getattr(request, "bulletin", None) or _last_seen(user, bulletins)
    return around | {
        "bulletin": bulletin,
        "bulletins": bulletins,
        "nav": SimpleLazyObject(lambda: _destinations(request, user, bulletin) if bulletin else []),
        "menu": SimpleLazyObject(lambda: _own_places(request, user)),
    }


def _last_seen(user: User, bulletins: list[Bulletin]) -> Bulletin | None:
    return next((b for b in bulletins if b.pk == user.bulletin_id), next(iter(bulletins), None))


def _destinations(request: HttpRequest, user: User, bulletin: Bulletin) -> list[Destination]:
    places = [
        ("enter", _("Today"), "today", None),
        *_where_contributions_are(user, bulletin),
        *_where_issues_are_made(user, bulletin),
        ("see_dispatch", pgettext("navigation", "Dispatches"), "dispatches", None),
        ("read_archive", _("Issues"), "issues", None),
        ("arrange_people", _("People"), "people", None),
        ("arrange_bulletin", _("Settings"), "arrange", None),
    ]
    return [
        Destination(
            label,
            url := reverse(name, args=[bulletin.slug]),
            count,
            _is_current(request, url, name),
        )
        for capability, label, name, count in places
        if rules.may(user, capability, bulletin).ok
    ]


def _where_contributions_are(user: User, bulletin: Bulletin) -> list[_Place]:
    if rules.may(user, "see_inbox", bulletin).ok:
        return [("see_inbox", _("Inbox"), "inbox", count_waiting(bulletin))]
    return [("see_own", _("My contributions"), "contribute", None)]


def _where_issues_are_made(user: User, bulletin: Bulletin) -> list[_Place]:
    places: list[_Place] = []
    if rules.may(user, "edit", bulletin).ok:
        mine = count_own_items(bulletin, user)
        places.append(("edit", pgettext("navigation", "Edit"), "items", mine))
    places.append(("see_issue", _("Board"), "board", None))
    if rules.may(user, "see_issue", bulletin).ok:
        waiting = len(waiting_for(user, bulletin))
        places.append(("see_issue", _("Review"), "review", waiting))
    return places


def _own_places(request: HttpRequest, user: User) -> list[Destination]:
    places = [(_("My account"), reverse("account"))]
    if rules.may(user, "arrange_desk").ok:
        places.append((_("New bulletin"), reverse("found_bulletin")))
        places.append((_("Everybody on the desk"), reverse("everybody")))
        places.append((_("Log of the desk"), reverse("desk_events")))
    return [Destination(label, url, current=request.path == url) for label, url in places]


def _is_current(request: HttpRequest, url: str, name: str) -> bool:
    return request.path == url if name == "today" else request.path.startswith(url)
