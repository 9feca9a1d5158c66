"""The styles of the Word base: one table of names, and the XML they become."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

import msgspec

from jianbao.document.write.word.looks import SECTION_TRACK, Look

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Style(msgspec.Struct, frozen=True):
    """One style; its properties stand in the order of the schema.

    `{…}` in them is filled in from the look.
    """

    id: str
    name: str
    based_on: str = "Normal"
    paragraph: str = ""
    run: str = ""
    kind: str = "paragraph"
    next: str = ""


_DEFAULTS = {"Normal", "DefaultParagraphFont"}
_CENTRED = '<w:jc w:val="center"/>'
_STYLES = (
    Style("DefaultParagraphFont", "Default Paragraph Font", "", kind="character"),
    Style("Normal", "Normal", "", '<w:jc w:val="both"/>'),
    Style(
        "Heading1",
        "heading 1",
        "Normal",
        "<w:keepNext/><w:keepLines/>" + _CENTRED + '<w:outlineLvl w:val="0"/>',
    ),
    Style(
        "Heading2",
        "heading 2",
        "Normal",
        "<w:keepNext/><w:keepLines/>" + _CENTRED + '<w:outlineLvl w:val="1"/>',
    ),
    Style(
        "Heading3",
        "heading 3",
        "Normal",
        "<w:keepNext/><w:keepLines/>" + _CENTRED + '<w:outlineLvl w:val="2"/>',
    ),
    Style(
        "Footer",
        "footer",
        "Normal",
        '<w:snapToGrid w:val="0"/>',
        '<w:rFonts w:ascii="宋体" w:eastAsia="宋体" w:hAnsi="宋体"/>'
        '<w:spacing w:val="0"/><w:sz w:val="{small}"/>',
    ),
    Style("Caption", "caption", "Normal", _CENTRED, "{kai}" + '<w:sz w:val="{caption}"/>'),
    Style(
        "IssueCorner",
        "密级",
        paragraph='<w:tabs><w:tab w:val="right" w:pos="{measure}"/></w:tabs>',
        run="{head}",
    ),
    Style(
        "BulletinTitle",
        "简报刊名",
        paragraph="<w:keepNext/>"
        '<w:snapToGrid w:val="0"/><w:spacing w:before="{pitch}" w:after="{pitch}"/>' + _CENTRED,
        run="{name}" + '<w:color w:val="{red}"/><w:spacing w:val="0"/><w:sz w:val="{title}"/>',
        next="IssueNumber",
    ),
    Style("IssueNumber", "期号", paragraph="<w:keepNext/>" + _CENTRED, next="IssueLine"),
    Style(
        "IssueLine",
        "编发信息",
        paragraph='<w:pBdr><w:bottom w:val="thickThinSmallGap" w:sz="24" w:space="6"'
        ' w:color="{red}"/></w:pBdr>'
        '<w:tabs><w:tab w:val="right" w:pos="{right}"/></w:tabs>'
        '<w:spacing w:after="{half}"/><w:ind w:firstLine="{em}"/><w:jc w:val="left"/>',
        next="ItemText",
    ),
    Style(
        "ContentsTitle",
        "目录标题",
        paragraph='<w:keepNext/><w:spacing w:before="{half}"/>' + _CENTRED,
        run="{head}",
        next="ContentsEntry",
    ),
    Style(
        "ContentsEntry",
        "目录条目",
        paragraph='<w:ind w:left="{em2}"/><w:jc w:val="left"/>',
        run="{kai}",
    ),
    Style(
        "NoteTitle",
        "按语标题",
        paragraph='<w:keepNext/><w:spacing w:before="{half}"/>' + _CENTRED,
        run="{head}",
        next="EditorsNote",
    ),
    Style("EditorsNote", "按语", paragraph='<w:ind w:firstLine="{em2}"/>', run="{kai}"),
    Style(
        "SectionTitle",
        "栏目",
        "Heading1",
        '<w:snapToGrid w:val="0"/><w:spacing w:before="{pitch}" w:after="{half}"/>',
        "{name}"
        '<w:color w:val="{red}"/><w:spacing w:val="{section_track}"/><w:sz w:val="{section}"/>',
        next="ItemText",
    ),
    Style(
        "SubsectionTitle",
        "子栏目",
        "Heading2",
        '<w:snapToGrid w:val="0"/><w:spacing w:before="{half}" w:after="{quarter}"/>',
        "{name}" + '<w:sz w:val="{subsection}"/>',
        next="ItemText",
    ),
    Style(
        "GroupTitle",
        "组题",
        "Heading2",
        '<w:snapToGrid w:val="0"/><w:spacing w:before="{half}" w:after="{quarter}"/>',
        "{head}",
        next="ItemText",
    ),
    Style(
        "ItemTitle",
        "条目标题",
        "Heading3",
        '<w:snapToGrid w:val="0"/><w:spacing w:before="{half}" w:after="{half}"/>',
        "{name}" + '<w:sz w:val="{headline}"/>',
        next="ItemText",
    ),
    Style(
        "ItemText",
        "条目正文",
        paragraph='<w:tabs><w:tab w:val="right" w:pos="{measure}"/></w:tabs>'
        '<w:ind w:firstLineChars="200" w:firstLine="{em2}"/>',
    ),
    Style("Quotation", "引文", "ItemText", run="{kai}"),
    Style("ItemByline", "署名", paragraph='<w:jc w:val="right"/>', run="{kai}", next="ItemText"),
    Style(
        "PictureFrame",
        "图片",
        paragraph="<w:keepNext/>"
        '<w:snapToGrid w:val="0"/><w:spacing w:before="{quarter}"/>' + _CENTRED,
        next="PictureCaption",
    ),
    Style(
        "PictureCaption",
        "图注",
        "Caption",
        '<w:spacing w:after="{quarter}"/>',
        next="ItemText",
    ),
    Style(
        "TableCaption",
        "表题",
        "Caption",
        '<w:keepNext/><w:spacing w:before="{quarter}"/>',
        "{head}",
        next="ItemText",
    ),
    Style(
        "TableText",
        "表文",
        paragraph='<w:snapToGrid w:val="0"/><w:jc w:val="left"/>',
        run='<w:spacing w:val="0"/><w:sz w:val="24"/>',
    ),
    Style("TableNumber", "表数", "TableText", '<w:jc w:val="right"/>'),
    Style("TableHead", "表头", "TableText", "<w:keepNext/>" + _CENTRED, "{head}"),
    Style(
        "Imprint",
        "版记",
        paragraph='<w:keepNext/><w:tabs><w:tab w:val="right" w:pos="{imprint}"/></w:tabs>'
        '<w:snapToGrid w:val="0"/><w:spacing w:before="60" w:after="60"/><w:jc w:val="left"/>',
        run='<w:spacing w:val="0"/><w:sz w:val="{small}"/>',
    ),
    Style(
        "CollectionWindow",
        "采集时间",
        "Imprint",
        '<w:spacing w:before="{half}" w:after="60"/><w:jc w:val="right"/>',
        next="Imprint",
    ),
    Style("Lead", "导语", "", run="{head}<w:b/>", kind="character"),
    Style("BylineText", "署名文字", "", run="{kai}", kind="character"),
)
_TABLE_STYLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr></w:style>"
    '<w:style w:type="table" w:customStyle="1" w:styleId="BulletinTable">'
    '<w:name w:val="简报表格"/><w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>'
    '<w:tblBorders><w:top w:val="single" w:sz="12"/><w:bottom w:val="single" w:sz="12"/>'
    '<w:insideH w:val="single" w:sz="4"/></w:tblBorders>'
    '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    "</w:style>"
    '<w:style w:type="table" w:customStyle="1" w:styleId="ImprintTable">'
    '<w:name w:val="版记表"/><w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>'
    '<w:tblBorders><w:top w:val="single" w:sz="8"/><w:bottom w:val="single" w:sz="8"/>'
    '<w:insideH w:val="single" w:sz="6"/></w:tblBorders>'
    '<w:tblCellMar><w:left w:w="{small20}" w:type="dxa"/><w:right w:w="{small20}" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr></w:style>"
)


def _font(name: str) -> str:
    return f'<w:rFonts w:eastAsia="{name}"/>'


def _values(look: Look) -> dict[str, str | int]:
    return {
        "head": _font(look.head_font),
        "kai": _font(look.kai_font),
        "name": _font(look.name_font),
        "red": look.red,
        "em": look.em,
        "em2": 2 * look.em,
        "measure": look.measure,
        "right": look.measure - look.em,
        "imprint": look.measure - look.small * 20,
        "small20": look.small * 10,
        "pitch": look.pitch,
        "half": look.pitch // 2,
        "quarter": look.pitch // 4,
        "small": look.small,
        "caption": look.caption,
        "section": look.section,
        "section_track": SECTION_TRACK,
        "subsection": look.subsection,
        "headline": look.headline,
        "title": look.name,
    }


def styles_xml(look: Look) -> str:
    """Give word/styles.xml of a look."""
    values = _values(look)
    styles = "".join(_style_xml(style, values) for style in _STYLES)
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'<w:rFonts w:ascii="Times New Roman" w:eastAsia="{look.body_font}"'
        ' w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
        f'<w:spacing w:val="{look.track}"/><w:sz w:val="{look.body}"/>'
        f'<w:szCs w:val="{look.body}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault/></w:docDefaults>{styles}{_TABLE_STYLE.format(**values)}</w:styles>"
    )


def _style_xml(style: Style, values: dict[str, str | int]) -> str:
    default = ' w:default="1"' if style.id in _DEFAULTS else ""
    own = "" if style.name.isascii() else ' w:customStyle="1"'
    parts = [
        f'<w:style w:type="{style.kind}"{default}{own} w:styleId="{style.id}">',
        f"<w:name w:val={quoteattr(style.name)}/>",
        f'<w:basedOn w:val="{style.based_on}"/>' if style.based_on else "",
        f'<w:next w:val="{style.next}"/>' if style.next else "",
        "<w:qFormat/>",
        f"<w:pPr>{style.paragraph.format(**values)}</w:pPr>" if style.paragraph else "",
        f"<w:rPr>{style.run.format(**values)}</w:rPr>" if style.run else "",
        "</w:style>",
    ]
    return "".join(parts)
