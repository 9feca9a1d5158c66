"""Forms of units, correspondents and the tables they are imported from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jianbao.desk.actions import units as unit_actions
from jianbao.desk.actions.units import UnitFacts
from jianbao.desk.models import Bulletin, Unit, UnitName
from jianbao.desk.queries.seen import values_of
from jianbao.desk.queries.units import below, tree
from jianbao.web.arrange.fields import LineField, NamesField
from jianbao.web.arrange.saving import RowForm


class UnitChoice(forms.ModelChoiceField[Unit]):
    """A unit of the bulletin, as deep in the list as it stands in the tree."""

    def __init__(self, **rest: Any) -> None:  # noqa: ANN401 - of Django's fields
        """Offer nothing until the form knows its bulletin."""
        super().__init__(queryset=Unit.objects.none(), required=False, empty_label="—", **rest)

    def offer(self, bulletin: Bulletin, without: set[int] = frozenset()) -> None:  # type: ignore[assignment]  # empty
        """Offer the units of a bulletin."""
        self.queryset = bulletin.units.exclude(pk__in=without)
        branches = [branch for branch in tree(bulletin) if branch.unit.pk not in without]
        self.choices = [
            ("", "—"),
            *((b.unit.pk, "　" * b.depth + b.unit.name) for b in branches),
        ]


class UnitForm(RowForm):
    """单位 with the unit above it and all its names."""

    columns = unit_actions.COLUMNS
    name = LineField(label=_("Name as printed"), max_length=80)
    parent = UnitChoice(label=_("Belongs to"))
    aliases = NamesField(
        label=_("Other names"), rows=3, help_text=_("Short forms and spellings; one a line.")
    )
    former = NamesField(
        label=_("Former names"),
        rows=3,
        help_text=_("A changed name is kept here by itself, with the day."),
    )
    code = LineField(label=_("Code"), max_length=40, required=False)
    contributes = forms.BooleanField(
        label=_("Is expected to contribute in every period"), required=False, initial=True
    )

    def __init__(self, data: Any = None, *, bulletin: Bulletin, **rest: Any) -> None:  # noqa: ANN401 - of Django's forms
        """Offer as parents the units that do not stand below this one."""
        super().__init__(data, **rest)
        parent = self.fields["parent"]
        assert isinstance(parent, UnitChoice)
        parent.offer(bulletin, below(self.row) if isinstance(self.row, Unit) else set())

    def mark(self) -> str:
        """Give the mark of the unit with its names."""
        return unit_actions.seen(self.row) if isinstance(self.row, Unit) else ""

    def shown(self) -> dict[str, Any]:
        """Give the columns, and the names by their kind."""
        if not isinstance(self.row, Unit):
            return {}
        names = list(self.row.names.all())
        return values_of(self.row, self.columns) | {
            "aliases": [n.name for n in names if n.kind == UnitName.Kind.ALIAS],
            "former": [n.name for n in names if n.kind == UnitName.Kind.FORMER],
        }

    @property
    def facts(self) -> UnitFacts:
        """What a valid form says of the unit."""
        said = self.cleaned_data
        return UnitFacts(**{name: said[name] for name in (*self.columns, "aliases", "former")})


class CorrespondentForm(RowForm):
    """通讯员."""

    columns = ("name", "unit", "address", "phone")
    name = LineField(label=_("Name"), max_length=60)
    unit = UnitChoice(label=_("Unit"))
    address = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Mail from this address is known to come from the unit."),
    )
    phone = LineField(label=_("Telephone"), max_length=30, required=False)

    def __init__(self, data: Any = None, *, bulletin: Bulletin, **rest: Any) -> None:  # noqa: ANN401 - of Django's forms
        """Offer the units of the bulletin."""
        super().__init__(data, **rest)
        unit = self.fields["unit"]
        assert isinstance(unit, UnitChoice)
        unit.offer(bulletin)


class TableForm(forms.Form):
    """A table to import: a file, or cells pasted from a sheet."""

    file = forms.FileField(
        label=_("Table"), required=False, help_text=_("Excel (.xlsx) or CSV in any encoding.")
    )
    pasted = forms.CharField(
        label=_("Or paste it here"),
        required=False,
        max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        said = super().clean() or self.cleaned_data
        if not said.get("file") and not said.get("pasted", "").strip() and not self.errors:
            raise forms.ValidationError(_("Choose a file or paste a table."))
        return said
