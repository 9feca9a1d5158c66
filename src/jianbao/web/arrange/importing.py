"""Importing units and correspondents from a table, and exporting them: report first, then apply."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from jianbao.desk.actions import importing_people, importing_units
from jianbao.desk.actions.importing_units import Imported
from jianbao.desk.actions.tables import Headings, Table, read_pasted, read_table
from jianbao.desk.models import Bulletin, User
from jianbao.desk.queries.units import tree
from jianbao.document.model import one_line
from jianbao.web.arrange.places import side_nav
from jianbao.web.arrange.saving import posted, save, sent_files, status
from jianbao.web.arrange.sheets import workbook
from jianbao.web.arrange.unit_forms import TableForm
from jianbao.web.entrance import DeskRequest, bulletin_page

WHY = {
    "name-missing": gettext_lazy("There is no name."),
    "name-too-long": gettext_lazy("A text is too long."),
    "named-twice": gettext_lazy("It stands in the table more than once."),
    "name-of-another": gettext_lazy("This is another name of %(about)s."),
    "parent-unknown": gettext_lazy("The unit above it, %(about)s, is not known."),
    "ring": gettext_lazy("It would stand below itself."),
    "address-unfit": gettext_lazy("%(about)s is no e-mail address."),
    "unit-unknown": gettext_lazy("The unit %(about)s is not known."),
    "address-missing": gettext_lazy("There is no e-mail address."),
    "address-too-long": gettext_lazy("%(about)s is too long for an e-mail address."),
    "address-without-dot": gettext_lazy("What stands behind the @ of %(about)s needs a dot."),
    "address-own": gettext_lazy("The desk itself gets mail at %(about)s."),
    "address-machine": gettext_lazy("Nobody reads what is sent to %(about)s."),
    "address-of-another-line": gettext_lazy("The address stands in line %(about)s already."),
    "capacity-unknown": gettext_lazy("%(about)s is no capacity: 主送, 抄送 or 内部留存."),
    "way-unknown": gettext_lazy("%(about)s is no way to get it: 附件, 链接 or 附件和链接."),
}
WARNINGS = {
    "domain-mistyped": gettext_lazy("The address looks mistyped: is %(about)s meant?"),
    "role-address": gettext_lazy("%(about)s seems to be the address of an office, not a person."),
    "named-otherwise": gettext_lazy("The address is there as %(about)s; the name is changed."),
    "group-new": gettext_lazy("The group %(about)s is new and will be added."),
    "group-otherwise": gettext_lazy("The group %(about)s has another capacity and keeps it."),
    "in-no-group": gettext_lazy("In no group, nothing is sent."),
    "unit-noted": gettext_lazy("The unit %(about)s is not known; it is kept as a note."),
    "stays-off": gettext_lazy("Was taken off the lists and stays off."),
    "stays-unsubscribed": gettext_lazy("Has unsubscribed; that stays so."),
    "line-joined": gettext_lazy("Joined to line %(about)s."),
    "line-unlike": gettext_lazy("Joined to line %(about)s, which says otherwise and counts."),
}

DOUBTS = frozenset({"domain-mistyped", "named-otherwise", "line-unlike", "in-no-group"})


class Subject(NamedTuple):
    """What is imported: the headings it has, how it is reported, applied, and where it stands."""

    headings: Headings
    report: Callable[[Bulletin, Table], Imported]
    apply: Callable[[Bulletin, Table, User], Imported]
    list_name: str
    import_name: str


def _apply_units(bulletin: Bulletin, table: Table, by: User) -> Imported:
    return importing_units.import_units(bulletin, table, by=by, today=timezone.localdate())


def _apply_people(bulletin: Bulletin, table: Table, by: User) -> Imported:
    return importing_people.import_people(bulletin, table, by=by)


UNITS = Subject(
    importing_units.HEADINGS,
    importing_units.report_units,
    _apply_units,
    "arrange_units",
    "import_units",
)
PEOPLE = Subject(
    importing_people.HEADINGS,
    importing_people.report_people,
    _apply_people,
    "arrange_correspondents",
    "import_correspondents",
)


@bulletin_page("arrange_bulletin")
@require_http_methods(["GET", "HEAD", "POST"])
def import_units(request: DeskRequest) -> HttpResponse:
    """Take a table of units, report on each row, and import it when asked to."""
    return take_table(request, UNITS, "arrange/import_units.html")


@bulletin_page("arrange_bulletin")
@require_http_methods(["GET", "HEAD", "POST"])
def import_people(request: DeskRequest) -> HttpResponse:
    """Take a table of correspondents, report on each row, and import it when asked to."""
    return take_table(request, PEOPLE, "arrange/import_people.html")


@bulletin_page("arrange_bulletin")
@require_safe
def export_units(request: DeskRequest) -> FileResponse:
    """Give the units as a workbook that can be imported again."""
    heads = [names[0] for names in importing_units.HEADINGS.values()]
    rows = [
        (
            branch.unit.name,
            branch.unit.parent.name if branch.unit.parent else "",
            "、".join(branch.aliases),
            "、".join(name.name for name in branch.former),
            branch.unit.code,
        )
        for branch in tree(request.bulletin)
    ]
    return download(workbook(heads, rows), _("Units"), request.bulletin)


@bulletin_page("arrange_bulletin")
@require_safe
def export_people(request: DeskRequest) -> FileResponse:
    """Give the correspondents as a workbook that can be imported again."""
    heads = [names[0] for names in importing_people.HEADINGS.values()]
    people = request.bulletin.correspondents.filter(left_at=None).select_related("unit")
    rows = [(one.name, one.unit.name if one.unit else "", one.address, one.phone) for one in people]
    return download(workbook(heads, rows), _("Correspondents"), request.bulletin)


def take_table(
    request: DeskRequest, subject: Subject, template: str, around: dict[str, Any] | None = None
) -> HttpResponse:
    """Take a table, show the report on it, or import the rows that a report carried."""
    if request.method == "POST" and "rows" in request.POST:
        return _applied(request, subject)
    form = TableForm(posted(request), sent_files(request))
    table: list[Table] = []

    def read(said: Any) -> None:  # noqa: ANN401 - what the form holds
        source, pasted = said.get("file"), said.get("pasted", "")
        heads = subject.headings
        table.append(read_table(source.read(), heads) if source else read_pasted(pasted, heads))

    report = None
    if request.method == "POST" and save(form, read):
        report = subject.report(request.bulletin, table[0])
    context = {
        "form": form,
        "report": report,
        "lines": _in_words(report) if report else [],
        "rows": json.dumps(table[0], ensure_ascii=False) if report else "",
        "headings": [names[0] for names in subject.headings.values()],
        **(around if around is not None else {"side_nav": side_nav(request)}),
    }
    return render(request, template, context, status=status(form))


def _applied(request: DeskRequest, subject: Subject) -> HttpResponse:
    table = _table_again(request.POST["rows"], subject)
    if table is None:
        messages.error(request, _("The table did not come through. Choose it again."))
        return redirect(subject.import_name, request.bulletin.slug)
    counts = subject.apply(request.bulletin, table, request.user).counts
    text = _("%(new)s added, %(changed)s changed, %(same)s as before.") % {
        "new": counts["new"],
        "changed": counts["changed"],
        "same": counts["same"],
    }
    messages.success(request, text)
    if counts["error"]:
        left = ngettext("%(n)s row was left out.", "%(n)s rows were left out.", counts["error"])
        messages.warning(request, left % {"n": counts["error"]})
    return redirect(subject.list_name, request.bulletin.slug)


def _table_again(text: str, subject: Subject) -> Table | None:
    """Take the rows back that the report carried; None for anything that is no such table."""
    try:
        columns, rows = json.loads(text)
        return Table(
            tuple(str(column) for column in columns),
            [
                (int(line), {c: one_line(str(cells.get(c, ""))) for c in subject.headings})
                for line, cells in rows
            ],
        )
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


def _in_words(report: Imported) -> list[dict[str, object]]:
    return [
        {
            "line": row.line,
            "name": row.name,
            "verdict": row.verdict,
            "why": str(WHY[row.why]) % {"about": row.about} if row.why else "",
            "warnings": [
                (str(WARNINGS[code]) % {"about": about}, code in DOUBTS)
                for code, about in row.warnings
            ],
        }
        for row in report.rows
    ]


def download(content: Any, what: str, bulletin: Bulletin) -> FileResponse:  # noqa: ANN401 - a file of bytes
    """Give a workbook to be kept, named after the bulletin and what is in it."""
    return FileResponse(content, as_attachment=True, filename=f"{bulletin.title}-{what}.xlsx")
