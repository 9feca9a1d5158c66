"""签发链接: the issue as a signer without an account reads it, and one answer to it.

Opening changes nothing: mail scanners open every link they see. A dead link says what became of
it and shows nothing of the issue.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jianbao.desk.actions.reviewing import links
from jianbao.desk.errors import DeskError, Impossible, Invalid
from jianbao.desk.models import Picture, SigningLink
from jianbao.desk.queries.issue_numbers import number_of
from jianbao.desk.queries.issue_pictures import sizes_of
from jianbao.desk.queries.standing import Standing, standing_of
from jianbao.desk.sentences import sentence
from jianbao.desk.steps import Step
from jianbao.desk.typesetting import page_image, pages_of
from jianbao.web.entrance import link_page
from jianbao.web.files import shown
from jianbao.web.publishing.sheet import sheet_of
from jianbao.web.review.forms import ReturnForm
from jianbao.web.review.laying import Laying

_NO_QUESTION = frozenset({"link-unknown", "link-overtaken"})  # nothing is to be asked for


@link_page
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, token: str) -> HttpResponse:
    """Show the issue as it reads with the one answer; take an approval."""
    try:
        link, standing = _open(token)
        if request.method == "POST":
            links.approve_by_link(token, note=request.POST.get("note", "").strip()[:500])
            return _answered(request, token)
    except DeskError as refusal:
        return _dead(request, token, refusal)
    step = _step(standing)
    form = _return_form(None, link, standing, step)
    return render(request, "review/sign.html", _reading(link, token, standing) | {"form": form})


@link_page
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: HttpRequest, token: str) -> HttpResponse:
    """Ask why it is sent back and to whom, and send it back."""
    try:
        link, standing = _open(token)
        form = _return_form(request.POST or None, link, standing, _step(standing))
        if form.is_valid():
            said = form.cleaned_data
            links.send_back_by_link(
                token, back_to=said["back_to"], reason=said["reason"], note=said["note"]
            )
            return _answered(request, token)
    except Invalid:
        raise
    except DeskError as refusal:
        return _dead(request, token, refusal)
    context = _about(link) | {"form": form, "token": token}
    status = 422 if form.errors else 200
    return render(request, "review/sign_back.html", context, status=status)


@link_page
@require_POST
def ask_again(request: HttpRequest, token: str) -> HttpResponse:
    """Ask who sent the letter for another one."""
    link = links.known_link(token)
    if link is None:
        return _dead(request, token, Impossible("link-unknown"))
    links.ask_again(token)
    return render(request, "review/sign_closed.html", _about(link) | {"asked": True})


@link_page
@require_safe
def page(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """Show a page as it will be printed."""
    link, _standing = _open_or_404(token)
    found = page_image(link.issue, number)
    if found is None:
        raise Http404
    return HttpResponse(found.jpeg, content_type="image/jpeg")


@link_page
@require_safe
def picture(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:
    """Show a picture of the issue as it is printed."""
    link, _standing = _open_or_404(token)
    row = Picture.objects.filter(pk=pk, item__issue=link.issue).first()
    if row is None:
        raise Http404
    return shown(row.sha256, row.file)


def _open(token: str) -> tuple[SigningLink, Standing]:
    """Give a letter that can be answered now. Raises DeskError with the reason why it cannot."""
    link = links.find_link(token)
    standing = standing_of(link.issue)
    reason = links.why_not(link, standing)
    if reason:
        raise Impossible(reason)
    return link, standing


def _open_or_404(token: str) -> tuple[SigningLink, Standing]:
    try:
        return _open(token)
    except DeskError as refusal:
        raise Http404 from refusal


def _step(standing: Standing) -> Step:
    if standing.current is None:
        raise Impossible("step-not-current")
    return standing.current


def _return_form(data: Any, link: SigningLink, standing: Standing, step: Step) -> ReturnForm:  # noqa: ANN401 - of Django's forms
    initial = {"step": step.key, "seen": standing.sha256, "back_to": "editing"}
    earlier = standing.before(step)
    return ReturnForm(data, bulletin=link.issue.bulletin, earlier=earlier, initial=initial)


def _about(link: SigningLink) -> dict[str, Any]:
    return {"link": link, "bulletin": link.issue.bulletin, "number": number_of(link.issue)}


def _reading(link: SigningLink, token: str, standing: Standing) -> dict[str, Any]:
    pages = pages_of(link.issue, standing.content)
    numbers = range(1, pages.layout.pages + 1) if pages else range(0)
    rows = Picture.objects.filter(item__issue=link.issue)
    addresses = {
        (str(row.item_id), row.file): reverse("sign_picture", args=[token, row.pk]) for row in rows
    }
    step = _step(standing)
    return _about(link) | {
        "token": token,
        "step": step,
        "signs": step.kind == "sign_off",
        "sheet": sheet_of(standing.content, None, {}, {}),
        "groups": Laying(pictures=addresses, sizes=sizes_of(standing.content)).groups(
            standing.content
        ),
        "plain": True,
        "sha256": standing.sha256,
        "leaves": [(n, reverse("sign_page", args=[token, n])) for n in numbers],
    }


def _answered(request: HttpRequest, token: str) -> HttpResponse:
    """Lead away from the form, so that going back sends nothing twice."""
    return redirect("sign", token)


def _dead(request: HttpRequest, token: str, refusal: DeskError) -> HttpResponse:
    """Say what became of the link; of an answered one, what was answered."""
    link = links.known_link(token)
    context: dict[str, Any] = {"sentence": sentence(refusal), "token": token}
    if link is None:
        context["bulletin"] = None
        return render(request, "review/sign_closed.html", context, status=404)
    verdict = getattr(link, "verdict", None)
    may_ask = refusal.code not in _NO_QUESTION
    context |= _about(link) | {"verdict": verdict, "may_ask": may_ask, "maker": link.made_by}
    if verdict is not None:
        context["sentence"] = _("You have answered. Thank you; nothing more is to be done.")
    return render(request, "review/sign_closed.html", context, status=200 if verdict else 410)
