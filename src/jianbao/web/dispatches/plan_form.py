"""The form of a plan: to whom, with which letter, in which form, when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jianbao.desk.actions.dispatching.preparing import Plan
from jianbao.desk.models import Bulletin, Carriage, Dispatch
from jianbao.desk.queries.recipients import groups_with_counts
from jianbao.web.arrange.fields import LineField
from jianbao.web.phrases import apart, told

_MOMENT = "%Y-%m-%dT%H:%M"
_BY_SIZE = "size"  # the plan says nothing then


class PlanForm(forms.Form):
    """A plan; the action checks everything again."""

    groups = forms.MultipleChoiceField(
        label=gettext_lazy("To whom"), required=False, widget=forms.CheckboxSelectMultiple
    )
    outlets = forms.MultipleChoiceField(
        label=gettext_lazy("Channels beside the mail"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    template = forms.ChoiceField(label=gettext_lazy("Letter template"), required=False)
    subject = LineField(label=gettext_lazy("Subject"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("Text of the letter"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    carries = forms.ChoiceField(
        label=gettext_lazy("How the issue goes with it"),
        initial=_BY_SIZE,
        widget=forms.RadioSelect,
    )
    starts_at = forms.DateTimeField(
        label=gettext_lazy("Start by itself at"),
        required=False,
        input_formats=[_MOMENT, "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT),
        help_text=gettext_lazy("Leave it empty to start it by hand after the approval."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, bulletin: Bulletin, **rest: Any) -> None:  # noqa: ANN401 - of Django's forms
        """Offer the groups, channels and templates of a bulletin."""
        super().__init__(data, **rest)
        self._offer(
            "groups", [(group.pk, _group_said(group)) for group in groups_with_counts(bulletin)]
        )
        outlets = bulletin.outlets.filter(active=True)
        self._offer("outlets", [(o.pk, told(o.get_kind_display(), o.name)) for o in outlets])
        self.fields["groups"].required = not outlets
        templates = [(t.pk, t.name) for t in bulletin.letter_templates.all()]
        self._offer("template", templates)
        self._offer("carries", [(_BY_SIZE, _by_size(bulletin)), *Carriage.choices])
        for name, offered in (("outlets", outlets), ("template", templates)):
            if not offered:
                del self.fields[name]

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def plan(self) -> Plan:
        """Give what a valid form says."""
        given = self.cleaned_data
        return Plan(
            given["subject"],
            given["text"],
            groups=frozenset(map(int, given["groups"])),
            outlets=frozenset(map(int, given.get("outlets", ()))),
            carries="" if given["carries"] == _BY_SIZE else given["carries"],
            starts_at=given["starts_at"],
        )


class TryForm(forms.Form):
    """Where a test letter goes."""

    address = forms.EmailField(label=gettext_lazy("Send a test letter to"))


def shown(dispatch: Dispatch) -> dict[str, Any]:
    """Give what the form shows of a plan."""
    columns = ("subject", "text", "starts_at", "version")
    return {name: getattr(dispatch, name) for name in columns} | {
        "carries": dispatch.carries or _BY_SIZE,
        "groups": list(dispatch.groups.values_list("pk", flat=True)),
        "outlets": list(dispatch.outlets.values_list("pk", flat=True)),
    }


def _group_said(group: Any) -> str:  # noqa: ANN401 - annotated with its people
    people = ngettext("%(n)s person", "%(n)s people", group.people) % {"n": group.people}
    return told(group.name, apart(group.get_capacity_display(), people))


def _by_size(bulletin: Bulletin) -> str:
    return _("By size: attached up to %(most)s MB, a link beyond") % {
        "most": bulletin.attaches_up_to
    }
