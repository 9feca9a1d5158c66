from __future__ import annotations

import pytest

from jianbao.document.model import Issue, Item, Masthead, Picture, Section
from jianbao.document.problems import Unreadable
from jianbao.document.read.archive import Archive
from jianbao.document.read.formats.docx import read_docx
from jianbao.document.read.formats.reading import FormatReading
from jianbao.document.read.reader import read
from jianbao.document.write.word import write_docx

from document.read.formats.word_files import (
    NAMESPACES,
    PNG,
    STRICT,
    paragraph,
    relation,
    word_file,
    zipped,
)


def texts(reading: FormatReading) -> list[str]:
    return [line.text for line in reading.lines]


def codes(reading: FormatReading) -> list[str]:
    return [problem.code for problem in reading.problems]


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def style(name: str, shown: str, inner: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/>{inner}</w:style>'
    )


def test_paragraphs_are_whole_lines_in_order_with_their_numbers() -> None:
    reading = read_docx(word_file(paragraph("第一段。") + "<w:p/>" + paragraph("　　第二段。")))
    assert [(line.text, line.number, line.gap, line.indent) for line in reading.lines] == [
        ("第一段。", 1, 0, 0.0),
        ("第二段。", 3, 1, 2.0),
    ]
    assert all(line.whole for line in reading.lines)
    assert reading.problems == ()


def test_insertions_stand_and_deletions_go_with_a_notice() -> None:
    body = (
        "<w:p>"
        + run("青江港务")
        + f'<w:ins w:id="1">{run("集团")}</w:ins>'
        + '<w:del w:id="2"><w:r><w:delText>公司</w:delText></w:r></w:del>'
        + run("召开会议。")
        + "</w:p>"
    )
    reading = read_docx(word_file(body))
    assert texts(reading) == ["青江港务集团召开会议。"]
    assert codes(reading) == ["tracked-changes"]
    assert "1 处插入" in reading.problems[0].message
    assert "1 处删除" in reading.problems[0].message


def test_moved_text_stands_only_where_it_was_moved_to() -> None:
    body = (
        f'<w:p><w:moveFrom w:id="1">{run("搬走的话。")}</w:moveFrom></w:p>'
        + paragraph("中间。")
        + f'<w:p><w:moveTo w:id="2">{run("搬走的话。")}</w:moveTo></w:p>'
    )
    assert texts(read_docx(word_file(body))) == ["中间。", "搬走的话。"]


def test_a_deleted_paragraph_end_joins_the_next_paragraph() -> None:
    gone = '<w:rPr><w:del w:id="3"/></w:rPr>'
    body = paragraph("前半句，", gone) + paragraph("后半句。")
    assert texts(read_docx(word_file(body))) == ["前半句，后半句。"]


def test_a_deleted_paragraph_end_joins_nothing_beyond_its_cell() -> None:
    gone = '<w:rPr><w:del w:id="3"/></w:rPr>'
    body = f"<w:tbl>{row(cell(paragraph('格内', gone)))}</w:tbl>" + paragraph("格外")
    assert texts(read_docx(word_file(body))) == ["格内", "格外"]


def test_deleted_rows_and_cells_go() -> None:
    def row(first: str, second: str, properties: str = "") -> str:
        return (
            f"<w:tr><w:trPr>{properties}</w:trPr><w:tc>{paragraph(first)}</w:tc>"
            f"<w:tc>{paragraph(second)}</w:tc></w:tr>"
        )

    body = "<w:tbl>" + row("单位", "吨") + row("一厂", "5", '<w:del w:id="1"/>') + row("二厂", "7")
    table = read_docx(word_file(body + "</w:tbl>")).lines[0].table
    assert table is not None
    assert table.rows == (("单位", "吨"), ("二厂", "7"))


@pytest.mark.parametrize("hidden", ["<w:vanish/>", '<w:vanish w:val="1"/>'])
def test_hidden_text_is_left_out_with_a_notice(hidden: str) -> None:
    reading = read_docx(word_file(f"<w:p>{run('看得见')}{run('看不见', hidden)}</w:p>"))
    assert texts(reading) == ["看得见"]
    assert codes(reading) == ["hidden-text"]


