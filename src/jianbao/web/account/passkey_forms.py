"""The forms of passkeys in our words; what they check is allauth's."""

from __future__ import annotations

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

_NAME = pgettext_lazy("of a passkey", "Name")


class AddingPasskey(AddWebAuthnForm):  # type: ignore[misc]  # allauth is not typed for others
    """A name, and whether it signs in by itself."""

    def __init__(self, *args: Any, **rest: Any) -> None:  # noqa: ANN401 - of Django's forms
        """Word the fields."""
        super().__init__(*args, **rest)
        self.fields["name"].label = _NAME
        if "passwordless" in self.fields:
            self.fields["passwordless"].label = _("Sign in with it alone, without the password")
            self.fields["passwordless"].help_text = _(
                "The device then asks for a fingerprint, a face or its PIN each time."
            )


class RenamingPasskey(EditWebAuthnForm):  # type: ignore[misc]  # allauth is not typed for others
    """Another name."""

    def __init__(self, *args: Any, **rest: Any) -> None:  # noqa: ANN401 - of Django's forms
        """Word the field."""
        super().__init__(*args, **rest)
        self.fields["name"].label = _NAME
