"""人员: who holds which role in a bulletin; giving, taking, and what each may do."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jianbao.desk import rules
from jianbao.desk.actions import granting
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Grant, User
from jianbao.desk.queries import people, rights
from jianbao.desk.sentences import SENTENCES, sentence
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.people.forms import RoleForm
from jianbao.web.people.places import bulletin_nav


@bulletin_page("arrange_people")
@require_safe
def index(request: DeskRequest) -> HttpResponse:
    """List who holds which role, by role, and the invitations that are open."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:60]
    context = {
        "words": words,
        "groups": people.groups(request.bulletin, words),
        "administrators": people.desk_administrators(),
        "invitations": people.invitations(request.bulletin),
        "side_nav": bulletin_nav(request),
    }
    return render(request, "people/index.html", context)


@bulletin_page("arrange_people")
@require_safe
def who_may(request: DeskRequest) -> HttpResponse:
    """List for each thing that can be done here who may do it."""
    context = {"holders": rights.who_may(request.bulletin), "side_nav": bulletin_nav(request)}
    return render(request, "people/who_may.html", context)


@bulletin_page("arrange_people")
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: DeskRequest, person: int) -> HttpResponse:
    """Show a person's roles and effective rights here; give another role."""
    shown = get_object_or_404(people.people_of(request.bulletin), pk=person)
    roles = people.roles_to_give(request.user, shown, request.bulletin)
    form = RoleForm(request.POST or None, roles=roles, bulletin=request.bulletin)
    if request.method == "POST" and form.is_valid() and _give(request, shown, form):
        return redirect("person", request.bulletin.slug, shown.pk)
    held = Grant.objects.filter(user=shown, bulletin=request.bulletin)
    context = {
        "person": shown,
        "form": form,
        "barred": _reason(rules.may_grant(request.user, "", shown, request.bulletin)),
        "grants": held.select_related("section", "unit", "granted_by").order_by("pk"),
        "rights": rights.rights_in(shown, request.bulletin),
        "side_nav": bulletin_nav(request),
    }
    return render(request, "people/person.html", context, status=422 if form.errors else 200)


@bulletin_page("arrange_people")
@require_POST
def take(request: DeskRequest, grant: int) -> HttpResponse:
    """Take a role of this bulletin away."""
    held = get_object_or_404(
        Grant.objects.select_related("user", "section", "unit", "bulletin"),
        pk=grant,
        bulletin=request.bulletin,
    )
    whose = held.user
    granting.take(held, by=request.user)
    messages.success(request, _("The role is taken away."))
    if people.people_of(request.bulletin).filter(pk=whose.pk).exists():
        return redirect("person", request.bulletin.slug, whose.pk)
    return redirect("people", request.bulletin.slug)


def _give(request: DeskRequest, to: User, form: RoleForm) -> bool:
    try:
        granting.give(
            to,
            form.cleaned_data["role"],
            by=request.user,
            bulletin=request.bulletin,
            **form.place,
        )
    except Invalid as error:
        field = str(error.values.get("field", ""))
        form.add_error(field if field in form.fields else None, sentence(error))
        return False
    messages.success(request, _("The role is given."))
    return True


def _reason(verdict: rules.Verdict) -> str:
    return "" if verdict.ok else str(SENTENCES[verdict.reason])
