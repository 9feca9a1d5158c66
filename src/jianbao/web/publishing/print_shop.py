"""What goes to the print shop: the pages of an edition as a booklet, and the order (印刷单)."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from jianbao.desk.errors import Impossible
from jianbao.desk.queries.edition_names import file_name
from jianbao.desk.queries.print_orders import print_order_of
from jianbao.document.write.print_order import write_print_order
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.publishing.files import as_pdf, page_count, pdf_of
from jianbao.web.publishing.finding import edition_of


@bulletin_page("see_dispatch")
@require_safe
def booklet(request: DeskRequest, pk: int, number: int) -> HttpResponseBase:
    """Give the printed pages on A3 sheets that fold into a booklet."""
    from jianbao.document.write.booklet import (  # noqa: PLC0415 - loads late: pikepdf
        BookletError,
        impose,
    )

    edition = edition_of(request, pk, number)
    try:
        sheets = impose(pdf_of(edition))
    except BookletError as error:
        raise Impossible("no-booklet") from error
    return as_pdf(HttpResponse(sheets), file_name(edition, "小册子A3.pdf"), kept=True)


@bulletin_page("see_dispatch")
@require_safe
def print_order(request: DeskRequest, pk: int, number: int) -> HttpResponseBase:
    """Show the order for the print shop as PDF."""
    edition = edition_of(request, pk, number)
    pdf_of(edition)  # without one there is nothing to print
    order = print_order_of(edition, pages=page_count(edition))
    return as_pdf(HttpResponse(write_print_order(order)), file_name(edition, "印刷单.pdf"))
