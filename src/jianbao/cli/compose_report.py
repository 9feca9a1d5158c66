"""What became of every message: for people in lines, for programs as JSON."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec

from jianbao.cli.printing import json_bytes
from jianbao.cli.words import language, say
from jianbao.document.compose import Chosen, Draft, LeftOut, sentence
from jianbao.document.numbering import format_number
from jianbao.document.proof import findings_as_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jianbao.cli.compose_reading import Message

Fate = Chosen | LeftOut


def report_text(draft: Draft, messages: Sequence[Message]) -> str:
    """Tell each message with what it became, in the order of print, then what was left out."""
    return "\n".join((_summary(draft, messages), *_items(draft), *_others(draft), *_end(draft)))


def report_json(draft: Draft, messages: Sequence[Message]) -> bytes:
    """Give the draft, the fate of every piece of every message, and the findings.

    The issue stands in `issues`, so that every command that takes JSON takes the report too.
    """
    fates: dict[str, Fate] = {one.candidate: one for one in draft.chosen}
    fates |= {one.candidate: one for one in draft.left_out}
    told = [
        {
            "file": message.name,
            "subject": message.arrival.subject,
            "pieces": [_piece(fates[one.id]) for one in message.arrival.candidates],
        }
        for message in messages
    ]
    return json_bytes(
        {
            "issues": [draft.issue],
            "messages": told,
            "empty_sections": draft.empty,
            "findings": findings_as_data(draft.findings),
        }
    )


def _piece(fate: Fate) -> dict[str, Any]:
    built: dict[str, Any] = msgspec.to_builtins(fate)
    if isinstance(fate, LeftOut):
        return built | {"message": sentence(fate, language())}
    remarks = zip(built["remarks"], fate.remarks, strict=True)
    built["remarks"] = [
        data | {"message": sentence(remark, language())} for data, remark in remarks
    ]
    return built


def _summary(draft: Draft, messages: Sequence[Message]) -> str:
    number = format_number(draft.issue.masthead)
    came, items, out = len(messages), len(draft.chosen), len(draft.left_out)
    return say(
        f"{number}初稿：来稿 {came} 件，编成 {items} 条，{out} 件未用",
        f"First draft of {number}: {came} messages, {items} items, {out} left out",
    )


def _items(draft: Draft) -> Iterator[str]:
    heads = {item.id: item.lead or item.title or item.text for item in draft.issue.items()}
    place = ("", "")
    for one in draft.chosen:
        if (one.section, one.subsection) != place:
            place = one.section, one.subsection
            yield "\n" + " · ".join(filter(None, place))
        yield f"  {one.item}  {one.candidate}  {_short(heads[one.item])}"
        because = [f"“{word}”" for word in one.words]
        because += [say(f"像往期“{one.like}…”", f"like “{one.like}…”")] if one.like else []
        if because:
            yield f"       {say('依据', 'because')} {'、'.join(because)}"
        yield from (f"     ! {sentence(remark, language())}" for remark in one.remarks)


def _others(draft: Draft) -> Iterator[str]:
    if draft.left_out:
        yield "\n" + say("未用", "Left out")
    yield from (f"  {one.candidate}  {sentence(one, language())}" for one in draft.left_out)


def _end(draft: Draft) -> Iterator[str]:
    if draft.empty:
        yield "\n" + say("没有来稿的栏目：", "Sections without an item: ") + "、".join(draft.empty)
    counted = Counter(finding.severity for finding in draft.findings)
    found = counted["error"], counted["warning"], counted["advice"]
    yield "\n" + say(
        "校对：错误 {} 处，警告 {} 处，建议 {} 处".format(*found),
        "Proofreading: {} errors, {} warnings, {} pieces of advice".format(*found),
    )


def _short(text: str) -> str:
    return text if len(text) <= 30 else text[:29] + "…"
