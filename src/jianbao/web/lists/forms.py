"""Forms of recipients, their groups, and what the list is narrowed to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jianbao.desk.actions import recipients as acts
from jianbao.desk.actions.grouping_recipients import COLUMNS
from jianbao.desk.actions.recipients import RecipientFacts
from jianbao.desk.models import Bulletin, Capacity, Carriage, Recipient, RecipientGroup, Unit
from jianbao.desk.queries.recipients import STATES, Filter
from jianbao.desk.queries.seen import values_of
from jianbao.web.arrange.fields import LineField
from jianbao.web.arrange.saving import RowForm
from jianbao.web.arrange.unit_forms import UnitChoice
from jianbao.web.digits import number_in

_ANY = [("", _("All"))]


class RecipientForm(RowForm):
    """收件人."""

    columns = acts.COLUMNS
    name = LineField(label=_("Name"), max_length=60)
    post = LineField(label=_("Post"), max_length=60, required=False)
    unit = UnitChoice(label=_("Unit"))
    address = LineField(label=_("E-mail address"), max_length=300)
    groups = forms.TypedMultipleChoiceField(
        label=_("Groups of recipients"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In no group, nothing is sent. In several, one letter is sent."),
    )
    wants = forms.ChoiceField(
        label=_("How they want it"),
        required=False,
        choices=[("", _("As the letter says")), *Carriage.choices],
    )
    note = LineField(label=pgettext_lazy("recipients", "Note"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, bulletin: Bulletin, **rest: Any) -> None:  # noqa: ANN401 - of Django's forms
        """Offer the units and groups of the bulletin."""
        super().__init__(data, **rest)
        unit, groups = self.fields["unit"], self.fields["groups"]
        assert isinstance(unit, UnitChoice)
        assert isinstance(groups, forms.TypedMultipleChoiceField)
        unit.offer(bulletin)
        groups.choices = [(group.pk, group.name) for group in bulletin.recipient_groups.all()]
        if not groups.choices:
            del self.fields["groups"]

    def mark(self) -> str:
        """Give the mark of the recipient with the groups."""
        return acts.seen(self.row) if isinstance(self.row, Recipient) else ""

    def shown(self) -> dict[str, Any]:
        """Give the columns, and the groups by key."""
        if not isinstance(self.row, Recipient):
            return {}
        groups = [group.pk for group in self.row.groups.all()]
        return values_of(self.row, self.columns) | {"groups": groups}

    @property
    def facts(self) -> RecipientFacts:
        """What a valid form says of the recipient."""
        groups = frozenset(self.cleaned_data.get("groups", ()))
        return RecipientFacts(**self.values, groups=groups)


class GroupForm(RowForm):
    """发放对象: the name as printed, and in what capacity its people get the issue."""

    columns = COLUMNS
    name = LineField(
        label=pgettext_lazy("thing", "Name"),
        max_length=60,
        help_text=_("As the imprint prints it, where it does."),
    )
    capacity = forms.ChoiceField(
        label=pgettext_lazy("recipients", "Capacity"), choices=Capacity.choices
    )


class FilterForm(forms.Form):
    """What the list is narrowed to; what does not fit asks nothing."""

    q = LineField(required=False, label=_("Name, address, unit or note"))
    group = forms.ChoiceField(required=False, label=pgettext_lazy("recipients", "Group"))
    unit = forms.ChoiceField(required=False, label=_("Unit"))
    capacity = forms.ChoiceField(
        required=False,
        label=pgettext_lazy("recipients", "Capacity"),
        choices=[*_ANY, *Capacity.choices],
    )
    state = forms.ChoiceField(
        required=False, choices=[(name, name) for name in STATES], widget=forms.HiddenInput
    )

    def __init__(self, data: Any, groups: list[RecipientGroup], units: list[Unit]) -> None:  # noqa: ANN401 - of Django's forms
        """Offer the groups, and the units that have somebody on the lists."""
        super().__init__(data)
        for name, rows in (("group", groups), ("unit", units)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [*_ANY, *((row.pk, row.name) for row in rows)]
        self.fields["q"].widget = forms.TextInput(
            attrs={"type": "search", "data-key": "/", "maxlength": 80, "autocomplete": "off"}
        )

    @property
    def wanted(self) -> Filter:
        """What is asked for."""
        self.is_valid()
        said = self.cleaned_data
        return Filter(
            words=said.get("q", "")[:80],
            group=number_in(said.get("group", "")),
            unit=number_in(said.get("unit", "")),
            capacity=said.get("capacity", ""),
            state=said.get("state", "") or "on",
        )


class ProposalsForm(forms.Form):
    """Which of those proposed are to be put on the lists, and into which group."""

    chosen = forms.MultipleChoiceField(required=False)
    group = forms.ChoiceField(required=False, label=_("Put them into the group"))

    def __init__(self, data: Any, addresses: list[str], groups: list[RecipientGroup]) -> None:  # noqa: ANN401 - of Django's forms
        """Offer those proposed, and the groups."""
        super().__init__(data)
        chosen, group = self.fields["chosen"], self.fields["group"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        assert isinstance(group, forms.ChoiceField)
        chosen.choices = [(address, address) for address in addresses]
        group.choices = [("", "—"), *((row.pk, row.name) for row in groups)]
        group.required = bool(groups)  # in no group, nothing is sent
