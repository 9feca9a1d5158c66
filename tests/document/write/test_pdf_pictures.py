from __future__ import annotations

import hashlib
import io

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from jianbao.document.model import Issue, Item, Picture, Section, Table
from jianbao.document.write.pdf import Press, write_pdf

from document.write.pdf_pages import page_texts, solid


def image(size: tuple[int, int], kind: str = "JPEG", mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 120).save(out, kind)
    return out.getvalue()


def issue_with(*pictures: Picture) -> Issue:
    item = Item(id="i01", paragraphs=("船到港了。", "卸货开始。"), pictures=pictures)
    return Issue(sections=(Section(items=(item,)),))


def images_of(data: bytes) -> list[tuple[int, int]]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [
            (int(image.Width), int(image.Height))
            for page in pdf.pages
            for image in page.get_images().values()
        ]


def test_pictures_are_shown_and_their_bytes_attached() -> None:
    given = {"港口 1.jpg": image((90, 60)), "b.png": image((60, 90), "PNG")}
    issue = issue_with(
        Picture(file="港口 1.jpg", caption="图为三号泊位", alt="泊位", after=1),
        Picture(file="b.png", after=2),
    )
    data = write_pdf(issue, pictures=given)
    assert solid(page_texts(data)[0]) == "船到港了。图为三号泊位卸货开始。—1—"
    assert sorted(images_of(data)) == [(60, 90), (90, 60)]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        specs = [pdf.attachments[name] for name in pdf.attachments]
        attached = {spec.filename: spec.get_file().read_bytes() for spec in specs}
    attached.pop("issue.json")
    assert attached == {f"pictures/{name}": content for name, content in given.items()}


def test_alternative_texts_are_in_the_tags() -> None:
    data = write_pdf(
        issue_with(Picture(file="a.jpg", alt="泊位全景")), pictures={"a.jpg": image((90, 60))}
    )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        tags = [tag for tag in pdf.objects if isinstance(tag, pikepdf.Dictionary) and "/Alt" in tag]
        texts = [str(tag["/Alt"]) for tag in tags]
    assert texts == ["泊位全景"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        b"\xff\xd8\xff\xe0broken",
        image((900, 600))[:600],
        image((90, 60), "PNG")[:60],
        b"<svg xmlns='http://www.w3.org/2000/svg'><image href='/etc/passwd'/></svg>",
    ],
)
def test_a_picture_nobody_can_show_leaves_an_empty_frame(data: bytes) -> None:
    issue = issue_with(Picture(file="a.jpg", alt="泊位", after=1))
    pdf = write_pdf(issue, pictures={"a.jpg": data})
    assert solid(page_texts(pdf)[0]) == "船到港了。泊位卸货开始。—1—"


def test_a_picture_that_is_not_there_leaves_an_empty_frame() -> None:
    text = solid(page_texts(write_pdf(issue_with(Picture(file="a.jpg", after=1))))[0])
    assert text == "船到港了。a.jpg卸货开始。—1—"


@pytest.mark.parametrize(
    ("kind", "mode"), [("BMP", "RGB"), ("TIFF", "RGB"), ("GIF", "P"), ("JPEG", "CMYK")]
)
def test_other_kinds_are_turned_to_what_pdf_takes(kind: str, mode: str) -> None:
    data = write_pdf(
        issue_with(Picture(file="a.x", after=1)), pictures={"a.x": image((90, 60), kind, mode)}
    )
    assert images_of(data) == [(90, 60)]


def test_a_picture_lying_on_its_side_is_set_upright() -> None:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (90, 60)).save(out, "JPEG", exif=exif)
    data = write_pdf(issue_with(Picture(file="a.jpg")), pictures={"a.jpg": out.getvalue()})
    assert images_of(data) == [(60, 90)]


def test_a_long_table_repeats_its_head_on_every_page() -> None:
    rows = (("序号", "单位"), *((str(number), f"第{number}作业区") for number in range(1, 41)))
    item = Item(paragraphs=("情况如下：",), tables=(Table(rows=rows, caption="表1 物资", after=1),))
    pages = page_texts(write_pdf(Issue(sections=(Section(items=(item,)),))))
    assert [solid(page).count("序号单位") for page in pages] == [1] * len(pages)
    assert len(pages) > 1
    assert solid(pages[-1]).endswith(f"40第40作业区—{len(pages)}—")


