"""Forms for founding a bulletin: by hand, or from what was read in its last issue."""

from __future__ import annotations

from typing import Any

import msgspec
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from jianbao.desk.actions.founding_from_issue import Found, Founding, Signed
from jianbao.desk.models import Bulletin, User
from jianbao.document.model import Issue
from jianbao.document.profile import Profile, SectionProfile, UnitProfile
from jianbao.web.arrange.fields import LineField, LinesField, NamesField, RecipientsField

COMMON_SECTIONS = (  # what enterprises' bulletins usually have; the wizard offers it to be edited
    ("要闻", 400),
    ("党建工作", 300),
    ("生产经营", 300),
    ("安全环保", 250),
    ("改革创新", 300),
    ("群团工作", 250),
    ("一线风采", 250),
    ("通知公告", None),
)


_LONGEST_NAME = 80


class NameForm(forms.Form):
    """What the bulletin is called, and where its pages stand."""

    title = LineField(label=_("Title"), max_length=60, help_text=_("As printed in the masthead."))
    department = LineField(
        label=_("Department"), max_length=80, required=False, help_text=_("Who publishes it.")
    )
    slug = forms.SlugField(
        label=_("Short name in addresses"),
        max_length=40,
        help_text=_("Letters, digits and hyphens. It cannot be changed later."),
    )
    days_per_issue = forms.IntegerField(
        label=_("Days between two issues"), min_value=1, max_value=366, initial=14
    )
    year = forms.IntegerField(
        label=_("Year printed last"), min_value=1900, max_value=2200, required=False
    )
    number = forms.IntegerField(
        label=_("Number printed last"),
        min_value=1,
        max_value=9999,
        required=False,
        help_text=_("Leave it empty when the first issue is still to come."),
    )
    running_number = forms.IntegerField(
        label=_("Running number printed last"), min_value=1, max_value=99999, required=False
    )

    def clean_slug(self) -> str:
        """Addresses are written small."""
        return str(self.cleaned_data["slug"]).lower()

    def numbered(self, profile: Profile) -> Profile:
        """Give the profile with what was printed last."""
        said = self.cleaned_data
        return msgspec.structs.replace(
            profile,
            last_year=said["year"],
            last_number=said.get("number_to") or said["number"],
            last_running_number=said.get("running_number_to") or said["running_number"],
        )


class SectionRow(forms.Form):
    """One section of the wizard; an empty row is none."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = LineField(label=_("Section title"), max_length=40, required=False)
    item_length = forms.IntegerField(
        label=_("Characters wanted for one item"), min_value=20, max_value=20_000, required=False
    )
    groups = LineField(label=_("Usual groups"), max_length=400, required=False)


class SectionRows(forms.BaseFormSet[SectionRow]):
    """The sections of the wizard, each title once."""

    def clean(self) -> None:
        """Refuse a title that stands twice."""
        titles = [row["title"] for row in self.rows]
        for title in titles:
            if titles.count(title) > 1:
                raise forms.ValidationError(
                    _("The section %(title)s stands here twice."), params={"title": title}
                )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows that hold a section."""
        found = [getattr(form, "cleaned_data", {}) for form in self.forms]
        return [row for row in found if row.get("title")]


SectionFormSet = forms.formset_factory(SectionRow, formset=SectionRows, extra=3, max_num=60)


class FoundForm(NameForm):
    """Everything that was found in an issue, to be corrected."""

    field_order = (
        *("title", "title_aliases", "department", "slug", "days_per_issue"),
        *("year", "number", "number_to", "running_number", "running_number_to"),
    )
    title_aliases = NamesField(label=_("Other spellings of the title"), rows=2)
    number_to = forms.IntegerField(
        label=_("To number, of a combined issue"), min_value=1, max_value=9999, required=False
    )
    running_number_to = forms.IntegerField(
        label=_("To running number, of a combined issue"),
        min_value=1,
        max_value=99999,
        required=False,
    )
    units = LinesField(
        label=_("Units"),
        rows=10,
        longest=200,
        help_text=_("One a line; other names behind =, with 、 between them."),
    )
    people = LinesField(
        label=_("Correspondents"), rows=10, help_text=_("One a line: the unit, a blank, the name.")
    )
    distribution = RecipientsField(label=_("Distribution"), rows=3)
    copies = RecipientsField(label=_("Copies to"), rows=3)
    reported_to = RecipientsField(label=_("Reported to (superiors)"), rows=2)
    sent_to = RecipientsField(label=_("Sent to (peers)"), rows=2)
    submission_address = forms.EmailField(label=_("Address for contributions"), required=False)
    print_run = forms.IntegerField(
        label=_("Copies printed"), min_value=1, max_value=1_000_000, required=False
    )
    file_issue = forms.BooleanField(
        label=_("File this issue as the first printed one"), required=False, initial=True
    )

    def clean_units(self) -> list[str]:
        """Refuse a unit without a name, one that stands twice, and names too long to keep."""
        lines: list[str] = self.cleaned_data["units"]
        units = [_unit(line) for line in lines]
        names = [unit.name for unit in units]
        for line, unit in zip(lines, units, strict=True):
            if not unit.name or max(map(len, (unit.name, *unit.aliases))) > _LONGEST_NAME:
                raise forms.ValidationError(
                    _("“%(line)s”: write the name, = and its other names."),
                    params={"line": line[:30]},
                )
            if names.count(unit.name) > 1:
                raise forms.ValidationError(
                    _("The unit %(name)s stands here twice."), params={"name": unit.name}
                )
        return lines

    def founding(self, found: Found, sections: list[dict[str, Any]]) -> Founding:
        """Put together what the person said, with the issue under its corrected numbers."""
        said = self.cleaned_data
        profile = Profile(
            title=said["title"],
            title_aliases=tuple(said["title_aliases"]),
            department=said["department"],
            sections=tuple(_section(row, found.profile) for row in sections),
            units=tuple(_unit(line) for line in said["units"]),
            distribution=tuple(said["distribution"]),
            copies=tuple(said["copies"]),
            submission_address=said["submission_address"],
        )
        if not said["file_issue"]:
            profile = self.numbered(profile)
        named = ("reported_to", "sent_to", "print_run", "days_per_issue")
        columns = {name: said[name] for name in named}
        masthead = found.issue.masthead
        columns |= {"classification": masthead.classification[:20], "notice": masthead.notice[:40]}
        columns["printed_by"] = found.issue.imprint.printed_by[:80]
        signed = tuple(_person(line) for line in said["people"])
        issue = self._renumbered(found.issue) if said["file_issue"] else None
        return Founding(profile, columns, signed, issue)

    def _renumbered(self, issue: Issue) -> Issue:
        said = self.cleaned_data
        counted = ("number", "number_to", "running_number", "running_number_to")
        numbers = {name: said[name] for name in ("year", *counted)}
        masthead = msgspec.structs.replace(issue.masthead, **numbers)
        return msgspec.structs.replace(issue, masthead=masthead)


