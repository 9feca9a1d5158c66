"""印刷单: how many copies of an edition are printed, by whose order, and who gets how many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db.models import Sum
from django.utils import timezone

from jianbao.desk.models import Delivery, Dispatch, Edition, Outlet
from jianbao.desk.queries.candidates import candidates_in
from jianbao.desk.queries.deliveries import BY_HAND, MAIL
from jianbao.desk.queries.edition_names import kind_in_print
from jianbao.desk.queries.editions import content_in
from jianbao.desk.queries.issue_numbers import number_of
from jianbao.document import model
from jianbao.document.write.print_order import PrintOrder, Share
from jianbao.document.write.wording import recipient_entries


def print_order_of(edition: Edition, *, pages: int) -> PrintOrder:
    """Give the order for an edition of so many pages: as it was approved, else as it would be."""
    content = content_in(edition)
    dispatch = _ordering(edition)
    ordered_by = dispatch.approved_by if dispatch and dispatch.approved_by else edition.frozen_by
    at = (dispatch and dispatch.approved_at) or edition.out_at or edition.frozen_at
    return PrintOrder(
        title=content.masthead.title or edition.issue.bulletin.title,
        number=number_of(edition.issue),
        edition=kind_in_print(edition.kind),
        issued_on=content.masthead.date,
        copies=_ordered_copies(dispatch) or content.imprint.print_run,
        print_run=content.imprint.print_run,
        pages=pages,
        ordered_by=str(ordered_by),
        ordered_on=timezone.localtime(at).date(),
        sha256=edition.files.get(format="pdf").sha256,
        printed_for=recipient_entries(content.imprint),
        shares=_shares(edition, dispatch, content.imprint),
    )


def _ordering(edition: Edition) -> Dispatch | None:
    """Give the last dispatch by which an edition goes to the print shop, else the last one."""
    approved = edition.dispatches.exclude(approved_at=None)
    standing = approved.exclude(state=Dispatch.State.CANCELLED).select_related("approved_by")
    printing = standing.filter(deliveries__channel=BY_HAND).order_by("-pk").first()
    return printing or standing.order_by("-pk").first()


def _ordered_copies(dispatch: Dispatch | None) -> int | None:
    """Give the copies that the print outlets of a dispatch say; None when they leave it open."""
    said = Outlet.objects.filter(deliveries__dispatch=dispatch, kind=BY_HAND)
    copies: int | None = said.aggregate(all=Sum("copies"))["all"]
    return copies


def _shares(
    edition: Edition, dispatch: Dispatch | None, imprint: model.Imprint
) -> tuple[Share, ...]:
    """Count a copy for each reader, by unit or else by group; without lists, name whom it is for.

    What was approved counts; before that, everybody on the lists.
    """
    frozen = Delivery.objects.filter(dispatch=dispatch, channel=MAIL).order_by("pk")
    places = [_place(row.unit_name, row.groups, row.name) for row in frozen]
    if not places:
        bulletin = edition.issue.bulletin
        places = [
            _place(one.recipient.unit.name if one.recipient.unit else "", one.groups, "")
            for one in candidates_in(bulletin, bulletin.recipient_groups.all())
        ]
    if places:
        return tuple(Share(name, count) for name, count in Counter(places).items())
    named = (*imprint.reported_to, *imprint.sent_to, *imprint.distribution, *imprint.copies)
    return tuple(Share(name, None) for name in named)


def _place(unit: str, groups: Iterable[str], name: str) -> str:
    return unit or next(iter(groups), "") or name
