"""Sections and items as HTML; it knows nothing of the page around them."""

from __future__ import annotations

import base64

from jianbao.document.model import Item, Picture, Section, Subsection, Table
from jianbao.document.write.beside import Pictures
from jianbao.document.write.flow import Paragraph, flow, is_figure
from jianbao.document.write.image import BROWSERS, as_taken
from jianbao.document.write.markup import Markup, join, tag
from jianbao.document.write.wording import subsection_words


def section_html(section: Section, number: int, pictures: Pictures) -> Markup:
    """Write one section with its items and subsections; `number` counts from 1.

    The ids of its items become their anchors, so they must be names and stand once in the page.
    """
    name = f"section-{number}"
    return tag(
        "section",
        tag("h2", tag("span", section.title), id=name) if section.title else None,
        *(_item(item, pictures, 3) for item in section.items),
        *(_subsection(part, pictures) for part in section.subsections),
        class_="section",
        aria__labelledby=name if section.title else None,
    )


def _subsection(part: Subsection, pictures: Pictures) -> Markup:
    return tag(
        "section",
        tag("h3", subsection_words(part)) if part.title else None,
        *(_item(item, pictures, 4) for item in part.items),
        class_="subsection group" if part.bracketed else "subsection",
    )


def _item(item: Item, pictures: Pictures, level: int) -> Markup:
    blocks = [
        _paragraph(block, own_line=bool(item.title))
        if isinstance(block, Paragraph)
        else _figure(block, pictures)
        if isinstance(block, Picture)
        else table_html(block)
        for block in flow(item)
    ]
    return tag(
        "article",
        tag(f"h{level}", item.title, class_="headline") if item.title else None,
        *blocks,
        id=item.id,
        class_=f"item article {item.kind}" if item.title else f"item {item.kind}",
    )


def _paragraph(block: Paragraph, *, own_line: bool) -> Markup:
    """Write one paragraph; its closing floats to the end of the last line, or stands alone."""
    lead = tag("strong", block.lead, class_="lead") if block.lead else None
    if block.closing and (own_line or not (block.lead or block.text)):
        text = tag("p", lead, block.text, class_="text") if lead or block.text else None
        return join((text, tag("p", block.closing, class_="closing")))
    closing = tag("span", block.closing, class_="closing") if block.closing else None
    return tag("p", lead, block.text, closing, class_="text")


def _figure(picture: Picture, pictures: Pictures) -> Markup:
    found = as_taken(pictures.get(picture.file), BROWSERS)
    caption = tag("figcaption", picture.caption) if picture.caption else None
    if found is None:
        words = f"图片缺失：{picture.file}"
        return tag("figure", tag("div", class_="missing", role="img", aria__label=words), caption)
    data, facts = found
    image = tag(
        "img",
        src=data_uri(facts.media_type, data),
        alt=picture.alt or picture.caption,
        width=facts.width,
        height=facts.height,
        data__file=picture.file,
    )
    return tag("figure", image, caption)


def data_uri(media_type: str, data: bytes) -> str:
    """Give bytes as a data: address."""
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"


def table_html(table: Table) -> Markup:
    """Write a table with its head rows; wide ones scroll inside their frame."""
    head, body = table.rows[: table.head_rows], table.rows[table.head_rows :]
    return tag(
        "div",
        tag(
            "table",
            tag("caption", table.caption) if table.caption else None,
            tag("thead", *(_row(row, "th") for row in head)) if head else None,
            tag("tbody", *(_row(row, "td") for row in body)),
        ),
        class_="table",
        tabindex=0,
        role="region",
        aria__label=table.caption or "表格",
    )


def _row(cells: tuple[str, ...], name: str) -> Markup:
    scope = "col" if name == "th" else None
    return tag("tr", *(tag(name, cell, scope=scope, class_=_look(cell)) for cell in cells))


def _look(cell: str) -> str | None:
    return "figure" if is_figure(cell) else None
