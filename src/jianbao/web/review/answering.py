"""What a reviewer answers: approve or sign, send back, take one's own approval back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from jianbao.desk.actions.reviewing.approving import approve as approve_step
from jianbao.desk.actions.reviewing.approving import take_back as take_approval_back
from jianbao.desk.actions.reviewing.returning import answering_step
from jianbao.desk.actions.reviewing.returning import send_back as send_issue_back
from jianbao.desk.models import User, Verdict
from jianbao.desk.queries.standing import standing_of
from jianbao.web.digits import number_in
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.review.asking import Question, ask, back
from jianbao.web.review.forms import ApproveForm, ReturnForm, named
from jianbao.web.review.reading import making_of
from jianbao.web.review.turns import bar_of, next_readers


@bulletin_page("see_issue")
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: DeskRequest, pk: int) -> HttpResponse:
    """Approve the present step; of the sign-off, sign."""
    issue = making_of(request, pk)
    standing = standing_of(issue)
    bar = bar_of(issue, standing, request.user)
    form = ApproveForm(
        request.POST or None,
        readers=named(next_readers(issue, standing, request.user)),
        must=bool(bar.override),
        initial={
            "step": bar.step.key if bar.step else "",
            "seen": standing.sha256,
            "to": bar.to.pk if bar.to else "",
        },
    )
    given: list[Verdict] = []

    def act(said: Mapping[str, Any]) -> None:
        to = person(said.get("to", ""))
        verdict = approve_step(
            issue,
            by=request.user,
            step=said["step"],
            seen=said["seen"],
            note=said["note"],
            to=to,
        )
        given.append(verdict)

    answer = ask(request, issue, _question(bar.signs), form, act)
    if answer is not None:
        return answer
    undo = reverse("review_take_back", args=[request.bulletin.slug, issue.pk, given[0].pk])
    done = _("Signed. It may be printed in this content.") if bar.signs else _("Approved.")
    return back(request, issue, done, undo=undo)


@bulletin_page("see_issue")
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: DeskRequest, pk: int) -> HttpResponse:
    """Send the issue back to an earlier step or to its editors, with a reason."""
    issue = making_of(request, pk)
    standing = standing_of(issue)
    step = answering_step(issue, standing)
    form = ReturnForm(
        request.POST or None,
        bulletin=issue.bulletin,
        earlier=standing.before(step),
        initial={"step": step.key, "seen": standing.sha256, "back_to": "editing"},
    )

    def act(said: Mapping[str, Any]) -> None:
        send_issue_back(
            issue,
            by=request.user,
            seen=said["seen"],
            back_to=said["back_to"],
            reason=said["reason"],
            note=said["note"],
        )

    question = Question(
        _("Send it back"),
        pgettext("verb", "Send back"),
        _("Its editors and everybody who has approved it are told why."),
    )
    answer = ask(request, issue, question, form, act)
    return answer or back(request, issue, _("Sent back."))


@bulletin_page("see_issue")
@require_POST
def take_back(request: DeskRequest, pk: int, verdict: int) -> HttpResponse:
    """Take one's own approval back while nobody has acted on it."""
    issue = making_of(request, pk)
    found = issue.verdicts.filter(pk=verdict).first()
    if found is None:
        raise Http404
    take_approval_back(found, by=request.user)
    return back(request, issue, _("Taken back. It waits for your answer again."))


def person(key: str) -> User | None:
    """Find whom a form names; the action asks whether they may."""
    pk = number_in(key)
    return User.objects.filter(pk=pk).first() if pk is not None else None


def _question(signs: bool) -> Question:
    if signs:
        says = _("It may then be printed in this very content and no other.")
        return Question(_("Sign the issue"), pgettext("verb", "Sign"), says)
    return Question(_("Approve the issue"), pgettext("verb", "Approve"))
