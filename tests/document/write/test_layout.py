from __future__ import annotations

import io

import pypdfium2
import pytest
from msgspec import structs
from PIL import Image, ImageChops

from jianbao.document.model import (
    Byline,
    Imprint,
    Issue,
    Item,
    Masthead,
    Picture,
    Section,
    Subsection,
    Table,
)
from jianbao.document.write.pdf import Layout, Position, Press, Theme, write_pdf

from document.write.pdf_pages import baselines, page_texts, solid
from document.write.written_issues import FULL, PICTURES, hostile

SIGNS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
IMPRINT = Imprint(distribution=("各科室",), submission_address="a@qj.example.cn")
HEAD = Masthead(title="青江港务", year=2026, number=3, department="办公室")


def items_of(*lengths: int) -> tuple[Item, ...]:
    """Items of so many characters, each of a sign of its own."""
    return tuple(
        Item(id=f"i{number}", paragraphs=(sign * length,))
        for number, (sign, length) in enumerate(zip(SIGNS, lengths, strict=False))
    )


def layout_of(issue: Issue) -> Layout:
    with Press() as press:
        return press.layout(issue)


def printed(issue: Issue) -> dict[str, list[tuple[int, float]]]:
    """Page and mm of every baseline, by the sign that stands on it."""
    data = write_pdf(issue)
    found: dict[str, list[tuple[int, float]]] = {}
    for page in range(len(page_texts(data))):
        for at, line in baselines(data, page).items():
            found.setdefault(line[0], []).append((page + 1, at))
    return found


@pytest.mark.parametrize("first", [28 * 17, 28 * 18 + 5, 28 * 19, 28 * 20, 28 * 21 - 3, 28 * 22])
def test_lines_are_those_that_are_printed(first: int) -> None:
    """However many a page's end leaves blank to spare a widow or an orphan."""
    issue = Issue(sections=(Section(items=items_of(first, 28 * 3 - 2, 28 * 4, 28 * 24, 9)),))
    lines = printed(issue)
    layout = layout_of(issue)
    assert [place.lines for place in layout.items] == [len(lines[sign]) for sign in SIGNS[:5]]
    for place, sign in zip(layout.items, SIGNS, strict=False):
        boxes = {box.page: box for box in place.boxes}
        assert set(boxes) == {page for page, _ in lines[sign]}
        for page, at in lines[sign]:
            assert boxes[page].top * 297 < at < boxes[page].bottom * 297


@pytest.mark.parametrize("imprint", [IMPRINT, Imprint()])
@pytest.mark.parametrize("count", [1, 4, 7, 11, 14])
def test_blank_lines_are_those_that_may_still_be_filled(count: int, imprint: Imprint) -> None:
    issue = Issue(
        masthead=HEAD, sections=(Section(items=items_of(*[60] * count)),), imprint=imprint
    )
    found = layout_of(issue)

    def with_lines(more: int) -> Layout:
        added = tuple(Item(id=f"l{number}", paragraphs=("船。",)) for number in range(more))
        section = Section(items=issue.sections[0].items + added)
        return layout_of(structs.replace(issue, sections=(section,)))

    assert with_lines(found.blank_lines).pages == found.pages
    assert with_lines(found.blank_lines).blank_lines == 0
    assert with_lines(found.blank_lines + 1).pages == found.pages + 1


def test_heads_and_what_stands_below_them_add_up() -> None:
    one, two, three = items_of(60, 60, 60)
    title = Item(id="t", kind="article", title="三号泊位的三年", paragraphs=("船。",))
    issue = Issue(
        sections=(
            Section(title="要闻", items=(one, title)),
            Section(title="待来稿"),
            Section(
                title="一线",
                subsections=(
                    Subsection(title="标兵", bracketed=True, items=(two,)),
                    Subsection(title="新人"),
                ),
            ),
            Section(items=(three,)),
        )
    )
    layout = layout_of(issue)
    lines = [(part.head_lines, part.lines) for part in layout.sections]
    assert lines == [(2, 2 + 3 + 3), (2, 2), (2, 2 + (1 + 3) + 1), (0, 3)]
    assert [group.lines for group in layout.sections[2].subsections] == [4, 1]
    assert layout.blank_lines == 22 - sum(part.lines for part in layout.sections)
    assert layout.sections[3].head is None
    second = layout.sections[1].head
    assert second is not None
    assert second.top * 297 == pytest.approx(37 + 8 * 225 / 22)
    titled = layout.items[1]
    assert titled.lines == 3
    assert titled.top == pytest.approx(layout.items[0].bottom)