def test_text_that_only_says_it_is_not_hidden_stands() -> None:
    reading = read_docx(word_file(paragraph("看得见", look='<w:vanish w:val="0"/>')))
    assert texts(reading) == ["看得见"]
    assert reading.problems == ()


def test_a_style_may_hide() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style>"
    )
    styled = '<w:rStyle w:val="Secret"/>'
    body = f"<w:p>{run('明')}{run('暗', styled)}</w:p>"
    assert texts(read_docx(word_file(body, parts={"styles": styles}))) == ["明"]


def text_box(text: str, down: int = 0) -> str:
    place = f"<wp:positionV><wp:posOffset>{down}</wp:posOffset></wp:positionV>"
    content = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wp:anchor>{place}<wp:docPr id="1" name="框"/>'
        f"<a:graphic><a:graphicData><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_said_once_after_its_paragraph() -> None:
    body = f"<w:p>{run('正文')}{text_box('第12期')}{run('继续')}</w:p>"
    assert texts(read_docx(word_file(body))) == ["正文继续", "第12期"]


def test_text_boxes_of_a_paragraph_are_said_from_the_top_down() -> None:
    body = f"<w:p>{text_box('党群工作部', 9000)}{text_box('港务简报', 500)}</w:p>"
    assert texts(read_docx(word_file(body))) == ["港务简报", "党群工作部"]


def test_the_fallback_speaks_where_the_choice_says_nothing() -> None:
    body = (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="x"><w:drawing/></mc:Choice>'
        "<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>"
        f"{paragraph('旧式文本框')}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert texts(read_docx(word_file(body))) == ["旧式文本框"]


def test_word_art_is_text() -> None:
    body = (
        '<w:p><w:r><w:pict><v:shape><v:textpath string="港务简报"/></v:shape></w:pict></w:r></w:p>'
    )
    assert texts(read_docx(word_file(body))) == ["港务简报"]


def test_content_controls_are_read_and_their_placeholders_are_not() -> None:
    body = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('控件里的段落')}</w:sdtContent></w:sdt>"
        f"<w:p><w:sdt><w:sdtContent>{run('行内控件')}</w:sdtContent></w:sdt></w:p>"
        "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{run('单击此处输入')}</w:sdtContent></w:sdt></w:p>"
    )
    assert texts(read_docx(word_file(body))) == ["控件里的段落", "行内控件"]


def test_notes_stand_where_they_are_called() -> None:
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{run(" 见附件")}</w:p></w:footnote>'
    )
    endnotes = f'<w:endnote w:id="2">{paragraph("文末的话")}</w:endnote>'
    body = (
        "<w:p>" + run("产量创新高") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("。")
        + '<w:r><w:endnoteReference w:id="2"/></w:r></w:p>'
    )  # fmt: skip
    reading = read_docx(word_file(body, parts={"footnotes": notes, "endnotes": endnotes}))
    assert texts(reading) == ["产量创新高〔注：见附件〕。〔注：文末的话〕"]


def test_a_note_that_calls_itself_ends() -> None:
    notes = (
        '<w:footnote w:id="2"><w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p></w:footnote>'
    )
    body = '<w:p><w:r><w:t>甲</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    assert texts(read_docx(word_file(body, parts={"footnotes": notes}))) == ["甲〔注：〕"]


def test_comments_are_noticed_and_left_out() -> None:
    comments = f'<w:comment w:id="0">{paragraph("请改")}</w:comment>'
    mark = '<w:r><w:commentReference w:id="0"/></w:r>'
    body = f'<w:p><w:commentRangeStart w:id="0"/>{run("正文")}{mark}</w:p>'
    reading = read_docx(word_file(body, parts={"comments": comments}))
    assert texts(reading) == ["正文"]
    assert codes(reading) == ["comments"]


def field(code: str, result: str | None) -> str:
    shown = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
        f'{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_fields_give_their_results_and_never_their_codes() -> None:
    nested = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
        + field("PAGE", run("3"))
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("共三页")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )  # fmt: skip
    simple = f'<w:fldSimple w:instr="DATE">{run("2031年6月4日")}</w:fldSimple>'
    body = f"<w:p>{field('HYPERLINK x', run('链接'))}，{nested}{simple}</w:p>"
    assert texts(read_docx(word_file(body))) == ["链接共三页2031年6月4日"]


