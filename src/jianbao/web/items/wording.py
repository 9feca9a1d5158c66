"""Words of the editor: findings, facts, lengths, revisions."""

from __future__ import annotations

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from jianbao.document.compare.crosscheck import CheckedFact
from jianbao.document.item_kinds import KINDS, KindProblem
from jianbao.document.model import ItemKind
from jianbao.document.proof import RULES, Finding
from jianbao.web.phrases import language_of_page

Words = str | Promise

_NOTES: dict[str, Words] = {
    "value": gettext_lazy("Another number than in the original"),
    "unit": gettext_lazy("Another measure than in the original"),
    "hedge_lost": gettext_lazy("Said with more certainty"),
    "hedge_added": gettext_lazy("Said with less certainty"),
    "hedge_changed": gettext_lazy("Another word of estimate"),
    "finer": gettext_lazy("More exact than the original"),
    "relative": gettext_lazy("The original tells the time in words"),
    "spelling": gettext_lazy("Spelt otherwise in the original"),
}
_ABSENT: dict[str, Words] = {
    "quantity": gettext_lazy("Number not in the original"),
    "number": gettext_lazy("Number not in the original"),
    "date": gettext_lazy("Date not in the original"),
    "person": gettext_lazy("Person not in the original"),
    "org": gettext_lazy("Unit not in the original"),
    "title": gettext_lazy("Title not in the original"),
    "honour": gettext_lazy("Honour not in the original"),
    "byline": gettext_lazy("Not who sent it"),
}
_VERDICTS: dict[str, tuple[Words, str]] = {  # the word, and the shape of its chip
    "found": (pgettext_lazy("fact", "found"), "ok"),
    "changed": (pgettext_lazy("fact", "changed"), "warn"),
    "absent": (pgettext_lazy("fact", "not in the original"), "open"),
}
WHY: dict[str, Words] = {
    "made": pgettext_lazy("revision", "made"),
    "edit": pgettext_lazy("revision", "edited"),
    "fix": pgettext_lazy("revision", "finding mended"),
    "shorten": pgettext_lazy("revision", "shortened"),
    "restore": pgettext_lazy("revision", "restored"),
    "proposal": pgettext_lazy("revision", "proposal taken"),
    "merge": pgettext_lazy("revision", "merged"),
    "picture": pgettext_lazy("revision", "pictures"),
    "aside": pgettext_lazy("revision", "kept aside"),
}
_MADE_OF: dict[ItemKind, Words] = {
    "brief": gettext_lazy("A few sentences, with a run-in head or without"),
    "article": gettext_lazy("Title, text, byline"),
    "quotation": gettext_lazy("The words, and when and where they were spoken"),
    "notice": gettext_lazy("Run-in head, text, the agency or department that gives it out"),
    "profile": gettext_lazy("Opens with the name and the post of a person"),
    "honour": gettext_lazy("Who was honoured, with what"),
}
_RULE_NAMES = {rule.code: rule for rule in RULES}


def finding_title(finding: Finding) -> str:
    """Name the kind of a finding by how grave it is."""
    if finding.severity == "advice":
        return pgettext("finding", "Advice")
    return (
        pgettext("finding", "Error")
        if finding.severity == "error"
        else pgettext("finding", "Check")
    )


def fact_title(fact: CheckedFact) -> str:
    """Say what is wrong with a fact."""
    words = _ABSENT if fact.verdict == "absent" and not fact.note else _NOTES
    default = _NOTES["value"] if fact.verdict == "changed" else _ABSENT["quantity"]
    return str(words.get(fact.note or fact.kind, words.get(fact.kind, default)))


def fact_said(fact: CheckedFact) -> str:
    """Say what the original says instead."""
    if fact.original:
        return _("“%(here)s” stands as “%(there)s” in the original.") % {
            "here": fact.text,
            "there": fact.original,
        }
    return _("Nothing that was sent says “%(here)s”.") % {"here": fact.text}


def verdict_said(fact: CheckedFact) -> tuple[str, str]:
    """Give the word and the shape for the verdict on a fact."""
    word, shape = _VERDICTS[fact.verdict]
    return str(word), shape


def fix_said(old: str, new: str) -> str:
    """Name the button that puts `new` for `old`."""
    if not new:
        return pgettext("fix", "Delete")
    if not old:
        return pgettext("fix", "Insert “%(new)s”") % {"new": new}
    return pgettext("fix", "Make it “%(new)s”") % {"new": new}


def kind_said(kind: ItemKind) -> str:
    """Name a kind of item."""
    return KINDS[kind].name.said(language_of_page()) if kind in KINDS else ""


def kinds_said() -> list[tuple[str, str]]:
    """Name all kinds of items."""
    return [(kind, kind_said(kind)) for kind in KINDS]


def kinds_described() -> list[tuple[str, str, str]]:
    """Name all kinds of items, each with what it is made of."""
    return [(kind, kind_said(kind), str(_MADE_OF[kind])) for kind in KINDS]


def kept_said(name: str) -> str:
    """Name what is left as it is: a fact by its words, a rule by what it finds."""
    if name.startswith("fact:"):
        return name.split(":", 2)[-1]
    if name.startswith("kind:"):
        _kind, kind, field, code = (name.split(":") + [""] * 4)[:4]
        known = msgspec.convert({"kind": kind, "field": field, "code": code}, KindProblem)
        return known.said(language_of_page())
    rule = _RULE_NAMES.get(name)
    return rule.summary(language_of_page()) if rule else name
