"""The letter of a dispatch as its readers will see it, and sent to one address to look at."""

from __future__ import annotations

import base64
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jianbao.desk import rules
from jianbao.desk.actions.dispatching.lettering import carriage_of, letter_of, pdf_of
from jianbao.desk.actions.dispatching.trying import try_out
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Carriage, Dispatch
from jianbao.desk.queries.deliveries import tally
from jianbao.desk.sentences import sentence
from jianbao.post.letter import Letter
from jianbao.post.smtp import Accepted, Outcome, Rejected, Unknown
from jianbao.web.dispatches.finding import dispatch_of, ledger_of
from jianbao.web.dispatches.places import name_of, nav_of_one
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.letter_frames import framed
from jianbao.web.phrases import told


@bulletin_page("see_dispatch")
@require_safe
def letter(request: DeskRequest, pk: int) -> HttpResponse:
    """Show the letter of a dispatch that was approved, in each of its forms."""
    found = ledger_of(request, pk)
    context = {
        "dispatch": found,
        "name": name_of(found),
        "side_nav": nav_of_one(request, found, tally(found)),
    }
    return render(request, "dispatches/letter.html", context | shown_letter(request, found))


@bulletin_page("see_dispatch")
@require_safe
def letter_html(request: DeskRequest, pk: int, form: str) -> HttpResponse:
    """Give the HTML of the letter alone, for the frame that shows it."""
    found = dispatch_of(request, pk)
    if form not in Carriage.values:
        raise Http404
    return framed(_with_pictures(letter_of(found, form)))


@bulletin_page("prepare_dispatch")
@require_POST
def try_letter(request: DeskRequest, pk: int) -> HttpResponse:
    """Send the letter to one address, and say what the mail server said."""
    found = dispatch_of(request, pk)
    address, form = request.POST.get("address", ""), request.POST.get("form", "")
    carries = form if form in Carriage.values else ""
    try:
        outcome = try_out(found, address, by=request.user, carries=carries)
    except Invalid as refusal:
        messages.error(request, sentence(refusal))
    else:
        _tell(request, address, outcome)
    return redirect(_back(request, found))


def shown_letter(request: DeskRequest, found: Dispatch) -> dict[str, Any]:
    """Give what a page shows of the letter, in the form asked for or in that of most readers."""
    usual = carriage_of(found, "", pdf_of(found.edition).size)
    asked = request.GET.get("form", "")
    form = asked if asked in Carriage.values else usual
    written = letter_of(found, form)
    return {
        "letter": written,
        "form": form,
        "forms": [(one.value, one.label) for one in Carriage],
        "files": [(file.name, len(file.content)) for file in written.attachments],
        "may_try": rules.may(request.user, "prepare_dispatch", request.bulletin).ok
        and found.state != Dispatch.State.CANCELLED,
        "try_address": request.user.email,
    }


def _with_pictures(written: Letter) -> str:
    """Put the pictures into the HTML, which names them as parts of the mail."""
    html = written.html
    for picture in written.pictures:
        inside = base64.b64encode(picture.content).decode("ascii")
        address = f"data:{picture.media_type};base64,{inside}"
        html = html.replace(f"cid:{picture.content_id}", address)
    return html


def _tell(request: DeskRequest, address: str, outcome: Outcome) -> None:
    said = outcome.reason if isinstance(outcome, Unknown) else outcome.reply
    values = {"address": address}
    if isinstance(outcome, Accepted):
        what = _("The mail server took the test letter to %(address)s") % values
        messages.success(request, told(what, said))
    elif isinstance(outcome, Rejected):
        what = _("The mail server refused the test letter to %(address)s") % values
        messages.error(request, told(what, said))
    elif isinstance(outcome, Unknown):
        what = _("The line broke; whether the test letter to %(address)s left is unknown") % values
        messages.warning(request, told(what, said))
    else:
        what = _("The test letter to %(address)s did not leave") % values
        messages.warning(request, told(what, said))


def _back(request: DeskRequest, found: Dispatch) -> str:
    name = "dispatch" if found.approved_at is None else "dispatch_letter"
    return reverse(name, args=[request.bulletin.slug, found.pk]) + "#letter"
