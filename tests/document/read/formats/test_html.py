from __future__ import annotations

import base64

import pytest

from jianbao.document.problems import Unreadable
from jianbao.document.read.formats.html import read_html
from jianbao.document.read.formats.reading import FormatReading

from document.read.formats.word_files import PNG


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def texts(reading: FormatReading) -> list[str]:
    return [line.text for line in reading.lines]


def codes(reading: FormatReading) -> list[str]:
    return [problem.code for problem in reading.problems]


def test_blocks_are_lines_and_inline_text_runs_on() -> None:
    body = "<h1>港务简报</h1><div>第一<span>段</span>。<p>第二\n段<br>下行</p>尾</div>"
    reading = read_html(page(body, "<title>不显示</title>"))
    assert texts(reading) == ["港务简报", "第一段。", "第二段", "下行", "尾"]
    assert [line.level for line in reading.lines] == [1, 0, 0, 0, 0]
    assert [line.number for line in reading.lines] == [1, 2, 3, 4, 5]


def test_hidden_text_scripts_and_comments_are_not_said() -> None:
    body = (
        '<p>看得见<span style="display:none">暗一</span></p><p class="pre x">暗二</p>'
        "<p hidden>暗三</p><p style='mso-hide: all'>暗四</p><script>写()</script><!-- 注 -->"
        "<p style='font-size:0'>暗五</p>"
    )
    reading = read_html(page(body, "<style>/* } */ p{color:red} .pre , #y{display : none}</style>"))
    assert texts(reading) == ["看得见"]
    assert codes(reading) == ["hidden-text"]


def test_a_hidden_cell_is_noticed() -> None:
    reading = read_html(page("<table><tr><td>甲</td><td hidden>暗</td></tr></table>"))
    assert (texts(reading), codes(reading)) == (["甲"], ["hidden-text"])


def test_rules_for_print_do_not_hide() -> None:
    style = "<style>@media print{.x{display:none}}</style>"
    assert texts(read_html(page('<p class="x">屏幕上看得见</p>', style))) == ["屏幕上看得见"]


def test_remote_pictures_are_named_and_not_fetched() -> None:
    reading = read_html(page('<p>字<img src="http://127.0.0.1:9/track.png" width=1></p>'))
    assert texts(reading) == ["字"]
    assert codes(reading) == ["external"]
    assert reading.pictures == {}


def test_a_picture_that_is_loaded_late_is_the_one_outside() -> None:
    stand_in = "data:image/png;base64," + base64.b64encode(PNG).decode()
    outside = "https://example.org/quay.jpg"
    reading = read_html(page(f'<p>字<img data-src="{outside}" src="{stand_in}"></p>'))
    assert (reading.lines[0].text, len(reading.lines), reading.pictures) == ("字", 1, {})
    (told,) = reading.problems
    assert outside in told.message


def test_drawings_inside_the_page_are_noticed() -> None:
    drawing = "data:image/svg+xml;base64," + base64.b64encode(b"<svg/>" * 9).decode()
    assert codes(read_html(page(f'<p>字</p><img src="{drawing}">'))) == ["embedded-object"]
    assert codes(read_html(page('<p>字</p><img src="data:image/svg+xml,x">'))) == [
        "embedded-object"
    ]


def test_pictures_inside_the_page_keep_their_bytes() -> None:
    uri = "data:image/png;base64," + base64.b64encode(PNG).decode()
    reading = read_html(page(f'<p>前</p><img src="{uri}" alt="码头"><p>后</p>'))
    (name,) = reading.pictures
    assert reading.pictures[name] == PNG
    assert [line.picture and (line.picture.file, line.picture.alt) for line in reading.lines] == [
        None,
        (name, "码头"),
        None,
    ]


@pytest.mark.parametrize("source", ["jianbao-picture:7", "jianbao-picture:x", "data:image/png,x"])
def test_a_picture_that_only_claims_to_be_inside_is_no_picture(source: str) -> None:
    assert texts(read_html(page(f'<p>字<img src="{source}"></p>'))) == ["字"]


