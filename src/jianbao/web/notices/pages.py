"""The notices of a bulletin in a list, and one of them with all that is known of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jianbao.desk import rules
from jianbao.desk.models import Delivery, Notice
from jianbao.desk.queries.issue_numbers import number_of
from jianbao.desk.queries.notices import (
    letters_like,
    notices_in,
    text_of,
    unsettled_notices,
    words_of,
)
from jianbao.web.dispatches.places import nav_of_all
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.files import kept
from jianbao.web.notices.forms import LayAsideForm

_PAGE = 50
_LETTERS = 20  # offered at once
_SHAPES = {"bounce": "bad", "delay": "warn", "receipt": "ok", "auto-reply": "open"}


class Row(NamedTuple):
    """One notice, the shape of its kind, what it says; `number` is of the issue it is about."""

    notice: Notice
    shape: str
    says: str
    number: str


class Letter(NamedTuple):
    """One letter that a notice may be about."""

    delivery: Delivery
    number: str


@bulletin_page("see_dispatch")
@require_safe
def notices(request: DeskRequest) -> HttpResponse:
    """List what came back: what nobody has claimed, or everything."""
    kind = request.GET.get("kind", "")
    everything = request.GET.get("list") == "all"
    wanted = kind if kind in Notice.Kind else ""
    found = notices_in(request.bulletin, unsettled=not everything, kind=wanted)
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [_row(one) for one in page],
        "kinds": Notice.Kind.choices,
        "kind": wanted,
        "everything": everything,
        "unsettled": unsettled_notices(request.bulletin).count(),
        "side_nav": nav_of_all(request),
    }
    name = "notices/list.html#rows" if request.htmx else "notices/list.html"
    return render(request, name, context)


@bulletin_page("see_dispatch")
@require_safe
def notice(request: DeskRequest, pk: int) -> HttpResponse:
    """Show one notice; where nobody knows whose it is, offer the letters it may be about."""
    return show(request, notice_of(request, pk))


@bulletin_page("see_dispatch")
@require_safe
def raw(request: DeskRequest, pk: int) -> HttpResponseBase:
    """Give the message as it came, byte for byte."""
    found = notice_of(request, pk)
    return kept(found.raw.sha256, found.raw.name or f"{found.kind}-{found.pk}.eml")


def notice_of(request: DeskRequest, pk: int) -> Notice:
    """Find a notice of the bulletin. Raises Http404."""
    found = Notice.objects.select_related(
        "raw", "bulletin", "settled_by", "delivery__dispatch__edition__issue"
    )
    return get_object_or_404(found, pk=pk, bulletin=request.bulletin)


def show(
    request: DeskRequest, found: Notice, form: LayAsideForm | None = None, status: int = 200
) -> HttpResponse:
    """Answer with the page of a notice, or with the letters alone when htmx asks for them."""
    open_one = found.delivery is None and found.settled_at is None
    context: dict[str, Any] = {
        "row": _row(found),
        "trail": [
            (_("Bounces and receipts"), reverse("notices", args=[request.bulletin.slug])),
            (str(found.get_kind_display()), ""),
        ],
        "facts": [pair for pair in _facts(found) if pair[1]],
        "open_one": open_one,
        "may": rules.may(request.user, "prepare_dispatch", request.bulletin),
    }
    if open_one and context["may"].ok:
        context |= _offer(request, found) | {"form": form or LayAsideForm()}
    if request.htmx and request.method == "GET":
        return render(request, "notices/letters.html", context)
    return render(request, "notices/notice.html", context | {"text": text_of(found)}, status=status)


def _offer(request: DeskRequest, found: Notice) -> dict[str, Any]:
    """Give the letters that fit what is looked for; at first those to the house it came from."""
    house = found.address.rpartition("@")[2]
    words = request.GET.get("q")
    if words is None:
        words = house if house and letters_like(request.bulletin, house).exists() else ""
    rows = letters_like(request.bulletin, words[:100])[: _LETTERS + 1]
    letters = [Letter(row, number_of(row.dispatch.edition.issue)) for row in rows]
    return {"words": words, "letters": letters[:_LETTERS], "more": len(letters) > _LETTERS}


def _row(one: Notice) -> Row:
    issue = one.delivery.dispatch.edition.issue if one.delivery else None
    says = words_of(one) or one.subject
    return Row(one, _SHAPES[one.kind], says, number_of(issue) if issue else "")


def _facts(one: Notice) -> Iterable[tuple[str, str]]:
    yield _("Subject"), _verbatim(one.subject)
    yield _("It names"), one.address
    yield _("Status code"), one.status
    yield _("In the server's words"), _verbatim(one.said)
    if one.kind == Notice.Kind.BOUNCE:
        yield _("For good"), _("yes, do not try again") if one.permanent else _("perhaps not")
    if one.delivery:
        yield _("Found by"), str(one.get_found_display())
    if one.settled_by:
        yield _("Settled by"), str(one.settled_by)


def _verbatim(said: str) -> str:
    """Mark what a machine wrote, in whatever language; '' stays ''."""
    return format_html('<span lang="mul">{}</span>', said) if said else ""
