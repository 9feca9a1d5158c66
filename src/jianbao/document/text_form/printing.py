"""Issue to text form, as a person would write it.

Whatever that would not say is found by reading it back, and stands in an `<!-- item … -->`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from jianbao.document.model import Issue, Item, Note, Picture, Subsection
from jianbao.document.text_form.blocks import split_blocks
from jianbao.document.text_form.front_matter import FrontMatter, format_front_matter
from jianbao.document.text_form.marks import escape, format_attributes
from jianbao.document.text_form.pieces import understand
from jianbao.document.text_form.tables import format_table

_NOTHING: Mapping[str, frozenset[str]] = {}


def format_text_form(issue: Issue, *, ignored: Mapping[str, frozenset[str]] = _NOTHING) -> str:
    """Write an issue in the text form; `parse_text_form` reads it back equal."""
    front = FrontMatter(masthead=issue.masthead, contents=issue.contents, imprint=issue.imprint)
    parts = [f"---\n{format_front_matter(front)}\n---"]
    if issue.note:
        parts.append(_format_note(issue.note))
    parts.extend(_Body(ignored).parts(issue))
    return "\n\n".join(parts) + "\n"


class _Body:
    def __init__(self, ignored: Mapping[str, frozenset[str]]) -> None:
        self._ignored = ignored
        self._count = 0

    def parts(self, issue: Issue) -> Iterator[str]:
        for section in issue.sections:
            yield f"# {escape(section.title, start=False)}".rstrip()
            yield from self._items(section.items)
            for group in section.subsections:
                yield f"## {_group_title(group)}".rstrip()
                yield from self._items(group.items)

    def _items(self, items: tuple[Item, ...]) -> Iterator[str]:
        open_item = False
        for item in items:
            self._count += 1
            written = _format_item(item, number=self._count)
            opens = written[0].startswith(("###", "<!-- item"))
            if open_item and not opens:
                yield "***"
            if codes := self._ignored.get(item.id):
                written.insert(int(opens), f"<!-- proof: off {' '.join(sorted(codes))} -->")
            yield from written
            open_item = opens


def _group_title(group: Subsection) -> str:
    title = escape(group.title, start=False)
    if group.bracketed:
        return f"【{title}】"
    return "\\" + title if title.startswith("【") else title


def _format_item(item: Item, *, number: int) -> list[str]:
    parts = _natural(item)
    attributes = _left_unsaid(item, parts, number=number)
    if attributes.keys() & {"byline", "source"}:
        meant = msgspec.to_builtins(item)
        closing = {name: meant[name] for name in ("byline", "source")}
        parts = _natural(msgspec.structs.replace(item, byline=None, source=None))
        attributes = closing | _left_unsaid(item, [_comment(closing), *parts], number=number)
    if attributes or not (_is_plain(parts) or item.title is not None):
        parts.insert(0, _comment(attributes))
    return parts


def _comment(attributes: dict[str, Any]) -> str:
    said = f" {format_attributes(attributes)}" if attributes else ""
    return f"<!-- item{said} -->"


def _is_plain(parts: list[str]) -> bool:
    """Say whether the parts read as one item by themselves: a paragraph, its pictures, tables."""
    kinds = [block.kind for block in split_blocks("\n\n".join(parts))]
    return kinds[:1] == ["paragraph"] and not {*kinds[1:]} - {"picture", "table"}


def _left_unsaid(item: Item, parts: list[str], *, number: int) -> dict[str, Any]:
    """Give the fields of `item` that its written `parts` alone would not give back."""
    blocks = list(split_blocks("\n\n".join(parts)))
    understood = msgspec.to_builtins(understand(blocks, number=number))
    meant = msgspec.to_builtins(item)
    return {name: value for name, value in meant.items() if understood[name] != value}


def _natural(item: Item) -> list[str]:
    parts = [] if item.title is None else [f"### {escape(item.title, start=False)}".rstrip()]
    paragraphs = [escape(text) for text in item.paragraphs]
    if item.lead:
        lead = f"**{escape(item.lead, start=False)}**"
        paragraphs = [lead + (paragraphs[0] if paragraphs else ""), *paragraphs[1:]]
    if closing := (item.byline.raw if item.byline else "") + (
        item.source.raw if item.source else ""
    ):
        closing = escape(closing, start=not paragraphs)
        paragraphs = [*paragraphs[:-1], (paragraphs[-1] if paragraphs else "") + closing]
    for number in range(len(paragraphs) + 1):
        parts.extend(_pictures_and_tables(item, number))
        parts.extend(paragraphs[number : number + 1])
    return parts


def _pictures_and_tables(item: Item, after: int) -> Iterator[str]:
    for picture in item.pictures:
        if picture.after == after:
            yield _format_picture(picture)
    for table in item.tables:
        if table.after == after:
            yield format_table(table)


def _format_picture(picture: Picture) -> str:
    alt = escape(picture.alt, start=False).replace("]", "\\]")
    caption = f' "{escape(picture.caption, start=False)}"' if picture.caption else ""
    return f"![{alt}]({picture.file}{caption})"


def _format_note(note: Note) -> str:
    paragraphs = [f"**{escape(note.title, start=False)}**"] if note.title else []
    paragraphs += [escape(text) for text in note.paragraphs]
    return "\n>\n".join(f"> {text}" for text in paragraphs) if paragraphs else ">"
