"""Gives an item pictures: chosen or uploaded, cropped, described, put in their place.

A picture is named by its own bytes, so that another crop is another name: what was signed with a
picture was signed with this very one, and an earlier text finds the picture that it had.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from jianbao.desk import rules, vault
from jianbao.desk.actions.editing import require_editable, save_item
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Item, Photograph, Picture, Revision, User
from jianbao.desk.queries.item import text_of
from jianbao.document import model
from jianbao.intake.pictures import Cleaned, Refused, clean_picture, cut_picture

LARGEST = 20 << 20  # bytes of an upload
_NAMED_BY = 24  # digits of the hash: enough that no two pictures of an issue share a name
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png"}

Box = tuple[float, float, float, float]  # left, top, right, bottom, from 0 to 1
WHOLE: Box = (0.0, 0.0, 1.0, 1.0)


class Whole(NamedTuple):
    """A whole picture that is ours, as it lies in the vault, and the photograph that it is."""

    sha256: str
    media_type: str
    width: int
    height: int
    photograph: Photograph | None = None


def take_photograph(
    item: Item, photograph: Photograph, *, by: User, revision: int
) -> Revision | None:
    """Put a photograph of a contribution behind the last paragraph, whole, with its caption.

    Raises as save_item, and Invalid when its bytes are no picture any more.
    """
    _require(item, by)
    file = hold_photograph(item, photograph, by=by)
    return _add(item, file, model.one_line(photograph.caption), by, revision)


def hold_photograph(item: Item, photograph: Photograph, *, by: User) -> str:
    """Note a photograph, whole, as a picture of the item; give the name its content calls it by."""
    one = photograph
    whole = Whole(one.sha256, one.media_type, one.width, one.height, one)
    return _keep(item, whole, list(WHOLE), whole, by)


def file_of(photograph: Photograph) -> str:
    """Give the name by which the content of an item calls a whole photograph."""
    return _named(photograph.sha256, photograph.media_type)


def upload_picture(item: Item, content: bytes, *, by: User, revision: int) -> Revision | None:
    """Put an uploaded picture behind the last paragraph. Its bytes are stored before it is opened.

    Raises as save_item, and Invalid: too large, or no picture that can be read.
    """
    _require(item, by)
    if not content or len(content) > LARGEST:
        raise Invalid("picture-too-large", field="picture", most=LARGEST >> 20)
    vault.store_bytes(content)
    whole = _store(_made(lambda: clean_picture(content)))
    file = _keep(item, whole, list(WHOLE), whole, by)
    return _add(item, file, "", by, revision)


def crop_picture(item: Item, file: str, box: Box, *, by: User, revision: int) -> Revision | None:
    """Crop a picture of the item anew, from the whole that it was made of.

    Raises as save_item, and Invalid: no such picture, or nothing would be left of it.
    """
    _require(item, by)
    held = item.pictures.filter(file=file).first()
    if held is None:
        raise Invalid("picture-missing", field="file")
    bytes_of_whole = _stored(held.whole_sha256)
    cut = _store(_made(lambda: cut_picture(bytes_of_whole, box)))
    whole = cut._replace(sha256=held.whole_sha256, photograph=held.photograph)
    fresh = _keep(item, cut, list(box), whole, by)
    return _change(item, file, by, revision, file=fresh)


def describe_picture(
    item: Item,
    file: str,
    *,
    by: User,
    revision: int,
    caption: str,
    alt: str,
    after: int,
) -> Revision | None:
    """Say what a picture shows, for those who see it and those who do not, and where it stands."""
    last = len(text_of(item).paragraphs)
    said = {"caption": model.one_line(caption), "alt": model.one_line(alt)}
    return _change(item, file, by, revision, **said, after=max(0, min(after, last)))


def drop_picture(item: Item, file: str, *, by: User, revision: int) -> Revision | None:
    """Take a picture out of the item; the history keeps it."""
    content = text_of(item)
    pictures = tuple(one for one in content.pictures if one.file != file)
    if pictures == content.pictures:
        raise Invalid("picture-missing", field="file")
    return _save(item, content, pictures, by, revision)


def _require(item: Item, by: User) -> None:
    """Refuse before a picture is opened what the save would refuse after it."""
    rules.require(rules.may_edit(by, item))
    require_editable(item.issue)


def _stored(sha256: str) -> bytes:
    try:
        return vault.read_stored(sha256)
    except FileNotFoundError:
        raise Invalid("picture-missing", field="file") from None


def _made(make: Callable[[], Cleaned]) -> Cleaned:
    try:
        return make()
    except Refused as error:
        raise Invalid(f"picture-{error.code}", field="picture") from error


def _store(made: Cleaned) -> Whole:
    sha256 = vault.store_bytes(made.content).sha256
    return Whole(sha256, made.media_type, made.width, made.height)


def _keep(item: Item, printed: Whole, box: list[float], whole: Whole, by: User) -> str:
    """Note a picture of the item, and give the name by which its content may call it."""
    file = _named(printed.sha256, printed.media_type)
    Picture.objects.get_or_create(
        item=item,
        file=file,
        defaults={
            "sha256": printed.sha256,
            "whole_sha256": whole.sha256,
            "photograph": whole.photograph,
            "crop": box,
            "media_type": printed.media_type,
            "width": printed.width,
            "height": printed.height,
            "made_by": by,
        },
    )
    return file


def _named(sha256: str, media_type: str) -> str:
    return f"{sha256[:_NAMED_BY]}.{_ENDINGS[media_type]}"


def _add(item: Item, file: str, caption: str, by: User, revision: int) -> Revision | None:
    content = text_of(item)
    if any(one.file == file for one in content.pictures):
        raise Invalid("picture-there", field="picture")
    fresh = model.Picture(file=file, caption=caption, after=len(content.paragraphs))
    return _save(item, content, (*content.pictures, fresh), by, revision)


def _change(item: Item, which: str, by: User, revision: int, **values: object) -> Revision | None:
    content = text_of(item)
    pictures = tuple(
        msgspec.structs.replace(one, **values) if one.file == which else one
        for one in content.pictures
    )
    if all(one.file != which for one in content.pictures):
        raise Invalid("picture-missing", field="file")
    return _save(item, content, pictures, by, revision)


def _save(
    item: Item, content: model.Item, pictures: tuple[model.Picture, ...], by: User, revision: int
) -> Revision | None:
    content = msgspec.structs.replace(content, pictures=pictures)
    return save_item(item, content, by=by, revision=revision, why="picture")
