"""Pictures of an item: named by their bytes, cropped of the whole, found again by the history."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from arrivals import an_arrival
from cast import a_bulletin, a_person
from jianbao.desk import vault
from jianbao.desk.actions import deciding, going_back, picturing
from jianbao.desk.errors import Invalid, NotAllowed, Stale
from jianbao.desk.models import Item, Photograph, Picture, Role, Section, User
from jianbao.desk.queries.issue_content import content_of, hash_of
from jianbao.desk.queries.issue_pictures import pictures_of
from jianbao.desk.queries.item import originals_of, photographs_of, text_of
from jianbao.document.cropping import largest

pytestmark = pytest.mark.django_db


def a_picture(width: int = 400, height: int = 300, kind: str = "PNG") -> bytes:
    """A picture whose left half is dark and whose right half is light."""
    image = Image.new("RGB", (width, height), "white")
    image.paste((20, 20, 20), (0, 0, width // 2, height))
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


@pytest.fixture
def item() -> Item:
    bulletin = a_bulletin()
    editor = a_person(Role.EDITOR, bulletin, name="沈知行")
    piece = an_arrival(bulletin)
    stored = vault.store_bytes(a_picture(kind="JPEG"))
    Photograph.objects.create(
        contribution=piece,
        position=0,
        name="现场.jpg",
        caption="攻关现场",
        sha256=stored.sha256,
        thumbnail=stored.sha256,
        media_type="image/jpeg",
        width=400,
        height=300,
    )
    section = Section.objects.get(bulletin=bulletin, position=1)
    deciding.plan(piece, section, by=editor, version=0, today=dt.date(2026, 7, 1))
    return Item.objects.select_related("issue__bulletin", "section").get()


def editor_of(item: Item) -> User:
    assert item.editor is not None
    return item.editor


def test_a_photograph_is_taken_cropped_described_and_printed(item: Item) -> None:
    by = editor_of(item)
    (photograph,) = photographs_of(originals_of(item))
    picturing.take_photograph(item, photograph, by=by, revision=1)
    (said,) = text_of(item).pictures
    assert (said.caption, said.after) == ("攻关现场", 2)
    whole = hash_of(content_of(item.issue))
    picturing.crop_picture(item, said.file, (0.0, 0.0, 0.5, 1.0), by=by, revision=2)
    (cropped,) = text_of(item).pictures
    assert cropped.file != said.file
    assert hash_of(content_of(item.issue)) != whole  # another crop is another content
    printed = pictures_of(item.issue, content_of(item.issue))[cropped.file]
    with Image.open(io.BytesIO(printed)) as image:
        assert image.size == (200, 300)
        assert image.convert("L").getpixel((100, 150)) < 60  # type: ignore[operator]
    picturing.describe_picture(
        item, cropped.file, by=by, revision=3, caption="党员在现场", alt="九人围着风机", after=1
    )
    assert text_of(item).pictures[0].alt == "九人围着风机"
    going_back.restore(item, 2, by=by, revision=4)
    assert set(pictures_of(item.issue, content_of(item.issue))) == {said.file}


def test_a_crop_is_made_of_the_whole_not_of_the_crop_before(item: Item) -> None:
    by = editor_of(item)
    picturing.upload_picture(item, a_picture(), by=by, revision=1)
    file = text_of(item).pictures[0].file
    for revision, box in ((2, (0.0, 0.0, 0.5, 0.5)), (3, (0.5, 0.5, 1.0, 1.0))):
        picturing.crop_picture(item, file, box, by=by, revision=revision)
        file = text_of(item).pictures[0].file
    held = Picture.objects.get(file=file)
    assert (held.width, held.height, held.crop) == (200, 150, [0.5, 0.5, 1.0, 1.0])


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "picture-too-large"), (b"GIF89a no picture", "picture-corrupt")],
)
def test_what_is_no_picture_is_refused(item: Item, content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        picturing.upload_picture(item, content, by=editor_of(item), revision=1)
    assert refused.value.code == code
    assert text_of(item).pictures == ()


def test_a_crop_of_hardly_anything_and_a_stale_one_change_nothing(item: Item) -> None:
    by = editor_of(item)
    picturing.upload_picture(item, a_picture(), by=by, revision=1)
    file = text_of(item).pictures[0].file
    with pytest.raises(Invalid):
        picturing.crop_picture(item, file, (0.4, 0.4, 0.41, 0.41), by=by, revision=2)
    with pytest.raises(Stale):
        picturing.crop_picture(item, file, (0.0, 0.0, 0.5, 0.5), by=by, revision=1)
    with pytest.raises(Invalid):
        picturing.upload_picture(item, a_picture(), by=by, revision=2)  # it stands there already
    reader = a_person(Role.REVIEWER, item.issue.bulletin)
    with pytest.raises(NotAllowed):
        picturing.drop_picture(item, file, by=reader, revision=2)
    assert text_of(item).pictures[0].file == file
    picturing.drop_picture(item, file, by=by, revision=2)
    assert text_of(item).pictures == ()
    assert Picture.objects.filter(file=file).exists()


@given(
    shape=st.floats(0.2, 5),
    width=st.integers(1, 9000),
    height=st.integers(1, 9000),
    focus=st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_a_part_of_a_shape_has_it_and_stays_inside(
    shape: float, width: int, height: int, focus: tuple[float, float]
) -> None:
    left, top, right, bottom = largest(shape, (width, height), focus)
    assert -1e-9 <= left < right <= 1 + 1e-9
    assert -1e-9 <= top < bottom <= 1 + 1e-9
    assert (right - left) * width == pytest.approx(shape * (bottom - top) * height)
    assert max(right - left, bottom - top) == pytest.approx(1)
