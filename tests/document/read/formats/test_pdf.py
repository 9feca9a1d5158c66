"""PDF to lines: what the places, sizes and fonts of characters tell."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from PIL import Image

from jianbao.document.problems import Unreadable
from jianbao.document.read.formats.pdf import read_pdf
from jianbao.document.read.formats.pdf.glyphs import meant
from jianbao.document.read.formats.pdf.weights import weight_of

from document.read.formats.pdf_samples import PARAGRAPH, typeset


def _joined(data: bytes) -> str:
    return re.sub(r"\s", "", "".join(line.text for line in read_pdf(data).lines))


def test_text_comes_back_whole_and_in_order() -> None:
    data = typeset("\n\n".join(f"第{n}条。{PARAGRAPH}" for n in "一二三四五六七"))
    assert _joined(data) == "".join(f"第{n}条。{PARAGRAPH}" for n in "一二三四五六七")


def test_first_lines_are_indented_and_full_lines_are_not() -> None:
    first, *middle, last = read_pdf(typeset(PARAGRAPH * 3)).lines
    measure = max(line.width for line in middle)
    assert first.indent == pytest.approx(2.0, abs=0.1)
    assert first.indent + first.width == pytest.approx(measure, abs=0.6)
    assert {line.indent for line in (*middle, last)} == {0.0}
    assert all(line.width == pytest.approx(measure, abs=0.6) for line in middle)
    assert last.width < measure


@pytest.mark.parametrize("mark", ["bold", "hei"])
def test_run_in_head_is_told_by_its_weight(mark: str) -> None:
    lines = read_pdf(
        typeset(f"#{mark}[港务局召开2026年工作会。]{PARAGRAPH}\n\n{PARAGRAPH * 2}")
    ).lines
    assert lines[0].bold == len("港务局召开2026年工作会。")
    assert [line.bold for line in lines[1:]] == [0] * (len(lines) - 1)


def test_weight_is_told_against_the_body() -> None:
    body = f'#set text(font: "Noto Sans SC")\n#bold[全港平安。]{PARAGRAPH * 3}'
    lines = read_pdf(typeset(body)).lines
    assert [line.bold for line in lines] == [5] + [0] * (len(lines) - 1)


def test_headings_are_centred_larger_and_wide_letter_spacing_is_no_blank() -> None:
    body = f"#align(center, text(24pt, tracking: 1em)[港务简报])\n{PARAGRAPH * 4}"
    heading = read_pdf(typeset(body)).lines[0]
    assert (heading.text, heading.align, heading.size) == ("港务简报", "center", 1.5)


def test_two_fields_of_a_line_stay_apart() -> None:
    body = f"#grid(columns: (1fr, auto), [办公室], [2026年7月1日])\n{PARAGRAPH * 4}"
    assert re.fullmatch(r"办公室 {6,}2026年7月1日", read_pdf(typeset(body)).lines[0].text)


def test_signature_is_set_right_and_blank_lines_are_counted() -> None:
    body = f"{PARAGRAPH * 3}\n\n#align(right)[青江港务集团]\n\n#v(40pt)\n\n{PARAGRAPH}"
    lines = read_pdf(typeset(body)).lines
    assert [(line.text, line.align) for line in lines if line.align] == [("青江港务集团", "right")]
    assert [line.gap for line in lines] == [0] * (len(lines) - 3) + [1, 0, 0]


def test_pages_are_counted_and_their_first_lines_told() -> None:
    body = f'#set page(numbering: "— 1 —")\n{PARAGRAPH * 30}'
    lines = read_pdf(typeset(body)).lines
    tops = [line.page for line in lines if line.page_top]
    assert tops == list(range(1, len(tops) + 1))
    assert tops[-1] == lines[-1].page == 3
    assert [line.text for line in lines if "—" in line.text] == [f"— {n} —" for n in tops]
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))


def test_odd_and_even_pages_have_margins_of_their_own() -> None:
    data = typeset("\n\n".join([PARAGRAPH * 2] * 24), margin="(inside: 40mm, outside: 20mm)")
    lines = read_pdf(data).lines
    assert {round(line.indent, 1) for line in lines} == {0.0, 2.0}
    assert lines[-1].page == 5


def test_columns_are_read_one_after_the_other() -> None:
    texts = [f"第{n}条。{PARAGRAPH}" for n in "一二三四五六七八九十百千万"]
    body = "#align(center, text(20pt)[港务简讯])\n#columns(2)[" + "\n\n".join(texts) + "]"
    data = typeset(body, size=11)
    assert _joined(data) == "港务简讯" + "".join(texts)
    assert read_pdf(data).lines[0].align == "center"
    assert {round(line.indent) for line in read_pdf(data).lines[1:]} == {0, 2}


def test_a_table_of_two_columns_is_read_row_by_row() -> None:
    rows = "".join(f"[第{n}项], [指标完成{n}十万吨]," for n in "一二三四五六七")
    lines = read_pdf(typeset(f"{PARAGRAPH}\n#table(columns: (60mm, 60mm), {rows})")).lines
    assert [line.text[:3] for line in lines if "项" in line.text] == [
        f"第{n}项" for n in "一二三四五六七"
    ]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_read_upright(turn: int) -> None:
    upright = typeset(PARAGRAPH * 3)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(upright)) as document:
        document.pages[0].rotate(turn, relative=True)
        document.save(out)
    assert read_pdf(out.getvalue()).lines == read_pdf(upright).lines


def test_text_set_sideways_reads_upright() -> None:
    data = typeset(f"#rotate(90deg, reflow: true, block(width: 120mm)[{PARAGRAPH * 2}])")
    assert _joined(data) == PARAGRAPH * 2


def test_watermark_is_no_text() -> None:
    body = f"#set page(background: rotate(45deg, text(60pt)[内部资料]))\n{PARAGRAPH}"
    assert _joined(typeset(body)) == PARAGRAPH


def test_raised_figures_join_their_line() -> None:
    assert _joined(typeset(f"堆场面积25m#super[2]，二期{PARAGRAPH}")) == (
        f"堆场面积25m²，二期{PARAGRAPH}"
    )


def test_opening_marks_at_a_line_start_do_not_shift_the_margin() -> None:
    data = typeset("\n\n".join(f"《{'港' * n}》{PARAGRAPH}" for n in range(1, 9)))
    assert {round(line.indent) for line in read_pdf(data).lines} == {0, 2}


def _image(side: int, colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (side, side), colour).save(out, "JPEG")
    return out.getvalue()


def _with_images(images: list[tuple[bytes, str]], body: str = PARAGRAPH) -> bytes:
    """Set pictures by their bytes, each with its Typst arguments, between two paragraphs."""
    shown = "\n\n".join(
        f"#image(bytes(({','.join(map(str, data))},)), {arguments})" for data, arguments in images
    )
    return typeset(f"{body}\n\n{shown}\n\n末段。{body}")


def test_pictures_stand_where_they_are_shown_and_keep_their_bytes() -> None:
    photo = _image(100, "red")
    reading = read_pdf(_with_images([(photo, "width: 50mm")]))
    places = [index for index, line in enumerate(reading.lines) if line.picture]
    assert [reading.lines[place + 1].text[:3] for place in places] == ["末段。"]
    assert [line.gap for line in reading.lines] == [0] * len(reading.lines)
    assert [line.page_top for line in reading.lines] == [True] + [False] * (len(reading.lines) - 1)
    assert [reading.pictures[line.picture.file] for line in reading.lines if line.picture] == [
        photo
    ]


def test_ornaments_are_passed_over() -> None:
    reading = read_pdf(_with_images([(_image(30, "blue"), "width: 4mm")]))
    assert reading.pictures == {}


def test_what_stands_on_every_page_is_no_picture_of_the_text() -> None:
    logo = ",".join(map(str, _image(90, "green")))
    body = f"#set page(header: image(bytes(({logo},)), width: 20mm))\n{PARAGRAPH * 40}"
    reading = read_pdf(typeset(body))
    assert len({line.page for line in reading.lines}) >= 3
    assert reading.pictures == {}


def _changed(data: bytes, before: bytes, after: bytes) -> bytes:
    """Replace bytes in the content of the first page."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        page = document.pages[0]
        page.contents_coalesce()
        content = page.Contents.read_bytes()
        assert before in content
        page.Contents.write(content.replace(before, after, 1))
        document.save(out)
    return out.getvalue()


