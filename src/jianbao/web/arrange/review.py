"""The settings of the review: its steps in a table, a preset to begin with, rules and checklist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jianbao.desk import rules
from jianbao.desk.actions.review_settings import (
    STEPS,
    change_review_rules,
    change_steps,
    choose_preset,
    fresh_key,
)
from jianbao.desk.errors import Invalid, Stale
from jianbao.desk.models import Bulletin, User
from jianbao.desk.queries.people import people_of
from jianbao.desk.queries.seen import mark_of
from jianbao.desk.sentences import sentence
from jianbao.desk.steps import PRESETS, Step, steps_from
from jianbao.web.arrange.places import side_nav
from jianbao.web.arrange.review_forms import ReviewRulesForm, StepForm
from jianbao.web.arrange.saving import posted, save, status
from jianbao.web.entrance import DeskRequest, bulletin_page


@bulletin_page("arrange_bulletin")
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: DeskRequest) -> HttpResponse:
    """Show how the bulletin reviews; change the rules and the checklist."""
    form = ReviewRulesForm(posted(request), row=request.bulletin)

    def change(said: Mapping[str, Any]) -> None:
        change_review_rules(request.bulletin, form.values, by=request.user, mark=said["seen"])

    if request.method == "POST" and save(form, change):
        return _saved(request)
    return _show(request, form, _rows(request.bulletin), status=status(form))


@bulletin_page("arrange_bulletin")
@require_POST
def steps(request: DeskRequest) -> HttpResponse:
    """Set the steps as the table says; `move` is the place of a row and whether it goes up."""
    rows = _rows(request.bulletin, request.POST)
    refused = ""
    valid = [row.is_valid() for row in rows]  # each says its own errors
    if all(valid):
        try:
            wanted = _moved(_wanted(rows), request.POST.get("move", ""))
            change_steps(
                request.bulletin, wanted, by=request.user, mark=request.POST.get("seen", "")
            )
            return _saved(request)
        except (Invalid, Stale) as refusal:
            refused = sentence(refusal)
    form = ReviewRulesForm(row=request.bulletin)
    return _show(request, form, rows, refused=refused, status=422)


@bulletin_page("arrange_bulletin")
@require_POST
def preset(request: DeskRequest) -> HttpResponse:
    """Take the steps of a preset."""
    name, mark = request.POST.get("preset", ""), request.POST.get("seen", "")
    choose_preset(request.bulletin, name, by=request.user, mark=mark)
    return _saved(request)


def _saved(request: DeskRequest) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("arrange_review", request.bulletin.slug)


def _rows(bulletin: Bulletin, data: QueryDict | None = None) -> list[StepForm]:
    """Give a row for each step, and an empty one before the sign-off for a new one."""
    people = _people(bulletin)
    steps = steps_from(bulletin.review_steps)
    shown: list[dict[str, Any]] = [
        {
            "key": step.key,
            "name": step.name,
            "kind": step.kind,
            "roles": step.roles,
            "people": step.people,
            "days": step.days,
        }
        for step in steps
    ]
    shown.insert(-1, {"kind": "review", "roles": ("reviewer",), "days": 2})
    return [
        StepForm(data, prefix=f"row{place}", initial=initial, people=people)
        for place, initial in enumerate(shown)
    ]


def _people(bulletin: Bulletin) -> list[User]:
    """Give those who may read an issue in the making: a step may be narrowed to some of them."""
    found = people_of(bulletin).filter(is_active=True).order_by("full_name", "pk")
    return [one for one in found if rules.may(one, "see_issue", bulletin).ok]


def _wanted(rows: Sequence[StepForm]) -> list[Step]:
    found: list[Step] = []
    known = [Step(key=row.cleaned_data["key"], name="") for row in rows]
    for row in rows:
        step = row.step(fresh_key(known))
        if step is not None:
            found.append(step)
    return found


def _moved(steps: list[Step], move: str) -> list[Step]:
    """Move one step up or down, the sign-off staying last: `move` is its key and the way."""
    key, _colon, way = move.partition(":")
    place = next((n for n, step in enumerate(steps) if step.key == key), None)
    to = None if place is None else place + {"up": -1, "down": 1}.get(way, 0)
    if place is None or to is None or not 0 <= to < len(steps) - 1 or place == len(steps) - 1:
        return steps
    order = list(steps)
    order[place], order[to] = order[to], order[place]
    return order


def _show(
    request: DeskRequest,
    form: ReviewRulesForm,
    rows: list[StepForm],
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    assert isinstance(form.row, Bulletin)
    steps = steps_from(form.row.review_steps)
    context = {
        "form": form,
        "rows": rows,
        "refused": refused,
        "seen": mark_of(form.row, STEPS),
        "preset": next((name for name, preset in PRESETS.items() if preset == steps), ""),
        "side_nav": side_nav(request),
    }
    return render(request, "arrange/review.html", context, status=status)
