"""Form fields for what settings are made of: lists of lines, pairs of words, texts without NUL."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jianbao.document.model import one_line

_BETWEEN = re.compile(r"[、;；\n]+")


class LinesField(forms.CharField):
    """A list of texts, one a line; blank and repeated ones fall away."""

    widget = forms.Textarea

    def __init__(self, *, longest: int = 80, rows: int = 4, **rest: Any) -> None:  # noqa: ANN401 - of Django's fields
        """Take the longest line allowed, in characters."""
        self._longest = longest
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), required=False, **rest)

    def prepare_value(self, value: object) -> object:
        """Show a list as lines."""
        return "\n".join(map(str, value)) if isinstance(value, list | tuple) else value

    def to_python(self, value: object) -> list[str]:  # type: ignore[override]  # a list of texts
        """Take lines as a list."""
        lines = [one_line(line) for line in str(value or "").splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        for line in found:
            if len(line) > self._longest:
                raise forms.ValidationError(
                    _("“%(line)s…” is longer than %(longest)s characters."),
                    params={"line": line[:20], "longest": self._longest},
                )
        return found


class NamesField(LinesField):
    """Names, one a line or with 、 or ; between them."""

    def to_python(self, value: object) -> list[str]:  # type: ignore[override]  # a list of texts
        """Take names as a list."""
        return super().to_python(_BETWEEN.sub("\n", str(value or "")))


class RecipientsField(LinesField):
    """To whom an issue goes, one a line; a single line may hold several, with 、 between them.

    In a line among others a 、 is part of the name: 各分公司、子公司 is one recipient.
    """

    def to_python(self, value: object) -> list[str]:  # type: ignore[override]  # a list of texts
        """Take recipients as a list."""
        lines = super().to_python(value)
        return super().to_python(_BETWEEN.sub("\n", lines[0])) if len(lines) == 1 else lines


class PairsField(LinesField):
    """Words to avoid, each with what to print: one pair a line, with = between."""

    def prepare_value(self, value: object) -> object:
        """Show pairs as lines."""
        if isinstance(value, dict):
            return "\n".join(f"{word}={instead}" for word, instead in value.items())
        return value

    def clean(self, value: object) -> Any:  # noqa: ANN401 - of Django's fields
        """Take lines as pairs."""
        pairs = {}
        for line in self.to_python(value):
            word, equals, instead = re.sub("[＝→]", "=", line).partition("=")
            if not equals or not word.strip():
                raise forms.ValidationError(
                    _("“%(line)s”: write the word, = and what to print instead."),
                    params={"line": line[:30]},
                )
            pairs[word.strip()] = instead.strip()
        return pairs


class LineField(forms.CharField):
    """A text of one line, as the document model wants it."""

    def to_python(self, value: object) -> str:
        """Drop control characters and blanks at the ends."""
        return one_line(super().to_python(value) or "")
