"""What the page of the board shows: sections with rows, the pages beside them, what is said."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jianbao.desk import rules
from jianbao.desk.models import Issue
from jianbao.desk.queries.arranged import last_arrangement
from jianbao.desk.queries.board import Board, GroupRows, Row, SectionRows, board_of
from jianbao.desk.queries.compositions import last_composition
from jianbao.desk.queries.issue_content import content_of
from jianbao.desk.queries.order import Slot
from jianbao.desk.typesetting import Pages, draw_ahead, pages_of
from jianbao.document.write.press.layout import Position
from jianbao.web.board.finding import editable, may_arrange
from jianbao.web.board.sheets import sheets_of
from jianbao.web.entrance import DeskRequest
from jianbao.web.phrases import listed

_KINDS: dict[object, str | Promise] = {
    "quotation": gettext_lazy("Quotation"),
    "notice": gettext_lazy("Notice"),
    "profile": gettext_lazy("Profile"),
    "honour": gettext_lazy("Honour"),
}
WAITING_SHOWN = 3
UNITS_SHOWN = 3
PAIRS_SHOWN = 6
STYLES = ("css/board.css", "css/board-rows.css", "css/sheets.css")
SCRIPTS = ("js/board-pages.js", "js/board-moves.js", "js/board.js")


class Seen(NamedTuple):
    """What the address asks for: the item that is marked, the page that is shown."""

    item: int | None = None
    page: int | None = None


class ShownRow(NamedTuple):
    """One item as its row shows it."""

    row: Row
    url: str
    move_url: str
    by: str  # whose it is: the units, the source, or what kind of item
    lines: int
    page: int
    current: bool
    may: bool
    first: bool  # nowhere further up
    last: bool
    repeats: tuple[Row, ...]  # items of this issue that it resembles


class ShownGroup(NamedTuple):
    """A group and its rows; items may be dropped into it when it is `open`."""

    group: GroupRows
    rows: list[ShownRow]


class ShownSection(NamedTuple):
    """A section, its groups, how many items and lines stand in it."""

    section: SectionRows
    groups: list[ShownGroup]
    items: int
    lines: int
    waiting_url: str


def board_context(request: DeskRequest, issue: Issue, seen: Seen) -> dict[str, Any]:
    """Give everything that the templates of the board show of an issue."""
    board = board_of(issue)
    for row in board.rows:
        row.item.issue = issue  # as the rules ask for it
    pages = pages_of(issue, content_of(issue, [row.item for row in board.rows]))
    placed = {one.item: one for one in pages.layout.items} if pages else {}
    writer = _Writer(request, issue, board, placed, seen)
    current = next((row for row in board.rows if row.item.pk == seen.item), None)
    shown = _page(pages, placed.get(str(current.item.pk)) if current else None, seen)
    if pages:
        draw_ahead(pages, shown)
    context = {
        "issue": issue,
        "board": board,
        "sections": [writer.section(one) for one in board.sections],
        "editable": editable(issue),
        "may_arrange": may_arrange(request, issue),
        "may_publish": rules.may(request.user, "publish", request.bulletin).ok,
        "may_inbox": rules.may(request.user, "see_inbox", request.bulletin).ok,
        "undoable": editable(issue) and last_arrangement(issue, request.user) is not None,
        "composition": last_composition(issue),
        "pages": pages,
        "current": current,
        "shown": shown,
        "units_shown": UNITS_SHOWN,
        "waiting_shown": WAITING_SHOWN,
        "pairs_shown": PAIRS_SHOWN,
        "styles": STYLES,
        "scripts": SCRIPTS,
    }
    if pages:
        context["sheets"] = sheets_of(issue, pages, board.rows, shown)
        context["sums"] = sums_of(pages, board)
    return context


def sums_of(pages: Pages, board: Board) -> list[tuple[str, bool]]:
    """Give the clauses under the masthead, and of each whether it is trouble."""
    n, blank = pages.layout.pages, pages.layout.blank_lines
    long, empty, alike = len(board.long), len(board.empty), len(board.pairs)
    troubles = (
        (ngettext("%(n)s item too long", "%(n)s items too long", long), long),
        (ngettext("%(n)s section empty", "%(n)s sections empty", empty), empty),
        (ngettext("%(n)s pair alike", "%(n)s pairs alike", alike), alike),
    )
    blanks = ngettext("%(n)s line blank at the end", "%(n)s lines blank at the end", blank)
    return [
        (ngettext("%(n)s page", "%(n)s pages", n) % {"n": n}, False),
        (blanks % {"n": blank}, False),
        *((text % {"n": count}, True) for text, count in troubles if count),
    ]


def _page(pages: Pages | None, position: Position | None, seen: Seen) -> int:
    """Give the page to show: the one asked for, that of the marked item, or the first."""
    most = pages.layout.pages if pages else 1
    wanted = seen.page or (position.page if position else 0) or 1
    return max(1, min(most, wanted))


class _Writer:
    """Writes the rows of one board."""

    def __init__(
        self,
        request: DeskRequest,
        issue: Issue,
        board: Board,
        placed: dict[str, Position],
        seen: Seen,
    ) -> None:
        self._request, self._issue, self._board = request, issue, board
        self._placed, self._seen = placed, seen
        self._slug = request.bulletin.slug
        self._editable = editable(issue)
        self._rows = {row.item.pk: row for row in board.rows}
        self._ends = self._first_and_last()
        self._repeats = self._alike()
        # An address of each row costs more than the rest of it; one is asked for, the row's joined.
        self._items = reverse("items", args=[self._slug])
        self._moves = reverse("board_move", args=[self._slug, issue.pk])

    def section(self, section: SectionRows) -> ShownSection:
        """Give a section with its rows."""
        groups = [
            ShownGroup(group, [self._row(row) for row in group.rows]) for group in section.groups
        ]
        rows = [row for group in groups for row in group.rows]
        inbox = reverse("inbox", args=[self._slug])
        return ShownSection(
            section,
            groups,
            items=len(rows),
            lines=sum(row.lines for row in rows),
            waiting_url=f"{inbox}?section={section.place.section}" if section.waiting else "",
        )

    def _row(self, row: Row) -> ShownRow:
        position = self._placed.get(str(row.item.pk))
        slot = Slot(row.item.section_title, row.item.subsection_title)
        pk = row.item.pk
        return ShownRow(
            row,
            url=f"{self._items}{pk}/",
            move_url=f"{self._moves}{pk}/",
            by=listed(row.units) or row.source or str(_KINDS.get(row.item.content.get("kind"), "")),
            lines=position.lines if position else 0,
            page=position.page if position else 0,
            current=pk == self._seen.item,
            may=self._editable and rules.may_edit(self._request.user, row.item).ok,
            first=row.number == 1 and slot == self._ends[0],
            last=row.number == len(self._rows) and slot == self._ends[1],
            repeats=tuple(self._repeats[pk]),
        )

    def _alike(self) -> dict[int, list[Row]]:
        found: dict[int, list[Row]] = defaultdict(list)
        for pair in self._board.pairs:
            found[pair.first.pk].append(self._rows[pair.second.pk])
            found[pair.second.pk].append(self._rows[pair.first.pk])
        return found

    def _first_and_last(self) -> tuple[Slot, Slot]:
        slots = [
            Slot(section.place.title, group.group.title)
            for section in self._board.sections
            for group in section.groups
        ]
        return (slots[0], slots[-1]) if slots else (Slot(""), Slot(""))


def moved_to(row: Row) -> str:
    """Say where an item stands now."""
    if row.item.subsection_title:
        return _("Moved to item %(n)s, in %(section)s, %(group)s") % {
            "n": row.number,
            "section": row.item.section_title,
            "group": row.item.subsection_title,
        }
    return _("Moved to item %(n)s, in %(section)s") % {
        "n": row.number,
        "section": row.item.section_title,
    }
