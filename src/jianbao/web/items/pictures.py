"""The pictures of an item: chosen, uploaded, cropped, described; all of it works without script."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jianbao.desk.actions import picturing
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Photograph, Picture
from jianbao.desk.queries.item import photographs_of
from jianbao.document import model
from jianbao.document.cropping import SHAPES, Box, largest
from jianbao.web.digits import number_in
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.items.forms import Cropping, Describing
from jianbao.web.items.pages import item_of
from jianbao.web.items.showing import Desk

_EDGES = ("left", "top", "right", "bottom")


class Shown(NamedTuple):
    """A picture of the item: what is said of it, its bytes, and the form that says it otherwise."""

    said: model.Picture
    row: Picture | None
    form: Describing


@bulletin_page("edit")
@require_safe
def pictures(request: DeskRequest, pk: int) -> HttpResponse:
    """Show the pictures of an item, and those that it could have."""
    desk = Desk(item_of(request, pk), request.user)
    rows = {row.file: row for row in desk.item.pictures.all()}
    shown = [
        Shown(said, rows.get(said.file), _describing(said, number))
        for number, said in enumerate(desk.before.pictures)
    ]
    taken = {one.row.photograph_id for one in shown if one.row}
    context = {
        "item": desk.item,
        "barred": desk.barred,
        "shown": shown,
        "offered": [one for one in photographs_of(desk.originals) if one.pk not in taken],
        "paragraphs": len(desk.before.paragraphs),
        "back_url": reverse("item", args=[request.bulletin.slug, pk]),
    }
    return render(request, "items/pictures.html", context)


@bulletin_page("edit")
@require_POST
def change(request: DeskRequest, pk: int) -> HttpResponse:
    """Take a photograph or an upload, say what a picture shows, or take it out."""
    item, sent = item_of(request, pk), request.POST
    seen: dict[str, Any] = {"by": request.user, "revision": _revision(request)}
    file = sent.get("file", "")
    if "take" in sent:
        photograph = _photograph(Desk(item, request.user), sent["take"])
        picturing.take_photograph(item, photograph, **seen)
    elif "picture" in request.FILES:
        upload = request.FILES.get("picture")
        content = upload.read(picturing.LARGEST + 1) if upload else b""
        picturing.upload_picture(item, content, **seen)
    elif "drop" in sent:
        picturing.drop_picture(item, file, **seen)
    else:
        form = Describing(sent)
        if not form.is_valid():
            raise Invalid("form-unfit", field=next(iter(form.errors)))
        said = form.cleaned_data
        said["after"] = said["after"] if said["after"] is not None else 0
        picturing.describe_picture(item, file, **seen, **said)
    messages.success(request, _("Saved"))
    return redirect("item_pictures", request.bulletin.slug, pk)


@bulletin_page("edit")
@require_http_methods(["GET", "HEAD", "POST"])
def crop(request: DeskRequest, pk: int, file: str) -> HttpResponse:
    """Ask which part of a picture is printed, or cut it so."""
    item = item_of(request, pk)
    held = item.pictures.select_related("photograph").filter(file=file).first()
    if held is None:
        raise Http404
    form = Cropping(request.POST if request.method == "POST" else None, initial=_initial(held))
    if request.method == "POST" and form.is_valid():
        box = _box(form.cleaned_data, held)
        revision = _revision(request)
        picturing.crop_picture(item, file, box, by=request.user, revision=revision)
        messages.success(request, _("Cropped; the whole picture is kept."))
        return redirect("item_pictures", request.bulletin.slug, pk)
    context = {
        "item": item,
        "held": held,
        "form": form,
        "back_url": reverse("item_pictures", args=[request.bulletin.slug, pk]),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "items/crop.html", context, status=status)


def _describing(said: model.Picture, number: int) -> Describing:
    initial = {"caption": said.caption, "alt": said.alt, "after": said.after}
    return Describing(initial=initial, auto_id=f"p{number}-%s")


def _revision(request: DeskRequest) -> int:
    revision = number_in(request.POST.get("revision", ""))
    if revision is None:
        raise Invalid("form-unfit", field="revision")
    return revision


def _photograph(desk: Desk, key: str) -> Photograph:
    """Find a photograph among those of the item's own contributions."""
    for photograph in photographs_of(desk.originals):
        if str(photograph.pk) == key:
            return photograph
    raise Http404


def _initial(held: Picture) -> dict[str, object]:
    left, top, right, bottom = held.crop or picturing.WHOLE
    edges = dict(zip(_EDGES, (left, top, right, bottom), strict=True))
    shape = "whole" if (left, top, right, bottom) == picturing.WHOLE else "free"
    initial: dict[str, object] = {name: round(100 * share) for name, share in edges.items()}
    focus = {"focus_x": (left + right) / 2, "focus_y": (top + bottom) / 2}
    return initial | {name: round(100 * share) for name, share in focus.items()} | {"shape": shape}


def _box(given: dict[str, Any], held: Picture) -> Box:
    """Give the part that was asked for: of a shape around the centre, or between four edges."""
    if given["shape"] == "whole":
        return picturing.WHOLE
    if given["shape"] == "free":
        left, top, right, bottom = (given[name] / 100 for name in _EDGES)
        return left, top, right, bottom
    left, top, right, bottom = held.crop or picturing.WHOLE
    whole = (round(held.width / (right - left)), round(held.height / (bottom - top)))
    focus = (given["focus_x"] / 100, given["focus_y"] / 100)
    return largest(SHAPES[given["shape"]], whole, focus)
