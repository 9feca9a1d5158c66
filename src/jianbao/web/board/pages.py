"""The pages that show: the board of an issue, and a page of it as a picture."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from jianbao.desk.models import Issue
from jianbao.desk.typesetting import page_image, pages_of
from jianbao.web.board.finding import current_of, issue_of
from jianbao.web.board.showing import Seen, board_context
from jianbao.web.digits import number_in
from jianbao.web.entrance import DeskRequest, bulletin_page

_FOR_EVER = "private, max-age=31536000, immutable"


@bulletin_page("see_issue")
@require_safe
def board(request: DeskRequest) -> HttpResponse:
    """Show the board of the issue that is being made."""
    issue = current_of(request)
    if issue is None:
        return render(request, "board/nothing.html")
    return _show(request, issue)


@bulletin_page("see_issue")
@require_safe
def board_of(request: DeskRequest, issue: int) -> HttpResponse:
    """Show the board of one issue, such as the draft of a correction."""
    return _show(request, issue_of(request, issue))


@bulletin_page("see_issue")
@require_safe
def board_page(request: DeskRequest, issue: int, digest: str, number: int) -> HttpResponse:
    """Show a page as a picture; what bears the digest of another content is not kept."""
    found = page_image(issue_of(request, issue), number, digest)
    if found is None:
        raise Http404
    response = HttpResponse(found.jpeg, content_type="image/jpeg")
    response["Cache-Control"] = _FOR_EVER if found.digest == digest else "no-store"
    return response


@bulletin_page("see_issue")
@require_safe
def count(request: DeskRequest, issue: int) -> HttpResponse:
    """Say how many pages an issue has so far: a part of 今日 that may take a moment."""
    one = issue_of(request, issue)
    if not request.htmx:
        return redirect("board_of", request.bulletin.slug, one.pk)
    return render(request, "board/count.html", {"issue": one, "pages": pages_of(one)})


def _show(request: DeskRequest, issue: Issue) -> HttpResponse:
    seen = Seen(
        item=number_in(request.GET.get("item", "")), page=number_in(request.GET.get("page", ""))
    )
    part = request.htmx and request.htmx.target == "board"
    name = "board/answer.html" if part else "board/index.html"
    return render(request, name, board_context(request, issue, seen))
