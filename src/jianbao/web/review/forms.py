"""Forms of the review. They check shape; the actions check everything else again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jianbao.desk.models import Bulletin, User
from jianbao.desk.queries.review_words import RECALLED_FOR, return_reasons
from jianbao.desk.steps import EDITING, Step

LONGEST = 500
Choices = Iterable[tuple[str, Any]]


def note_field(label: Any = None, *, must: bool = False) -> forms.CharField:  # noqa: ANN401 - a text, lazy or not
    """Make the field for a few words that go into the log and into letters."""
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label or _("Note"), max_length=LONGEST, required=must, widget=area)


class SeenForm(forms.Form):
    """What an answer is bound to: the step, and the hash of the content that was shown."""

    step = forms.CharField(widget=forms.HiddenInput, max_length=20)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ApproveForm(SeenForm):
    """通过 or 签发: who has it next, and a note, which a rule left aside needs."""

    to = forms.ChoiceField(label=_("Then to"), required=False)
    note = note_field()

    def __init__(self, *given: Any, readers: Choices, must: bool, **rest: Any) -> None:  # noqa: ANN401 - of Django's forms
        """Offer the readers of the next step; `must` asks for the note."""
        super().__init__(*given, **rest)
        offered = [("", _("Whoever may")), *readers]
        self.fields["to"].choices = offered  # type: ignore[attr-defined]  # a ChoiceField's
        if len(offered) == 1:
            del self.fields["to"]
        if must:
            self.fields["note"] = note_field(_("Why the rule is left aside"), must=True)


class ReturnForm(SeenForm):
    """退回: to which step, for which reason, and what exactly."""

    back_to = forms.ChoiceField(label=_("Back to"), widget=forms.RadioSelect, initial=EDITING)
    reason = forms.ChoiceField(label=_("Reason"), widget=forms.RadioSelect)
    note = note_field(_("What is to be done"))

    def __init__(
        self,
        *given: Any,  # noqa: ANN401 - of Django's forms
        bulletin: Bulletin,
        earlier: Iterable[Step],
        **rest: Any,  # noqa: ANN401 - of Django's forms
    ) -> None:
        """Offer the reasons of the bulletin and the steps before."""
        super().__init__(*given, **rest)
        places: list[tuple[str, Any]] = [(EDITING, pgettext_lazy("place", "The editors"))]
        places += [(step.key, step.name) for step in earlier]
        self.fields["back_to"].choices = places  # type: ignore[attr-defined]  # a ChoiceField's
        self.fields["reason"].choices = return_reasons(bulletin)  # type: ignore[attr-defined]


class HandOverForm(forms.Form):
    """移交: to whom, until when, and why."""

    step = forms.CharField(widget=forms.HiddenInput, max_length=20)
    to = forms.ChoiceField(label=pgettext_lazy("hand over", "To"), required=False)
    due_at = forms.DateTimeField(
        label=_("Until when"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Empty: as many days as the step has."),
    )
    note = note_field()

    def __init__(self, *given: Any, readers: Choices, **rest: Any) -> None:  # noqa: ANN401 - of Django's forms
        """Offer whom the step is for."""
        super().__init__(*given, **rest)
        offered = [("", _("Whoever may")), *readers]
        self.fields["to"].choices = offered  # type: ignore[attr-defined]  # a ChoiceField's


class SubmitForm(HandOverForm):
    """交审: the date to be printed, and to whom the first step goes."""

    step = None  # type: ignore[assignment]  # the first that does not hold
    version = forms.IntegerField(widget=forms.HiddenInput)
    date = forms.DateField(
        label=_("Date to be printed"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    field_order = ("version", "date", "to", "due_at", "note")


class RecallForm(forms.Form):
    """撤回: why it is edited again."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=_("Reason"), widget=forms.RadioSelect, choices=list(RECALLED_FOR.items())
    )
    note = note_field()


class LinkForm(SeenForm):
    """签发链接: which of the signers whom the bulletin names is written to."""

    email = forms.ChoiceField(label=_("Signer"))
    note = note_field()

    def __init__(self, *given: Any, bulletin: Bulletin, **rest: Any) -> None:  # noqa: ANN401 - of Django's forms
        """Offer the signers of the bulletin."""
        super().__init__(*given, **rest)
        signers = [(str(a), f"{name} {a}") for name, a in bulletin.link_signers]
        self.fields["email"].choices = signers  # type: ignore[attr-defined]  # a ChoiceField's


def named(people: Iterable[User]) -> list[tuple[str, str]]:
    """Give people as choices."""
    return [(str(one.pk), str(one)) for one in people]
