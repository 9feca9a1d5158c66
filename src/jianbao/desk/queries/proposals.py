"""What the language model proposed for an item, beside its text, with every fact checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, cast

import msgspec

from jianbao.desk.models import Contribution, Item, ModelCall
from jianbao.desk.queries.roster import known_to
from jianbao.document import model
from jianbao.document.compare.crosscheck import CheckedFact, CrossCheck, DroppedFact, cross_check
from jianbao.document.proposing import NoProposal, Proposal, Purpose, understand, with_proposal

_PRESENT = 0  # place of the present text among the originals: the first


class Reviewed(NamedTuple):
    """A proposal held against the text it would replace.

    `altered` are the facts among its words that neither this text nor a contribution bears out;
    `dropped` the important ones it leaves out. `outdated`: the item was saved since it was sent.
    """

    call: ModelCall
    proposal: Proposal
    before: model.Item
    after: model.Item
    altered: tuple[CheckedFact, ...]
    dropped: tuple[DroppedFact, ...]
    outdated: bool


def reviewed(call: ModelCall) -> Reviewed | None:
    """Check a proposal; None where the model gave none, or its item is gone."""
    item = call.item
    if item is None or call.answered_at is None or call.error:
        return None
    before = msgspec.convert(item.content, model.Item)
    purpose = cast("Purpose", call.purpose)
    try:
        proposal = understand(call.answer, before, purpose, limit=None)
    except NoProposal:  # of this text, which is another by now
        return None
    after = with_proposal(before, proposal)
    check = _checked(item, before, after)
    return Reviewed(
        call,
        proposal,
        before,
        after,
        tuple(_altered(check, after, purpose)),
        tuple(_left_out(check)) if purpose == "shorten" else (),
        outdated=item.revision != call.revision,
    )


def _altered(check: CrossCheck, after: model.Item, purpose: Purpose) -> Iterator[CheckedFact]:
    """Give the altered facts that stand in the proposed words, not beside them."""
    title = len(after.title or "")
    start, end = title + len(after.lead or ""), len(after.text)
    if purpose == "headline":
        start, end = 0, title
    for fact in check.altered:
        if fact.kind != "byline" and start < fact.end and fact.start < end:
            yield fact


def _left_out(check: CrossCheck) -> Iterator[DroppedFact]:
    """Give what of the present text is lost; what editors left out before is not the model's."""
    for fact in check.dropped:
        if fact.important and fact.original_index == _PRESENT:
            yield fact


def key_of(fact: CheckedFact) -> str:
    """Name a fact of a proposal: what a person ticks, one by one."""
    return f"{fact.kind}:{fact.start}-{fact.end}"


def _checked(item: Item, before: model.Item, after: model.Item) -> CrossCheck:
    """Hold the item with the proposal against its present text and all it was made from."""
    sources = [origin.contribution for origin in item.origins.select_related("contribution__unit")]
    present = "\n".join(filter(None, (before.title, before.lead, *before.paragraphs)))
    return cross_check(
        [present, *(source.text for source in sources)],
        after,
        roster=known_to(item.issue.bulletin).roster,
        year=item.issue.year,
        signed=[name for source in sources for name in _signatures(source)],
    )


def _signatures(source: Contribution) -> list[str]:
    return [name for name in (source.unit.name if source.unit else "", source.author) if name]
