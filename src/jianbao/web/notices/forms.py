"""What is asked when a notice is laid aside."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class LayAsideForm(forms.Form):
    """搁置: why no letter of ours is looked for."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("Say, a private mail sent from the same mailbox. It is kept in the log."),
    )
