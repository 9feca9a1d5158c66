"""台账: a row for each recipient of a dispatch, narrowed by figure, capacity, group and words."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from jianbao.desk.models import Capacity, Delivery
from jianbao.desk.queries.deliveries import tally
from jianbao.desk.queries.ledger_rows import Wanted, groups_in, last_changes, rows_of
from jianbao.web.dispatches.bulk import acts_on
from jianbao.web.dispatches.finding import ledger_of
from jianbao.web.dispatches.places import name_of, nav_of_one
from jianbao.web.dispatches.wording import (
    DELIVERY_MARKS,
    MISSED,
    SHARES,
    UNKNOWN_MEANS,
    address_of,
    figures_of,
    said_of,
    share_name,
    state_name,
)
from jianbao.web.entrance import DeskRequest, bulletin_page

_PER_PAGE = 100


class Line(NamedTuple):
    """A row of the ledger: where it goes, how it stands, when it last changed, what was said."""

    row: Delivery
    address: str
    state: str
    mark: str
    at: dt.datetime | None
    said: str


class Narrowing(forms.Form):
    """The form above the ledger. What does not fit narrows nothing: an address is never refused."""

    share = forms.ChoiceField(required=False, label=_("State"))
    capacity = forms.ChoiceField(required=False, label=pgettext_lazy("recipients", "Capacity"))
    group = forms.ChoiceField(required=False, label=pgettext_lazy("recipients", "Group"))
    words = forms.CharField(
        required=False, max_length=80, label=_("Name, unit, address or the server's words")
    )

    def __init__(self, given: Any, groups: list[str]) -> None:  # noqa: ANN401 - of Django's forms
        """Offer the groups that the ledger bears."""
        super().__init__(given, auto_id="narrow_%s")
        shares = [*SHARES.items(), ("missed", MISSED)]
        self._offer("share", [("", pgettext_lazy("state", "All")), *shares])
        self._offer("capacity", [("", pgettext_lazy("capacity", "All")), *Capacity.choices])
        named = [(name, name) for name in groups]
        self._offer("group", [("", pgettext_lazy("group", "All")), *named])

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def wanted(self) -> Wanted:
        """Give what is asked for."""
        self.full_clean()
        return Wanted(**{name: self.cleaned_data.get(name, "") for name in Wanted._fields})


@bulletin_page("see_dispatch")
@require_safe
def ledger(request: DeskRequest, pk: int) -> HttpResponse:
    """Show the rows that are asked for, by pages; each figure above opens its own."""
    found = ledger_of(request, pk)
    form = Narrowing(request.GET, groups_in(found))
    wanted = form.wanted
    rows = rows_of(found, wanted).select_related("confirmed_by")
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("page"))
    counted = tally(found)
    context = {
        "dispatch": found,
        "name": name_of(found),
        "form": form,
        "wanted": wanted,
        "narrowed": any(wanted),
        "share": share_name(wanted.share),
        "page": page,
        "lines": _lines(list(page.object_list)),
        "tally": counted,
        "figures": figures_of(counted),
        "unknown_means": UNKNOWN_MEANS if counted.unknown else "",
        "acts": acts_on(request, found),
        "side_nav": nav_of_one(request, found, counted),
    }
    return render(request, "dispatches/ledger.html", context)


def _lines(rows: list[Delivery]) -> list[Line]:
    when = last_changes(rows)
    return [
        Line(
            row,
            address_of(row),
            state_name(row),
            DELIVERY_MARKS[row.state],
            when.get(row.pk),
            said_of(row),
        )
        for row in rows
    ]
