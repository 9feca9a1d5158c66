"""The form of handing in: text, files, and who it is from. The action checks all of it again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from jianbao.desk.actions.handing_in import LONGEST_TEXT, MOST_FILES, HandedIn
from jianbao.desk.models import Unit
from jianbao.intake.packing import Upload


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Any number of files; each must hold something, and all together no more than the limit."""

    widget = _ManyFiles

    def clean(self, given: Any, initial: Any = None) -> list[UploadedFile[Any]]:  # noqa: ANN401, ARG002 - as Django has it
        """Give the files as they were sent."""
        files = [one for one in (given or []) if one]
        for one in files:
            if not one.size:
                raise forms.ValidationError(_("The file “%(name)s” is empty.") % {"name": one.name})
        if len(files) > MOST_FILES:
            said = _("At most %(most)s files go in at once. Pack them into a zip file.")
            raise forms.ValidationError(said % {"most": MOST_FILES})
        limit = settings.JIANBAO.largest_upload
        if sum(one.size or 0 for one in files) > limit:
            said = _("The files are larger than %(limit)s together. Send them in parts.")
            raise forms.ValidationError(said % {"limit": filesizeformat(limit)})
        return files


class _Pasted(forms.CharField):
    """A text that may hold what other programs left in it."""

    def to_python(self, value: Any) -> str:  # noqa: ANN401 - as Django has it
        """Take out NUL before Django would refuse it."""
        return str(super().to_python(value)).replace("\0", "")


class HandingIn(forms.Form):
    """A text, files, or both."""

    attached = FilesField(
        label=gettext_lazy("Files"),
        required=False,
        help_text=gettext_lazy(
            "Word, WPS, PDF, pictures, spreadsheets, mails (.eml, .msg) or a zip of them."
        ),
    )
    text = _Pasted(
        label=pgettext_lazy("of a contribution", "Text"),
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "data-paste": "pasted"}),
        help_text=gettext_lazy("Paste from Word or type; one line is one paragraph."),
    )
    headline = _Pasted(
        label=gettext_lazy("Headline"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Left empty, the desk takes it from the text."),
    )
    author = _Pasted(
        label=pgettext_lazy("of a contribution", "Author"), required=False, max_length=60
    )
    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        queryset=None,
        label=gettext_lazy("Unit"),
        required=False,
        empty_label=gettext_lazy("As the text says"),
    )
    note = _Pasted(
        label=gettext_lazy("Note to the editors"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Not for print."),
    )

    def __init__(self, *given: Any, units: QuerySet[Unit], **options: Any) -> None:  # noqa: ANN401 - Django's own
        """Offer `units`; a single one is chosen."""
        super().__init__(*given, **options)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units

    def clean(self) -> dict[str, Any]:
        """Refuse what holds nothing."""
        given: dict[str, Any] = super().clean() or {}
        has_text = bool((given.get("text") or "").strip())
        if not self.errors and not has_text and not given.get("attached"):
            self.add_error(None, _("Give a text or at least one file."))
        return given

    def handed_in(self) -> HandedIn:
        """Give what was filled in, with the bytes of the files."""
        given = self.cleaned_data
        return HandedIn(
            headline=given["headline"],
            text=given["text"],
            author=given["author"],
            note=given["note"],
            files=tuple(Upload(one.name or "", one.read()) for one in given["attached"]),
        )