def test_a_point_of_a_page_leads_to_its_item_and_back() -> None:
    issue = Issue(sections=(Section(title="要闻", items=items_of(400, 400, 20)),))
    layout = layout_of(issue)
    assert [box.page for box in layout.items[1].boxes] == [1, 2]
    for place in layout.items:
        for box in place.boxes:
            assert layout.item_at(box.page, (box.top + box.bottom) / 2) is place
            assert (box.left * 210, box.right * 210) == pytest.approx((28, 184))
    assert layout.item_at(1, 0.05) is None
    assert layout.item_at(3, 0.5) is None
    head = layout.sections[0].head
    assert head is not None
    assert layout.item_at(1, (head.top + head.bottom) / 2) is None


def test_lines_of_another_theme_are_its_own() -> None:
    issue = Issue(sections=(Section(items=items_of(32 * 27 + 32)),))
    with Press(theme="plain") as press:
        layout = press.layout(issue)
    assert layout.items[0].lines == 29  # two characters of it make a line of their own
    assert (layout.grid.lines, layout.blank_lines) == (27, 27 * 2 - 29)


def test_a_theme_without_marks_is_laid_out_all_the_same() -> None:
    source = b"#let issue(copy) = { set page(height: 5cm); [a]; pagebreak(); [b] }"
    with Press(theme=Theme("own", {"theme/theme.typ": source})) as press:
        layout = press.layout(FULL)
    assert layout.pages == 2
    assert layout.items[0] == Position(item="i01")
    assert layout.item_at(1, 0.5) is None


DRAFTS = {
    "empty": Issue(),
    "a title alone": Issue(masthead=Masthead(title="青江港务")),
    "no number and no date": Issue(masthead=Masthead(title="青江港务"), sections=FULL.sections),
    "sections without items": Issue(
        masthead=HEAD,
        sections=(Section(title="要闻"), Section(), Section(subsections=(Subsection(title="新"),))),
        imprint=IMPRINT,
    ),
    "items without text": Issue(
        masthead=HEAD,
        sections=(
            Section(
                title="要闻",
                items=(
                    Item(id="a"),
                    Item(id="b", title="只有题目"),
                    Item(id="c", lead="只有导语。"),
                    Item(id="d", byline=Byline(raw="（三号码头 供稿）")),
                    Item(id="e", pictures=(Picture(file="不在.jpg"),)),
                    Item(),
                    Item(),
                ),
            ),
        ),
        imprint=IMPRINT,
    ),
    "everything": FULL,
    "hostile": hostile(),
}


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_is_set_whatever_it_lacks(name: str) -> None:
    issue = DRAFTS[name]
    with Press() as press:
        layout, pdf = press.proof(issue, PICTURES)
    assert layout.pages == len(page_texts(pdf))
    assert [place.item for place in layout.items] == [item.id for item in issue.items()]
    assert all(1 <= place.page <= place.last_page for place in layout.items)
    assert 0 <= layout.blank_lines <= 22


def test_items_without_text_take_no_line() -> None:
    layout = layout_of(DRAFTS["items without text"])
    assert [place.lines for place in layout.items] == [0, 2, 1, 1, 2, 0, 0]


def test_a_character_no_face_has_is_a_geta_on_a_proof() -> None:
    issue = Issue(sections=(Section(items=(Item(id="i", paragraphs=("𠮷日开航。",)),)),))
    with Press() as press:
        assert solid(page_texts(press.proof(issue).pdf)[0]) == "〓日开航。—1—"


def test_a_proof_shows_the_pages_of_the_record() -> None:
    photo = io.BytesIO()
    Image.linear_gradient("L").resize((4001, 2999)).save(photo, "JPEG")
    pictures = {"a.jpg": photo.getvalue()}
    table = Table(rows=(("年份", "停机"), ("2024", "312")), after=1)
    items = tuple(
        structs.replace(item, pictures=(Picture(file="a.jpg", caption="泊位", after=1),))
        for item in items_of(300, 500)
    )
    last = Item(id="z", title="三年", paragraphs=("船。" * 200,), tables=(table,))
    issue = structs.replace(FULL, sections=(Section(title="要闻", items=(*items, last)),))
    with Press() as press:
        proof, record = press.proof(issue, pictures).pdf, press.pdf(issue, pictures)
    assert len(proof) < len(record) / 2
    pages = range(len(page_texts(record)))
    assert [baselines(proof, page) for page in pages] == [baselines(record, p) for p in pages]
    assert all(_likeness(proof, record, page) > 0.99 for page in pages)


def _likeness(one: bytes, other: bytes, page: int) -> float:
    """The part of a page's pixels that are the same, or nearly: a picture was made smaller."""
    drawn = []
    for data in (one, other):
        document = pypdfium2.PdfDocument(data)
        drawn.append(document[page].render(scale=0.5, grayscale=True).to_pil().copy())
        document.close()
    counts = ImageChops.difference(*drawn).histogram()
    return sum(counts[:12]) / sum(counts)
