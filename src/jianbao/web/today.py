"""今日: what this person must do now. It counts and lists; it decides nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from jianbao.desk import rules
from jianbao.desk.actions.bulletins import remember_bulletin
from jianbao.desk.models import Bulletin, User
from jianbao.desk.queries import inbox
from jianbao.desk.queries import today as now
from jianbao.desk.queries.ledger_rows import count_by_state, missed_lately
from jianbao.desk.queries.notices import unsettled_notices
from jianbao.desk.queries.own_contributions import LISTS, in_list, own_contributions
from jianbao.desk.queries.own_items import count_own_items
from jianbao.desk.queries.reviews import waiting_for
from jianbao.desk.queries.units import silent
from jianbao.web.contribute.wording import headline_of, number_of, said
from jianbao.web.entrance import DeskRequest, bulletin_page, own_page
from jianbao.web.phrases import listed, told

OWN_SHOWN = 8
SILENT_SHOWN = 8


class Counted(NamedTuple):
    """One counted line; `state` marks its note as trouble."""

    label: str
    url: str
    amount: int
    note: str = ""
    state: str = ""


class Step(NamedTuple):
    """One thing to set up: what for, where, and whether it is done."""

    label: str
    why: str
    url: str
    done: bool


@own_page
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the bulletin seen last; without any, say how one comes by a role."""
    assert isinstance(request.user, User)
    bulletins = rules.bulletins_of(request.user)
    last = next((b for b in bulletins if b.pk == request.user.bulletin_id), None)
    if not bulletins:
        founds = rules.may(request.user, "open_bulletin").ok
        return render(request, "today/no_bulletin.html", {"founds": founds})
    return redirect("today", (last or bulletins[0]).slug)


@bulletin_page("enter")
@require_safe
def today(request: DeskRequest) -> HttpResponse:
    """Show the current issue as a strip, and counted lists that equal the pages they open."""
    bulletin, user = request.bulletin, request.user
    remember_bulletin(bulletin, by=user)
    may = {
        capability: rules.may(user, capability, bulletin).ok
        for capability in ("see_inbox", "see_issue", "see_own", "arrange_bulletin")
    }
    day = now.local_day()
    context: dict[str, Any] = {"may": may, "day": day}
    if any(may.values()):
        context |= _strip(bulletin, day)
    if may["see_issue"]:
        context["sections"] = now.section_lines(context["issue"])
        context["items"] = sum(line.items for line in context["sections"])
        context["to_review"] = _to_review(bulletin, user)
    if may["see_inbox"]:
        context["work"] = _work(bulletin, user)
        context["silent"] = silent(bulletin, context["period"].first)
        context["silent_shown"] = SILENT_SHOWN
    elif may["see_own"]:
        context["own"] = _own(bulletin, user)
    context["sending"] = _sending(bulletin, user)
    if may["arrange_bulletin"]:
        context["steps"] = _steps(bulletin)
        context["troubles"] = _troubles(bulletin)
    return render(request, "today/index.html", context)


@bulletin_page("see_inbox")
@require_safe
def missing_units(request: DeskRequest) -> HttpResponse:
    """List the units that sent nothing in this period, ready to be copied into a reminder."""
    context = _strip(request.bulletin, now.local_day())
    units = list(silent(request.bulletin, context["period"].first))
    addresses = dict.fromkeys(
        one.address for unit in units for one in unit.correspondents.all() if one.address
    )
    return render(
        request,
        "today/missing.html",
        context
        | {
            "units": units,
            "names": "、".join(unit.name for unit in units),
            "addresses": "; ".join(addresses),
        },
    )


def _strip(bulletin: Bulletin, day: dt.date) -> dict[str, Any]:
    issue = now.current(bulletin)
    period = now.period_of(bulletin, issue, day)
    number = ""
    if issue is not None:
        number = number_of(issue)
    return {
        "issue": issue,
        "number": number,
        "period": period,
        "days_left": period.days_left(day),
        "days_over": -period.days_left(day),
    }


