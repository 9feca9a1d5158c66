"""The pictures of an issue as bytes, by the names that its content calls them."""

from __future__ import annotations

from collections.abc import Mapping

from jianbao.desk import vault
from jianbao.desk.models import Issue, Picture
from jianbao.document import model

Sizes = Mapping[tuple[str, str], tuple[int, int]]  # by item and file: width, height in pixels


def sizes_of(content: model.Issue) -> Sizes:
    """Give how large the pictures of a content are, so that a page keeps room for each."""
    keys = [item.id for item in content.items() if item.pictures and item.id.isdigit()]
    held = Picture.objects.filter(item_id__in=keys) if keys else Picture.objects.none()
    rows = held.values_list("item_id", "file", "width", "height")
    return {(str(item), file): (width, height) for item, file, width, height in rows}


def pictures_of(issue: Issue, content: model.Issue) -> dict[str, bytes]:
    """Give the bytes of every picture that `content` names and the issue's items hold.

    A name whose bytes are not in the vault is left out; the press prints an empty frame for it.
    """
    named = {picture.file for item in content.items() for picture in item.pictures}
    if not named:
        return {}
    held = Picture.objects.filter(item__issue=issue, file__in=named)
    found: dict[str, bytes] = {}
    for file, sha256 in held.values_list("file", "sha256"):
        try:
            found[file] = vault.read_stored(sha256)
        except FileNotFoundError:
            continue
    return found
