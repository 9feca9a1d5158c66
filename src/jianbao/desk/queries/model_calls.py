"""What was ever sent to the language model of a bulletin, what came back, and what became of it."""

from __future__ import annotations

import datetime as dt
import inspect
from typing import Literal

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from jianbao.desk.models import Bulletin, ModelCall
from jianbao.desk.sentences import SENTENCES
from jianbao.post import model_errors

SECONDS = 45  # a person waits for the answer
LOST = dt.timedelta(seconds=SECONDS + 15)  # by then it was answered, or the program was ended

PURPOSES: dict[str, str | Promise] = {
    "shorten": pgettext_lazy("asked of a model", "Shorter text"),
    "headline": pgettext_lazy("asked of a model", "Headline"),
    "test": pgettext_lazy("asked of a model", "Test"),
}
Fate = Literal["waiting", "lost", "failed", "answered", "taken"]
_KINDS = {
    kind.code: kind
    for _name, kind in inspect.getmembers(model_errors, inspect.isclass)
    if issubclass(kind, model_errors.ModelError)
}


def calls_of(bulletin: Bulletin) -> QuerySet[ModelCall]:
    """Give every question of a bulletin, the newest first."""
    return bulletin.model_calls.select_related("by", "item").order_by("-pk")


def under_way(bulletin: Bulletin) -> QuerySet[ModelCall]:
    """Give the questions that wait for their answer."""
    return bulletin.model_calls.filter(answered_at=None, at__gt=timezone.now() - LOST)


def fate_of(call: ModelCall) -> Fate:
    """Say what became of a question."""
    if call.answered_at is None:
        return "waiting" if call.at > timezone.now() - LOST else "lost"
    if call.error:
        return "failed"
    return "taken" if call.accepted_at else "answered"


def error_in_words(call: ModelCall, language: str) -> str:
    """Say in `zh` or `en` what went wrong with a question; nothing when all went well."""
    kind = _KINDS.get(call.error)
    if kind is None:
        return str(SENTENCES.get(call.error, call.error))
    return kind(call.answer if kind.quotes else "").said(language)