def test_lists_have_marks_once_for_each_item() -> None:
    body = (
        '<ol start="3"><li>甲<p>续</p></li><li>乙<ul><li>点</li></ul></li>'
        '<li value="9">丙</li></ol><ol type="a"><li>丁</li></ol>'
    )
    lines = read_html(page(body)).lines
    assert [(line.mark, line.text) for line in lines] == [
        ("3.", "甲"),
        ("", "续"),
        ("4.", "乙"),
        ("•", "点"),
        ("9.", "丙"),
        ("a.", "丁"),
    ]


def test_bold_leads_sizes_and_places_are_told() -> None:
    body = (
        '<p style="font-size:32px;text-align:center">简报</p>'
        '<p style="text-indent:2em"><b>一号窑投产。</b>其余是很长很长的正文。</p>'
        '<p align="right">　　<span style="font-weight:700">署名</span>在右边的正文。</p>'
    )
    lines = read_html(page(body)).lines
    assert [(line.size, line.align, line.indent, line.bold) for line in lines] == [
        (2.0, "center", 0.0, 0),
        (1.0, None, 2.0, 6),
        (1.0, "right", 2.0, 2),
    ]


def test_data_tables_stay_tables_and_layout_tables_do_not() -> None:
    data = (
        "<table><caption>产量</caption><thead><tr><th>月<th>吨</thead>"
        "<tr><td rowspan=2>一月<td>5<tr><td>6</table>"
    )
    layout = "<table role=presentation><tr><td><p>左栏</p><p>左栏二</p><td>右栏</table>"
    lines = read_html(page(data + layout)).lines
    assert [line.text for line in lines] == ["产量", "", "左栏", "左栏二", "右栏"]
    assert lines[1].table is not None
    assert lines[1].table.rows == (("月", "吨"), ("一月", "5"), ("", "6"))


def test_the_declared_charset_is_believed_if_it_fits() -> None:
    body = '<meta charset="gb2312"><p>喆与镕</p>'
    assert texts(read_html(body.encode("gb18030"))) == ["喆与镕"]
    assert texts(read_html(body.encode())) == ["喆与镕"]


def test_the_source_that_jianbao_left_comes_along() -> None:
    script = '<script type="application/json" id="jianbao-issue">{"a": "<\\/script>"}</script>'
    reading = read_html(page(f"<p>字</p>{script}<p>尾</p>"))
    assert reading.source == b'{"a": "<\\/script>"}'
    assert texts(reading) == ["字", "尾"]


def test_pictures_of_its_own_pages_keep_the_names_the_issue_uses() -> None:
    uri = "data:image/png;base64," + base64.b64encode(PNG).decode()
    script = '<script id="jianbao-issue" type="application/json">{}</script>'
    body = f'<p>字</p><img src="{uri}" data-file="码头.png">'
    assert read_html(page(body + script)).source_pictures == {"码头.png": PNG}
    assert read_html(page(body)).source_pictures == {}


def test_headings_are_as_large_as_browsers_make_them() -> None:
    lines = read_html(page("<h1>甲</h1><h2 style='font-size:16px'>乙</h2><p>正文正文</p>")).lines
    assert [line.size for line in lines] == [2.0, 1.0, 1.0]


@pytest.mark.parametrize("nested", ["<div>", "<b>", '<div title="<">', "<ul><li>", "<table><td>"])
def test_deep_nesting_is_refused_before_it_is_parsed(nested: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_html(page(nested * 100_000))
    assert refused.value.code == "too-deep"


def test_nesting_within_the_limit_is_read() -> None:
    assert texts(read_html(page("<div>" * 500 + "深" + "</div>" * 500))) == ["深"]
    assert texts(read_html(page("<table><tr><td>" * 100 + "深"))) == ["深"]


def test_paragraphs_that_are_never_closed_are_not_nesting() -> None:
    assert len(read_html(page("<p>段" * 3000)).lines) == 3000


def test_a_page_of_much_text_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read_html(page("字" * (3 << 20)))
    assert refused.value.code == "too-big"
