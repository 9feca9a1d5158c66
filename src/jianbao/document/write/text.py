"""An issue as plain text, as one would put it into a mail: no markup, one paragraph a line."""

from __future__ import annotations

from collections.abc import Iterator

from jianbao.document.model import Issue, Item, Masthead, Picture, Section, Table
from jianbao.document.numbering import format_number
from jianbao.document.write.flow import Paragraph, flow
from jianbao.document.write.wording import (
    GAP,
    corner_rows,
    date_words,
    imprint_rows,
    subsection_words,
    window_sentence,
)
from jianbao.language.characters import width

_INDENT = "　　"
_APART = "　　　　"  # what stands left and right in print
_BETWEEN = "  "  # columns of a table


def write_text(issue: Issue) -> str:
    """Write the text with a final line break; parts stand apart by empty lines."""
    blocks = [_masthead(issue.masthead), *_before_sections(issue)]
    for section in issue.sections:
        blocks += _section(section)
    blocks.append(_imprint(issue))
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"


def _masthead(masthead: Masthead) -> list[str]:
    corner = (_APART.join(filter(None, row)) for row in corner_rows(masthead))
    date = date_words(masthead.date) if masthead.date else ""
    issued = _APART.join(filter(None, (masthead.department, date)))
    lines = (*corner, masthead.title, format_number(masthead), issued)
    return [line for line in lines if line]


def _before_sections(issue: Issue) -> Iterator[list[str]]:
    if issue.contents:
        yield ["目录", *(_INDENT + line for line in issue.contents)]
    if issue.note:
        yield [issue.note.title, *(_INDENT + text for text in issue.note.paragraphs)]


def _section(section: Section) -> Iterator[list[str]]:
    if section.title:
        yield [section.title]
    for item in section.items:
        yield _item(item)
    for part in section.subsections:
        if part.title:
            yield [subsection_words(part)]
        for item in part.items:
            yield _item(item)


def _item(item: Item) -> list[str]:
    lines = [item.title] if item.title else []
    for block in flow(item):
        if isinstance(block, Picture):
            lines.append(f"〔图〕{block.caption or block.alt or block.file}")
        elif isinstance(block, Table):
            lines += _table(block)
        else:
            lines += _paragraph(block, own_line=bool(item.title))
    return lines


def _paragraph(block: Paragraph, *, own_line: bool) -> list[str]:
    text = block.lead + block.text
    if own_line and block.closing and text:
        return [_INDENT + text, _INDENT + block.closing]
    return [_INDENT + text + block.closing]


def _table(table: Table) -> list[str]:
    """Set the cells in columns, as wide as a fixed-width letter shows them."""
    columns = max((len(row) for row in table.rows), default=0)
    widths = [max(_cells(row[n]) for row in table.rows if n < len(row)) for n in range(columns)]
    lines = [
        _BETWEEN.join(
            cell + " " * (wide - _cells(cell)) for cell, wide in zip(row, widths, strict=False)
        ).rstrip()
        for row in table.rows
    ]
    return [table.caption, *lines] if table.caption else lines


def _cells(text: str) -> int:
    return round(2 * width(text))


def _imprint(issue: Issue) -> list[str]:
    rows = (GAP.join(entry.printed for entry in row) for row in imprint_rows(issue.imprint))
    return [line for line in (window_sentence(issue), *rows) if line]
