"""Forms of a bulletin's own settings. They check shape; the actions check everything else again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jianbao.document.proof.register import RULES
from jianbao.web.arrange.fields import (
    LineField,
    LinesField,
    NamesField,
    PairsField,
    RecipientsField,
)
from jianbao.web.arrange.saving import RowForm

OFFERED = tuple(rule for rule in RULES if rule.on)
_FAMILIES: dict[str, str | Promise] = {
    "P": _("Punctuation"),
    "Q": _("Quotation marks and brackets"),
    "N": _("Numbers and measures"),
    "D": _("Dates"),
    "S": _("Blanks and characters"),
    "W": _("Words"),
    "U": _("Units, people and slogans"),
    "I": _("Masthead, sections, items, imprint"),
    "O": _("Numbered points"),
}


class RuleChoice(NamedTuple):
    """A rule to be ticked, with its sentence."""

    code: str
    says: str
    checked: bool


class Family(NamedTuple):
    """Rules about one thing, and how many of them are switched off."""

    label: str
    rules: list[RuleChoice]
    off: int


def families(checked: Sequence[str], language: str) -> list[Family]:
    """Give the rules that can be switched off, by what they are about."""
    found = []
    for letter, label in _FAMILIES.items():
        rules = [
            RuleChoice(rule.code, rule.summary(language), rule.code in checked)
            for rule in OFFERED
            if rule.code.startswith(letter)
        ]
        found.append(Family(str(label), rules, sum(not rule.checked for rule in rules)))
    return found


class MastheadForm(RowForm):
    """报头."""

    columns = ("title", "title_aliases", "department", "classification", "notice")
    title = LineField(label=_("Title"), max_length=60)
    title_aliases = NamesField(
        label=_("Other spellings of the title"), rows=2, help_text=_("One a line.")
    )
    department = LineField(label=_("Department"), max_length=80, required=False)
    classification = LineField(
        label=_("Classification"),
        max_length=20,
        required=False,
        help_text=_("As printed: level and time. Leave it empty for an open bulletin."),
    )
    notice = LineField(
        label=_("Notice under the masthead"),
        max_length=40,
        required=False,
        help_text=_("For example: internal material, keep with care."),
    )


class NumberingForm(RowForm):
    """期号: what was printed last; the next issue counts on from it."""

    columns = ("last_year", "last_number", "last_running_number", "days_per_issue")
    last_year = forms.IntegerField(
        label=_("Year printed last"), min_value=1900, max_value=2200, required=False
    )
    last_number = forms.IntegerField(
        label=_("Number printed last"), min_value=1, max_value=9999, required=False
    )
    last_running_number = forms.IntegerField(
        label=_("Running number printed last"), min_value=1, max_value=99999, required=False
    )
    days_per_issue = forms.IntegerField(
        label=_("Days between two issues"), min_value=1, max_value=366
    )
    note = LineField(
        label=_("Why the numbering is changed"),
        max_length=200,
        required=False,
        help_text=_("Needed when a number that stands is changed; the log keeps it."),
    )


class ListsForm(RowForm):
    """主送、抄送、报、送, and how many copies."""

    columns = ("distribution", "copies", "reported_to", "sent_to", "print_run", "printed_by")
    distribution = RecipientsField(label=_("Distribution"), rows=6, help_text=_("One a line."))
    copies = RecipientsField(label=_("Copies to"))
    reported_to = RecipientsField(label=_("Reported to (superiors)"))
    sent_to = RecipientsField(label=_("Sent to (peers)"))
    print_run = forms.IntegerField(
        label=_("Copies printed"), min_value=1, max_value=1_000_000, required=False
    )
    printed_by = LineField(label=_("Printed by"), max_length=80, required=False)


class SubmissionForm(RowForm):
    """Where contributions are sent, and whether the desk answers."""

    columns = ("submission_address", "acknowledges")
    submission_address = forms.EmailField(
        label=_("Address for contributions"),
        required=False,
        help_text=_("It is printed in the imprint and shown to contributors."),
    )
    acknowledges = forms.BooleanField(
        label=_("Answer each contribution with a receipt"), required=False
    )


class StyleForm(RowForm):
    """体例: words of the house, and the rules of proofreading that apply."""

    columns = ("house_style",)
    avoid = PairsField(
        label=_("Words to avoid"),
        rows=8,
        longest=120,
        help_text=_("One pair a line: the word = what to print instead."),
    )
    fixed_phrases = LinesField(
        label=_("Fixed phrases"),
        rows=6,
        longest=200,
        help_text=_("Printed letter for letter; one a line."),
    )
    item_length = forms.IntegerField(
        label=_("Longest item in characters"),
        min_value=20,
        max_value=20_000,
        help_text=_("Where its section says nothing else."),
    )
    spaced_digits = forms.ChoiceField(
        label=_("Blank between Chinese and digits"),
        choices=[("", _("Either, but always the same")), ("yes", _("Always")), ("no", _("Never"))],
        required=False,
    )
    rules = forms.MultipleChoiceField(
        label=_("Rules that apply"),
        choices=[(rule.code, rule.code) for rule in OFFERED],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def shown(self) -> dict[str, Any]:
        """Take the style apart into fields."""
        style: dict[str, Any] = super().shown().get("house_style", {})
        spaced = style.get("spaced_digits")
        disabled = style.get("disable", [])
        return {
            "avoid": style.get("avoid", {}),
            "fixed_phrases": list(style.get("fixed_phrases", [])),
            "item_length": style.get("item_length", 400),
            "spaced_digits": "" if spaced is None else "yes" if spaced else "no",
            "rules": [rule.code for rule in OFFERED if rule.code not in disabled],
        }

    @property
    def values(self) -> dict[str, Any]:
        """Put the fields together; what this page does not show stays as it was."""
        said = self.cleaned_data
        before: dict[str, Any] = getattr(self.row, "house_style", {})
        offered = [rule.code for rule in OFFERED]
        unknown = [code for code in before.get("disable", []) if code not in offered]
        off = [code for code in offered if code not in said["rules"]]
        spaced = {"yes": True, "no": False}.get(said["spaced_digits"])
        style = {
            **before,
            "avoid": said["avoid"],
            "fixed_phrases": said["fixed_phrases"],
            "item_length": said["item_length"],
            "spaced_digits": spaced,
            "disable": sorted({*unknown, *off}),
        }
        empty: tuple[object, ...] = ([], {}, None)
        return {"house_style": {name: value for name, value in style.items() if value not in empty}}


class SectionForm(RowForm):
    """栏目."""

    columns = ("title", "aliases", "subsections", "item_length", "hidden")
    title = LineField(label=_("Section title"), max_length=40)
    aliases = NamesField(label=_("Other spellings"), longest=40, rows=3)
    subsections = NamesField(
        label=_("Usual groups"), longest=40, rows=3, help_text=_("One a line, without brackets.")
    )
    item_length = forms.IntegerField(
        label=_("Characters wanted for one item"), min_value=20, max_value=20_000, required=False
    )
    hidden = forms.BooleanField(label=_("Hide it: nothing new is planned into it"), required=False)


class NewSectionForm(forms.Form):
    """A section to be added."""

    title = LineField(label=_("Add a section"), max_length=40)

    @property
    def values(self) -> dict[str, Any]:
        """What the new section is made of."""
        return {"title": self.cleaned_data["title"]}
