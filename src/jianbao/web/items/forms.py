"""The forms of acts on an item: a new one, whom to hand it to, what to join, pictures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Case, QuerySet, When
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from jianbao.desk.models import Bulletin, Contribution, Issue, Item, User
from jianbao.desk.queries.arrangement import arrangement_of, standing_arrangement
from jianbao.desk.queries.contribution import editors_of
from jianbao.desk.queries.inbox import UNDECIDED
from jianbao.desk.queries.issues import current_issue, items_of
from jianbao.desk.queries.item import like_originals_of
from jianbao.document.cropping import SHAPES

ALIKE = _("Looks like a duplicate")


class PlaceChoice(forms.Form):
    """A section of the issue being made, or a group of it; the value names both."""

    place = forms.ChoiceField(label=_("Section"))

    def __init__(
        self, given: QueryDict | None, bulletin: Bulletin, issue: Issue | None = None
    ) -> None:
        """Take what was sent, or None to show the form."""
        super().__init__(given)
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = places_of(bulletin, issue)

    @property
    def chosen(self) -> tuple[str, str]:
        """The section and the group that were chosen; the group '' for none."""
        section, _tab, group = str(self.cleaned_data["place"]).partition("\t")
        return section, group


def places_of(bulletin: Bulletin, issue: Issue | None = None) -> list[tuple[str, str]]:
    """Give the places of an issue, without one of that being made, with how each is named."""
    issue = issue or current_issue(bulletin)
    places = arrangement_of(issue) if issue else standing_arrangement(bulletin)
    found: list[tuple[str, str]] = []
    for place in places:
        if place.hidden:
            continue
        found.append((place.title, place.title))
        found += [
            (f"{place.title}\t{name}", f"{place.title}　{name}") for name in place.group_titles
        ]
    return found


class HandingOn(forms.Form):
    """交给…"""

    to: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label=_("Editor"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody in particular"),
    )

    def __init__(self, given: QueryDict | None, item: Item) -> None:
        """Offer the editors of the item's bulletin."""
        super().__init__(given, initial={"to": item.editor_id})
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = editors_of(item.issue.bulletin)


class _Named(forms.ModelMultipleChoiceField[Any]):
    alike: frozenset[int] = frozenset()

    def label_from_instance(self, obj: Any) -> str:  # noqa: ANN401 - either of two models
        """Name a contribution by its unit, an item by its section, both by their headline."""
        where = obj.section_title if isinstance(obj, Item) else (obj.unit and obj.unit.name) or ""
        words = format_html("{} <small>{}</small>", obj.headline or "—", where)
        if obj.pk not in self.alike:
            return format_html("<span>{}</span>", words)
        return format_html('<span>{} <small class="chip warn">{}</small></span>', words, ALIKE)


class Joining(forms.Form):
    """综合: what is joined to an item, and the revision that was seen of it."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    contributions = _Named(
        label=_("Contributions that wait"),
        queryset=Contribution.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    items = _Named(
        label=_("Other items of this issue"),
        queryset=Item.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, given: QueryDict | None, item: Item) -> None:
        """Offer what waits, what is like the item before the rest, and the other items."""
        super().__init__(given, initial={"revision": item.revision})
        bulletin = item.issue.bulletin
        waiting = Contribution.objects.filter(bulletin=bulletin, state__in=UNDECIDED)
        alike = like_originals_of(item)
        first = Case(When(pk__in=alike, then=0), default=1)
        self._offer(
            "contributions",
            waiting.select_related("unit").order_by(first, "-received_at"),
            alike,
        )
        self._offer("items", items_of(item.issue).exclude(pk=item.pk), frozenset())

    def _offer(self, name: str, known: QuerySet[Any], alike: frozenset[int]) -> None:
        field = self.fields[name]
        assert isinstance(field, _Named)
        field.queryset, field.alike = known, alike


class Describing(forms.Form):
    """A picture's caption, the words for those who do not see it, and where it stands."""

    caption = forms.CharField(label=_("Caption"), required=False, max_length=120)
    alt = forms.CharField(
        label=_("Alternative text"),
        required=False,
        max_length=200,
        help_text=_("What is to be seen, for readers who do not see it. Print needs it."),
    )
    after = forms.IntegerField(label=_("After paragraph"), min_value=0, required=False)


class Cropping(forms.Form):
    """Which part of a picture is printed: a shape around a point, or four edges in percent."""

    shape = forms.ChoiceField(
        label=_("Shape"),
        choices=[("whole", _("Whole")), *((name, name) for name in SHAPES), ("free", _("Free"))],
        widget=forms.RadioSelect,
        initial="whole",
    )
    focus_x = forms.IntegerField(label=_("Centre from the left, %"), min_value=0, max_value=100)
    focus_y = forms.IntegerField(label=_("Centre from the top, %"), min_value=0, max_value=100)
    left = forms.IntegerField(label=_("Left edge, %"), min_value=0, max_value=100)
    top = forms.IntegerField(label=_("Top edge, %"), min_value=0, max_value=100)
    right = forms.IntegerField(label=_("Right edge, %"), min_value=0, max_value=100)
    bottom = forms.IntegerField(label=_("Bottom edge, %"), min_value=0, max_value=100)
