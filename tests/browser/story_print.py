"""What a printed issue says, read in several ways, and what differs from a print of before."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Mapping
from itertools import groupby
from typing import Any

import pikepdf

from jianbao.document import model
from jianbao.document.model import Issue, Item
from jianbao.document.read.reader import read
from jianbao.language.difference import close_differences

from document.write.pdf_pages import page_texts, solid

Differences = tuple[tuple[str, str], ...]
_PAGE_NUMBER = re.compile(r"—\d+—")


def places_of(issue: Issue) -> list[tuple[Item, str, str]]:
    """Give each item with its section and group, in the order of print."""
    return [
        (item, section.title, group)
        for section in issue.sections
        for group, items in (
            ("", section.items),
            *((part.title, part.items) for part in section.subsections),
        )
        for item in items
    ]


def outline(issue: Issue) -> list[tuple[object, ...]]:
    """Give all that an issue says of its items but for blanks and the names of files."""
    brackets = {
        (section.title, part.title): part.bracketed
        for section in issue.sections
        for part in section.subsections
    }
    return [
        (section, group, brackets.get((section, group), False), *_said(item))
        for item, section, group in places_of(issue)
    ]


def _said(item: Item) -> tuple[object, ...]:
    byline = item.byline or model.Byline()
    return (
        item.kind,
        *map(solid, (item.title or "", item.lead or "")),
        tuple(map(solid, item.paragraphs)),
        *(byline.units, byline.people, solid(byline.raw)),
        solid(item.source.raw) if item.source else "",
        tuple((one.caption, one.alt, one.after) for one in item.pictures),
    )


def texts_of(issue: Issue) -> list[tuple[str, str, str]]:
    """Give section, group and the whole text of each item, its closing names among it."""
    return [
        (solid(section), solid(group), _whole(item)) for item, section, group in places_of(issue)
    ]


def joined(texts: list[tuple[str, str, str]]) -> list[tuple[tuple[str, str], str]]:
    """Give the same with the texts of each section or group as one."""
    return [
        (place, "".join(text for *_, text in found))
        for place, found in groupby(texts, key=lambda one: one[:2])
    ]


def gold_of(structure: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Give the same of the structure that a person found in the real issue."""
    return [
        (solid(section["title"]), solid(part["title"]) if part is not section else "", text)
        for section in structure["sections"]
        for part in (section, *section["subsections"])
        for text in (solid(item["text"]) for item in part["items"])
    ]


def closings_of(issue: Issue) -> list[tuple[tuple[str, ...], tuple[str, ...], str]]:
    """Give of each item the units and people that sign it, and its source."""
    return [
        (
            item.byline.units if item.byline else (),
            item.byline.people if item.byline else (),
            solid(item.source.raw) if item.source else "",
        )
        for item in issue.items()
    ]


def closings_in(structure: Mapping[str, Any]) -> list[tuple[tuple[str, ...], tuple[str, ...], str]]:
    """Give the same of the structure that a person found."""
    return [
        (
            tuple(item["byline"]["units"]) if item["byline"] else (),
            tuple(item["byline"]["people"]) if item["byline"] else (),
            solid(item["source"]["raw"]) if item["source"] else "",
        )
        for section in structure["sections"]
        for part in (section, *section["subsections"])
        for item in part["items"]
    ]


def groups_of(issue: Issue) -> list[tuple[str, bool]]:
    """Give the groups, and whether each is printed in brackets."""
    return [
        (solid(part.title), part.bracketed)
        for section in issue.sections
        for part in section.subsections
    ]


def groups_in(structure: Mapping[str, Any]) -> list[tuple[str, bool]]:
    """Give the same of the structure that a person found."""
    return [
        (solid(part["title"]), part["kind"] != "pian")
        for section in structure["sections"]
        for part in section["subsections"]
    ]


def _whole(item: Item) -> str:
    closing = (part.raw for part in (item.source, item.byline) if part)
    return solid("".join((item.text, *closing)))


def read_as_a_strangers(pdf: bytes) -> Issue:
    """Read a PDF by its pages alone: the source that it carries is taken out before."""
    bare = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for name in list(document.attachments):
            del document.attachments[name]
        if "/AF" in document.Root:
            del document.Root["/AF"]
        document.save(bare)
    (issue,) = read(bare.getvalue(), name="a.pdf").issues
    return issue


def printed_texts(pdf: bytes) -> list[str]:
    """Give the text of a PDF as each reader at hand takes it: pdfium, and Poppler where it is."""
    texts = ["\n".join(page_texts(pdf))]
    program = shutil.which("pdftotext")
    if program:
        taken = subprocess.run([program, "-", "-"], input=pdf, capture_output=True, check=True)
        texts.append(taken.stdout.decode())
    return texts


def differences_between(once: str, now: str) -> Differences:
    """Give what differs, old and new: blanks and the numbers of pages do not."""
    old, new = (_PAGE_NUMBER.sub("", solid(text)) for text in (once, now))
    edits = close_differences(old, new)
    return tuple((one.old, one.new) for one in edits if one.kind != "equal")
