"""Finds the dispatch or the delivery that an address names, in this bulletin alone."""

from __future__ import annotations

from django.http import Http404

from jianbao.desk.models import Delivery, Dispatch
from jianbao.desk.queries.dispatches import dispatches_of
from jianbao.web.entrance import DeskRequest


def dispatch_of(request: DeskRequest, pk: int) -> Dispatch:
    """Give a dispatch of this bulletin. Raises Http404."""
    found = dispatches_of(request.bulletin).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def ledger_of(request: DeskRequest, pk: int) -> Dispatch:
    """Give a dispatch that has a ledger: it was approved. Raises Http404."""
    found = dispatch_of(request, pk)
    if found.approved_at is None:
        raise Http404
    return found


def delivery_of(request: DeskRequest, pk: int, row: int) -> Delivery:
    """Give a row of the ledger of a dispatch of this bulletin. Raises Http404."""
    rows = Delivery.objects.filter(dispatch__bulletin=request.bulletin, dispatch=pk, pk=row)
    found = rows.select_related("dispatch__edition__issue", "recipient", "confirmed_by").first()
    if found is None:
        raise Http404
    return found
