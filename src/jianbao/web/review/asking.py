"""Asks for what an act needs, in a dialog or on a page; what is refused is said beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render

from jianbao.desk.errors import Impossible, Invalid, Stale
from jianbao.desk.models import Issue
from jianbao.desk.queries.issue_numbers import number_of
from jianbao.desk.sentences import sentence
from jianbao.web.entrance import DeskRequest

Act = Callable[[Mapping[str, Any]], object]


class Question(NamedTuple):
    """What is asked: its title, the word on its button, and a sentence about what will happen."""

    title: str
    verb: str
    says: str = ""


def ask(
    request: DeskRequest, issue: Issue, question: Question, form: forms.Form, act: Act
) -> HttpResponse | None:
    """Do what a valid form says and give None; else give the question, with what was refused."""
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except (Invalid, Stale, Impossible) as refusal:
            field = str(refusal.values.get("field", ""))
            form.add_error(field if field in form.fields else None, sentence(refusal))
            status = 422 if isinstance(refusal, Invalid) else 409
        else:
            return None
    elif request.method == "POST":
        status = 422
    context = {"issue": issue, "question": question, "form": form, "number": number_of(issue)}
    name = "review/ask.html#question" if request.htmx else "review/ask.html"
    return render(request, name, context, status=status)


def back(request: DeskRequest, issue: Issue, said: str, *, undo: str = "") -> HttpResponseRedirect:
    """Lead back to the issue, and say what was done."""
    messages.success(request, said, extra_tags=f"undo={undo}" if undo else "")
    return redirect("review_issue", request.bulletin.slug, issue.pk)