def _work(bulletin: Bulletin, user: User) -> list[Counted]:
    counts = inbox.counts(bulletin, user)
    lists = [
        ("waiting", _("Waiting for a decision"), ""),
        ("mine", pgettext("list", "Assigned to me"), ""),
        ("unreadable", pgettext("list", "Unreadable"), _("to be looked at by hand")),
        ("planned", _("Planned for this issue"), ""),
    ]
    address = reverse("inbox", args=[bulletin.slug])
    work = [
        Counted(label, f"{address}?list={name}", counts[name], note if counts[name] else "", "warn")
        for name, label, note in lists
    ]
    if rules.may(user, "edit", bulletin).ok:
        mine = count_own_items(bulletin, user)
        work.append(Counted(_("My items"), reverse("items", args=[bulletin.slug]), mine))
    return work


def _to_review(bulletin: Bulletin, user: User) -> Counted:
    """Count what the first part of 审核 lists, and say which it is."""
    waiting = waiting_for(user, bulletin)
    note = listed(told(number_of(one.issue), one.step.name) for one in waiting)
    return Counted(
        _("Waiting for my answer"), reverse("review", args=[bulletin.slug]), len(waiting), note
    )


def _sending(bulletin: Bulletin, user: User) -> list[Counted]:
    """Count what a dispatch asks of this person: to be approved, to go on, to be sent again."""
    if not rules.may(user, "prepare_dispatch", bulletin).ok:
        return []
    address = reverse("dispatches", args=[bulletin.slug])
    missed = reverse("dispatches_missed", args=[bulletin.slug])
    notices = reverse("notices", args=[bulletin.slug])
    standing = count_by_state(bulletin)
    lines = [
        Counted(_("Dispatches that stand still"), f"{address}?state=paused", standing["paused"]),
        Counted(_("Deliveries that failed"), missed, missed_lately(bulletin).count()),
        Counted(_("Notices nobody claimed"), notices, unsettled_notices(bulletin).count()),
    ]
    if rules.may(user, "send", bulletin).ok:
        drafts = standing["draft"]
        lines.append(Counted(_("Dispatches to approve"), f"{address}?state=draft", drafts))
    return [line for line in lines if line.amount]


def _troubles(bulletin: Bulletin) -> list[Counted]:
    mailboxes = now.troubled_mailboxes(bulletin).count()
    letters = now.stuck_letters(bulletin).count()
    places = [
        (_("Mailboxes in trouble"), "arrange_mailboxes", mailboxes),
        (_("Letters not delivered"), "arrange_letters", letters),
    ]
    return [
        Counted(label, reverse(name, args=[bulletin.slug]), count)
        for label, name, count in places
        if count
    ]


def _own(bulletin: Bulletin, user: User) -> dict[str, Any]:
    found = own_contributions(bulletin, user)
    address = reverse("contribute", args=[bulletin.slug])
    counts = [
        Counted(str(LISTS[name]), f"{address}?list={name}", in_list(found, name).count())
        for name in ("all", "open", "adopted")
    ]
    rows = [(headline_of(one), said(one), one) for one in in_list(found, "all")[:OWN_SHOWN]]
    return {"counts": counts, "rows": rows}


def _steps(bulletin: Bulletin) -> list[Step]:
    counts = now.setup(bulletin)
    texts = {
        "sections": (_("Sections"), _("Contributions are sorted into them."), "arrange_sections"),
        "units": (_("Units"), _("So that senders are recognised."), "arrange_units"),
        "correspondents": (
            _("Correspondents"),
            _("Their addresses tell which unit writes."),
            "arrange_correspondents",
        ),
        "mailboxes": (_("Mailbox"), _("Contributions arrive by themselves."), "arrange_mailboxes"),
        "editors": (_("Editors"), _("Somebody has to decide."), "setup_people"),
        "numbering": (_("Last number"), _("The next issue counts on from it."), "arrange_masthead"),
    }
    steps = [
        Step(label, why, reverse(place, args=[bulletin.slug]), bool(counts[name]))
        for name, (label, why, place) in texts.items()
    ]
    return [] if all(step.done for step in steps) else steps
