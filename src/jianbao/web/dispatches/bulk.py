"""What a person decides on rows of the ledger: first a preview of each, then the act."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_http_methods

from jianbao.desk import rules
from jianbao.desk.actions.dispatching import asking_again
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Delivery, Dispatch, User
from jianbao.desk.queries.ledger_rows import Wanted, rows_of
from jianbao.desk.sentences import sentence
from jianbao.desk.states import DELIVERY_MOVES
from jianbao.web.digits import numbers_in
from jianbao.web.dispatches.finding import ledger_of
from jianbao.web.dispatches.places import name_of
from jianbao.web.dispatches.wording import DELIVERY_MARKS, state_name
from jianbao.web.entrance import DeskRequest, bulletin_page

_MOST, _SHOWN = 5_000, 200
_Do = Callable[[Dispatch, Collection[int], User, str], int]


class Act(NamedTuple):
    """An act on rows: its move, its button, its question, what it means, and what it does."""

    name: str
    label: str | Promise
    question: str | Promise
    means: str | Promise
    do: _Do

    @property
    def sources(self) -> tuple[str, ...]:
        """The states from which it can be done."""
        return DELIVERY_MOVES[self.name].sources


def _resend(dispatch: Dispatch, rows: Collection[int], by: User, reason: str) -> int:
    return asking_again.resend(dispatch, rows, by=by, reason=reason)


def _confirm(dispatch: Dispatch, rows: Collection[int], by: User, reason: str) -> int:
    return asking_again.confirm(dispatch, rows, by=by, reason=reason)


def _leave_out(dispatch: Dispatch, rows: Collection[int], by: User, reason: str) -> int:
    return asking_again.leave_out(dispatch, rows, reason, by=by)


ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        Act(
            "resend",
            pgettext_lazy("act", "Send again"),
            gettext_lazy("Send these again?"),
            gettext_lazy("They go out once more as the same letter, under the same number."),
            _resend,
        ),
        Act(
            "confirm",
            pgettext_lazy("act", "Take for sent"),
            gettext_lazy("Take these for sent?"),
            gettext_lazy("For unknown ones of which you have heard that the reader has the issue."),
            _confirm,
        ),
        Act(
            "leave_out",
            pgettext_lazy("act", "Leave out"),
            gettext_lazy("Leave these out?"),
            gettext_lazy(
                "For those that were not sent yet. It stands in the ledger with its reason."
            ),
            _leave_out,
        ),
    )
}


class Outlook(NamedTuple):
    """What would happen to a row; sent `twice` for certain, or `perhaps`."""

    row: Delivery
    state: str
    mark: str
    possible: bool
    twice: bool
    perhaps: bool


def acts_on(request: DeskRequest, dispatch: Dispatch) -> list[Act]:
    """Give the acts that this person may do with rows of a dispatch."""
    if not rules.may(request.user, "send", request.bulletin).ok:
        return []
    over = dispatch.state == Dispatch.State.CANCELLED
    return [act for act in ACTS.values() if not over or act.name == "confirm"]


@bulletin_page("send")
@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: DeskRequest, pk: int) -> HttpResponse:
    """Preview an act on rows (GET), or do it (POST) with those that the preview showed."""
    found = ledger_of(request, pk)
    given = request.POST if request.method == "POST" else request.GET
    act = ACTS.get(given.get("act", ""))
    if act is None:
        raise Http404
    if request.method != "POST":
        return _preview(request, found, act, list(_asked_about(request, found, act)))
    keys = numbers_in(request.POST.get("rows", "").split(","))[:_MOST]
    try:
        done = act.do(found, keys, request.user, request.POST.get("reason", "").strip())
    except Invalid as refusal:
        if refusal.code != "reason-missing":
            raise
        rows = list(rows_of(found).filter(pk__in=keys))
        return _preview(request, found, act, rows, wrong=sentence(refusal))
    _tell(request, done, len(keys))
    return redirect("dispatch_ledger", request.bulletin.slug, pk)


def _asked_about(request: DeskRequest, found: Dispatch, act: Act) -> QuerySet[Delivery]:
    """Give the rows that were ticked, or with `all` every row of a figure that the act fits."""
    share = request.GET.get("all", "")
    if share:
        return rows_of(found, Wanted(share=share)).filter(state__in=act.sources)[:_MOST]
    return rows_of(found).filter(pk__in=numbers_in(request.GET.getlist("chosen"))[:_MOST])


def _preview(
    request: DeskRequest, found: Dispatch, act: Act, rows: list[Delivery], *, wrong: str = ""
) -> HttpResponse:
    outlooks = [_outlook(act, row) for row in rows]
    possible = [one.row.pk for one in outlooks if one.possible]
    if not outlooks:
        raise Invalid("no-delivery-chosen")
    twice = sum(one.twice for one in outlooks)
    context: dict[str, Any] = {
        "dispatch": found,
        "name": name_of(found),
        "act": act,
        "outlooks": outlooks[:_SHOWN],
        "more": len(outlooks) - _SHOWN,
        "all": len(outlooks),
        "possible": len(possible),
        "rows": ",".join(map(str, possible)),
        "twice": twice,
        "perhaps": sum(one.perhaps for one in outlooks),
        "needs_reason": bool(twice) or DELIVERY_MOVES[act.name].needs_reason,
        "wrong": wrong,
        "back": reverse("dispatch_ledger", args=[request.bulletin.slug, found.pk]),
    }
    return render(request, "dispatches/bulk.html", context, status=422 if wrong else 200)


def _outlook(act: Act, row: Delivery) -> Outlook:
    possible = row.state in act.sources
    again = act.name == "resend"
    twice = again and row.state == Delivery.State.ACCEPTED
    perhaps = again and row.state == Delivery.State.UNKNOWN
    return Outlook(row, state_name(row), DELIVERY_MARKS[row.state], possible, twice, perhaps)


def _tell(request: DeskRequest, done: int, asked: int) -> None:
    said = ngettext("Done for %(n)s.", "Done for %(n)s.", done) % {"n": done}
    if done:
        messages.success(request, said)
    if done < asked:
        left = ngettext(
            "%(n)s stood otherwise by then and was left as it is.",
            "%(n)s stood otherwise by then and were left as they are.",
            asked - done,
        )
        messages.warning(request, left % {"n": asked - done})
