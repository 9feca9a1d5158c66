"""The language model of a bulletin: set, tried, and asked, with every word noted before it goes.

The key goes in sealed and out nowhere. Switched off, as it is at first, nothing is ever sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import structlog
from django.db import transaction
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions.changing import change
from jianbao.desk.actions.recording import plain, record
from jianbao.desk.errors import Impossible, Invalid
from jianbao.desk.models import Bulletin, Item, ModelCall, User
from jianbao.desk.queries.model_calls import SECONDS, under_way
from jianbao.desk.sealed import SealBroken, seal, unseal
from jianbao.post.language_model import Endpoint, check_endpoint, complete
from jianbao.post.model_errors import BadAddress, ModelError

log = structlog.get_logger()

COLUMNS = ("model_on", "model_url", "model_name")
AT_ONCE = 2  # questions of one bulletin under way: each holds a thread that serves pages
_TEST = (("user", "这是一次连接测试。请只回答“可用”两个字。"),)


class Tried(NamedTuple):
    """What a test of the model came to: what it answered, or what is wrong."""

    answer: str = ""
    error: ModelError | None = None


def set_model(
    bulletin: Bulletin,
    values: Mapping[str, Any],
    key: str,
    *,
    by: User,
    mark: str,
    forget_key: bool = False,
) -> None:
    """Set which model a bulletin asks, and whether at all; an empty key leaves the kept one.

    A kept key never goes to another server. Raises NotAllowed, Stale, or Invalid: an address that
    is none, a key in clear text, no name, or a new server without a word about the key.
    """
    rules.require(rules.may(by, "arrange_bulletin", bulletin))
    kept = bulletin.sealed_model_key if not forget_key else ""
    if kept and not key and _server(values["model_url"]) != _server(bulletin.model_url):
        raise Invalid("password-for-new-server", field="key")
    if values["model_on"] or values["model_url"]:
        _check(values, key or ("kept" if kept else ""))
    sealed = seal(key) if key else kept
    with transaction.atomic():
        change(bulletin, values, by=by, bulletin=bulletin, verb="set_model", mark=mark)
        if sealed != bulletin.sealed_model_key:
            secret = {"sealed_model_key": sealed}
            change(bulletin, secret, by=by, bulletin=bulletin, verb="set_model")


def _check(values: Mapping[str, Any], key: str) -> None:
    endpoint = Endpoint(url=values["model_url"], model=values["model_name"], key=key)
    try:
        check_endpoint(endpoint)
    except ModelError as error:
        field = "model_url" if isinstance(error, BadAddress) else "key"
        raise Invalid(error.code, field=field) from None
    if not endpoint.model:
        raise Invalid("model-unnamed", field="model_name")


def _server(url: str) -> tuple[str, str]:
    try:
        address = urlsplit(url)
    except ValueError:
        return "", ""
    return address.scheme, address.netloc


def try_model(bulletin: Bulletin, *, by: User) -> Tried:
    """Ask the model for one word, with nothing of the bulletin in it.

    Raises NotAllowed or Impossible (switched off, engaged). Not for use inside a transaction.
    """
    rules.require(rules.may(by, "arrange_bulletin", bulletin))
    with transaction.atomic():
        bulletin = lock_bulletin(bulletin)
        endpoint = endpoint_of(bulletin)
        call = note_question(bulletin, "test", _TEST, by=by)
        record("try_model", bulletin, by=by, after=about(call))
    error = send(call, endpoint)
    return Tried(call.answer, error)


def lock_bulletin(bulletin: Bulletin) -> Bulletin:
    """Give the bulletin as it is set now; nobody asks its model until the transaction ends."""
    return Bulletin.objects.select_for_update().get(pk=bulletin.pk)


def endpoint_of(bulletin: Bulletin) -> Endpoint:
    """Say where questions of a bulletin go. Raises Impossible unless it is switched on."""
    if not bulletin.model_on:
        raise Impossible("model-off")
    try:
        key = unseal(bulletin.sealed_model_key) if bulletin.sealed_model_key else ""
    except SealBroken:
        raise Impossible("model-key-unreadable") from None
    return Endpoint(url=bulletin.model_url, model=bulletin.model_name, key=key, timeout=SECONDS)


def note_question(
    bulletin: Bulletin,
    purpose: str,
    messages: Sequence[tuple[str, str]],
    *,
    by: User,
    item: Item | None = None,
) -> ModelCall:
    """Write down what will be sent. Call it inside a transaction, with the bulletin locked.

    Raises Impossible while as many questions as are allowed are under way.
    """
    if under_way(bulletin).count() >= AT_ONCE:
        raise Impossible("model-engaged")
    return ModelCall.objects.create(
        bulletin=bulletin,
        item=item,
        revision=item.revision if item else 0,
        by=by,
        purpose=purpose,
        url=bulletin.model_url,
        model=bulletin.model_name,
        sent=[{"role": role, "content": text} for role, text in messages],
    )


def about(call: ModelCall) -> dict[str, Any]:
    """Give what the log of acts says of a question; its words stand in its own row."""
    return {
        "purpose": call.purpose,
        "model_name": call.model,
        "model_url": call.url,
        "characters": sum(len(message["content"]) for message in call.sent),
    }


def send(
    call: ModelCall, endpoint: Endpoint, judge: Callable[[str, bool], str] | None = None
) -> ModelError | None:
    """Send exactly what the row says, and write the answer or the error into it.

    `judge` says by a code what is wrong with an answer (the text, and whether it was cut short).
    Not for use inside a transaction.
    """
    messages = [(message["role"], message["content"]) for message in call.sent]
    failed: ModelError | None = None
    try:
        completion = complete(endpoint, messages)
    except ModelError as error:
        failed = error
        call.error = error.code
        call.answer = plain(error.detail) if error.quotes else ""
        log.info("model-failed", call=call.pk, code=error.code, detail=error.detail)
    else:
        call.answer = plain(completion.text)
        call.error = judge(completion.text, completion.cut) if judge else ""
    call.answered_at = timezone.now()
    call.save(update_fields=["answer", "error", "answered_at"])
    return failed
