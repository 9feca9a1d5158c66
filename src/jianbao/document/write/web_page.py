"""An issue as one self-contained HTML page: no script runs, nothing is fetched."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import re
from importlib.resources import files
from typing import TypeVar

from msgspec.structs import replace

from jianbao.document.interchange import to_json
from jianbao.document.model import Issue, Item, Masthead, Section, Subsection
from jianbao.document.numbering import format_number
from jianbao.document.write.beside import NO_PICTURES, Pictures
from jianbao.document.write.markup import Markup, data_block, tag
from jianbao.document.write.web_items import section_html
from jianbao.document.write.wording import (
    Entry,
    corner_rows,
    date_words,
    imprint_rows,
    window_sentence,
)

SOURCE_ID = "jianbao-issue"
_STYLE = files("jianbao.document.write").joinpath("web/page.css").read_text("utf-8")
_ANCHOR = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_HEAD_LENGTH = 28  # characters of an item in the list of contents
Part = TypeVar("Part", Section, Subsection)


def write_html(issue: Issue, *, pictures: Pictures = NO_PICTURES, attach: bool = True) -> str:
    """Write the page; with `attach` it carries its own source, so that it reads back whole.

    The source stands in `<script type="application/json" id="jianbao-issue">`, a data block.
    """
    source = _source(issue) if attach else None
    issue = _named(issue)
    head = tag("head", *_head(issue))
    body = tag(
        "body",
        tag("nav", tag("a", "跳到正文", class_="skip", href="#text"), aria__label="跳转"),
        tag(
            "div",
            _masthead(issue.masthead),
            tag("div", _contents(issue), _column(issue, pictures), class_="body"),
            class_="page",
        ),
        source,
    )
    return f"<!doctype html>\n{tag('html', head, body, lang='zh-CN')}\n"


def _named(issue: Issue) -> Issue:
    """Give every item an id that can be its anchor: its own where it is a name and is free."""
    taken = {"text", SOURCE_ID, *(f"section-{n}" for n in range(1, len(issue.sections) + 1))}
    count = itertools.count(1)

    def name(item: Item) -> Item:
        number = next(count)
        anchor = item.id if _ANCHOR.fullmatch(item.id) else f"item-{number}"
        while anchor in taken:
            anchor = f"{anchor}-{number}"
        taken.add(anchor)
        return replace(item, id=anchor)

    def name_all(part: Part) -> Part:
        return replace(part, items=tuple(name(item) for item in part.items))

    sections = (
        replace(section, subsections=tuple(name_all(part) for part in section.subsections))
        for section in map(name_all, issue.sections)
    )
    return replace(issue, sections=tuple(sections))


def _head(issue: Issue) -> list[Markup]:
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return [
        tag("meta", charset="utf-8"),
        tag("meta", http__equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="generator", content="jianbao"),
        tag("title", _page_title(issue.masthead)),
        Markup(f"<style>{_STYLE}</style>"),
        _linked_data(issue.masthead),
    ]


def _page_title(masthead: Masthead) -> str:
    return " ".join(part for part in (masthead.title, format_number(masthead)) if part) or "简报"


def _linked_data(masthead: Masthead) -> Markup:
    """Describe the issue in the words of schema.org (PublicationIssue of a Periodical)."""
    said = {
        "@context": "https://schema.org",
        "@type": "PublicationIssue",
        "name": _page_title(masthead),
        "issueNumber": "-".join(map(str, filter(None, (masthead.number, masthead.number_to))))
        or None,
        "datePublished": masthead.date.isoformat() if masthead.date else None,
        "inLanguage": "zh-CN",
        "isPartOf": {"@type": "Periodical", "name": masthead.title} if masthead.title else None,
        "publisher": {"@type": "Organization", "name": masthead.department}
        if masthead.department
        else None,
    }
    filled = {key: value for key, value in said.items() if value is not None}
    return data_block("application/ld+json", json.dumps(filled, ensure_ascii=False))


def _source(issue: Issue) -> Markup:
    return data_block("application/json", to_json(issue, indent=0).decode().strip(), id=SOURCE_ID)


def _masthead(masthead: Masthead) -> Markup:
    length = len(masthead.title)
    fit = "short" if length <= 4 else "long" if length > 9 else None
    number = format_number(masthead)
    date = (
        tag("time", date_words(masthead.date), datetime=masthead.date.isoformat())
        if masthead.date
        else None
    )
    return tag(
        "header",
        _corner(masthead),
        tag("h1", masthead.title or "简报", class_=fit),
        tag("p", number, class_="number") if number else None,
        tag("div", tag("p", masthead.department), tag("p", date), class_="issued"),
        tag("div", class_="double"),
        class_="masthead",
    )


def _corner(masthead: Masthead) -> Markup | None:
    rows = corner_rows(masthead)
    if not rows:
        return None
    left = (tag("p", text) for text, _ in rows)
    return tag("div", tag("div", *left), tag("p", rows[0][1]), class_="corner")


def _contents(issue: Issue) -> Markup | None:
    if not issue.sections:
        return None
    entries = (_contents_of(part, number) for number, part in enumerate(issue.sections, 1))
    return tag(
        "nav", tag("h2", "本期栏目"), tag("ol", *entries), class_="contents", aria__label="目录"
    )


def _contents_of(section: Section, number: int) -> Markup:
    items = [*section.items, *(item for part in section.subsections for item in part.items)]
    links = [tag("li", tag("a", _head_of(item), href=f"#{item.id}")) for item in items]
    target = f"#section-{number}" if section.title else None
    title = tag("a", section.title, href=target) if target else None
    return tag("li", title, tag("ol", *links) if links else None)


def _head_of(item: Item) -> str:
    text = (item.title or item.lead or item.text or "（无文字）").strip()
    text = text.removesuffix("。")
    return text if len(text) <= _HEAD_LENGTH else text[: _HEAD_LENGTH - 1] + "…"


def _column(issue: Issue, pictures: Pictures) -> Markup:
    sections = (
        section_html(part, number, pictures) for number, part in enumerate(issue.sections, 1)
    )
    main = tag("main", _list(issue), _note(issue), *sections, id="text")
    return tag("div", main, _imprint(issue), class_="column")


def _list(issue: Issue) -> Markup | None:
    if not issue.contents:
        return None
    lines = (tag("li", line) for line in issue.contents)
    return tag("section", tag("h2", "目录"), tag("ul", *lines), class_="list")


def _note(issue: Issue) -> Markup | None:
    if issue.note is None:
        return None
    paragraphs = (tag("p", text) for text in issue.note.paragraphs)
    return tag("aside", tag("h2", issue.note.title), *paragraphs, class_="note")


def _imprint(issue: Issue) -> Markup | None:
    window = window_sentence(issue)
    rows = imprint_rows(issue.imprint)
    if not window and not rows:
        return None
    return tag(
        "footer",
        tag("p", window, class_="window") if window else None,
        tag("div", *(_row(row) for row in rows), class_="rows") if rows else None,
        class_="imprint",
    )


def _row(row: tuple[Entry, ...]) -> Markup:
    return tag("div", *(_entry(entry) for entry in row), class_="row")


def _entry(entry: Entry) -> Markup:
    label = f"{entry.label}：" if entry.label else None
    mail = _ADDRESS.fullmatch(entry.text)
    text = tag("a", entry.text, href=f"mailto:{entry.text}") if mail else entry.text
    return tag("p", label, text)
