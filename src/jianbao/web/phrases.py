"""How pieces of a sentence are joined in the language of the page, which it names; no words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language, pgettext


def listed(names: Iterable[object]) -> str:
    """Join names: 甲、乙 or A, B."""
    return pgettext("joins names", ", ").join(map(str, names))


def in_a_row(*clauses: object) -> str:
    """Join clauses of a line, leaving out empty ones: 甲，乙 or A, B."""
    return pgettext("list", ", ").join(str(clause) for clause in clauses if clause)


def apart(*sentences: object) -> str:
    """Join short sentences of one line, leaving out empty ones: 甲；乙 or A; B."""
    return pgettext("phrase", "; ").join(str(each) for each in sentences if each)


def told(what: object, more: object) -> str:
    """Say what, and after a colon of which or why."""
    return pgettext("phrase", "%(what)s: %(more)s") % {"what": what, "more": more}


def bracketed(text: object) -> str:
    """Put in brackets what follows a word."""
    return pgettext("phrase", " (%(text)s)") % {"text": text}


def language_of_page() -> str:
    """Give `en` or `zh`, as the texts outside the catalogue are asked for."""
    return "en" if (get_language() or "").startswith("en") else "zh"
