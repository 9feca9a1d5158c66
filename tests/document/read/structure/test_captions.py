"""Captions of pictures and tables: told from titles by how they are set and what they say."""

from __future__ import annotations

from jianbao.document.model import Picture, Table
from jianbao.document.read.formats.characters import width_em
from jianbao.document.read.lines import Line
from jianbao.document.read.structure import read_structure
from jianbao.document.read.structure.captions import place_captions

TEXT = "青江港务集团二公司组织开展夏季防暑降温慰问活动，为一线职工送去西瓜、绿豆汤和防暑药品。"
TABLE = Table(rows=(("单位", "吞吐量（万吨）"), ("二公司", "1200"), ("三公司", "860")))


def _line(text: str, **cues: object) -> Line:
    fields = {"whole": True, "width": width_em(text), "number": 1, **cues}
    return Line(text=text, **fields)  # type: ignore[arg-type] # cues are checked


def _picture(name: str = "a.png", **cues: object) -> Line:
    return _line("", picture=Picture(file=name), **cues)


def _captions(*lines: Line) -> list[str]:
    """Show what is left of the lines: texts, and captions of pictures and tables in brackets."""
    left = []
    for line in place_captions(lines):
        shown = line.picture or line.table
        left.append(f"[{shown.caption}]" if shown else line.text)
    return left


def test_a_small_line_below_a_picture_is_its_caption() -> None:
    small = _line("防暑慰问现场", size=0.83, align="center")
    assert _captions(_line(TEXT), _picture(), small, _line(TEXT)) == [TEXT, "[防暑慰问现场]", TEXT]


def test_a_plain_line_is_a_caption_where_titles_are_set_apart() -> None:
    title = _line("二公司送清凉", bold=6, size=1.2)
    lines = (title, _line(TEXT), _picture(), _line("防暑慰问现场"), _line(TEXT))
    assert _captions(*lines) == ["二公司送清凉", TEXT, "[防暑慰问现场]", TEXT]


def test_two_captions_on_one_line_go_to_two_pictures() -> None:
    row = _line("码头作业现场          职工培训现场", size=0.83, whole=False)
    lines = (_picture("a.png"), _picture("b.png"), row, _line(TEXT))
    assert _captions(*lines) == ["[码头作业现场]", "[职工培训现场]", TEXT]


def test_what_is_set_like_a_title_stays_one() -> None:
    first = _line("二公司送清凉", align="center")
    second = _line("三公司举行消防演练", align="center")
    lines = (first, _line(TEXT), _picture(), second, _line(TEXT))
    assert _captions(*lines) == [first.text, TEXT, "[]", second.text, TEXT]


def test_sections_sentences_and_bylines_caption_nothing() -> None:
    for text in ("工作动态", "【安全生产】", "党建·领航", "活动圆满结束。", "（二公司 李明）"):
        line = _line(text, align="center")
        assert _captions(_line(TEXT), _picture(), line) == [TEXT, "[]", text]


def test_a_labelled_line_may_be_a_sentence() -> None:
    assert _captions(_picture(), _line("图为慰问现场。")) == ["[图为慰问现场。]"]


def test_a_caption_on_the_next_page_belongs_to_no_picture_above() -> None:
    below = _line("防暑慰问现场", size=0.83, align="center", page=2)
    assert _captions(_picture(page=1), below) == ["[]", "防暑慰问现场"]


def test_tables_take_the_line_above_or_a_labelled_one_below() -> None:
    table = _line("", table=TABLE)
    above = _line("上半年吞吐量完成情况（截至6月30日）")
    assert _captions(_line(TEXT), above, table) == [TEXT, f"[{above.text}]"]
    below = _line("表1 上半年吞吐量")
    assert _captions(_line(TEXT), table, below) == [TEXT, "[表1 上半年吞吐量]"]


def test_a_title_above_a_table_stays_a_title() -> None:
    titles = [_line(f"{unit}情况通报", bold=7, size=1.2) for unit in ("一公司", "二公司")]
    lines = (titles[0], _line(TEXT), titles[1], _line("", table=TABLE))
    assert _captions(*lines) == [titles[0].text, TEXT, titles[1].text, "[]"]


def test_a_picture_that_a_text_only_names_keeps_its_words() -> None:
    lines = [
        _line("青江港务简报"),
        _line("2022年第7期（总第151期）"),
        _line("工作动态"),
        _line(TEXT),
        _line("〔图〕防暑慰问现场"),
    ]
    (issue,) = read_structure(lines).issues
    (item,) = issue.items()
    assert item.paragraphs == (TEXT,)
    assert item.pictures == (Picture(file="", caption="防暑慰问现场", after=1),)