@pytest.mark.parametrize("name", ["../x.jpg", "..", "", "/abs.jpg", "c:\\a.jpg", "a//b.jpg"])
def test_a_name_that_leads_elsewhere_is_not_kept(name: str) -> None:
    content = image((90, 60))
    data = write_pdf(issue_with(Picture(file=name)), pictures={name: content})
    with pikepdf.open(io.BytesIO(data)) as pdf:
        attached = {
            spec.filename: spec.get_file().read_bytes() for spec in pdf.attachments.values()
        }
    digest = hashlib.sha256(content).hexdigest()[:24]
    assert attached[f"pictures/{digest}.jpg"] == content
    assert images_of(data) == [(90, 60)]


def test_a_picture_grows_smaller_rather_than_leave_a_hole() -> None:
    def heights(lines: int) -> list[float]:
        text = "港" * (28 * lines - 2)
        item = Item(paragraphs=(text, "卸货。"), pictures=(Picture(file="a.jpg", after=1),))
        data = write_pdf(
            Issue(sections=(Section(items=(item,)),)), pictures={"a.jpg": image((90, 60))}
        )
        document = pypdfium2.PdfDocument(data)
        found = [
            bounds[3] - bounds[1]
            for page in document
            for bounds in [thing.get_bounds() for thing in page.get_objects(filter=[3])]
        ]
        document.close()
        return found

    (full,), (fitted,), (moved,) = heights(5), heights(16), heights(20)
    assert full == pytest.approx(moved)
    assert 0.6 * full <= fitted < full


def test_a_cell_taller_than_a_page_is_printed_whole() -> None:
    rows = (("说明",), ("港" * 5000,))
    item = Item(paragraphs=("见表。",), tables=(Table(rows=rows, after=1),))
    pages = page_texts(write_pdf(Issue(sections=(Section(items=(item,)),))))
    assert sum(page.count("港") for page in pages) == 5000


def test_positions_survive_a_picture_nobody_can_show() -> None:
    issue = issue_with(Picture(file="a.jpg", after=1))
    with Press() as press:
        found = press.layout(issue, {"a.jpg": image((900, 600))[:600]}).items
    assert [place.item for place in found] == ["i01"]


def test_an_item_ends_below_its_picture_though_the_next_begins_a_page() -> None:
    first = Item(id="i01", paragraphs=("船到港了。",), pictures=(Picture(file="a.jpg", after=1),))
    second = Item(id="i02", pictures=(Picture(file="a.jpg"), Picture(file="a.jpg")))
    third = Item(id="i03", pictures=(Picture(file="b.jpg"),))
    issue = Issue(sections=(Section(items=(first, second, third)),))
    given = {"a.jpg": image((90, 60)), "b.jpg": image((60, 900))}
    with Press() as press:
        found = press.layout(issue, given).items
        shapes = [(place.item, place.page, place.last_page) for place in found]
        assert shapes == [("i01", 1, 1), ("i02", 1, 1), ("i03", 2, 2)]
        assert found[0].top < found[0].bottom == found[1].top < found[1].bottom
        full = Item(id="i01", paragraphs=("港" * (22 * 28 - 2),))
        issue = Issue(sections=(Section(items=(full, second)),))
        filling = press.layout(issue, given).items[0]
        assert (filling.last_page, round(filling.bottom)) == (1, 37 + 225)


def test_a_page_is_drawn_with_its_pictures() -> None:
    issue = issue_with(Picture(file="a.png", after=1))
    red = io.BytesIO()
    Image.new("RGB", (90, 60), (255, 0, 0)).save(red, "PNG")
    with Press() as press:
        drawn = press.page_image(issue, 1, ppi=36, pictures={"a.png": red.getvalue()})
        frame = press.page_image(issue, 1, ppi=36)
    red_parts = []
    for shown in (drawn, frame):
        with Image.open(io.BytesIO(shown)) as page:
            colours = page.convert("RGB").getcolors(1 << 20) or []
        red_parts.append((255, 0, 0) in [colour for _, colour in colours])
    assert red_parts == [True, False]
