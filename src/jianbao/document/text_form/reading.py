"""Text form to issue: blocks into sections, subsections and items."""

from __future__ import annotations

import re
from itertools import groupby

import msgspec

from jianbao.document.model import Issue, Item, Note, Section, Subsection, one_line
from jianbao.document.problems import Problem, problem
from jianbao.document.text_form.blocks import Block, join_lines, split_blocks
from jianbao.document.text_form.front_matter import (
    MARK,
    FrontMatter,
    TextFormError,
    parse_front_matter,
)
from jianbao.document.text_form.marks import unescape
from jianbao.document.text_form.pieces import understand

_FRONT = re.compile(r"\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|$)", re.DOTALL)
_COMMENTS = re.compile(r"(?:<!--.*?-->\s*)+")
_NOTE_TITLE = re.compile(r"\*\*((?:[^*\\]|\\.)*)\*\*$")


class TextForm(msgspec.Struct, frozen=True, kw_only=True):
    """What a text says: the issue, what could not be placed, and proof rules switched off by item.

    `ignored` maps an item's id to the codes of `<!-- proof: off CODE … -->`.
    """

    issue: Issue
    problems: tuple[Problem, ...] = ()
    ignored: dict[str, frozenset[str]] = {}


def is_text_form(text: str) -> bool:
    """Say whether `text` declares itself as the text form: front matter with a `jianbao` key."""
    front = _FRONT.match(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    return bool(front and re.search(rf"^{MARK}\s*:", front[1], re.MULTILINE))


def parse_text_form(text: str) -> TextForm:
    """Read the text form. Raises TextFormError saying where and what was expected."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    found = _FRONT.match(text)
    if not found:
        message = "line 1: expected front matter between two `---` lines"
        raise TextFormError(message)
    front = parse_front_matter(found[1])
    body = text[found.end() :]
    assembly = _Assembly()
    for block in split_blocks(body, first_line=1 + text[: found.end()].count("\n")):
        assembly.take(block)
    return assembly.finish(front)


class _Assembly:
    """Collects blocks in order; an item is closed by whatever starts the next one."""

    def __init__(self) -> None:
        self.sections: list[Section] = []
        self.problems: list[Problem] = []
        self.ignored: dict[str, frozenset[str]] = {}
        self._note: list[str] = []
        self._blocks: list[Block] = []
        self._off: frozenset[str] = frozenset()
        self._off_at = 0
        self._runs = False  # the item being collected runs on over paragraphs
        self._count = 0

    def take(self, block: Block) -> None:
        if block.kind == "heading" and block.level < 3:
            self._close()
            self._open_group(block)
        elif block.kind in {"heading", "item"}:
            self._start_item(block)
        elif block.kind == "rule":
            self._close()
        elif block.kind == "ignore":
            self._ignore(block)
        elif block.kind == "quote" and not (self.sections or self._count or self._blocks):
            self._note.extend(["", *block.lines])
        else:
            self._take_text(block)

    def _start_item(self, block: Block) -> None:
        if not (block.kind == "heading" and [b.kind for b in self._blocks] == ["item"]):
            self._close()
        self._runs = True
        self._blocks.append(block)

    def _take_text(self, block: Block) -> None:
        if not self._runs and not (self._blocks and block.kind in {"picture", "table"}):
            self._close()
        if block.kind == "quote":
            block = msgspec.structs.replace(block, text=" ".join(block.lines))
        if found := _COMMENTS.match(block.text):
            self.problems.append(problem("comments", where=f"line {block.line}"))
            block = msgspec.structs.replace(block, text=block.text[found.end() :])
            if not block.text:
                return
        self._blocks.append(block)

    def _ignore(self, block: Block) -> None:
        if not self._runs:
            self._close()
        self._off_at = block.line
        self._off |= frozenset(re.split(r"[\s,，]+", block.text.strip()))

    def _open_group(self, block: Block) -> None:
        title = block.text
        if block.level == 1:
            self.sections.append(Section(title=one_line(unescape(title))))
            return
        bracketed = title.startswith("【") and title.endswith("】")
        inner = one_line(unescape(title[1:-1] if bracketed else title))
        self._add(Subsection(title=inner, bracketed=bracketed))

    def _close(self) -> None:
        if self._blocks:
            self._count += 1
            item = understand(self._blocks, number=self._count)
            if self._off:
                self.ignored[item.id] = self.ignored.get(item.id, frozenset()) | self._off
                self._off = frozenset()
            self._add(item)
        self._blocks, self._runs = [], False

    def _add(self, part: Item | Subsection) -> None:
        section = self.sections.pop() if self.sections else Section()
        if isinstance(part, Subsection):
            section = msgspec.structs.replace(section, subsections=(*section.subsections, part))
        elif section.subsections:
            *before, last = section.subsections
            last = msgspec.structs.replace(last, items=(*last.items, part))
            section = msgspec.structs.replace(section, subsections=(*before, last))
        else:
            section = msgspec.structs.replace(section, items=(*section.items, part))
        self.sections.append(section)

    def finish(self, front: FrontMatter) -> TextForm:
        self._close()
        if self._off:  # no item follows that it could be for
            self.problems.append(problem("comments", where=f"line {self._off_at}"))
        issue = Issue(
            masthead=front.masthead,
            contents=front.contents,
            note=_note(self._note) if self._note else None,
            sections=tuple(self.sections),
            imprint=front.imprint,
        )
        return TextForm(issue=issue, problems=tuple(self.problems), ignored=self.ignored)


def _note(lines: list[str]) -> Note:
    said = [join_lines(list(part)) for full, part in groupby(lines, key=bool) if full]
    title = _NOTE_TITLE.match(said[0]) if said else None
    texts = said[1:] if title else said
    return Note(
        title=one_line(unescape(title[1])) if title else "",
        paragraphs=tuple(one_line(unescape(text)) for text in texts),
    )
