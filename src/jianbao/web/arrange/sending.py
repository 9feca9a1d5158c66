"""发放设置: what holds for every dispatch of a bulletin, and how letters leave the desk at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from jianbao.config import Config
from jianbao.desk.actions.bulletins import change_bulletin
from jianbao.desk.actions.mail_server import mail_server, try_mail_server
from jianbao.desk.errors import Impossible
from jianbao.desk.sentences import sentence
from jianbao.post.connection import is_loopback
from jianbao.web.arrange.places import side_nav
from jianbao.web.arrange.saving import RowForm, posted, save, status
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.phrases import bracketed, in_a_row, language_of_page, listed

_SECURITY: dict[str, str | Promise] = {
    "tls": pgettext_lazy("mail server", "TLS"),
    "starttls": pgettext_lazy("mail server", "STARTTLS"),
    "plain": pgettext_lazy("mail server", "not encrypted"),
}


class SendingForm(RowForm):
    """What holds for every dispatch."""

    columns = ("attaches_up_to", "sends_by_two", "may_unsubscribe")
    attaches_up_to = forms.IntegerField(
        label=gettext_lazy("Attach issues of up to (MB)"),
        min_value=0,
        max_value=100,
        help_text=gettext_lazy(
            "What is larger goes as a link, whatever a reader wished; with 0 all of it does."
        ),
    )
    sends_by_two = forms.BooleanField(
        label=gettext_lazy("Nobody approves a dispatch that they prepared"), required=False
    )
    may_unsubscribe = forms.BooleanField(
        label=gettext_lazy("Readers may unsubscribe by themselves"),
        required=False,
        help_text=gettext_lazy(
            "Off, their page says whom to ask, and what a mail program asks for is noted."
        ),
    )


@bulletin_page("arrange_bulletin")
@require_http_methods(["GET", "HEAD", "POST"])
def sending(request: DeskRequest) -> HttpResponse:
    """Show and change how a bulletin is sent, and show how letters leave."""
    row = request.bulletin
    form = SendingForm(posted(request), row=row)

    def change(said: Mapping[str, Any]) -> None:
        change_bulletin(row, form.values, by=request.user, mark=said["seen"])

    if request.method == "POST" and save(form, change):
        messages.success(request, _("Saved."))
        return redirect("arrange_sending", row.slug)
    context = {
        "form": form,
        "ways": _ways(settings.JIANBAO),
        "has_server": bool(settings.JIANBAO.smtp_url),
        "side_nav": side_nav(request),
    }
    return render(request, "arrange/sending.html", context, status=status(form))


@bulletin_page("arrange_bulletin")
@require_POST
def test(request: DeskRequest) -> HttpResponse:
    """Try the mail server and say exactly what is wrong, or that it takes letters."""
    tried = try_mail_server(request.bulletin, by=request.user)
    if tried.error is not None:
        messages.error(request, tried.error.said(language_of_page()))
    else:
        messages.success(
            request, _("The mail server %(server)s takes letters.") % {"server": tried.server}
        )
    return redirect("arrange_sending", request.bulletin.slug)


def _ways(config: Config) -> list[tuple[str, str]]:
    """Say how letters leave; nothing of user names and passwords."""
    unset = pgettext("setting", "not set")
    return [
        (_("Mail server"), _server() or unset),
        (_("Sender"), config.letters_from or unset),
        (_("Address for bounces"), config.bounces_to or unset),
        (_("Address in links"), _address(config)),
        (_("At most"), _limits(config)),
        (_("Connections"), _connections(config)),
    ]


def _server() -> str:
    try:
        account = mail_server()
    except Impossible as refusal:
        return sentence(refusal)
    if account is None:
        return ""
    login = _("with a login") if account.user else _("without a login")
    return in_a_row(f"{account.host}:{account.port}", _SECURITY[account.security], login)


def _address(config: Config) -> str:
    if is_loopback(urlsplit(config.address).hostname or ""):
        return config.address + bracketed(_("opens on this machine alone"))
    return config.address


def _limits(config: Config) -> str:
    return listed(
        [
            _("%(n)s a minute") % {"n": config.letters_per_minute},
            _("%(n)s an hour") % {"n": config.letters_per_hour},
            _("%(n)s a day") % {"n": config.letters_per_day},
        ]
    )


def _connections(config: Config) -> str:
    at_once = ngettext("%(n)s at once", "%(n)s at once", config.letters_at_once)
    made_anew = ngettext(
        "made anew after %(n)s letter",
        "made anew after %(n)s letters",
        config.letters_per_connection,
    )
    return in_a_row(
        at_once % {"n": config.letters_at_once}, made_anew % {"n": config.letters_per_connection}
    )
