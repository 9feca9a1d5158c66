"""The forms of decisions. Each carries the version that was seen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from jianbao.desk.models import Bulletin, Contribution, Item, Section, Unit, User
from jianbao.desk.queries.contribution import editors_of
from jianbao.desk.queries.issues import current_issue, items_of
from jianbao.desk.queries.reasons import BY_HAND, DECLINED_FOR, SET_ASIDE_FOR


class Asking(forms.Form):
    """What a dialog of the reading pane asks."""


class Versioned(Asking):
    """Nothing but the version of the contribution as it was shown."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self, given: QueryDict | None, bulletin: Bulletin, one: Contribution | None = None
    ) -> None:
        """Take what was sent, or None to show the form for `one`."""
        initial: dict[str, Any] = {"version": one.version} if one else {}
        auto_id = f"{type(self).__name__.lower()}_%s"
        super().__init__(given, auto_id=auto_id, initial=initial)
        self.arrange(bulletin, one)

    def arrange(self, bulletin: Bulletin, one: Contribution | None) -> None:
        """Offer what the bulletin has; called once."""


class _Choice(forms.ModelChoiceField[Any]):
    """A choice whose rows are named later."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Django's own options
        super().__init__(queryset=None, **options)


class _ItemChoice(_Choice):
    def label_from_instance(self, obj: Item) -> str:
        """Name an item by its section and headline."""
        return f"{obj.section_title}　{obj.headline or '—'}"


def _offer(form: forms.Form, name: str, known: QuerySet[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = known


class Planning(Versioned):
    """采用到…"""

    section: forms.ModelChoiceField[Section] = _Choice(
        label=_("Section"), widget=forms.RadioSelect, empty_label=None
    )

    def arrange(self, bulletin: Bulletin, one: Contribution | None) -> None:
        """Offer the sections that are not hidden, the suggested one chosen."""
        _offer(self, "section", bulletin.sections.filter(hidden=False))
        if one is not None:
            self.initial["section"] = one.suggested_section_id


class Merging(Versioned):
    """合并到…"""

    item: forms.ModelChoiceField[Item] = _ItemChoice(
        label=_("Item"), widget=forms.RadioSelect, empty_label=None
    )

    def arrange(self, bulletin: Bulletin, one: Contribution | None) -> None:  # noqa: ARG002 - of its class
        """Offer the items of the open issue."""
        issue = current_issue(bulletin)
        _offer(self, "item", items_of(issue) if issue else Item.objects.none())


class _Noted(Versioned):
    note = forms.CharField(label=_("Note"), required=False, max_length=500, widget=forms.TextInput)


class Keeping(_Noted):
    """留用"""


class Declining(_Noted):
    """不采用…"""

    reason = forms.ChoiceField(
        label=_("Reason"), choices=[*DECLINED_FOR.items()], widget=forms.RadioSelect
    )
    field_order = ("reason", "note")


class SettingAside(_Noted):
    """搁置…"""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[(code, SET_ASIDE_FOR[code]) for code in BY_HAND],
        widget=forms.RadioSelect,
        initial=BY_HAND[0],
    )
    field_order = ("reason", "note")


class Assigning(_Noted):
    """转给…"""

    to: forms.ModelChoiceField[User] = _Choice(
        label=_("Editor"), required=False, empty_label=_("Nobody in particular")
    )
    field_order = ("to", "note")

    def arrange(self, bulletin: Bulletin, one: Contribution | None) -> None:
        """Offer the editors of the bulletin."""
        _offer(self, "to", editors_of(bulletin))
        if one is not None:
            self.initial["to"] = one.assigned_to_id


class CorrectingUnit(Versioned):
    """The unit it is from."""

    unit: forms.ModelChoiceField[Unit] = _Choice(
        label=_("Unit"), required=False, empty_label=_("Of no unit")
    )

    def arrange(self, bulletin: Bulletin, one: Contribution | None) -> None:
        """Offer the units of the bulletin."""
        _offer(self, "unit", bulletin.units.filter(closed_at__isnull=True))
        if one is not None:
            self.initial["unit"] = one.unit_id
