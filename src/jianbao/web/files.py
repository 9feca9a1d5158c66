"""Files as strangers sent them, and their pictures: given to those who may see the contribution.

Nothing here is shown as a page of the desk: files are downloads, pictures are the cleaned ones.
"""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponseBase
from django.urls import path
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from jianbao.desk import rules, vault
from jianbao.desk.models import Contribution, File, Photograph, Picture
from jianbao.desk.queries.pieces import whole_of
from jianbao.web.entrance import DeskRequest, bulletin_page

_SHOWN = {"image/jpeg": "jpg", "image/png": "png"}  # what the desk itself has encoded
_MAGIC = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, max-age=3600",
    "Referrer-Policy": "no-referrer",
}


@bulletin_page("enter")
@require_safe
def file(request: DeskRequest, pk: int) -> HttpResponseBase:
    """Give a file of a contribution as it was sent, to be kept and not opened here."""
    found = File.objects.select_related("contribution").filter(pk=pk).first()
    if found is None:
        raise Http404
    _require(request, found.contribution)
    return kept(found.sha256, found.name or f"{found.position}")


@bulletin_page("enter")
@require_safe
def raw(request: DeskRequest, pk: int) -> HttpResponseBase:
    """Give the message as it came, byte for byte, to those who may see all of it."""
    one = Contribution.objects.select_related("raw").filter(pk=pk).first()
    if one is None:
        raise Http404
    _require(request, whole_of(one))
    return kept(one.raw.sha256, one.raw.name or f"{one.pk}.eml")


@bulletin_page("enter")
@require_safe
def picture(request: DeskRequest, pk: int, size: str) -> HttpResponseBase:
    """Show a cleaned picture, `whole` or `small`."""
    found = Photograph.objects.select_related("contribution").filter(pk=pk).first()
    if found is None or size not in {"whole", "small"}:
        raise Http404
    _require(request, found.contribution)
    return shown(found.thumbnail if size == "small" else found.sha256, found.name or str(pk))


@bulletin_page("see_issue")
@require_safe
def item_picture(request: DeskRequest, pk: int, size: str) -> HttpResponseBase:
    """Show a picture of an item as it is printed, or the `whole` it was cropped from."""
    found = Picture.objects.filter(pk=pk, item__issue__bulletin=request.bulletin).first()
    if found is None or size not in {"printed", "whole"}:
        raise Http404
    answer, media_type = _answer(found.sha256 if size == "printed" else found.whole_sha256)
    if media_type not in _SHOWN:
        return _named(answer, found.file)
    answer.headers["Content-Type"] = media_type
    answer.headers["Content-Disposition"] = f'inline; filename="{found.file}"'
    return answer


def _require(request: DeskRequest, one: Contribution) -> None:
    """Deny what is of another bulletin as not being here, what is of another unit as refused."""
    if one.bulletin_id != request.bulletin.pk:
        raise Http404
    one.bulletin = request.bulletin
    rules.require(rules.may_see_contribution(request.user, one))


def kept(sha256: str, name: str) -> HttpResponseBase:
    """Give bytes of the vault as a download under a bare name. Raises Http404; asks no right."""
    answer, _ = _answer(sha256)
    return _named(answer, name)


def shown(sha256: str, name: str) -> HttpResponseBase:
    """Show a picture of the vault; what is none is a download. Raises Http404; asks no right."""
    answer, media_type = _answer(sha256)
    if media_type not in _SHOWN:
        return _named(answer, name)
    answer.headers["Content-Type"] = media_type
    answer.headers["Content-Disposition"] = f'inline; filename="{sha256[:12]}.{_SHOWN[media_type]}"'
    return answer


def _named(answer: FileResponse, name: str) -> HttpResponseBase:
    answer.headers["Content-Type"] = "application/octet-stream"
    disposition = content_disposition_header(as_attachment=True, filename=_safe(name))
    answer.headers["Content-Disposition"] = disposition or "attachment"
    return answer


def _answer(sha256: str) -> tuple[FileResponse, str]:
    """Open bytes of the vault for an answer, and say which picture they are by their first ones."""
    try:
        opened = vault.open_stored(sha256)
    except (FileNotFoundError, ValueError) as error:
        raise Http404 from error
    head = opened.read(8)
    opened.seek(0)
    answer = FileResponse(opened)
    for name, value in HEADERS.items():
        answer.headers[name] = value
    media_type = next((kind for kind, magic in _MAGIC.items() if head.startswith(magic)), "")
    return answer, media_type


def _safe(name: str) -> str:
    """Keep a bare name: no path, no control character, nothing that turns the reading order."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in bare if c.isprintable())[:180].strip(". ") or "file"


urlpatterns = [
    path("file/<int:pk>/", file, name="file"),
    path("raw/<int:pk>/", raw, name="raw_message"),
    path("printed/<int:pk>/<slug:size>/", item_picture, name="item_picture"),
    path("picture/<int:pk>/<slug:size>/", picture, name="picture"),
]
