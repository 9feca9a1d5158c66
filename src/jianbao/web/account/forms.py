"""Forms of one's own account. They check shape; the actions check everything else again."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _

from jianbao.desk import rules
from jianbao.desk.models import User
from jianbao.desk.queries.rights import SCOPE_LABELS

_PASSWORD = forms.PasswordInput(attrs={"autocomplete": "new-password"})


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth is not typed for others
    """Name or address, and password; the words are ours."""

    def __init__(self, *args: Any, **rest: Any) -> None:  # noqa: ANN401 - of Django's forms
        """Word the fields."""
        super().__init__(*args, **rest)
        self.fields["login"].label = _("Sign-in name or e-mail address")
        self.fields["login"].widget.attrs = {"autocomplete": "username webauthn", "autofocus": True}
        self.fields["password"].label = _("Password")
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}
        self.fields["password"].help_text = ""
        self.fields["remember"].label = _("Stay signed in on this device for two weeks")


class OwnForm(forms.ModelForm[User]):
    """Name, language and theme."""

    class Meta:
        """The language and theme are offered with the choice to leave them open."""

        model = User
        fields = ("full_name", "language", "theme")

    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("As the browser asks")), ("zh-hans", "简体中文"), ("en", "English")],
        required=False,
    )
    theme = forms.ChoiceField(
        label=_("Appearance"),
        choices=[("", _("As the device")), ("light", _("Light")), ("dark", _("Dark"))],
        required=False,
    )


class NewAccountForm(forms.Form):
    """What an invited person chooses."""

    full_name = forms.CharField(
        label=_("Name"), max_length=60, help_text=_("As it is printed under what you write.")
    )
    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=150,
        help_text=_("You may also sign in by your e-mail address."),
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(label=_("Password"), strip=False, widget=_PASSWORD)
    again = forms.CharField(label=_("Password once more"), strip=False, widget=_PASSWORD)

    def __init__(self, *args: Any, **rest: Any) -> None:  # noqa: ANN401 - of Django's forms
        """Show the rules of passwords where one is chosen."""
        super().__init__(*args, **rest)
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean_again(self) -> str:
        """Both are the same."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password"):
            raise forms.ValidationError(_("The two passwords differ."))
        return again


class TokenForm(forms.Form):
    """What a program is called, what it may do, where, how long."""

    name = forms.CharField(
        label=_("What it is for"), max_length=60, help_text=_("The log names it beside you.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("It may"),
        choices=lambda: list(SCOPE_LABELS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    bulletin = forms.ChoiceField(label=_("Where"), required=False)
    days = forms.TypedChoiceField(
        label=_("For how long"),
        coerce=int,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("One year")), (0, _("No end"))],
        initial=90,
    )

    def __init__(self, *args: Any, person: User, **rest: Any) -> None:  # noqa: ANN401 - of Django's forms
        """Offer the bulletins the person enters."""
        super().__init__(*args, **rest)
        self.bulletins = {str(one.pk): one for one in rules.bulletins_of(person)}
        choices: list[tuple[str, object]] = [("", _("All my bulletins"))]
        choices += [(pk, one.title) for pk, one in self.bulletins.items()]
        self.fields["bulletin"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField
