"""The pages of an issue with a link over each item: where a click on the picture leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from jianbao.desk.models import Issue
from jianbao.desk.queries.board import Row
from jianbao.desk.typesetting import Pages
from jianbao.document.write.press.layout import Box, Grid, Position
from jianbao.web.phrases import told


class Spot(NamedTuple):
    """A part of a page that leads to an item: a box in mm of the paper."""

    item: int
    label: str
    left: str
    top: str
    width: str
    height: str


class Sheet(NamedTuple):
    """One page."""

    number: int
    url: str
    alt: str
    spots: tuple[Spot, ...]
    shown: bool


def sheets_of(issue: Issue, pages: Pages, rows: Sequence[Row], shown: int) -> list[Sheet]:
    """Give the pages in order; `shown` is the one to be looked at now."""
    layout = pages.layout
    named = {str(row.item.pk): row for row in rows}
    return [
        Sheet(
            number=number,
            url=reverse("board_page", args=[issue.bulletin.slug, issue.pk, pages.digest, number]),
            alt=_alt(number, here := _on(layout.items, number, named)),
            spots=tuple(_spot(row, box, layout.grid) for row, box in here),
            shown=number == shown,
        )
        for number in range(1, layout.pages + 1)
    ]


def _on(items: Sequence[Position], page: int, named: Mapping[str, Row]) -> list[tuple[Row, Box]]:
    return [
        (named[position.item], box)
        for position in items
        for box in position.boxes
        if box.page == page and position.item in named
    ]


def _alt(number: int, here: Sequence[tuple[Row, Box]]) -> str:
    page = _("Page %(n)s as it will be printed") % {"n": number}
    if not here:
        return page
    span = {"first": here[0][0].number, "last": here[-1][0].number}
    if span["first"] == span["last"]:
        return told(page, _("item %(first)s") % span)
    return told(page, _("items %(first)s to %(last)s") % span)


def _spot(row: Row, box: Box, grid: Grid) -> Spot:
    wide, high = grid.paper_width, grid.paper_height
    margin = 2.0  # mm of air beside the text
    return Spot(
        item=row.item.pk,
        label=told(_("Item %(n)s") % {"n": row.number}, row.item.headline),
        left=f"{box.left * wide - margin:.1f}",
        top=f"{box.top * high:.1f}",
        width=f"{(box.right - box.left) * wide + 2 * margin:.1f}",
        height=f"{(box.bottom - box.top) * high:.1f}",
    )
