"""What the address of the inbox asks for: which list, narrowed how, in which order, which page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jianbao.desk.models import Bulletin, Section, Unit
from jianbao.desk.queries.inbox import DEFAULT_LIST, LISTS, Filters
from jianbao.web.digits import number_in

PERIODS: dict[str, int] = {"today": 1, "week": 7, "month": 30}  # days, today included
_PERIODS = [
    ("", pgettext_lazy("period", "Any time")),
    ("today", pgettext_lazy("period", "Today")),
    ("week", pgettext_lazy("period", "Last 7 days")),
    ("month", pgettext_lazy("period", "Last 30 days")),
    ("year", pgettext_lazy("period", "This year")),
]
_ORDERS = [
    ("", pgettext_lazy("order", "Newest first")),
    ("oldest", pgettext_lazy("order", "Oldest first")),
    ("unit", pgettext_lazy("order", "By unit")),
    ("longest", pgettext_lazy("order", "Longest first")),
]


class Narrowing(forms.Form):
    """The form above a list. What does not fit narrows nothing: an address is never refused."""

    q = forms.CharField(required=False, max_length=80)
    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        queryset=None, required=False, label=_("Unit")
    )
    section: forms.ModelChoiceField[Section] = forms.ModelChoiceField(
        queryset=None, required=False, label=_("Suggested section")
    )
    period = forms.ChoiceField(choices=_PERIODS, required=False, label=_("Received"))
    order = forms.ChoiceField(choices=_ORDERS, required=False, label=_("Order"))
    pictures = forms.BooleanField(required=False, label=_("With pictures"))
    like = forms.BooleanField(required=False, label=_("Resembling others"))

    def __init__(self, given: QueryDict, bulletin: Bulletin) -> None:
        """Offer the units and sections of the bulletin."""
        super().__init__(given, auto_id="narrow_%s")
        for name, known in (("unit", bulletin.units.all()), ("section", bulletin.sections.all())):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = known
            field.empty_label = "—"


@dataclass(frozen=True)
class Asked:
    """A list as it was asked for; `query` is the part of an address that asks for it again."""

    name: str
    filters: Filters
    order: str
    page: str
    query: str
    form: Narrowing

    @property
    def suffix(self) -> str:
        """The query with its question mark, or nothing."""
        return f"?{self.query}" if self.query else ""

    @property
    def chosen(self) -> bool:
        """Whether more than words narrows or orders it."""
        return self.filters._replace(words="").narrow or self.order != "newest"

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The query as names and values, for a form that asks for the same list."""
        return parse_qsl(self.query)


def read_query(given: QueryDict, bulletin: Bulletin) -> Asked:
    """Read the query of an address; unknown words are passed over."""
    form = Narrowing(given, bulletin)
    form.is_valid()
    values: dict[str, Any] = getattr(form, "cleaned_data", {})
    name = given.get("list", "")
    page = given.get("page", "")
    kept = {"list": name if name in LISTS and name != DEFAULT_LIST else ""} | {
        key: getattr(value, "pk", value) for key, value in values.items()
    }
    words = {k: "1" if v is True else v for k, v in kept.items() if v}
    if (number_in(page) or 1) > 1:
        words["page"] = page
    unit, section = values.get("unit"), values.get("section")
    filters = Filters(
        words=values.get("q", "").replace("\x00", ""),
        unit=unit.pk if unit else None,
        section=section.pk if section else None,
        first=_first_day(values.get("period", "")),
        with_pictures=values.get("pictures", False),
        resembling=values.get("like", False),
    )
    chosen = name if name in LISTS else DEFAULT_LIST
    order = values.get("order") or "newest"
    return Asked(chosen, filters, order, page or "1", urlencode(words), form)


def _first_day(period: str) -> dt.date | None:
    today = timezone.localdate()
    if period == "year":
        return today.replace(month=1, day=1)
    return today - dt.timedelta(PERIODS[period] - 1) if period in PERIODS else None
