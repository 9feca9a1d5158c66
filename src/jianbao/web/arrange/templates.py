"""信函模板: what letters to readers begin with, each with a preview in the last printed issue."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jianbao.desk.actions.dispatching import templates as acts
from jianbao.desk.actions.dispatching.lettering import first_page, pdf_of
from jianbao.desk.actions.dispatching.writing_letters import told_of, write_letter
from jianbao.desk.models import Bulletin, Carriage, Edition, LetterTemplate
from jianbao.desk.queries.dispatches import dispatchable_editions
from jianbao.desk.queries.letter_blanks import BLANKS, Told, unknown_blanks
from jianbao.desk.queries.letter_templates import USUAL, Words, templates_of
from jianbao.web.arrange.fields import LineField
from jianbao.web.arrange.places import side_nav
from jianbao.web.arrange.saving import RowForm, posted, save, status
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.letter_frames import framed

_SALT = "jianbao.letter-preview"


class TemplateForm(RowForm):
    """A template, and in which form its preview is shown."""

    columns = acts.COLUMNS
    name = LineField(label=pgettext_lazy("thing", "Name"), max_length=60)
    subject = LineField(label=gettext_lazy("Subject"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=acts.LONGEST,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy("An empty line begins a paragraph."),
    )
    carries = forms.ChoiceField(
        label=gettext_lazy("Preview with"),
        choices=Carriage.choices,
        widget=forms.RadioSelect,
        initial=Carriage.ATTACHED,
    )

    @property
    def words(self) -> Words:
        """The words as they stand in the fields, be they fit or not."""
        return Words(str(self["subject"].value() or ""), str(self["text"].value() or ""))

    @property
    def wanted(self) -> str:
        """The form of the preview."""
        asked = str(self["carries"].value())
        return asked if asked in Carriage.values else str(Carriage.ATTACHED)


@bulletin_page("prepare_dispatch")
@require_safe
def templates(request: DeskRequest) -> HttpResponse:
    """List the templates, or show the words that are used without one."""
    context = {
        "templates": templates_of(request.bulletin),
        "usual": USUAL,
        "side_nav": side_nav(request),
    }
    return render(request, "arrange/templates.html", context)


@bulletin_page("prepare_dispatch")
@require_http_methods(["GET", "HEAD", "POST"])
def new_template(request: DeskRequest) -> HttpResponse:
    """Write a template, beginning with the usual words."""
    form = TemplateForm(posted(request), initial=USUAL._asdict())

    def add(_said: Mapping[str, Any]) -> object:
        return acts.add_template(request.bulletin, form.values, by=request.user)

    return _edited(request, form, add)


@bulletin_page("prepare_dispatch")
@require_http_methods(["GET", "HEAD", "POST"])
def template(request: DeskRequest, pk: int) -> HttpResponse:
    """Change a template."""
    row = get_object_or_404(LetterTemplate, bulletin=request.bulletin, pk=pk)
    form = TemplateForm(posted(request), row=row)

    def change(said: Mapping[str, Any]) -> None:
        acts.change_template(row, form.values, by=request.user, mark=said["seen"])

    return _edited(request, form, change)


@bulletin_page("prepare_dispatch")
@require_POST
def drop(request: DeskRequest, pk: int) -> HttpResponse:
    """Drop a template."""
    row = get_object_or_404(LetterTemplate, bulletin=request.bulletin, pk=pk)
    acts.drop_template(row, by=request.user)
    messages.success(request, _("The template is gone. Letters written with it stay."))
    return redirect("letter_templates", request.bulletin.slug)


@bulletin_page("prepare_dispatch")
@require_POST
def preview(request: DeskRequest) -> HttpResponse:
    """Show what stands in the fields as a letter; nothing is kept."""
    form = TemplateForm(request.POST)
    return render(request, "arrange/letter_preview.html", _preview(request.bulletin, form))


@bulletin_page("prepare_dispatch")
@require_safe
def letter(request: DeskRequest) -> HttpResponse:
    """Give the HTML of a previewed letter, for the frame; its words stand in the address."""
    edition = _last(request.bulletin)
    try:
        subject, text, carries = signing.loads(request.GET.get("words", ""), salt=_SALT)
    except (signing.BadSignature, ValueError) as error:
        raise Http404 from error
    if edition is None:
        raise Http404
    page = base64.b64encode(first_page(pdf_of(edition))).decode("ascii")
    told = _told(edition, carries)
    return framed(write_letter(Words(subject, text), told, f"data:image/jpeg;base64,{page}").html)


def _edited(request: DeskRequest, form: TemplateForm, act: Any) -> HttpResponse:  # noqa: ANN401 - what `save` takes
    previewed = "preview" in request.POST  # the button of who has no script
    if request.method == "POST" and not previewed and save(form, act):
        messages.success(request, _("Saved."))
        return redirect("letter_templates", request.bulletin.slug)
    context = {
        "form": form,
        "template": form.row,
        "blanks": [(f"{{{name}}}", blank.meaning) for name, blank in BLANKS.items()],
        "side_nav": side_nav(request),
        **_preview(request.bulletin, form),
    }
    shown = 200 if previewed else status(form)
    return render(request, "arrange/template.html", context, status=shown)


def _preview(bulletin: Bulletin, form: TemplateForm) -> dict[str, Any]:
    """Give what the preview shows, or nothing before an issue was printed."""
    edition = _last(bulletin)
    if edition is None:
        return {"bulletin": bulletin}
    words, carries = form.words, form.wanted
    told = _told(edition, carries)
    signed = signing.dumps([*words, carries], salt=_SALT, compress=True)
    blanks = [*unknown_blanks(words.subject, subject=True), *unknown_blanks(words.text)]
    return {
        "bulletin": bulletin,
        "number": told.number,
        "written": write_letter(words, told, ""),
        "unknown": [f"{{{name}}}" for name in dict.fromkeys(blanks)],
        "frame_url": f"{reverse('letter_in_frame', args=[bulletin.slug])}?words={signed}",
    }


def _last(bulletin: Bulletin) -> Edition | None:
    return dispatchable_editions(bulletin).first()


def _told(edition: Edition, carries: str) -> Told:
    """Give what is told, with an address that leads nowhere: no dispatch stands behind it."""
    is_linked = carries in (Carriage.LINK, Carriage.BOTH)
    return told_of(edition, carries, "https://example.invalid/…" if is_linked else "")
