"""What a reader chooses of one bulletin. Only what they change is sent to the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jianbao.desk.models import Carriage
from jianbao.desk.queries.subscriptions import Subscription

_USUAL = "usual"  # kept as ''


class SubscriptionForm(forms.Form):
    """The form an issue comes in, and whether it comes; each field carries what it showed."""

    gets = forms.BooleanField(
        label=_("Send me this bulletin"), required=False, show_hidden_initial=True
    )
    wants = forms.ChoiceField(
        label=_("How the issue comes"),
        choices=[(_USUAL, _("As the bulletin sends it")), *Carriage.choices],
        show_hidden_initial=True,
    )

    def __init__(self, data: Any, subscription: Subscription) -> None:  # noqa: ANN401 - of Django's forms
        """Show what holds now, and nothing that the reader does not decide."""
        self.subscription = subscription
        row = subscription.recipient
        shown = {"wants": row.wants or _USUAL, "gets": subscription.gets}
        super().__init__(data, prefix=f"r{row.pk}", initial=shown)
        if not subscription.may_stop:
            del self.fields["gets"]

    @property
    def wanted(self) -> str:
        """Give the form that a valid form says; '' leaves it to the bulletin."""
        said: str = self.cleaned_data["wants"]
        return "" if said == _USUAL else said
