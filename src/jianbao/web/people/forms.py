"""Forms about roles and the log. What a role may be limited to is checked by the action."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jianbao.desk.models import Bulletin, Role, Section, Unit, User
from jianbao.desk.queries.event_verbs import VERBS
from jianbao.desk.queries.events import Wanted


class RoleForm(forms.Form):
    """A role and, for some, the section or unit it is limited to."""

    role = forms.ChoiceField(label=_("Role"))
    section = forms.ModelChoiceField(
        Section.objects.none(),
        label=_("Section"),
        required=False,
        empty_label=_("All sections"),
        help_text=_("Only an editor can be limited to one."),
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Unit"),
        required=False,
        empty_label=_("No unit"),
        help_text=_("Only for a contributor, who then sees what the unit sent."),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - of Django's forms
        roles: list[str],
        bulletin: Bulletin | None,
        **rest: Any,  # noqa: ANN401 - of Django's forms
    ) -> None:
        """Offer these roles and the bulletin's sections and units."""
        super().__init__(*args, **rest)
        self.fields["role"].choices = [(role, Role(role).label) for role in roles]  # type: ignore[attr-defined]  # it is a ChoiceField
        if bulletin is None:
            del self.fields["section"], self.fields["unit"]
            return
        self.fields["section"].queryset = bulletin.sections.filter(hidden=False)  # type: ignore[attr-defined]  # it is a ModelChoiceField
        self.fields["unit"].queryset = bulletin.units.filter(closed_at=None)  # type: ignore[attr-defined]  # the same

    @property
    def place(self) -> dict[str, Any]:
        """Give section and unit as the actions take them."""
        return {name: self.cleaned_data.get(name) for name in ("section", "unit")}


class InviteForm(RoleForm):
    """Whom to invite, and to what."""

    full_name = forms.CharField(label=_("Name"), max_length=60)
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("A letter with a link goes there, good for 14 days.")
    )
    field_order = ("full_name", "email", "role", "section", "unit")


class LogFilter(forms.Form):
    """Which rows of the log are shown."""

    person = forms.ModelChoiceField(
        User.objects.none(), label=_("Person"), required=False, empty_label=_("Everybody")
    )
    verb = forms.ChoiceField(label=_("What"), required=False)
    thing = forms.CharField(label=_("Thing"), required=False, max_length=60)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, people: Any, **rest: Any) -> None:  # noqa: ANN401 - of Django's forms
        """Offer these people and every verb."""
        super().__init__(*args, **rest)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]  # it is a ModelChoiceField
        blank = {"who": "…", "thing": "…", "verb": "…"}
        named = [(verb, str(wording) % blank) for verb, wording in VERBS.items()]
        self.fields["verb"].choices = [("", _("Everything")), *named]  # type: ignore[attr-defined]  # it is a ChoiceField

    @property
    def wanted(self) -> Wanted:
        """Give what is asked for; fields that do not fit ask nothing."""
        if not self.is_bound:
            return Wanted()
        self.full_clean()
        return Wanted(
            **{name: value for name, value in self.cleaned_data.items() if value is not None}
        )
