"""A file in the text form of jianbao, read without loss."""

from __future__ import annotations

from jianbao.document.problems import Unreadable
from jianbao.document.read.own_forms import stated
from jianbao.document.read.reading import Reading
from jianbao.document.text_form import TextFormError, is_text_form, parse_text_form


def read_text_form(text: str) -> Reading | None:
    """Read a text that declares itself as the text form; None for any other text.

    Raises Unreadable malformed with the line or key at fault.
    """
    if not is_text_form(text):
        return None
    try:
        form = parse_text_form(text)
    except TextFormError as error:
        raise Unreadable("malformed", reason=str(error)) from error
    issues = (form.issue,)
    return Reading(
        issues=issues, problems=form.problems, origins=stated(issues), format="text-form"
    )
