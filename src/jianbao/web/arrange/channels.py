"""发放渠道 beside the mail: chat groups, folders, print orders. Keys go in and never come out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jianbao.desk.actions import outlets as acts
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Outlet
from jianbao.desk.queries.outlets import CHATS, OFFERED, outlets_of
from jianbao.desk.sentences import sentence
from jianbao.document.write.formats import FORMATS
from jianbao.post.smtp import Accepted, Deferred, Rejected, Unknown
from jianbao.web.arrange.fields import LineField
from jianbao.web.arrange.places import side_nav
from jianbao.web.arrange.saving import posted, save, status
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.format_names import format_name

HOW: dict[str, str | Promise] = {
    Outlet.Kind.WECOM: gettext_lazy("In the group: group robots, add, copy the webhook address."),
    Outlet.Kind.DINGTALK: gettext_lazy(
        "In the group: settings, robots, custom; choose signing and copy address and secret."
    ),
    Outlet.Kind.FEISHU: gettext_lazy(
        "In the group: settings, robots, custom robot; tick signing, copy address and secret."
    ),
    Outlet.Kind.FOLDER: gettext_lazy("The files of the issue are put there, for a site to show."),
    Outlet.Kind.PRINT: gettext_lazy("Its row waits in the ledger until somebody has it printed."),
}


class OutletForm(forms.Form):
    """What an outlet of one kind needs; an address or a secret that is set stays when empty."""

    name = LineField(label=pgettext_lazy("thing", "Name"), max_length=60)
    url = LineField(label=gettext_lazy("Address of the robot"), max_length=500, required=False)
    secret = forms.CharField(
        label=gettext_lazy("Signing secret"),
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    place = LineField(
        label=gettext_lazy("Folder"),
        max_length=300,
        help_text=gettext_lazy("Below the folder that this machine allows (JIANBAO_DROP_FOLDER)."),
    )
    formats = forms.MultipleChoiceField(
        label=pgettext_lazy("channel", "Files"), widget=forms.CheckboxSelectMultiple
    )
    copies = forms.IntegerField(
        label=gettext_lazy("Copies printed"), min_value=1, max_value=100_000, required=False
    )

    def __init__(self, kind: str, row: Outlet | None = None, data: Any = None) -> None:  # noqa: ANN401 - of Django's forms
        """Ask for what this kind needs, and for nothing else."""
        initial = {column: getattr(row, column) for column in acts.COLUMNS} if row else {}
        super().__init__(data, initial=initial or {"formats": ["pdf"]})
        self.fields["formats"].choices = [(name, format_name(name)) for name in FORMATS]  # type: ignore[attr-defined]  # of its class
        for name in set(self.fields) - _FIELDS[kind]:
            del self.fields[name]
        if kind in CHATS:
            self.fields["url"].required = not (row and row.sealed_address)
        if row is not None and row.sealed_address:
            self.fields["url"].help_text = _("Leave it empty to keep the one that is set.")
        if row is not None and row.sealed_secret:
            self.fields["secret"].help_text = _("Leave it empty to keep the one that is set.")

    @property
    def values(self) -> dict[str, Any]:
        """What a valid form says; fields of other kinds are empty."""
        return {"url": "", "secret": "", "place": "", "formats": [], "copies": None} | dict(
            self.cleaned_data
        )


_FIELDS: dict[str, set[str]] = {
    Outlet.Kind.WECOM: {"name", "url"},
    Outlet.Kind.DINGTALK: {"name", "url", "secret"},
    Outlet.Kind.FEISHU: {"name", "url", "secret"},
    Outlet.Kind.FOLDER: {"name", "place", "formats"},
    Outlet.Kind.PRINT: {"name", "copies"},
}


@bulletin_page("arrange_bulletin")
@require_safe
def channels(request: DeskRequest) -> HttpResponse:
    """List the channels, and offer each kind."""
    context = {
        "rows": outlets_of(request.bulletin),
        "kinds": [(kind, Outlet.Kind(kind).label, HOW[kind]) for kind in OFFERED],
        "side_nav": side_nav(request),
    }
    return render(request, "arrange/channels.html", context)


@bulletin_page("arrange_bulletin")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: DeskRequest, kind: str) -> HttpResponse:
    """Set up a channel of one kind, and try it at once."""
    if kind not in OFFERED:
        raise Http404
    form = OutletForm(kind, data=posted(request))
    made: list[Outlet] = []

    def act(_said: Mapping[str, Any]) -> None:
        values = form.values | {"kind": kind}
        made.append(acts.add_outlet(request.bulletin, values, by=request.user))

    if request.method == "POST" and save(form, act):
        return _try_and_say(request, made[0])
    return _show(request, form, kind, None)


@bulletin_page("arrange_bulletin")
@require_http_methods(["GET", "HEAD", "POST"])
def channel(request: DeskRequest, outlet: int) -> HttpResponse:
    """Show and change one channel."""
    row = _outlet(request, outlet)
    form = OutletForm(row.kind, row, posted(request))

    def change(_said: Mapping[str, Any]) -> None:
        acts.change_outlet(row, form.values, by=request.user)

    if request.method == "POST" and save(form, change):
        return _try_and_say(request, row)
    return _show(request, form, row.kind, row)


@bulletin_page("arrange_bulletin")
@require_POST
def test(request: DeskRequest, outlet: int) -> HttpResponse:
    """Try a channel and say exactly what is wrong."""
    return _try_and_say(request, _outlet(request, outlet))


@bulletin_page("arrange_bulletin")
@require_POST
def close(request: DeskRequest, outlet: int) -> HttpResponse:
    """Use a channel no more."""
    acts.set_open(_outlet(request, outlet), to=False, by=request.user)
    return redirect("arrange_channels", request.bulletin.slug)


@bulletin_page("arrange_bulletin")
@require_POST
def reopen(request: DeskRequest, outlet: int) -> HttpResponse:
    """Use a channel again."""
    acts.set_open(_outlet(request, outlet), to=True, by=request.user)
    return redirect("arrange_channels", request.bulletin.slug)


def _show(request: DeskRequest, form: OutletForm, kind: str, row: Outlet | None) -> HttpResponse:
    context = {
        "form": form,
        "kind": Outlet.Kind(kind).label,
        "how": HOW[kind],
        "outlet": row,
        "tries": kind != Outlet.Kind.PRINT,
        "side_nav": side_nav(request),
    }
    return render(request, "arrange/channel.html", context, status=status(form))


def _try_and_say(request: DeskRequest, row: Outlet) -> HttpResponse:
    if row.kind == Outlet.Kind.PRINT:
        messages.success(request, _("Saved."))
    else:
        _try(request, row)
    return redirect("arrange_channel", request.bulletin.slug, row.pk)


def _try(request: DeskRequest, row: Outlet) -> None:
    try:
        outcome = acts.try_outlet(row, by=request.user)
    except Invalid as refusal:
        messages.error(request, sentence(refusal))
        return
    if isinstance(outcome, Accepted):
        chat = row.kind in CHATS
        text = _("It works: look at the group.") if chat else _("It works: the folder takes files.")
        messages.success(request, text)
    else:
        messages.error(request, _what_is_wrong(outcome))


def _what_is_wrong(outcome: Deferred | Rejected | Unknown) -> str:
    if isinstance(outcome, Unknown):
        said = {"said": outcome.reason}
        return _("Nobody can say whether it was taken; look at the group: %(said)s") % said
    if isinstance(outcome, Deferred):
        return _("It was not taken this time: %(said)s") % {"said": outcome.reply}
    return _("It was not taken: %(said)s") % {"said": outcome.reply}


def _outlet(request: DeskRequest, pk: int) -> Outlet:
    return get_object_or_404(request.bulletin.outlets, pk=pk)
