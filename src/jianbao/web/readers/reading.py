"""阅读链接: the edition that a letter brought, read without an account, and no way into the desk.

The link leads to that edition alone. Nothing is counted here: mail scanners open every link.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jianbao.desk.models import Dispatch, Edition
from jianbao.desk.queries.editions import content_in, current_edition, is_withdrawn, printed_keys
from jianbao.desk.queries.issue_numbers import number_of
from jianbao.desk.queries.issue_pictures import sizes_of
from jianbao.desk.queries.reader_links import OPEN_FOR, dispatch_of, opens
from jianbao.desk.queries.subscriptions import whom_to_ask
from jianbao.web.entrance import link_page
from jianbao.web.publishing.files import file_of, picture_of
from jianbao.web.publishing.reading import downloads
from jianbao.web.publishing.sheet import Sheet, sheet_of

_FORMATS = ("pdf", "docx", "html")  # what people read


@link_page
@require_safe
def read(request: HttpRequest, token: str) -> HttpResponse:
    """Show the edition; of an issue that was withdrawn the notice alone; else why not."""
    dispatch = _known(token)
    if not opens(dispatch):
        return _closed(request, dispatch)
    sent, last = dispatch.edition, current_edition(dispatch.edition.issue)
    taken_back = _taken_back(sent)
    context = _about(dispatch) | {
        "edition": last if taken_back else sent,
        "sheet": _sheet(last if taken_back and last else sent, token),
        "later": last if last and last.pk != sent.pk else None,
        "withdrawn": taken_back,
        "downloads": [] if taken_back else _downloads(sent, token),
    }
    return render(request, "readers/read.html", context)


@link_page
@require_safe
def file(request: HttpRequest, token: str, form: str) -> HttpResponseBase:
    """Give the edition in one of the formats that people read."""
    if form not in _FORMATS:
        raise Http404
    return file_of(_open(token), form, opened=bool(request.GET.get("open")))


@link_page
@require_safe
def picture(request: HttpRequest, token: str, item: int, place: int) -> HttpResponseBase:
    """Show a picture of the edition."""
    return picture_of(_open(token), item, place)


def _known(token: str) -> Dispatch:
    dispatch = dispatch_of(token)
    if dispatch is None:
        raise Http404
    return dispatch


def _open(token: str) -> Edition:
    """Give the edition whose files and pictures the link opens. Raises Http404."""
    dispatch = _known(token)
    if not opens(dispatch) or _taken_back(dispatch.edition):
        raise Http404
    return dispatch.edition


def _taken_back(edition: Edition) -> bool:
    return edition.kind != Edition.Kind.WITHDRAWAL and is_withdrawn(edition.issue)


def _closed(request: HttpRequest, dispatch: Dispatch) -> HttpResponse:
    called_off = dispatch.state == Dispatch.State.CANCELLED
    context = _about(dispatch) | {"called_off": called_off, "days": OPEN_FOR.days}
    return render(request, "readers/closed.html", context, status=410)


def _about(dispatch: Dispatch) -> dict[str, Any]:
    """Give what stands around the pages of a link; no navigation, even of who has signed in."""
    bulletin = dispatch.bulletin
    return {
        "bulletin": bulletin,
        "nav": [],
        "number": number_of(dispatch.edition.issue),
        "ask": whom_to_ask(bulletin),
    }


def _sheet(edition: Edition, token: str) -> Sheet:
    content = content_in(edition)

    def picture_at(item: str, place: int) -> str:
        return reverse("read_picture", args=[token, item, place])

    return sheet_of(content, picture_at, printed_keys(content), sizes_of(content))


def _downloads(edition: Edition, token: str) -> list[Any]:
    return downloads(edition, _FORMATS, lambda form: reverse("read_file", args=[token, form]))
