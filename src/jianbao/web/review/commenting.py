"""Comments on an issue and its items: said, answered, settled, from the review and the editor."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jianbao.desk import rules
from jianbao.desk.actions import commenting
from jianbao.desk.actions.commenting import CLOSED, Passage
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Comment, Issue, Item
from jianbao.desk.queries.comments import threads_of, threads_on
from jianbao.desk.queries.item import find_item, text_of
from jianbao.web.digits import number_in
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.review.asking import back
from jianbao.web.review.reading import making_of


@bulletin_page("see_issue")
@require_safe
def comments_of_item(request: DeskRequest, item: int) -> HttpResponse:
    """Give the comments of an item as a part of a page; by itself, lead to the issue."""
    found = find_item(request.bulletin, item)
    if found is None:
        raise Http404
    if not request.htmx:
        return redirect("review_issue", request.bulletin.slug, found.issue_id)
    return _part(request, found.issue, found)


@bulletin_page("comment")
@require_POST
def comment(request: DeskRequest, pk: int) -> HttpResponse:
    """Say something of the issue, of an item, or of the passage that was marked or typed."""
    issue = making_of(request, pk)
    item = _item(request, issue)
    passage = _passage(request, item) if item else None
    text = request.POST.get("text", "")
    said = commenting.comment_on(issue, text, by=request.user, item=item, passage=passage)
    answer = back(request, issue, _("Your comment stands beside the text."))
    answer["Location"] += f"#c-{said.pk}"
    return answer


@bulletin_page("comment")
@require_POST
def answer_comment(request: DeskRequest, comment: int) -> HttpResponse:
    """Answer a comment."""
    found = _comment(request, comment)
    commenting.answer(found, request.POST.get("text", ""), by=request.user)
    return _shown(request, found)


@bulletin_page("comment")
@require_POST
def settle_comment(request: DeskRequest, comment: int) -> HttpResponse:
    """Settle a comment, or open it again with `again`."""
    found = _comment(request, comment)
    act = commenting.take_up_again if request.POST.get("again") else commenting.resolve
    act(found, by=request.user)
    return _shown(request, found)


def _item(request: DeskRequest, issue: Issue) -> Item | None:
    named = request.POST.get("item", "")
    if not named:
        return None
    found = issue.items.filter(pk=number_in(named) or 0).first()
    if found is None:
        raise Invalid("item-missing", field="item")
    return found


def _passage(request: DeskRequest, item: Item) -> Passage | None:
    """Give the passage that was marked; one that was typed is found where it stands first."""
    quote = request.POST.get("quote", "").strip()
    if not quote:
        return None
    start = number_in(request.POST.get("start", ""))
    if start is None:
        start = max(0, text_of(item).text.find(quote))
    return Passage(start, start + len(quote), quote)


def _comment(request: DeskRequest, pk: int) -> Comment:
    found = Comment.objects.filter(pk=pk, issue__bulletin=request.bulletin)
    one = found.select_related("issue__bulletin", "item", "parent").first()
    if one is None:
        raise Http404
    return one


def _shown(request: DeskRequest, comment: Comment) -> HttpResponse:
    """Show the comments beside the item anew, or the page where they stand."""
    if request.htmx:
        return _part(request, comment.issue, comment.item)
    return redirect("review_issue", request.bulletin.slug, comment.issue_id)


def _part(request: DeskRequest, issue: Issue, item: Item | None) -> HttpResponse:
    numbered = threads_of(issue)
    threads = [one for one in numbered if one.comment.item_id is None]
    if item is not None:
        own = {one.comment.pk for one in threads_on(item)}
        threads = [one for one in numbered if one.comment.pk in own]
    context = {
        "issue": issue,
        "item": item.pk if item else 0,
        "threads": threads,
        "may_comment": rules.may(request.user, "comment", request.bulletin).ok
        and issue.state not in CLOSED,
    }
    return render(request, "review/comments_of_item.html", context)
