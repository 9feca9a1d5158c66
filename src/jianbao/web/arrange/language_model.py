"""The language model of a bulletin: set, tried, and the log of every word that was sent to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from jianbao.desk.actions import language_model as acts
from jianbao.desk.models import Bulletin, ModelCall
from jianbao.desk.queries import model_calls
from jianbao.web.arrange.fields import LineField
from jianbao.web.arrange.places import side_nav
from jianbao.web.arrange.saving import RowForm, posted, save, status
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.phrases import language_of_page

_PER_PAGE = 20
_SHOWN = 40  # characters of the answer to a test
_ROLES: dict[str, str | Promise] = {
    "system": gettext_lazy("Instruction"),
    "user": gettext_lazy("Question"),
}
_FATES: dict[str, tuple[str, str | Promise]] = {  # state of the chip, word
    "waiting": ("open", pgettext_lazy("question to a model", "waits for its answer")),
    "lost": ("warn", pgettext_lazy("question to a model", "never answered")),
    "failed": ("bad", pgettext_lazy("question to a model", "failed")),
    "answered": ("ok", pgettext_lazy("question to a model", "answered")),
    "taken": ("ok", pgettext_lazy("question to a model", "taken")),
}


class ModelForm(RowForm):
    """Which model is asked, and whether at all; the key goes in and never comes out."""

    columns = acts.COLUMNS
    model_on = forms.BooleanField(
        label=gettext_lazy("Editors may ask a language model"),
        required=False,
        help_text=gettext_lazy("Off, nothing is ever sent, not even by the test."),
    )
    model_url = LineField(
        label=gettext_lazy("Address of the interface"),
        max_length=300,
        required=False,
        help_text=gettext_lazy(
            "OpenAI-compatible, as https://model.example/v1. The text of the item goes there."
        ),
    )
    model_name = LineField(label=gettext_lazy("Model"), max_length=120, required=False)
    key = forms.CharField(
        label=gettext_lazy("Key of the model"),
        required=False,
        strip=True,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("Leave it empty where none is needed."),
    )
    forget_key = forms.BooleanField(label=gettext_lazy("Throw the kept key away"), required=False)

    def __init__(self, *args: Any, **rest: Any) -> None:  # noqa: ANN401 - of Django's forms
        """Say that a kept key stays, or ask nothing about one that is not there."""
        super().__init__(*args, **rest)
        if isinstance(self.row, Bulletin) and self.row.sealed_model_key:
            self.fields["key"].help_text = _("Leave it empty to keep the one that is set.")
        else:
            del self.fields["forget_key"]


class Row(NamedTuple):
    """A question as the log shows it."""

    call: ModelCall
    purpose: str
    sent: list[tuple[str, str]]
    length: int
    chip: str
    fate: str
    trouble: str


@bulletin_page("arrange_bulletin")
@require_http_methods(["GET", "HEAD", "POST"])
def language_model(request: DeskRequest) -> HttpResponse:
    """Show and change the model, and list what was ever sent to it."""
    row = request.bulletin
    form = ModelForm(posted(request), row=row)

    def change(said: Mapping[str, Any]) -> None:
        acts.set_model(
            row,
            form.values,
            said["key"],
            by=request.user,
            mark=said["seen"],
            forget_key=said.get("forget_key", False),
        )

    if request.method == "POST" and save(form, change):
        if row.model_on:
            return _try_and_say(request)
        messages.success(request, _("Saved. No language model is asked."))
        return redirect("arrange_model", row.slug)
    page = Paginator(model_calls.calls_of(row), _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [_row(call) for call in page],
        "side_nav": side_nav(request),
    }
    return render(request, "arrange/language_model.html", context, status=status(form))


@bulletin_page("arrange_bulletin")
@require_POST
def test(request: DeskRequest) -> HttpResponse:
    """Ask the model for one word and say exactly what is wrong, or that it answers."""
    return _try_and_say(request)


def _try_and_say(request: DeskRequest) -> HttpResponse:
    tried = acts.try_model(request.bulletin, by=request.user)
    if tried.error is not None:
        messages.error(request, tried.error.said(language_of_page()))
    else:
        answer = " ".join(tried.answer.split())[:_SHOWN]
        messages.success(
            request, _("The model works. It answered “%(answer)s”.") % {"answer": answer}
        )
    return redirect("arrange_model", request.bulletin.slug)


def _row(call: ModelCall) -> Row:
    chip, fate = _FATES[model_calls.fate_of(call)]
    sent = [(message["role"], message["content"]) for message in call.sent]
    return Row(
        call,
        str(model_calls.PURPOSES.get(call.purpose, call.purpose)),
        [(str(_ROLES.get(role, role)), text) for role, text in sent],
        sum(len(text) for _role, text in sent),
        chip,
        str(fate),
        model_calls.error_in_words(call, language_of_page()) if call.error else "",
    )