@pytest.mark.parametrize(
    ("code", "text"), [(r" eq \o\ac(○,8)", "⑧"), (r"EQ \* jc2 \o\ad(\s\up 9(lì),丽)", "丽")]
)
def test_overlaid_characters_are_not_lost(code: str, text: str) -> None:
    assert texts(read_docx(word_file(f"<w:p>{field(code, None)}</w:p>"))) == [text]


def test_wrappers_and_ruby_leave_the_base_text() -> None:
    body = (
        f"<w:p><w:smartTag>{run('青江')}</w:smartTag>"
        f"<w:hyperlink r:id='rId9'>{run('港')}</w:hyperlink>"
        "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>wù</w:t></w:r></w:rt>"
        f"<w:rubyBase>{run('务')}</w:rubyBase></w:ruby></w:r>"
        "<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath></w:p>"
    )
    assert texts(read_docx(word_file(body))) == ["青江港务x+1"]


def test_tabs_symbols_and_hyphens_are_characters() -> None:
    body = (
        "<w:p><w:r><w:t>办公室</w:t><w:tab/><w:t>6月4日</w:t><w:noBreakHyphen/>"
        '<w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>'
    )
    assert texts(read_docx(word_file(body))) == ["办公室    6月4日-☑"]


@pytest.mark.parametrize(
    ("font", "code", "text"),
    [
        ("Symbol", "F0B7", "•"),
        ("Wingdings", "00FC", "✓"),
        ("Webdings", "F061", "□"),
        ("宋体", "4E00", "一"),
        ("宋体", "nonsense", ""),
        ("宋体", "D800", "□"),
    ],
)
def test_symbols_are_characters_or_a_box(font: str, code: str, text: str) -> None:
    body = f'<w:p><w:r><w:t>x</w:t><w:sym w:font="{font}" w:char="{code}"/></w:r></w:p>'
    assert texts(read_docx(word_file(body))) == [f"x{text}"]


def test_sizes_within_a_line_count_by_their_characters() -> None:
    large = '<w:sz w:val="40"/>'
    body = f"<w:p>{run('大', large)}{run('小小小小小')}{run('大', large)}</w:p>" + paragraph("正文")
    assert [line.size for line in read_docx(word_file(body)).lines] == [1.0, 1.0]


def test_a_line_break_ends_a_line() -> None:
    indent = '<w:ind w:firstLineChars="200" w:firstLine="480"/>'
    body = f"<w:p><w:pPr>{indent}</w:pPr><w:r><w:t>上行</w:t><w:br/><w:t>下行</w:t></w:r></w:p>"
    lines = read_docx(word_file(body)).lines
    assert [(line.text, line.indent) for line in lines] == [("上行", 2.0), ("下行", 0.0)]


def test_pages_are_counted_where_word_drew_them() -> None:
    drawn = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>第二页</w:t></w:r></w:p>"
    broken = '<w:p><w:r><w:t>第一页</w:t></w:r><w:r><w:br w:type="page"/></w:r></w:p>'
    lines = read_docx(word_file(broken + drawn + paragraph("后"))).lines
    assert [(line.text, line.page, line.page_top) for line in lines] == [
        ("第一页", 1, False),
        ("第二页", 2, True),
        ("后", 2, False),
    ]


def test_pages_are_not_guessed() -> None:
    body = paragraph("甲") + paragraph("乙", "<w:pageBreakBefore/>")
    lines = read_docx(word_file(body)).lines
    assert [(line.page, line.page_top) for line in lines] == [(None, False), (None, True)]


@pytest.mark.parametrize(("kind", "top"), [("", True), ("continuous", False)])
def test_a_section_begins_a_page_unless_it_continues(kind: str, *, top: bool) -> None:
    stated = f'<w:type w:val="{kind}"/>' if kind else ""
    body = paragraph("甲", f"<w:sectPr>{stated}</w:sectPr>") + paragraph("乙")
    assert [line.page_top for line in read_docx(word_file(body)).lines] == [False, top]


