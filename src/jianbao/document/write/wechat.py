"""An issue for pasting into an official-account article (公众号): inline styles, no classes.

Only elements that the editor of official accounts keeps are used: section, p, span, strong, img,
table. No ids, scripts, links or addresses outside the fragment; pictures travel as data.
"""

from __future__ import annotations

from jianbao.document.model import Issue, Item, Masthead, Note, Picture, Section, Subsection, Table
from jianbao.document.numbering import format_number
from jianbao.document.write.beside import NO_PICTURES, Pictures
from jianbao.document.write.flow import Paragraph, flow
from jianbao.document.write.image import BROWSERS, as_taken
from jianbao.document.write.markup import Markup, join, tag
from jianbao.document.write.web_items import data_uri
from jianbao.document.write.wording import (
    GAP,
    corner_rows,
    date_words,
    imprint_rows,
    subsection_words,
    window_sentence,
)

_RED = "#c8161d"
# What the elements look like; sizes suit a phone of 375 px.
_STYLES = {
    "page": "font-size:16px;line-height:1.75;color:#2b2b2b;letter-spacing:.5px;padding:0 8px;"
    "text-align:justify",
    "corner": "margin:0;font-size:13px;font-weight:700",
    "name": f"margin:16px 0 8px;font-size:30px;line-height:1.35;font-weight:700;color:{_RED};"
    "text-align:center;letter-spacing:2px",
    "number": "margin:0;text-align:center;font-size:15px",
    "issued": f"margin:8px 0 0;padding-bottom:8px;border-bottom:3px solid {_RED};"
    "text-align:center;font-size:14px;color:#595959",
    "note": "margin:24px 0;padding:12px 16px;background-color:#f7f5f2;font-size:15px",
    "section": f"margin:40px 0 20px;padding-bottom:8px;border-bottom:1px solid {_RED};"
    f"text-align:center;font-size:20px;line-height:1.4;font-weight:700;color:{_RED}",
    "subsection": "margin:28px 0 16px;text-align:center;font-size:17px;font-weight:700",
    "title": "margin:28px 0 16px;text-align:center;font-size:18px;line-height:1.5;"
    "font-weight:700;color:#111111",
    "text": "margin:0 0 16px",
    "lead": "font-weight:700;color:#111111",
    "closed": "margin:0 0 4px",
    "closing": "margin:0 0 24px;text-align:right;font-size:14px;color:#595959",
    "figure": "margin:16px 0;text-align:center",
    "picture": "max-width:100%;height:auto;vertical-align:middle",
    "caption": "margin:8px 0 16px;text-align:center;font-size:13px;line-height:1.5;color:#595959",
    "table": "width:100%;margin:0 0 16px;border-collapse:collapse;font-size:14px;line-height:1.5",
    "head": "padding:6px 8px;border:1px solid #c9c6bf;background-color:#f7f5f2;font-weight:700",
    "cell": "padding:6px 8px;border:1px solid #c9c6bf",
    "imprint": "margin:40px 0 0;padding-top:12px;border-top:1px solid #2b2b2b;font-size:14px",
    "row": "margin:0 0 4px",
}
_PREVIEW = (
    "body{margin:0;background:#f2f0ec;color:#17181a;font:16px/1.75 'PingFang SC',"
    "'Microsoft YaHei','Noto Sans CJK SC',sans-serif}"
    "main{max-width:677px;margin:0 auto;padding:24px 12px 64px}"
    "ol{user-select:none;-webkit-user-select:none;padding-left:1.5em}"
    "article{user-select:all;-webkit-user-select:all;background:#fff;padding:24px 8px}"
)


def write_wechat(issue: Issue, *, pictures: Pictures = NO_PICTURES) -> str:
    """Write the fragment that goes into the article."""
    return _styled(
        "section",
        "page",
        *_masthead(issue.masthead),
        *_before_sections(issue),
        *(_section(section, pictures) for section in issue.sections),
        _imprint(issue),
    )


