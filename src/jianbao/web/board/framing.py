"""The settings of one issue: its window, its date, the editors' note, who made it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from jianbao.desk.actions.arranging.frame import COLUMNS, Frame, frame_of, set_frame
from jianbao.desk.models import Issue
from jianbao.document import model
from jianbao.web.arrange.fields import LineField, LinesField
from jianbao.web.arrange.saving import RowForm, posted, save, status
from jianbao.web.board.finding import editable, issue_of, may_arrange
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.phrases import listed

_NAMES = "、,，;；"


class CreditsField(LinesField):
    """Who did what: 责任编辑：张三、李四, one role a line."""

    def to_python(self, value: object) -> list[str]:  # type: ignore[override]  # a list of texts
        """Take lines; each must name a role and somebody."""
        lines = super().to_python(value)
        for line in lines:
            if credit_in(line) is None:
                raise forms.ValidationError(
                    _("Write the role, a colon and the names: “%(line)s”."), params={"line": line}
                )
        return lines


class FrameForm(RowForm):
    """What stands around the items of an issue."""

    columns = COLUMNS
    window_start = forms.DateField(
        label=gettext_lazy("First day of collection"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    window_end = forms.DateField(
        label=gettext_lazy("Last day of collection"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    date = forms.DateField(
        label=gettext_lazy("Date of issue"),
        required=False,
        help_text=gettext_lazy("Printed under the masthead: the day it is signed."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note_title = LineField(
        label=gettext_lazy("Title of the editors' note"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("Empty for the usual one."),
    )
    note = LinesField(
        label=gettext_lazy("Editors' note"),
        rows=5,
        longest=2000,
        help_text=gettext_lazy("One paragraph a line, printed before the first section."),
    )
    credits = CreditsField(
        label=gettext_lazy("Credits"),
        rows=3,
        longest=200,
        help_text=gettext_lazy("One role a line, a colon, the names."),
    )

    def shown(self) -> dict[str, Any]:
        """Take the frame apart into fields."""
        assert isinstance(self.row, Issue)
        frame = frame_of(self.row)
        note = frame.note
        return {
            "window_start": frame.window_start,
            "window_end": frame.window_end,
            "date": frame.date,
            "note_title": note.title if note else "",
            "note": list(note.paragraphs) if note else [],
            "credits": [f"{one.role}：{'、'.join(one.names)}" for one in frame.credits],
        }

    @property
    def frame(self) -> Frame:
        """Put the fields together."""
        said = self.cleaned_data
        title = said["note_title"] or model.Note().title
        found = (credit_in(line) for line in said["credits"])
        return Frame(
            window_start=said["window_start"],
            window_end=said["window_end"],
            date=said["date"],
            note=model.Note(title=title, paragraphs=tuple(said["note"])) if said["note"] else None,
            credits=tuple(credit for credit in found if credit),
        )


def credit_in(line: str) -> model.Credit | None:
    """Read a role and names out of a line, or None when one of the two is missing."""
    role, _colon, rest = line.replace(":", "：").partition("：")
    for mark in _NAMES:
        rest = rest.replace(mark, "、")
    names = tuple(name.strip() for name in rest.split("、") if name.strip())
    return model.Credit(role=role.strip(), names=names) if role.strip() and names else None


def _said(value: object) -> object:
    return (listed(value) if isinstance(value, list) else value) or "—"


@bulletin_page("see_issue")
@require_http_methods(["GET", "HEAD", "POST"])
def board_issue(request: DeskRequest, issue: int) -> HttpResponse:
    """Show and change what stands around the items."""
    one = issue_of(request, issue)
    form = FrameForm(posted(request), row=one)

    def act(said: Mapping[str, Any]) -> object:
        return set_frame(one, form.frame, by=request.user, mark=said["seen"])

    if request.method == "POST" and save(form, act):
        messages.success(request, _("Saved."))
        return redirect("board_of", request.bulletin.slug, one.pk)
    context = {
        "form": form,
        "issue": one,
        "editable": editable(one),
        "may_arrange": may_arrange(request, one),
        "shown": [
            (form[name].label, _said(form[name].value()))
            for name in form.fields
            if name not in {"seen", "note_title"}
        ],
    }
    return render(request, "board/issue.html", context, status=status(form))