def test_invisible_text_is_left_out_with_a_notice() -> None:
    hidden = _changed(typeset(f"明。\n\n{PARAGRAPH}"), b"BT 0 Tr", b"BT 3 Tr")
    reading = read_pdf(hidden)
    assert [(problem.code, problem.where) for problem in reading.problems] == [
        ("hidden-text", "page 1")
    ]
    assert not any(line.text == "明。" for line in reading.lines)


def test_source_and_its_pictures_are_given() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(typeset(PARAGRAPH))) as document:
        document.attachments["issue.json"] = b'{"schema": "jianbao-issue/1"}'
        document.attachments["pictures/港.jpg"] = b"\xff\xd8\xff"
        document.save(out)
    reading = read_pdf(out.getvalue())
    assert reading.source == b'{"schema": "jianbao-issue/1"}'
    assert reading.source_pictures == {"港.jpg": b"\xff\xd8\xff"}
    assert reading.problems == ()


def test_other_attachments_are_noticed_and_left_shut() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(typeset(PARAGRAPH))) as document:
        document.attachments["run.exe"] = b"MZ"
        document.save(out)
    reading = read_pdf(out.getvalue())
    assert [problem.code for problem in reading.problems] == ["embedded-object"]
    assert (reading.source, reading.source_pictures) == (None, {})


def test_a_damaged_page_does_not_cost_the_others() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(typeset(PARAGRAPH * 30))) as document:
        for name in ("/Contents", "/Type"):
            del document.pages[1][name]
        document.pages[1].obj["/MediaBox"] = pikepdf.Name("/None")
        document.save(out)
    pages = {line.page for line in read_pdf(out.getvalue()).lines}
    assert pages == {1, 3}


def test_damage_is_told() -> None:
    with pytest.raises(Unreadable, match="corrupt"):
        read_pdf(typeset(PARAGRAPH)[:200])


def test_radicals_ligatures_and_bullets_are_what_they_show() -> None:
    assert meant("⻓江⻔户⽂件\u2003ﬁn \uf0b7 ⼀\u00ad") == "长江门户文件 fin • 一"


@pytest.mark.parametrize(
    ("name", "weight"),
    [
        (b"ABCDEF+SimSun", 0),
        (b"FZFSK--GBK1-0", 0),
        (b"ABCDEF+SimHei", 1),
        (b"NotoSansSC-Regular", 1),
        (b"\xba\xda\xcc\xe5", 1),
        ("黑体".encode(), 1),
        (b"BAAAAA+NotoSerifCJKjp-Bold-VKana", 2),
        (b"TimesNewRomanPS-BoldMT", 2),
    ],
)
def test_weight_is_told_by_the_name_of_the_font(name: bytes, weight: int) -> None:
    assert weight_of(name) == weight
