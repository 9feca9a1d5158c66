"""Handing in by page: what was sent is stored before anything else, then its own page is shown."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from jianbao.desk import rules
from jianbao.desk.actions.handing_in import check_replaceable, clean_text, hand_in
from jianbao.desk.actions.receiving import Received
from jianbao.desk.models import Contribution
from jianbao.desk.queries.own_contributions import own_contribution, units_to_name
from jianbao.desk.queries.roster import unit_of_person
from jianbao.desk.queries.today import current, local_day, period_of
from jianbao.web.contribute.forms import HandingIn
from jianbao.web.entrance import DeskRequest, bulletin_page


@bulletin_page("contribute")
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: DeskRequest) -> HttpResponse:
    """Offer the form, and take in what is handed in."""
    return _submit(request, None)


@bulletin_page("contribute")
@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: DeskRequest, pk: int) -> HttpResponse:
    """Take in a later version (修订稿) of what was handed in and is not decided on."""
    earlier = own_contribution(request.bulletin, request.user, pk)
    if earlier is None:
        raise Http404
    check_replaceable(earlier, by=request.user)
    return _submit(request, earlier)


def _submit(request: DeskRequest, earlier: Contribution | None) -> HttpResponse:
    units = units_to_name(request.bulletin, request.user)
    if request.method != "POST":
        form = HandingIn(units=units, initial=_initial(request, earlier))
        return _show(request, form, earlier)
    form = HandingIn(request.POST, request.FILES, units=units)
    if not form.is_valid():
        return _show(request, form, earlier)
    given = form.handed_in()
    received = hand_in(
        given,
        bulletin=request.bulletin,
        channel=Contribution.Channel.UPLOAD if given.files else Contribution.Channel.PASTE,
        by=request.user,
        unit=form.cleaned_data["unit"],
        revises=earlier,
    )
    _say(request, received, clean_text(given.text).dropped)
    return _lead_on(request, received)


def _initial(request: DeskRequest, earlier: Contribution | None) -> dict[str, Any]:
    if earlier is not None:
        return {
            "headline": earlier.headline,
            "text": "\n".join(map(str, earlier.paragraphs)),
            "author": earlier.author,
            "unit": earlier.unit_id,
        }
    if rules.may(request.user, "see_inbox", request.bulletin).ok:
        return {}
    unit, _correspondent = unit_of_person(request.user, request.bulletin)
    return {"author": request.user.full_name, "unit": unit and unit.pk}


def _show(request: DeskRequest, form: HandingIn, earlier: Contribution | None) -> HttpResponse:
    status = 422 if form.errors else 200
    if request.htmx and form.errors:
        return render(request, "contribute/new.html#faults", {"form": form}, status=status)
    day = local_day()
    period = period_of(request.bulletin, current(request.bulletin), day)
    left = period.days_left(day)
    return render(
        request,
        "contribute/new.html",
        {
            "form": form,
            "earlier": earlier,
            "period": period,
            "days_left": left,
            "days_over": -left,
        },
        status=status,
    )


def _say(request: DeskRequest, received: tuple[Received, ...], dropped: int) -> None:
    """Say what came of it, and what was left out of a pasted text."""
    fresh = [one for one in received if one.fresh]
    if len(fresh) > 1:
        said = ngettext("%(n)s contribution received.", "%(n)s contributions received.", len(fresh))
        messages.success(request, said % {"n": len(fresh)})
    elif fresh:
        messages.success(request, _("Received and stored."))
    known = len(received) - len(fresh)
    if known:
        said = ngettext(
            "%(n)s was received before, byte for byte; it is not taken twice.",
            "%(n)s were received before, byte for byte; they are not taken twice.",
            known,
        )
        messages.info(request, said % {"n": known})
    if dropped:
        said = ngettext(
            "%(n)s character that nobody can see was left out of the text.",
            "%(n)s characters that nobody can see were left out of the text.",
            dropped,
        )
        messages.info(request, said % {"n": dropped})


def _lead_on(request: DeskRequest, received: tuple[Received, ...]) -> HttpResponse:
    slug, only = request.bulletin.slug, received[0].contribution
    address = reverse("contribute", args=[slug])
    if len(received) == 1 and rules.may_see_contribution(request.user, only).ok:
        address = reverse("sent", args=[slug, only.pk])
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
