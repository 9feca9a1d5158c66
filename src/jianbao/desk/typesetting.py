"""The pages of an issue in the making, set by the one press room of this process.

Call it outside a transaction: setting takes a moment, the first of a process a third of a second.
"""

from __future__ import annotations

import functools
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from jianbao.desk.models import Issue
from jianbao.desk.queries.issue_content import content_of
from jianbao.desk.queries.issue_pictures import pictures_of
from jianbao.document import model
from jianbao.document.write.beside import Pictures
from jianbao.document.write.press.bench import PressError
from jianbao.document.write.press.layout import Layout
from jianbao.document.write.press.room import Dress, PressRoom
from jianbao.document.write.press.theme import THEMES

PPI = 120  # of a page on the screen: sharp at twice the width that it has beside the board

_NOTED = 512  # pages whose issue is remembered: more than a room keeps

_lock = threading.Lock()
_open: list[PressRoom] = []
_issue_of: dict[str, int] = {}  # the key of the issue that pages were set for, by their digest


class Pages(NamedTuple):
    """The pages of one exact content: `digest` names them, `layout` says where everything is."""

    digest: str
    layout: Layout


class PageImage(NamedTuple):
    """A page as JPEG, and the digest of the pages it is one of."""

    digest: str
    jpeg: bytes


class _Job(NamedTuple):
    """What the press is given."""

    content: model.Issue
    pictures: Pictures
    dress: Dress


def pages_of(issue: Issue, content: model.Issue | None = None) -> Pages | None:
    """Set the pages of an issue as it stands, unless they are set; None when the press cannot.

    `content` is that of the issue, when it is known already. What no face can draw is printed as
    〓, a picture whose bytes are gone as an empty frame.
    """
    pages = _set(_job(issue, content))
    if pages is not None:
        _note(pages.digest, issue)
    return pages


def page_image(issue: Issue, number: int, digest: str = "") -> PageImage | None:
    """Draw page `number` (from 1) of an issue; None when there is none.

    It is that of the pages named `digest` where these were set for this very issue a moment ago,
    and then no table is read; else that of the issue as it stands.
    """
    kept = _kept_page(issue, number, digest)
    if kept is not None:
        return kept
    job = _job(issue, None)
    pages = _set(job)
    if pages is None or not 1 <= number <= pages.layout.pages:
        return None
    drawn = press_room().page(job.content, job.pictures, number, PPI, job.dress)
    return PageImage(pages.digest, drawn)


def _kept_page(issue: Issue, number: int, digest: str) -> PageImage | None:
    if _issue_of.get(digest) != issue.pk:
        return None
    try:
        drawn = press_room().kept_page(digest, number, PPI)
    except IndexError:
        return None
    return None if drawn is None else PageImage(digest, drawn)


def _note(digest: str, issue: Issue) -> None:
    with _lock:
        _issue_of.pop(digest, None)
        _issue_of[digest] = issue.pk
        for old in list(_issue_of)[:-_NOTED]:
            del _issue_of[old]


def draw_ahead(pages: Pages, number: int) -> None:
    """Begin to draw a page that will be asked for in a moment, while the answer is written."""
    _artist().submit(press_room().kept_page, pages.digest, number, PPI)


@functools.cache
def _artist() -> ThreadPoolExecutor:
    """Give the thread that draws ahead; one, for pages are drawn one at a time."""
    return ThreadPoolExecutor(1, thread_name_prefix="draw-ahead")


def press_room() -> PressRoom:
    """Give the room, opened when it is first needed: the press does not survive a fork."""
    with _lock:
        if not _open:
            _open.append(PressRoom())
        return _open[0]


def _job(issue: Issue, content: model.Issue | None) -> _Job:
    content = content or content_of(issue)
    theme = issue.bulletin.theme
    dress = Dress(theme if theme in THEMES else THEMES[0])
    return _Job(content, pictures_of(issue, content), dress)


def _set(job: _Job) -> Pages | None:
    try:
        proof = press_room().proof(job.content, job.pictures, job.dress)
    except PressError:
        return None
    return Pages(proof.key, proof.layout)
