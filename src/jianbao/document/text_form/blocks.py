"""Text to blocks: headings, paragraphs, quotations, rules, pictures, tables and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

BlockKind = Literal["heading", "paragraph", "quote", "rule", "picture", "table", "item", "ignore"]

_HEADING = re.compile(r"(#{1,3})(?:\s+(.*))?$")
_RULE = re.compile(r"\*\*\*+$")
_COMMENT = re.compile(r"<!--\s*((?:(?!-->).)*?)\s*-->$")
_IGNORE = re.compile(r"proof:\s*off\s+(.+)$")
_ITEM = re.compile(r"item(?:\s+(.*))?$")
_PICTURE = re.compile(r"!\[(?P<alt>(?:\\.|[^\]\\])*)\]\((?P<rest>.*)\)$")
_WORD = re.compile(r"[A-Za-z0-9]")


class Block(msgspec.Struct, frozen=True):
    """One block: its text, the lines of a table or quotation, and its first line from 1."""

    kind: BlockKind
    text: str
    line: int
    level: int = 0
    lines: tuple[str, ...] = ()


def join_lines(lines: list[str]) -> str:
    """Undo soft wrapping: nothing between Chinese characters, a blank between Latin words."""
    text = ""
    for line in lines:
        between = " " if text and _WORD.match(text[-1]) and _WORD.match(line[:1]) else ""
        text += between + line
    return text


def split_blocks(text: str, *, first_line: int = 1) -> Iterator[Block]:
    """Give the blocks of a body in order; line numbers start at `first_line`."""
    run: list[str] = []
    start = first_line
    for number, raw in enumerate([*text.split("\n"), ""], first_line):
        line = raw.strip()
        alone = _alone(line, number)
        if run and (not line or alone or _family(line) != _family(run[-1])):
            yield _gather(run, start)
            run = []
        if alone:
            yield alone
        elif line:
            start = start if run else number
            run.append(line)


def _alone(line: str, number: int) -> Block | None:
    """Give the block that one line makes by itself, if it does."""
    if found := _HEADING.match(line):
        return Block("heading", (found[2] or "").strip(), number, level=len(found[1]))
    if _RULE.match(line):
        return Block("rule", line, number)
    if _PICTURE.match(line):
        return Block("picture", line, number)
    if found := _COMMENT.match(line):
        return _comment(found[1], line, number)
    return None


def _comment(inside: str, line: str, number: int) -> Block | None:
    if found := _IGNORE.match(inside):
        return Block("ignore", found[1], number)
    if found := _ITEM.match(inside):
        return Block("item", found[1] or "", number)
    return Block("paragraph", line, number)


def _family(line: str) -> str:
    if line.startswith((">", "|")):
        return line[0]
    return "|" if re.match(r":(\s|$)", line) else ""


def _gather(run: list[str], start: int) -> Block:
    family = _family(run[0])
    if family == ">":
        return Block("quote", "", start, lines=tuple(line[1:].strip() for line in run))
    if family == "|" and run[0].startswith("|"):
        return Block("table", "", start, lines=tuple(run))
    return Block("paragraph", join_lines(run), start)


def picture_parts(line: str) -> tuple[str, str, str]:
    """Give alt text, file and caption of a picture line, still escaped."""
    found = _PICTURE.match(line)
    assert found
    rest = found["rest"].strip()
    file, _, caption = rest.partition(' "')
    return found["alt"], file.strip(), caption.removesuffix('"')