def test_headings_come_from_styles_by_name_by_level_and_by_ancestor() -> None:
    styles = (
        style("1", "heading 1")
        + style("b", "栏目名", '<w:basedOn w:val="1"/>')
        + style("c", "小标题", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
        + style("d", "正文一", '<w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>')
    )
    body = "".join(paragraph(name, f'<w:pStyle w:val="{name}"/>') for name in "1bcd")
    lines = read_docx(word_file(body, parts={"styles": styles})).lines
    assert [line.level for line in lines] == [1, 1, 3, 0]


def test_bold_and_dark_faces_are_measured_as_a_lead_against_the_body() -> None:
    dark = '<w:rFonts w:eastAsia="黑体"/>'
    body = (
        f"<w:p>{run('一', '<w:b/>')}{run(' 号窑投产。', '<w:b/>')}"
        f"{run('其余是正文，很长很长。')}</w:p>"
        f"<w:p>{run('黑体开头。', dark)}{run('其余是正文，很长很长。')}</w:p>"
        + paragraph("没有开头的正文，很长很长很长。")
    )
    assert [line.bold for line in read_docx(word_file(body)).lines] == [7, 5, 0]


def test_nothing_stands_out_where_all_is_bold() -> None:
    assert [
        line.bold for line in read_docx(word_file(paragraph("全是粗的", look="<w:b/>"))).lines
    ] == [0]


def test_bold_of_a_paragraph_style_is_switched_back_by_a_bold_character_style() -> None:
    styles = (
        style("P", "P", "<w:rPr><w:b/></w:rPr>")
        + '<w:style w:type="character" w:styleId="C"><w:rPr><w:b/></w:rPr></w:style>'
    )
    light = '<w:rStyle w:val="C"/>'
    body = (
        f'<w:p><w:pPr><w:pStyle w:val="P"/></w:pPr>{run("粗")}'
        f"{run('细', light)}</w:p>" + paragraph("正文有很多字。")
    )
    assert [line.bold for line in read_docx(word_file(body, parts={"styles": styles})).lines] == [
        1,
        0,
    ]


def test_sizes_are_told_against_the_body_and_inherited() -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="32"/></w:rPr></w:rPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:styleId="T"><w:name w:val="报头"/>'
        '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="64"/></w:rPr></w:style>'
    )
    body = paragraph("简报", '<w:pStyle w:val="T"/>') + paragraph("正文有很多字。")
    lines = read_docx(word_file(body, parts={"styles": styles})).lines
    assert [(line.size, line.align) for line in lines] == [(2.0, "center"), (1.0, None)]


@pytest.mark.parametrize(
    ("indent", "em"),
    [
        ('w:firstLine="640"', 2.0),
        ('w:firstLineChars="200" w:firstLine="480"', 2.0),
        ('w:left="640" w:hanging="320"', 1.0),
        ('w:leftChars="100" w:firstLineChars="200"', 3.0),
        ('w:start="320"', 1.0),
        ('w:firstLine="32pt"', 2.0),
    ],
)
def test_indents_are_told_in_em_of_the_paragraph(indent: str, em: float) -> None:
    body = paragraph("三号字", f"<w:ind {indent}/>", '<w:sz w:val="32"/>')
    assert read_docx(word_file(body)).lines[0].indent == em


