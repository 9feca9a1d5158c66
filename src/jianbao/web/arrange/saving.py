"""How a form of the settings is shown, checked against what was seen, and saved by one action."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

from jianbao.desk.errors import Invalid, Stale
from jianbao.desk.queries.seen import mark_of, values_of
from jianbao.desk.sentences import sentence
from jianbao.web.phrases import listed


class RowForm(forms.Form):
    """A form on some columns of a row; it carries the mark of what it showed.

    After a stale save it holds what was typed, and `now` says what stands there meanwhile.
    """

    columns: ClassVar[tuple[str, ...]] = ()
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, row: Model | None = None, **rest: Any) -> None:  # noqa: ANN401 - of Django's forms
        """Show the row."""
        self.row = row
        self.now: list[tuple[str, str]] = []
        initial = {"seen": self.mark(), **self.shown()} if row is not None else {}
        super().__init__(data, initial=initial | rest.pop("initial", {}), **rest)

    def mark(self) -> str:
        """Give the mark of the row as it stands."""
        return mark_of(self.row, self.columns) if self.row is not None else ""

    def shown(self) -> dict[str, Any]:
        """Give the values that the fields show."""
        return values_of(self.row, self.columns) if self.row is not None else {}

    @property
    def values(self) -> dict[str, Any]:
        """What a valid form says of its columns."""
        return {name: self.cleaned_data[name] for name in self.columns}

    def show_current(self) -> None:
        """Say what the row holds now beside what was typed; the next save is about that."""
        assert self.row is not None
        self.row.refresh_from_db()
        assert isinstance(self.data, QueryDict)
        given = self.data.copy()
        given[self.add_prefix("seen")] = self.mark()
        self.data = given
        for name, value in self.shown().items():
            typed = self.cleaned_data.get(name, value)
            if name in self.fields and value != getattr(typed, "pk", typed):
                self.now.append((str(self[name].label), _said(self.fields[name], value)))


def _said(field: forms.Field, value: object) -> str:
    if isinstance(field, forms.ModelChoiceField):
        chosen = field.queryset.filter(pk=value).first() if field.queryset is not None else None
        return str(chosen or "—")
    if isinstance(field, forms.ChoiceField) and not isinstance(value, list):
        return str(dict(field.choices).get(str(value), value))  # type: ignore[arg-type]  # plain pairs
    if isinstance(field, forms.TypedMultipleChoiceField) and isinstance(value, list):
        names = dict(field.choices)  # type: ignore[arg-type]  # plain pairs
        return listed(names.get(one, one) for one in value) or "—"
    value = field.prepare_value(value)
    if isinstance(value, list | tuple):
        return listed(value) or "—"
    return "—" if value in (None, "", {}) else str(value)


def posted(request: HttpRequest) -> QueryDict | None:
    """Give what was sent to a page, or None when it was only opened."""
    return request.POST if request.method == "POST" else None


def sent_files(request: HttpRequest) -> MultiValueDict[str, UploadedFile[Any]] | None:
    """Give the files that were sent to a page, or None when it was only opened."""
    return request.FILES if request.method == "POST" else None


def save(form: forms.Form, act: Callable[[Mapping[str, Any]], object]) -> bool:
    """Do `act` with what a valid form holds; what the desk says of a field is said beside it."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Invalid as refusal:
        field = str(refusal.values.get("field", ""))
        form.add_error(field if field in form.fields else None, sentence(refusal))
        return False
    except Stale as refusal:
        if not isinstance(form, RowForm) or form.row is None:
            raise
        form.show_current()
        form.add_error(None, sentence(refusal))
        return False
    return True


def status(form: forms.Form) -> int:
    """Give the status of a page with this form."""
    if isinstance(form, RowForm) and form.now:
        return 409
    return 422 if form.is_bound and form.errors else 200
