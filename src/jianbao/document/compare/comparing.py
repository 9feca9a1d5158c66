"""Two issues compared, part by part."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from jianbao.document.compare.comparison import (
    Comparison,
    FieldChange,
    ItemChange,
    Move,
    Placed,
    SectionChange,
)
from jianbao.document.compare.pairing import Pair, moved_pairs, pair_items
from jianbao.document.model import Imprint, Issue, Item, Note
from jianbao.language.difference import differences

BETWEEN = " / "  # section and subsection
_HEAD_LENGTH = 24  # characters
_BESIDE_TEXT = ("kind", "byline", "source", "pictures", "tables")


class _Standing(msgspec.Struct, frozen=True):
    item: Item
    place: Placed


def compare(before: Issue, after: Issue) -> Comparison:
    """Say what turned `before` into `after`."""
    olds, news = list(_standing(before)), list(_standing(after))
    pairs = pair_items([old.item for old in olds], [new.item for new in news])
    sections = tuple(_section_changes(before, after))
    paired_old, paired_new = {old for old, _ in pairs}, {new for _, new in pairs}
    return Comparison(
        masthead=_fields(before.masthead, after.masthead),
        front=tuple(_front(before, after)),
        sections=tuple(change for change in sections if _says_more(change)),
        added=tuple(new.place for n, new in enumerate(news) if n not in paired_new),
        removed=tuple(old.place for n, old in enumerate(olds) if n not in paired_old),
        moved=tuple(_moves(olds, news, pairs, sections)),
        changed=tuple(_changes(olds, news, pairs)),
        imprint=_imprint(before.imprint, after.imprint),
    )


def _standing(issue: Issue) -> Iterator[_Standing]:
    for section in issue.sections:
        parts = [(section.title, section.items)]
        parts += [(section.title + BETWEEN + p.title, p.items) for p in section.subsections]
        for title, items in parts:
            for position, item in enumerate(items, 1):
                head = item.title or item.lead or item.text
                short = head if len(head) <= _HEAD_LENGTH else head[: _HEAD_LENGTH - 1] + "…"
                place = Placed(id=item.id, head=short, section=title, position=position)
                yield _Standing(item, place)


def words(value: Any) -> str:  # noqa: ANN401 - any value of the model
    """Give a value of the model in words: lists by 、, structures by their filled fields."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "、".join(words(entry) for entry in value)
    if isinstance(value, msgspec.Struct):
        raw = getattr(value, "raw", "")
        parts = (words(getattr(value, name)) for name in value.__struct_fields__)
        return raw or " ".join(part for part in parts if part)
    return str(value)


_PRINTED = ("window", "reported_to", "sent_to", "distribution", "copies")


def _fields(before: msgspec.Struct, after: msgspec.Struct) -> tuple[FieldChange, ...]:
    """Compare field by field what is printed, however it is understood."""
    return tuple(
        FieldChange(field=name, before=old, after=new)
        for name in before.__struct_fields__
        if (old := words(getattr(before, name))) != (new := words(getattr(after, name)))
    )


def _imprint(before: Imprint, after: Imprint) -> tuple[FieldChange, ...]:
    """Compare imprints; how a field was printed tells only where both keep it, and it is equal."""
    for name in _PRINTED:
        printed = f"{name}_text"
        kept = getattr(before, printed) and getattr(after, printed)
        if getattr(before, name) != getattr(after, name) or not kept:
            before = replace(before, **{printed: getattr(after, printed)})
    return _fields(before, after)


def _front(before: Issue, after: Issue) -> Iterator[FieldChange]:
    if before.contents != after.contents:
        yield FieldChange(
            field="contents", before=words(before.contents), after=words(after.contents)
        )
    if before.note != after.note:
        yield FieldChange(field="note", before=_note(before.note), after=_note(after.note))


def _note(note: Note | None) -> str:
    return f"{note.title}：{''.join(note.paragraphs)}" if note else ""


def _titles(issue: Issue) -> list[str]:
    titles = []
    for section in issue.sections:
        titles.append(section.title)
        titles += [section.title + BETWEEN + part.title for part in section.subsections]
    return titles


def _section_changes(before: Issue, after: Issue) -> Iterator[SectionChange]:
    old, new = _titles(before), _titles(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        gone, come = old[old_start:old_end], new[new_start:new_end]
        if kind == "equal":
            continue
        if len(gone) == len(come):
            yield from (
                SectionChange(kind="renamed", before=a, after=b)
                for a, b in zip(gone, come, strict=True)
            )
        else:
            yield from (SectionChange(kind="removed", before=title) for title in gone)
            yield from (SectionChange(kind="added", after=title) for title in come)


def _says_more(change: SectionChange) -> bool:
    """Say whether a change is more than that the section around a subsection was renamed."""
    old, new = (title.rpartition(BETWEEN) for title in (change.before, change.after))
    return change.kind != "renamed" or old[2] != new[2]


def _moves(
    olds: Sequence[_Standing],
    news: Sequence[_Standing],
    pairs: Sequence[Pair],
    sections: Sequence[SectionChange],
) -> Iterator[Move]:
    renamed = {change.before: change.after for change in sections if change.kind == "renamed"}
    out_of_line = moved_pairs(pairs)
    for pair in pairs:
        before, after = olds[pair[0]].place, news[pair[1]].place
        section = renamed.get(before.section, before.section)
        if section != after.section or pair in out_of_line:
            yield Move(before=before, after=after)


def _changes(
    olds: Sequence[_Standing], news: Sequence[_Standing], pairs: Sequence[Pair]
) -> Iterator[ItemChange]:
    for old, new in pairs:
        a, b = olds[old].item, news[new].item
        edits = tuple(differences(a.text, b.text)) if a.text != b.text else ()
        fields = tuple(_beside_text(a, b))
        if edits or fields:
            yield ItemChange(
                before=olds[old].place, after=news[new].place, edits=edits, fields=fields
            )


def _beside_text(a: Item, b: Item) -> Iterator[FieldChange]:
    for name in _BESIDE_TEXT:
        old, new = words(getattr(a, name)), words(getattr(b, name))
        if old != new:
            yield FieldChange(field=name, before=old, after=new)
    if a.text == b.text and _division(a) != _division(b):
        yield FieldChange(field="division", before=_division(a), after=_division(b))


def _division(item: Item) -> str:
    """Show how the text is divided: title, lead and paragraphs with ¶ between."""
    return "¶".join((item.title or "", item.lead or "", *item.paragraphs))