def level(index: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def listed(text: str, list_id: int, index: int = 0) -> str:
    return paragraph(
        text, f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{list_id}"/></w:numPr>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%1.%3.", "<w:isLgl/>")
    + "</w:abstractNum>"
    + '<w:abstractNum w:abstractNumId="1">'
    + level(0, "bullet", "\uf06c")
    + level(1, "decimalEnclosedCircle", "%2")
    + "</w:abstractNum>"
    + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    + '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    + '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def test_automatic_numbers_are_marks_and_count_by_level() -> None:
    body = (
        listed("甲", 1) + listed("子", 1, 1) + listed("丑", 1, 1) + listed("寅", 1, 2)
        + paragraph("隔开") + listed("乙", 1) + listed("卯", 1, 1) + listed("点", 2)
        + listed("圈", 2, 1) + listed("另起", 3) + listed("接着", 3) + listed("不编号", 0)
    )  # fmt: skip
    lines = read_docx(word_file(body, parts={"numbering": NUMBERING})).lines
    assert [(line.mark, line.text) for line in lines] == [
        ("一、", "甲"),
        ("（一）", "子"),
        ("（二）", "丑"),
        ("1.1.", "寅"),
        ("", "隔开"),
        ("二、", "乙"),
        ("（一）", "卯"),
        ("•", "点"),
        ("①", "圈"),
        ("五、", "另起"),
        ("六、", "接着"),
        ("", "不编号"),
    ]


def test_lists_indent_over_the_style_and_under_the_paragraph() -> None:
    indent = '<w:pPr><w:ind w:left="600" w:hanging="200"/></w:pPr>'
    numbering = (
        '<w:abstractNum w:abstractNumId="0">' + level(0, "decimal", "%1.", indent)
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )  # fmt: skip
    styles = style("S", "S", '<w:pPr><w:ind w:left="1000"/></w:pPr>')
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    styled = f'<w:pStyle w:val="S"/>{number}'
    body = paragraph("甲", styled) + paragraph("乙", styled + '<w:ind w:left="800"/>')
    reading = read_docx(word_file(body, parts={"numbering": numbering, "styles": styles}))
    assert [line.indent for line in reading.lines] == [2.0, 3.0]


def test_a_style_may_number_at_the_level_that_names_it() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "chineseCounting", "%1、")
        + level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="S"/>')
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="S"><w:name w:val="S"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = paragraph("节", '<w:pStyle w:val="S"/>')
    reading = read_docx(word_file(body, parts={"numbering": numbering, "styles": styles}))
    assert [line.mark for line in reading.lines] == ["（一）"]


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def test_a_data_table_is_a_table_with_merged_cells_in_place() -> None:
    body = (
        "<w:tbl>"
        + row(cell(paragraph("产量"), '<w:gridSpan w:val="2"/>'), cell(paragraph("备注")),
              properties="<w:tblHeader/>")
        + row(cell(paragraph("一月"), '<w:vMerge w:val="restart"/>'), cell(paragraph("5吨")),
              f"<w:sdt><w:sdtContent>{cell(paragraph('好'))}</w:sdtContent></w:sdt>")
        + row(cell("<w:p/>", "<w:vMerge/>"), cell(paragraph("6吨")), cell(paragraph("更好")))
        + "</w:tbl>"
    )  # fmt: skip
    (line,) = read_docx(word_file(body)).lines
    assert line.table is not None
    assert line.table.rows == (
        ("产量", "", "备注"),
        ("一月", "5吨", "好"),
        ("", "6吨", "更好"),
    )
    assert line.table.head_rows == 1


def test_a_table_that_places_a_masthead_or_an_imprint_becomes_lines() -> None:
    masthead = (
        "<w:tbl>" + row(cell(paragraph("党群工作部")), cell(paragraph("2031年6月4日"))) + "</w:tbl>"
    )
    imprint = (
        "<w:tbl>"
        + row(cell(paragraph("报：集团公司领导"), '<w:gridSpan w:val="2"/>'))
        + row(cell(paragraph("编辑：石磊")), cell(paragraph("共印50份")))
        + "</w:tbl>"
    )
    assert texts(read_docx(word_file(masthead + paragraph("正文") + imprint))) == [
        "党群工作部    2031年6月4日",
        "正文",
        "报：集团公司领导",
        "编辑：石磊    共印50份",
    ]


def test_nested_tables_keep_every_word() -> None:
    inner = "<w:tbl>" + row(cell(paragraph("甲")), cell(paragraph("乙"))) * 2 + "</w:tbl>"
    body = "<w:tbl>" + row(cell(paragraph("外")), cell(inner + paragraph("下"))) * 2 + "</w:tbl>"
    lines = read_docx(word_file(body)).lines
    assert [line.text for line in lines] == ["外", "", "下"] * 2
    assert [line.table.rows for line in lines if line.table] == [(("甲", "乙"), ("甲", "乙"))] * 2


