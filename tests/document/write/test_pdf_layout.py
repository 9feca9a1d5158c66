from __future__ import annotations

import datetime as dt
import itertools

import pytest

from jianbao.document.model import (
    Byline,
    Imprint,
    Issue,
    Item,
    Masthead,
    Note,
    Section,
    Subsection,
)
from jianbao.document.write.pdf import Press, write_pdf

from document.write.pdf_pages import baselines, origins, page_texts, solid

MASTHEAD = Masthead(title="青江港务", year=2026, number=3, department="办公室")
IMPRINT = Imprint(distribution=("各科室",), submission_address="a@qj.example.cn")
HAN = "潮平两岸阔风正一帆悬青江万里船"


def issue_of(*items: Item, title: str = "") -> Issue:
    return Issue(masthead=MASTHEAD, sections=(Section(title=title, items=items),), imprint=IMPRINT)


def paragraph(length: int) -> str:
    return (HAN * (length // len(HAN) + 1))[:length]


def test_a_page_has_22_lines_of_28_characters_on_the_grid() -> None:
    issue = Issue(sections=(Section(items=(Item(id="i01", paragraphs=(paragraph(3000),)),)),))
    lines = baselines(write_pdf(issue), 1)
    text = {at: line for at, line in lines.items() if "—" not in line}
    assert [len(line) for line in text.values()] == [28] * 22
    pitch = 225 / 22
    first = next(iter(text))
    assert [round(at - first, 1) for at in text] == pytest.approx(
        [pitch * number for number in range(22)], abs=0.15
    )


def test_odd_numbers_stand_right_and_even_ones_left() -> None:
    issue = Issue(sections=(Section(items=(Item(id="i01", paragraphs=(paragraph(1500),)),)),))
    texts = page_texts(write_pdf(issue))
    assert [solid(text)[-3:] for text in texts] == ["—1—", "—2—", "—3—"]


@pytest.mark.parametrize("count", range(1, 26))
def test_the_imprint_never_stands_alone(count: int) -> None:
    items = [Item(id=str(number), paragraphs=(paragraph(60),)) for number in range(count)]
    last = solid(page_texts(write_pdf(issue_of(*items)))[-1])
    before, _, after = last.partition("发放：各科室")
    assert HAN in before
    assert after.startswith("投稿邮箱：a@qj.example.cn")


@pytest.mark.parametrize("count", range(1, 14))
def test_a_head_never_closes_a_page(count: int) -> None:
    items = [Item(id=str(number), paragraphs=(paragraph(90),)) for number in range(count)]
    issue = Issue(
        masthead=MASTHEAD,
        sections=(
            Section(title="", items=tuple(items)),
            Section(
                title="一线风采",
                subsections=(
                    Subsection(
                        title="标兵", bracketed=True, items=(Item(paragraphs=(paragraph(90),)),)
                    ),
                ),
            ),
        ),
    )
    for text in page_texts(write_pdf(issue)):
        if "标兵" in text:
            after = solid(text).partition("【标兵】")[2]
            assert after.startswith(HAN)
            assert "一线风采" in text


def test_a_byline_that_fits_shares_the_last_line_and_one_that_does_not_has_its_own() -> None:
    byline = Byline(units=("第二作业区",), people=("林知远",), raw="（第二作业区 林知远）")
    fits = write_pdf(issue_of(Item(paragraphs=(paragraph(30),), byline=byline)))
    alone = write_pdf(issue_of(Item(paragraphs=(paragraph(46),), byline=byline)))
    signed = "（第二作业区林知远）"
    assert f"{paragraph(30)[26:]}{signed}" in baselines(fits, 0).values()
    assert signed in baselines(alone, 0).values()


def test_positions_tell_pages_and_heights() -> None:
    items = [Item(id=f"i{number:02}", paragraphs=(paragraph(250),)) for number in range(3)]
    with Press() as press:
        found = press.layout(issue_of(*items)).items
    assert [(place.item, place.page, place.last_page) for place in found] == [
        ("i00", 1, 1),
        ("i01", 1, 2),
        ("i02", 2, 2),
    ]
    assert found[1].top == pytest.approx(found[0].bottom, abs=0.01)
    assert found[0].bottom - found[0].top == pytest.approx(9 * 225 / 22, abs=0.01)


def test_a_picture_of_a_page_is_a_png_of_its_size() -> None:
    with Press() as press:
        image = press.page_image(issue_of(Item(paragraphs=("船到港了。",))), page=1, ppi=72)
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(image[16:20]), int.from_bytes(image[20:24])) == (596, 842)


def test_every_part_of_masthead_and_imprint_is_printed() -> None:
    issue = Issue(
        masthead=Masthead(
            title="云岭水泥集团有限公司深化改革专题简报",
            year=2026,
            number=11,
            number_to=12,
            kind="combined",
            department="改革办",
            date=dt.date(2026, 6, 30),
            classification="秘密★1年",
            urgency="特急",
            copy_number="000123",
            notice="内部资料",
        ),
        sections=(Section(items=(Item(paragraphs=("短讯一条。",)),)),),
        imprint=Imprint(
            reported_to=("市国资委",),
            sent_to=("兄弟单位",),
            distribution=("各分厂",),
            copies=("档案室",),
            print_run=120,
            printed_by="集团办公室",
            printed_on=dt.date(2026, 7, 1),
            other=("本刊不外传",),
        ),
    )
    assert solid("".join(page_texts(write_pdf(issue)))) == (
        "秘密★1年特急内部资料000123云岭水泥集团有限公司深化改革专题简报2026年第11—12期"
        "改革办2026年6月30日短讯一条。报：市国资委送：兄弟单位发：各分厂共印120份抄送：档案室"
        "本刊不外传集团办公室2026年7月1日印发—1—"
    )


def test_the_title_of_a_note_without_text_is_printed() -> None:
    issue = Issue(note=Note(title="卷首语"), sections=issue_of(Item(paragraphs=("船。",))).sections)
    assert solid(page_texts(write_pdf(issue))[0]) == "卷首语船。—1—"


@pytest.mark.parametrize("theme", ["gov", "plain"])
@pytest.mark.parametrize("head", ["治好风机“老毛病”", "学好《条例》", "开好大会"])
def test_the_full_stop_behind_a_run_in_head_follows_without_a_gap(theme: str, head: str) -> None:
    item = Item(id="i01", kind="brief", lead=f"{head}。", paragraphs=("江水平。",))
    with Press(theme=theme) as press:
        places = origins(press.pdf(issue_of(item)), 0, f"{head}。江水")
    widths = [after - before for before, after in itertools.pairwise(places)]
    cell = widths[-1]
    marked = head[-1] in "”》"
    assert widths[-3] / cell == pytest.approx(0.5 if marked else 1.0, abs=0.05)
    assert widths[-2] / cell == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize("length", range(21, 28))
def test_no_line_begins_with_what_closes_a_run_in_head(length: int) -> None:
    lead = f"{paragraph(length)}“老毛病”。"
    item = Item(id="i01", kind="brief", lead=lead, paragraphs=(paragraph(60),))
    lines = baselines(write_pdf(issue_of(item)), 0).values()
    assert not [line for line in lines if line[0] in "”。"]
    assert "”。" in "".join(lines)
