"""The texts that the invented correspondents wrote, read from `texts/contributions`."""

from __future__ import annotations

import datetime as dt
import functools

import msgspec

from jianbao.samples.dates import TEXTS, fill


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """One contribution as its author wrote it: nothing is known yet of how it is sent."""

    key: str
    unit: str
    author: str
    happened: dt.date
    title: str
    paragraphs: tuple[str, ...]

    @property
    def signed(self) -> str:
        """The closing byline as correspondents write it: （单位 姓名）."""
        return f"（{self.unit} {self.author}）" if self.unit else ""

    @property
    def text(self) -> str:
        """Title, paragraphs and byline, a blank line between each."""
        return "\n\n".join(filter(None, (self.title, *self.paragraphs, self.signed)))


@functools.cache
def pieces(today: dt.date) -> dict[str, Piece]:
    """Give every piece by its key, its dates set for a desk that stands at `today`."""
    texts = sorted((TEXTS / "contributions").glob("*.md"))
    entries = (
        _piece(entry, today)
        for path in texts
        for entry in path.read_text(encoding="utf-8").removeprefix("## ").split("\n## ")
    )
    return {piece.key: piece for piece in entries}


def _piece(entry: str, today: dt.date) -> Piece:
    head, *paragraphs = entry.strip().split("\n\n")
    key, *lines = head.split("\n")
    values = dict(line.split(":", 1) for line in lines)
    happened = today - dt.timedelta(days=int(values["day"]))
    return Piece(
        key=key,
        unit=values["unit"].strip(),
        author=values["author"].strip(),
        happened=happened,
        title=values["title"].strip(),
        paragraphs=tuple(fill(paragraph, happened) for paragraph in paragraphs),
    )