def picture(relation_id: str, alt: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图片 1" descr="{alt}"/><a:graphic>'
        f'<a:graphicData><a:blip r:embed="{relation_id}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def test_pictures_stand_in_order_with_bytes_and_words() -> None:
    body = (
        paragraph("前")
        + f"<w:p>{picture('rId5', '码头夜景')}</w:p>"
        + paragraph("图注")
        + f"<w:p>{run('文')}{picture('rId5', 'IMG_1.jpg')}{run('字')}</w:p>"
    )
    relations = relation("rId5", "image", "media/photo.jpeg")
    reading = read_docx(word_file(body, parts={"word/media/photo.jpeg": PNG}, relations=relations))
    (name,) = reading.pictures
    assert name.endswith(".png")
    assert reading.pictures[name] == PNG
    assert [(line.text, line.picture and line.picture.alt) for line in reading.lines] == [
        ("前", None),
        ("", "码头夜景"),
        ("图注", None),
        ("文字", None),
        ("", ""),
    ]


def test_pictures_over_captions_in_a_table_are_read_column_by_column() -> None:
    body = (
        "<w:tbl>"
        + row(cell(f"<w:p>{picture('rId5')}</w:p>"), cell(f"<w:p>{picture('rId5')}</w:p>"))
        + row(cell(paragraph("左图")), cell(paragraph("右图")))
        + "</w:tbl>"
    )
    relations = relation("rId5", "image", "/word/media/p.png")
    reading = read_docx(word_file(body, parts={"word/media/p.png": PNG}, relations=relations))
    assert texts(reading) == ["", "左图", "", "右图"]


def test_drawings_that_are_no_pictures_are_noticed() -> None:
    relations = relation("rId5", "image", "media/a.emf")
    data = word_file(
        f"<w:p>{picture('rId5')}</w:p>",
        parts={"word/media/a.emf": b"\x01\x00\x00\x00"},
        relations=relations,
    )
    reading = read_docx(data)
    assert (texts(reading), codes(reading)) == ([], ["embedded-object"])


def test_a_picture_over_the_budget_is_told_and_the_text_stands() -> None:
    data = word_file(
        f"<w:p>{run('字')}{picture('rId5')}</w:p>",
        parts={"word/media/a.png": PNG + bytes(30 << 20)},
        relations=relation("rId5", "image", "media/a.png"),
    )
    reading = read_docx(data)
    assert (texts(reading), codes(reading)) == (["字"], ["truncated"])
    assert reading.problems[0].where == "word/media/a.png"


def test_outside_content_is_named_and_not_fetched() -> None:
    relations = (
        relation("rId5", "image", "http://127.0.0.1:9/a.png", external=True)
        + relation("rId6", "hyperlink", "http://127.0.0.1:9/page", external=True)
        + relation("rId7", "attachedTemplate", "file:///C:/Normal.dotm", external=True)
    )
    reading = read_docx(word_file(f"<w:p>{picture('rId5')}{run('字')}</w:p>", relations=relations))
    assert texts(reading) == ["字"]
    assert codes(reading) == ["external"]
    assert "http://127.0.0.1:9/a.png" in reading.problems[0].message


def test_macros_and_objects_are_noticed() -> None:
    parts = {"word/vbaProject.bin": b"x", "word/embeddings/table.xlsx": b"x"}
    assert codes(read_docx(word_file(paragraph("字"), parts=parts))) == ["macro", "embedded-object"]


def headed(header: str, section: str) -> FormatReading:
    body = "".join(paragraph("正文。" * 40) for _ in range(5))
    relations = relation("rId7", "header", "header1.xml") + relation("rId8", "footer", "footer.xml")
    return read_docx(
        word_file(
            f"{body}<w:sectPr>{section}<w:footerReference r:id='rId8'/></w:sectPr>",
            parts={
                "word/header1.xml": f"<w:hdr {NAMESPACES}>{header}</w:hdr>",
                "word/footer.xml": f"<w:ftr {NAMESPACES}>{paragraph('青江港务')}</w:ftr>",
            },
            relations=relations,
        )
    )


FIRST = '<w:headerReference w:type="first" r:id="rId7"/>'
MASTHEAD = paragraph("港务简报", look='<w:sz w:val="60"/>') + paragraph("第3期")


def test_a_masthead_in_the_header_of_the_first_page_stands_before_the_body() -> None:
    reading = headed(MASTHEAD + paragraph("1") + paragraph("— 1 —"), FIRST + "<w:titlePg/>")
    assert [(line.text, line.number, line.page_top, line.size) for line in reading.lines[:3]] == [
        ("港务简报", 1, True, 3.0),
        ("第3期", 1, False, 1.0),
        ("正文。" * 40, 1, False, 1.0),
    ]
    assert (len(reading.lines), reading.problems) == (7, ())


def test_a_header_that_the_masthead_says_again_is_left_out() -> None:
    masthead = paragraph("港 务 简 报") + paragraph("2026年第3期（总第27期）")
    parts = {"word/header1.xml": f"<w:hdr {NAMESPACES}>{MASTHEAD}{paragraph('内刊')}</w:hdr>"}
    body = f"{masthead}<w:sectPr>{FIRST}<w:titlePg/></w:sectPr>"
    data = word_file(body, parts=parts, relations=relation("rId7", "header", "header1.xml"))
    assert texts(read_docx(data)) == ["内刊", "港 务 简 报", "2026年第3期（总第27期）"]


def test_a_picture_in_the_header_of_the_first_page_is_noted() -> None:
    reading = headed("<w:p><w:r><w:pict><v:imagedata r:id='rId1'/></w:pict></w:r></w:p>",
                     FIRST + "<w:titlePg/>")  # fmt: skip
    assert (len(reading.lines), codes(reading)) == (5, ["embedded-object"])


@pytest.mark.parametrize(
    "section",
    [
        FIRST,
        FIRST + '<w:titlePg w:val="0"/>',
        '<w:headerReference w:type="default" r:id="rId7"/><w:titlePg/>',
        '<w:headerReference w:type="first" r:id="rId9"/><w:titlePg/>',
    ],
)
def test_other_headers_and_all_footers_are_left_out(section: str) -> None:
    reading = headed(MASTHEAD, section)
    assert (len(reading.lines), reading.problems) == (5, ())


def test_strict_files_are_read() -> None:
    body = f'<w:p><w:pPr><w:jc w:val="end"/></w:pPr>{run("严格")}</w:p>'
    (line,) = read_docx(word_file(body, namespaces=STRICT)).lines
    assert (line.text, line.align) == ("严格", "right")


def test_invisible_characters_are_dropped() -> None:
    assert texts(read_docx(word_file(paragraph("港\u200b务\ufeff集\u202e团")))) == ["港务集团"]


def test_the_issue_that_jianbao_left_in_the_file_comes_along() -> None:
    parts = {"jianbao/issue.json": b"{}", "jianbao/pictures/%E5%85%89%20%E4%BC%8F.png": PNG}
    reading = read_docx(word_file(paragraph("字"), parts=parts))
    assert (reading.source, reading.source_pictures) == (b"{}", {"光 伏.png": PNG})


@pytest.mark.parametrize("name", ["光 伏.png", "50%.png", "图/一.png"])
def test_a_picture_comes_back_under_the_name_its_issue_gave_it(name: str) -> None:
    item = Item(id="i01", paragraphs=("二号码头检修。",), pictures=(Picture(file=name),))
    issue = Issue(
        masthead=Masthead(title="港务简报"), sections=(Section(title="要闻", items=(item,)),)
    )
    reading = read(write_docx(issue, pictures={name: PNG}))
    assert (reading.issues, reading.pictures) == ((issue,), {name: PNG})


@pytest.mark.parametrize("written", ["media/光.PNG", "media/%E5%85%89.png", "../word/media/光.png"])
def test_names_of_parts_are_the_same_however_they_are_written(written: str) -> None:
    body = '<w:p><w:r><w:pict><v:imagedata r:id="rId1"/></w:pict></w:r></w:p>'
    relations = relation("rId1", "image", written)
    data = word_file(body, parts={"word/media/%e5%85%89.png": PNG}, relations=relations)
    assert list(read_docx(data).pictures.values()) == [PNG]


def test_a_package_whose_main_part_is_another_kind_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read_docx(word_file("", parts={"word/document.xml": "<workbook/>"}))
    assert refused.value.code == "unsupported"


def test_the_main_part_may_have_any_name() -> None:
    data = word_file(paragraph("字")).replace(b"word/document.xml", b"word/dokument.xml")
    renamed = {name: Archive(data).read(name) for name in Archive(data).names}
    rels = renamed["_rels/.rels"].replace(b"word/document.xml", b"/word/dokument.xml")
    assert texts(read_docx(zipped(renamed | {"_rels/.rels": rels}))) == ["字"]


def test_a_zip_without_a_document_is_refused() -> None:
    data = word_file(paragraph("字")).replace(b"word/document.xml", b"word/dokument.xml")
    with pytest.raises(Unreadable) as refused:
        read_docx(data)
    assert refused.value.code == "corrupt"
