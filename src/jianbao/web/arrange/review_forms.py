"""Forms of the review's settings: a row for each step, and the rules that hold for all."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jianbao.desk.actions.review_settings import RULES
from jianbao.desk.models import Role, User
from jianbao.desk.steps import Step
from jianbao.web.arrange.fields import LineField, LinesField
from jianbao.web.arrange.saving import RowForm

_MAY = (Role.EDITOR, Role.REVIEWER, Role.SIGNER)


class StepForm(forms.Form):
    """One step; a row without a name adds nothing, one with `drop` falls away."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    name = LineField(label=pgettext_lazy("of a step", "Name"), max_length=20, required=False)
    kind = forms.ChoiceField(
        label=pgettext_lazy("of a step", "Kind"),
        choices=[
            ("review", pgettext_lazy("kind of step", "Review")),
            ("proof", pgettext_lazy("kind of step", "Proof")),
        ],
        required=False,
    )
    roles = forms.MultipleChoiceField(
        label=_("Who may"),
        choices=[(role.value, role.label) for role in _MAY],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    people = forms.TypedMultipleChoiceField(
        label=_("These people alone"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=60, required=False)
    drop = forms.BooleanField(label=pgettext_lazy("of a step", "Take away"), required=False)

    def __init__(self, *given: Any, people: list[User], **rest: Any) -> None:  # noqa: ANN401 - of Django's forms
        """Offer the people who work on the bulletin."""
        super().__init__(*given, **rest)
        self.fields["people"].choices = [(one.pk, str(one)) for one in people]  # type: ignore[attr-defined]

    @property
    def signs(self) -> bool:
        """Whether this is the sign-off, whose kind and place do not change."""
        return self.initial.get("kind") == "sign_off"

    def step(self, key: str) -> Step | None:
        """Give the step that a valid row says, or None for one that is empty or taken away."""
        said = self.cleaned_data
        if not said["name"] or (said["drop"] and not self.signs):
            return None
        return Step(
            key=said["key"] or key,
            name=said["name"],
            kind="sign_off" if self.signs else said["kind"] or "review",
            roles=tuple(said["roles"]),
            people=tuple(said["people"]),
            days=said["days"],
        )


class SignersField(LinesField):
    """Signers without an account, one a line: name and address."""

    def prepare_value(self, value: object) -> object:
        """Show pairs as lines."""
        if isinstance(value, list | tuple):
            return "\n".join(" ".join(map(str, one)) for one in value)
        return value

    def clean(self, value: object) -> Any:  # noqa: ANN401 - of Django's fields
        """Take lines as pairs of name and address."""
        found = []
        for line in self.to_python(value):
            name, _blank, address = re.sub(r"[，,<>（）()\s]+", " ", line).strip().rpartition(" ")
            try:
                validate_email(address)
            except forms.ValidationError as error:
                says = _("“%(line)s”: write a name, a blank and an address.")
                raise forms.ValidationError(says, params={"line": line[:30]}) from error
            found.append([(name or address)[:60], address.lower()])
        return found


class ReviewRulesForm(RowForm):
    """What may be left aside, who signs by letter, why an issue goes back, what is ticked."""

    columns = RULES
    may_review_twice = forms.BooleanField(
        label=_("The same person may approve two steps; it is recorded with a reason"),
        required=False,
    )
    may_review_own = forms.BooleanField(
        label=_("Authors may approve what they wrote; it is recorded with a reason"),
        required=False,
    )
    signs_by_link = forms.BooleanField(
        label=_("A signer without an account may answer by a link in a letter"), required=False
    )
    link_signers = SignersField(
        label=_("Signers by link"), rows=3, help_text=_("One a line: name and address.")
    )
    return_reasons = LinesField(
        label=_("Reasons for sending back"),
        longest=40,
        rows=5,
        help_text=_("One a line. Empty: the usual ones."),
    )
    checklist = LinesField(
        label=_("Checklist before printing"),
        longest=120,
        rows=5,
        help_text=_("One a line. Each is ticked by a person, for the very content that is signed."),
    )
