"""The mailboxes of a bulletin: set up, tried, paused. A password is never shown again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from jianbao.desk.actions import mailboxes as acts
from jianbao.desk.models import Mailbox
from jianbao.desk.queries.mailboxes import in_words, mailboxes_of
from jianbao.web.arrange.fields import LineField
from jianbao.web.arrange.places import side_nav
from jianbao.web.arrange.saving import RowForm, posted, save, status
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.phrases import language_of_page


class MailboxForm(RowForm):
    """IMAP account; the password goes in and never comes out."""

    columns = acts.COLUMNS
    host = LineField(label=gettext_lazy("IMAP server"), max_length=120)
    port = forms.IntegerField(label=gettext_lazy("Port"), min_value=1, max_value=65535, initial=993)
    security = forms.ChoiceField(
        label=gettext_lazy("Protection of the connection"), choices=Mailbox.Security.choices
    )
    account = LineField(label=gettext_lazy("Account"), max_length=120)
    password = forms.CharField(
        label=gettext_lazy("Password or authorisation code"),
        required=False,
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    folder = LineField(label=gettext_lazy("Folder to read"), max_length=120, initial="INBOX")
    done_folder = LineField(
        label=gettext_lazy("Folder for what was taken in"),
        max_length=120,
        initial="已处理",
        help_text=gettext_lazy("Made if it is not there. Nothing is deleted."),
    )
    poll_seconds = forms.IntegerField(
        label=gettext_lazy("Look for mail every (seconds)"),
        min_value=10,
        max_value=86_400,
        initial=60,
    )
    ca_certificate = forms.CharField(
        label=gettext_lazy("Certificate of the house (PEM)"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Only where the server's certificate is signed by the house itself."
        ),
    )

    def __init__(self, *args: Any, **rest: Any) -> None:  # noqa: ANN401 - of Django's forms
        """Say that a kept password stays."""
        super().__init__(*args, **rest)
        if isinstance(self.row, Mailbox) and self.row.sealed_password:
            self.fields["password"].help_text = _("Leave it empty to keep the one that is set.")

    def clean(self) -> dict[str, Any]:
        """Refuse the folder that is read as the one for what was taken in."""
        said = super().clean() or self.cleaned_data
        if said.get("folder") and said.get("folder") == said.get("done_folder"):
            self.add_error("done_folder", _("Choose another folder than the one that is read."))
        return said


@bulletin_page("arrange_bulletin")
@require_http_methods(["GET", "HEAD", "POST"])
def mailboxes(request: DeskRequest) -> HttpResponse:
    """List the mailboxes with how they fare, and set one up."""
    form = MailboxForm(posted(request))
    if request.method == "POST":
        made = add(request, form)
        if made is not None:
            return _try_and_say(request, made, "arrange_mailbox")
    context = {
        "form": form,
        "rows": mailboxes_of(request.bulletin, language_of_page()),
        "side_nav": side_nav(request),
    }
    return render(request, "arrange/mailboxes.html", context, status=status(form))


def add(request: DeskRequest, form: MailboxForm) -> Mailbox | None:
    """Set up the mailbox of a form; None when it does not fit."""
    made: list[Mailbox] = []

    def act(said: Mapping[str, Any]) -> None:
        bulletin, user = request.bulletin, request.user
        made.append(acts.add_mailbox(bulletin, form.values, said["password"], by=user))

    return made[0] if save(form, act) else None


@bulletin_page("arrange_bulletin")
@require_http_methods(["GET", "HEAD", "POST"])
def mailbox(request: DeskRequest, mailbox: int) -> HttpResponse:
    """Show and change one mailbox."""
    row = _mailbox(request, mailbox)
    form = MailboxForm(posted(request), row=row)

    def change(said: Mapping[str, Any]) -> None:
        password, mark = said["password"], said["seen"]
        acts.change_mailbox(row, form.values, password, by=request.user, mark=mark)

    if request.method == "POST" and save(form, change):
        return _try_and_say(request, row, "arrange_mailbox")
    context = {
        "form": form,
        "mailbox": row,
        "trouble": in_words(row, language_of_page()),
        "taken": row.sightings.count(),
        "side_nav": side_nav(request),
    }
    return render(request, "arrange/mailbox.html", context, status=status(form))


@bulletin_page("arrange_bulletin")
@require_POST
def test(request: DeskRequest, mailbox: int) -> HttpResponse:
    """Try a mailbox and say exactly what is wrong, or how many mails wait."""
    return _try_and_say(request, _mailbox(request, mailbox), "arrange_mailbox")


@bulletin_page("arrange_bulletin")
@require_POST
def pause(request: DeskRequest, mailbox: int) -> HttpResponse:
    """Poll a mailbox no more."""
    row = _mailbox(request, mailbox)
    acts.pause(row, by=request.user)
    messages.success(request, _("%(mailbox)s is paused.") % {"mailbox": row})
    return redirect("arrange_mailboxes", request.bulletin.slug)


@bulletin_page("arrange_bulletin")
@require_POST
def resume(request: DeskRequest, mailbox: int) -> HttpResponse:
    """Poll a mailbox again."""
    row = _mailbox(request, mailbox)
    acts.resume(row, by=request.user)
    messages.success(request, _("%(mailbox)s is polled again.") % {"mailbox": row})
    return redirect("arrange_mailboxes", request.bulletin.slug)


def tell(request: DeskRequest, tried: acts.Tried) -> None:
    """Say what a test of a mailbox came to."""
    if tried.error is not None:
        messages.error(request, tried.error.said(language_of_page()))
    elif tried.code:
        messages.error(request, _("The password cannot be read any more. Enter it again."))
    else:
        text = ngettext(
            "The mailbox works: %(n)s mail waits, %(done)s taken in before.",
            "The mailbox works: %(n)s mails wait, %(done)s taken in before.",
            tried.waiting,
        )
        messages.success(request, text % {"n": tried.waiting, "done": tried.done})


def _try_and_say(request: DeskRequest, row: Mailbox, name: str) -> HttpResponse:
    tell(request, acts.try_mailbox(row, by=request.user))
    return redirect(name, request.bulletin.slug, row.pk)


def _mailbox(request: DeskRequest, pk: int) -> Mailbox:
    return get_object_or_404(request.bulletin.mailboxes, pk=pk)