def shown(found: Found, slug: str) -> dict[str, Any]:
    """Give what was found as the first values of the form."""
    profile, imprint, masthead = found.profile, found.issue.imprint, found.issue.masthead
    return {
        "slug": slug,
        "title": profile.title,
        "title_aliases": list(profile.title_aliases),
        "department": profile.department,
        "days_per_issue": _days(found.issue),
        "year": profile.last_year or (masthead.date.year if masthead.date else None),
        "number": masthead.number,
        "number_to": masthead.number_to,
        "running_number": masthead.running_number,
        "running_number_to": masthead.running_number_to,
        "units": [
            f"{unit.name}={'、'.join(unit.aliases)}" if unit.aliases else unit.name
            for unit in profile.units
        ],
        "people": [f"{one.unit} {one.name}".strip() for one in found.signed],
        "distribution": list(imprint.distribution),
        "copies": list(imprint.copies),
        "reported_to": list(imprint.reported_to),
        "sent_to": list(imprint.sent_to),
        "submission_address": imprint.submission_address,
        "print_run": imprint.print_run,
    }


def section_rows(found: Found) -> list[dict[str, Any]]:
    """Give the sections that were found as the first rows of the form set."""
    return [
        {
            "title": section.title,
            "item_length": section.item_length,
            "groups": "、".join(section.subsections),
        }
        for section in found.profile.sections
    ]


def _days(issue: Issue) -> int:
    """Guess the days between two issues by the window, which a combined issue shares."""
    window, masthead = issue.imprint.window, issue.masthead
    if window is None:
        return 14
    numbers = (masthead.number_to or masthead.number or 1) - (masthead.number or 1) + 1
    return min(366, max(1, ((window.end - window.start).days + 1) // max(1, numbers)))


def _section(row: dict[str, Any], profile: Profile) -> SectionProfile:
    known = {section.title: section.aliases for section in profile.sections}
    groups = tuple(name for part in row["groups"].split("、") if (name := part.strip()))
    return SectionProfile(
        title=row["title"],
        aliases=known.get(row["title"], ()),
        subsections=groups,
        item_length=row["item_length"],
    )


def _unit(line: str) -> UnitProfile:
    name, _equals, others = line.replace("＝", "=").partition("=")
    aliases = tuple(other for part in others.split("、") if (other := part.strip()))
    return UnitProfile(name=name.strip(), aliases=aliases)


def _person(line: str) -> Signed:
    unit, _blank, name = line.rpartition(" ")
    return Signed(name.strip()[:60], unit.strip())


class LastIssueForm(forms.Form):
    """The file of the last issue."""

    file = forms.FileField(
        label=_("Your last issue"),
        help_text=_("PDF, Word or text. Nothing is made before you have looked at it."),
        max_length=255,
    )

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse a file larger than this desk takes."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        limit = settings.JIANBAO.largest_upload
        if file.size is not None and file.size > limit:
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB."), params={"limit": limit >> 20}
            )
        return file


class EditorForm(forms.Form):
    """Who edits: somebody with an account, or somebody to be invited."""

    person = forms.ModelChoiceField(
        queryset=User.objects.none(), required=False, label=_("Somebody with an account")
    )
    full_name = LineField(label=_("Or invite: name"), max_length=60, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)

    def __init__(self, *args: Any, known: Any, **rest: Any) -> None:  # noqa: ANN401 - of Django's forms
        """Offer the people that the administrator knows of."""
        super().__init__(*args, **rest)
        person = self.fields["person"]
        assert isinstance(person, forms.ModelChoiceField)
        person.queryset = known

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        said = super().clean() or self.cleaned_data
        if not said.get("person") and not self.errors:
            for name in ("full_name", "email"):
                if not said.get(name):
                    self.add_error(name, _("Choose a person, or give name and address."))
        return said


def free_slug() -> str:
    """Propose a short name that no bulletin has: b1, b2, …"""
    taken = set(Bulletin.objects.values_list("slug", flat=True))
    return next(f"b{n}" for n in range(1, len(taken) + 2) if f"b{n}" not in taken)
