"""Gives an issue to its review, from hand to hand, back to the editors, to a signer by letter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from jianbao.desk.actions.reviewing import handing, links
from jianbao.desk.actions.reviewing.returning import answering_step
from jianbao.desk.models import Issue
from jianbao.desk.queries.issue_numbers import number_of
from jianbao.desk.queries.publishing.check import Check
from jianbao.desk.queries.publishing.checks import check_issue
from jianbao.desk.queries.publishing.wording import sentence_of
from jianbao.desk.queries.review_readers import candidates
from jianbao.desk.queries.standing import Standing, standing_of
from jianbao.desk.queries.today import local_day
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.publishing.places import place_of
from jianbao.web.review.answering import person
from jianbao.web.review.asking import Question, ask, back
from jianbao.web.review.forms import HandOverForm, LinkForm, RecallForm, SubmitForm, named
from jianbao.web.review.reading import making_of
from jianbao.web.review.trail import stages_of

_LATER = frozenset({"not-signed", "unticked", "date-missing"})  # not asked before a review


@bulletin_page("edit")
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: DeskRequest, pk: int) -> HttpResponse:
    """Give the issue to its review: what was found first, then to whom the first step goes."""
    issue = making_of(request, pk)
    if issue.state != Issue.State.OPEN:
        return redirect("review_issue", request.bulletin.slug, issue.pk)
    standing = standing_of(issue)
    form = SubmitForm(
        request.POST or None,
        readers=_readers(issue, standing),
        initial={"version": issue.version, "date": issue.date or local_day()},
    )

    def act(said: Mapping[str, Any]) -> None:
        handing.submit(
            issue,
            by=request.user,
            version=said["version"],
            date=said["date"],
            to=person(said["to"]),
            note=said["note"],
            due_at=said["due_at"],
        )

    question = Question(_("Submit for review"), pgettext("verb", "Submit for review"))
    answer = ask(request, issue, question, form, act) if request.method == "POST" else None
    if request.method == "POST" and answer is None:
        return back(request, issue, _("Submitted for review."))
    context = {"issue": issue, "number": number_of(issue), "form": form}
    context |= _before(issue) | {"stages": stages_of(issue, standing), "step": standing.current}
    status = answer.status_code if answer else 200
    return render(request, "review/submit.html", context, status=status)


@bulletin_page("see_issue")
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: DeskRequest, pk: int) -> HttpResponse:
    """Give the present step to somebody else, or take it oneself."""
    issue = making_of(request, pk)
    standing = standing_of(issue)
    step = answering_step(issue, standing)
    initial = {"step": step.key, "to": request.GET.get("to", "")}
    form = HandOverForm(request.POST or None, readers=_readers(issue, standing), initial=initial)

    def act(said: Mapping[str, Any]) -> None:
        handing.hand_over(
            issue,
            person(said["to"]),
            by=request.user,
            step=said["step"],
            note=said["note"],
            due_at=said["due_at"],
        )

    title = _("Hand over: %(step)s") % {"step": step.name}
    answer = ask(request, issue, Question(title, pgettext("verb", "Hand over")), form, act)
    return answer or back(request, issue, _("Handed over."))


@bulletin_page("edit")
@require_http_methods(["GET", "HEAD", "POST"])
def recall(request: DeskRequest, pk: int) -> HttpResponse:
    """Take the issue back into editing."""
    issue = making_of(request, pk)
    form = RecallForm(request.POST or None, initial={"version": issue.version})

    def act(said: Mapping[str, Any]) -> None:
        handing.recall(
            issue,
            by=request.user,
            version=said["version"],
            reason=said["reason"],
            note=said["note"],
        )

    says = _("What was approved holds again once the text is as it was; the signature does not.")
    question = Question(_("Recall the issue"), pgettext("verb", "Recall"), says)
    answer = ask(request, issue, question, form, act)
    return answer or back(request, issue, _("Recalled. It can be edited again."))


@bulletin_page("see_issue")
@require_http_methods(["GET", "HEAD", "POST"])
def send_link(request: DeskRequest, pk: int) -> HttpResponse:
    """Write to a signer without an account; the letter opens this very content."""
    issue = making_of(request, pk)
    standing = standing_of(issue)
    step = answering_step(issue, standing)
    initial = {"step": step.key, "seen": standing.sha256}
    form = LinkForm(request.POST or None, bulletin=issue.bulletin, initial=initial)

    def act(said: Mapping[str, Any]) -> None:
        links.send_link(
            issue,
            by=request.user,
            step=said["step"],
            seen=said["seen"],
            email=said["email"],
            note=said["note"],
        )

    says = _("The letter is good for %(days)s days, for this content and one answer.")
    question = Question(_("Send a signing link"), _("Send the letter"), says % {"days": links.DAYS})
    answer = ask(request, issue, question, form, act)
    return answer or back(request, issue, _("The letter is on its way."))


@bulletin_page("see_issue")
@require_POST
def withdraw_link(request: DeskRequest, pk: int, link: int) -> HttpResponse:
    """Let a letter open nothing more."""
    issue = making_of(request, pk)
    found = issue.signing_links.filter(pk=link).first()
    if found is None:
        raise Http404
    links.withdraw_link(found, by=request.user)
    return back(request, issue, _("The link opens nothing more."))


def _readers(issue: Issue, standing: Standing) -> list[tuple[str, str]]:
    """Give whom the present step is for and who may approve it."""
    if standing.current is None:
        return []
    found = candidates(issue, standing, standing.current)
    return named(one for one, answer in found if answer.ok)


def _before(issue: Issue) -> dict[str, Any]:
    """Give what proofreading and the tables say before anybody is asked to read."""
    checked = check_issue(issue, local_day())

    def rows(found: tuple[Check, ...]) -> list[tuple[str, str]]:
        return [(sentence_of(one), place_of(one, issue)) for one in found if one.code not in _LATER]

    return {"errors": rows(checked.errors), "warnings": rows(checked.warnings)}