def write_wechat_preview(issue: Issue, *, pictures: Pictures = NO_PICTURES) -> str:
    """Write a page that shows the fragment and says how to paste it; one click selects it all."""
    steps = (
        "单击下方正文，即选中全文；按 Ctrl+C（Mac 按 ⌘C）复制。",
        "打开公众号后台的图文编辑器，在正文处按 Ctrl+V（Mac 按 ⌘V）粘贴。",
        "图片会随文上传；若有图片未显示，请在编辑器中补传原图。",
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"公众号排版 {issue.masthead.title}".strip()),
        tag("style", Markup(_PREVIEW)),
    )
    fragment = Markup(write_wechat(issue, pictures=pictures))
    main = tag("main", tag("ol", *(tag("li", step) for step in steps)), tag("article", fragment))
    return f"<!doctype html>\n{tag('html', head, tag('body', main), lang='zh-CN')}\n"


def _styled(element: str, look: str, *children: str | None) -> Markup:
    return tag(element, *children, style=_STYLES[look])


def _masthead(masthead: Masthead) -> list[Markup]:
    corner = GAP.join(text for row in corner_rows(masthead) for text in row if text)
    date = date_words(masthead.date) if masthead.date else ""
    said = {
        "corner": corner,
        "name": masthead.title,
        "number": format_number(masthead),
        "issued": GAP.join(part for part in (masthead.department, date) if part),
    }
    return [_styled("p", look, text) for look, text in said.items() if text]


def _before_sections(issue: Issue) -> list[Markup]:
    blocks = []
    if issue.contents:
        blocks.append(_boxed(Note(title="目录", paragraphs=issue.contents)))
    if issue.note:
        blocks.append(_boxed(issue.note))
    return blocks


def _boxed(note: Note) -> Markup:
    title = _styled("p", "row", tag("strong", note.title))
    return _styled("section", "note", title, *(_styled("p", "row", p) for p in note.paragraphs))


def _section(section: Section, pictures: Pictures) -> Markup:
    title = _styled("p", "section", section.title) if section.title else None
    items = (_item(item, pictures) for item in section.items)
    return tag("section", title, *items, *(_part(p, pictures) for p in section.subsections))


def _part(part: Subsection, pictures: Pictures) -> Markup:
    title = _styled("p", "subsection", subsection_words(part)) if part.title else None
    return tag("section", title, *(_item(item, pictures) for item in part.items))


def _item(item: Item, pictures: Pictures) -> Markup:
    title = _styled("p", "title", item.title) if item.title else None
    return tag("section", title, *(_block(block, pictures) for block in flow(item)))


def _block(block: Paragraph | Picture | Table, pictures: Pictures) -> Markup:
    if isinstance(block, Picture):
        return _picture(block, pictures.get(block.file))
    if isinstance(block, Table):
        return _table(block)
    lead = _styled("strong", "lead", block.lead) if block.lead else None
    look = "closed" if block.closing else "text"
    text = _styled("p", look, lead, block.text) if lead or block.text else None
    closing = _styled("p", "closing", block.closing) if block.closing else None
    return join((text, closing))


def _picture(picture: Picture, data: bytes | None) -> Markup:
    caption = _styled("p", "caption", picture.caption) if picture.caption else None
    found = as_taken(data, BROWSERS)
    if found is None:
        return join((_styled("p", "caption", f"图片缺失：{picture.file}"), caption))
    shown, facts = found
    image = tag(
        "img",
        src=data_uri(facts.media_type, shown),
        alt=picture.alt or picture.caption,
        style=_STYLES["picture"],
    )
    return join((_styled("section", "figure", image), caption))


def _table(table: Table) -> Markup:
    rows = (
        tag("tr", *(_styled("td", "head" if n < table.head_rows else "cell", c) for c in row))
        for n, row in enumerate(table.rows)
    )
    caption = _styled("p", "caption", table.caption) if table.caption else None
    return join((caption, _styled("table", "table", tag("tbody", *rows))))


def _imprint(issue: Issue) -> Markup | None:
    window = window_sentence(issue)
    lines = [window] if window else []
    lines += [entry.printed for row in imprint_rows(issue.imprint) for entry in row]
    if not lines:
        return None
    return _styled("section", "imprint", *(_styled("p", "row", line) for line in lines))
