"""Recipients from tables and to tables, and those whom the desk knows already."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from jianbao.desk.actions import importing_recipients
from jianbao.desk.actions.importing_units import Imported
from jianbao.desk.actions.proposing_recipients import add_proposed
from jianbao.desk.actions.recipient_rows import HEADINGS, row_of
from jianbao.desk.actions.tables import Table
from jianbao.desk.models import Bulletin, Unit, User
from jianbao.desk.queries.recipients import groups_with_counts, proposals, recipients
from jianbao.web.arrange.importing import Subject, download, take_table
from jianbao.web.arrange.saving import posted, save, status
from jianbao.web.arrange.sheets import workbook
from jianbao.web.entrance import DeskRequest, bulletin_page
from jianbao.web.lists.forms import FilterForm, ProposalsForm
from jianbao.web.lists.places import lists_nav


def _apply(bulletin: Bulletin, table: Table, by: User) -> Imported:
    return importing_recipients.import_recipients(bulletin, table, by=by)


RECIPIENTS = Subject(
    HEADINGS, importing_recipients.report_recipients, _apply, "recipients", "import_recipients"
)
_HEADS = [names[0] for names in HEADINGS.values()]


@bulletin_page("arrange_lists")
@require_http_methods(["GET", "HEAD", "POST"])
def import_recipients(request: DeskRequest) -> HttpResponse:
    """Take a table of recipients, report on each row, and import it when asked to."""
    around = {"side_nav": lists_nav(request)}
    return take_table(request, RECIPIENTS, "lists/import.html", around)


@bulletin_page("arrange_lists")
@require_safe
def export_recipients(request: DeskRequest) -> FileResponse:
    """Give the recipients, narrowed as the list was, as a workbook that can be imported again."""
    bulletin = request.bulletin
    groups, units = (
        list(bulletin.recipient_groups.all()),
        list(Unit.objects.filter(bulletin=bulletin)),
    )
    wanted = FilterForm(request.GET, groups, units).wanted
    rows = [row_of(one) for one in recipients(bulletin, wanted)]
    return download(workbook(_HEADS, rows), _("Distribution lists"), bulletin)


@bulletin_page("arrange_lists")
@require_safe
def template(request: DeskRequest) -> FileResponse:
    """Give an empty workbook with the headings."""
    return download(workbook(_HEADS, []), _("Table to fill in"), request.bulletin)


@bulletin_page("arrange_lists")
@require_http_methods(["GET", "HEAD", "POST"])
def proposed(request: DeskRequest) -> HttpResponse:
    """Show who is known to the desk and on no list, and put those chosen on them."""
    found = proposals(request.bulletin)
    groups = list(groups_with_counts(request.bulletin))
    form = ProposalsForm(posted(request), [one.address for one in found], groups)

    def add(_said: object) -> None:
        chosen = form.cleaned_data["chosen"]
        group = next((g for g in groups if str(g.pk) == form.cleaned_data["group"]), None)
        made = add_proposed(request.bulletin, chosen, group, by=request.user)
        said = ngettext("%(n)s recipient is added.", "%(n)s recipients are added.", len(made))
        messages.success(request, said % {"n": len(made)})

    if request.method == "POST" and save(form, add):
        return redirect("recipients", request.bulletin.slug)
    context = {"form": form, "found": found, "side_nav": lists_nav(request)}
    return render(request, "lists/proposed.html", context, status=status(form))
