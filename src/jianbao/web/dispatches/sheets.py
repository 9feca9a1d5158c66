"""The ledger of a dispatch as a workbook: all of it, or 未送达名单 alone."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import FileResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from jianbao.desk.models import Delivery
from jianbao.desk.queries.ledger_rows import Wanted, last_changes, rows_of
from jianbao.web.arrange.sheets import workbook
from jianbao.web.dispatches.finding import ledger_of
from jianbao.web.dispatches.places import name_of
from jianbao.web.dispatches.wording import address_of, said_of, state_name
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.phrases import listed

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bulletin_page("see_dispatch")
@require_safe
def sheet(request: DeskRequest, pk: int) -> HttpResponseBase:
    """Give the rows of a figure, or all of them, as a workbook."""
    found = ledger_of(request, pk)
    share = request.GET.get("share", "")
    rows = list(rows_of(found, Wanted(share=share)).select_related("confirmed_by"))
    kind = (
        pgettext("ledger", "Not delivered")
        if share == "missed"
        else pgettext("deliveries", "Ledger")
    )
    answer = FileResponse(
        workbook(_heads(), _cells(rows)),
        as_attachment=True,
        filename=f"{name_of(found)} {kind}.xlsx",
    )
    answer.headers["Content-Type"] = _XLSX
    return answer


def _heads() -> list[str]:
    return [
        _("Name"),
        _("Unit"),
        _("Address"),
        pgettext("recipients", "Capacity"),
        _("Groups"),
        _("Form"),
        _("State"),
        _("Time"),
        _("In the server's own words"),
        _("Attempts"),
        _("Confirmed by"),
    ]


def _cells(rows: list[Delivery]) -> Iterator[list[str]]:
    when = last_changes(rows)
    for row in rows:
        at = when.get(row.pk)
        yield [
            row.name,
            row.unit_name,
            address_of(row),
            str(row.get_capacity_display()),
            listed(row.groups),
            str(row.get_carries_display()),
            state_name(row),
            f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}" if at else "",
            said_of(row),
            str(row.attempts),
            str(row.confirmed_by or ""),
        ]
