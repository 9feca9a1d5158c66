"""An edition's files, its pictures and the pages of its PDF: given to those who may read it."""

from __future__ import annotations

import io

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from jianbao.desk import vault
from jianbao.desk.models import Edition, Picture
from jianbao.desk.queries.editions import content_in
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.files import HEADERS, kept, shown
from jianbao.web.publishing.finding import edition_of

_PPI = 110  # of a page as a picture: 900 pixels wide
_FOR_EVER = "private, max-age=31536000, immutable"  # an edition never changes


@bulletin_page("read_archive")
@require_safe
def file(request: DeskRequest, pk: int, number: int, form: str) -> HttpResponseBase:
    """Give an edition in one format as a download; a PDF opens where it is asked to."""
    opened = bool(request.GET.get("open"))
    return file_of(edition_of(request, pk, number), form, opened=opened)


def file_of(edition: Edition, form: str, *, opened: bool = False) -> HttpResponseBase:
    """Give an edition in one format, a PDF `opened` if wanted. Raises Http404; asks no right."""
    found = edition.files.filter(format=form).first()
    if found is None:
        raise Http404
    if form == "pdf" and opened:
        return _opened(found.sha256, found.name)
    return kept(found.sha256, found.name)


@bulletin_page("read_archive")
@require_safe
def picture(request: DeskRequest, pk: int, number: int, item: int, place: int) -> HttpResponseBase:
    """Show a picture that was printed, by its item and its place in it."""
    answer = picture_of(edition_of(request, pk, number), item, place)
    answer.headers["Cache-Control"] = _FOR_EVER
    return answer


def picture_of(edition: Edition, item: int, place: int) -> HttpResponseBase:
    """Show a picture that was printed. Raises Http404; asks no right."""
    wanted = next((one for one in content_in(edition).items() if one.id == str(item)), None)
    if wanted is None or place >= len(wanted.pictures):
        raise Http404
    held = Picture.objects.filter(item_id=item, file=wanted.pictures[place].file).first()
    if held is None:
        raise Http404
    return shown(held.sha256, held.file)


@bulletin_page("read_archive")
@require_safe
def leaf(request: DeskRequest, pk: int, number: int, leaf: int) -> HttpResponse:
    """Show a page of the printed PDF as a picture, pages counting from 1."""
    from jianbao.document.write.press.page_image import (  # noqa: PLC0415 - loads late: pdfium
        draw_page,
    )

    edition = edition_of(request, pk, number)
    try:
        drawn = draw_page(pdf_of(edition), leaf, _PPI, "JPEG")
    except IndexError as error:
        raise Http404 from error
    answer = HttpResponse(drawn, content_type="image/jpeg", headers=HEADERS)
    answer.headers["Cache-Control"] = _FOR_EVER
    return answer


def page_count(edition: Edition) -> int:
    """Count the pages of the printed PDF; 0 when it is not there."""
    import pikepdf  # noqa: PLC0415 - loads late

    try:
        with pikepdf.open(io.BytesIO(pdf_of(edition))) as pdf:
            return len(pdf.pages)
    except Http404:
        return 0


def pdf_of(edition: Edition) -> bytes:
    """Give the printed PDF. Raises Http404; asks no right."""
    found = edition.files.filter(format="pdf").first()
    if found is None:
        raise Http404
    try:
        return vault.read_stored(found.sha256)
    except FileNotFoundError as error:
        raise Http404 from error


def _opened(sha256: str, name: str) -> HttpResponseBase:
    """Give a PDF of our own to be read in the browser."""
    try:
        answer = FileResponse(vault.open_stored(sha256))
    except FileNotFoundError as error:
        raise Http404 from error
    return as_pdf(answer, name)


def as_pdf(answer: HttpResponseBase, name: str, *, kept: bool = False) -> HttpResponseBase:
    """Name an answer a PDF of our own, to be read in the browser or to be `kept`."""
    for header, value in HEADERS.items():
        answer.headers[header] = value
    # a browser's own reader of PDF does not open in a sandbox
    answer.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    answer.headers["Content-Type"] = "application/pdf"
    disposition = content_disposition_header(as_attachment=kept, filename=name)
    answer.headers["Content-Disposition"] = disposition or "attachment"
    return answer
