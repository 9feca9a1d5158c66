"""A mail or file as the candidates that an issue can be composed of, without any desk.

Who wrote a piece is told from what is signed and how the sender is called: there are no lists of
correspondents here. Pictures keep their names; their bytes are given beside.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

import msgspec

from jianbao.document.byline import read_byline, read_source, split_closing
from jianbao.document.compose import Candidate
from jianbao.document.compose.bylines import printed_byline
from jianbao.document.model import Byline, Picture, Source, one_line
from jianbao.intake.attachments import Attachment, Reader
from jianbao.intake.headlines import says_revised
from jianbao.intake.mail import Found, Placed, parse, read_mail
from jianbao.intake.signing import Written, byline_among, named_on_top, own_name, signed_by
from jianbao.language.likeness import letters
from jianbao.language.roster import Roster

_NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)]\s*")
_SUFFIXES = {"image/png": ".png"}


class Arrival(NamedTuple):
    """What one message brought: its subject, its candidates, and the bytes of their pictures."""

    subject: str
    candidates: tuple[Candidate, ...]
    pictures: dict[str, bytes]


class _Text(NamedTuple):
    """One piece of a message: its own words, its closings, the pictures that stand in it."""

    headline: str
    paragraphs: tuple[str, ...]
    closings: tuple[str, ...]
    pictures: tuple[Picture, ...]


def read_arrival(
    raw: bytes, name: str, *, reader: Reader, roster: Roster, received: dt.datetime | None = None
) -> Arrival:
    """Read a message into its candidates: one, or one for each piece that it is made of.

    Their ids are `name`, with #1, #2 … for several. A machine's mail, and one that gives nothing
    to print, are candidates of another kind. `received` dates what bears no date itself.
    """
    message = parse(raw, name)
    about = Candidate(
        id=name, received=message.date or received, sender=message.sender.address.lower()
    )
    if message.kind != "letter":
        alone = msgspec.structs.replace(about, kind=message.kind)
        return Arrival(message.subject, (alone,), {})
    found = read_mail(message, reader, roster)
    about = msgspec.structs.replace(
        about,
        remark=" ".join(dict.fromkeys(_said(found))),
        says_revised=says_revised(message.subject) or says_revised(found.cover),
    )
    if not found.readable:
        refused = any(one.refused for one in found.problems)
        alone = msgspec.structs.replace(about, kind="unreadable" if refused else "empty")
        return Arrival(message.subject, (alone,), {})
    files = _files([one for one in found.pictures if not _is_page(one, found)], name)
    texts = list(_texts(found, files))
    ids = [f"{name}#{number}" for number in range(1, len(texts) + 1)] if len(texts) > 1 else [name]
    candidates = (
        _candidate(about, text, found, roster, key) for key, text in zip(ids, texts, strict=True)
    )
    contents = {file: one.picture.cleaned.content for file, one in files.items()}
    return Arrival(message.subject, tuple(candidates), contents)


def _said(found: Found) -> Iterator[str]:
    for one in found.problems:
        yield f"{one.where}：{one.message}" if one.where else one.message


def _is_page(placed: Placed, found: Found) -> bool:
    """Say whether a picture is a page whose text was recognised, and so no illustration."""
    origin = placed.picture.origin
    return any(one.part.path == origin and _recognised(one) for one in found.attachments)


def _recognised(attachment: Attachment) -> bool:
    return bool(attachment.sheets) and any(one.code == "scanned" for one in attachment.problems)


def _files(placed: Sequence[Placed], name: str) -> dict[str, Placed]:
    """Name the pictures of a message so that no other message has one of that name."""
    stem = PurePosixPath(name).stem
    return {
        one_line(f"{name}/{stem}-{n}{_SUFFIXES.get(one.picture.cleaned.media_type, '.jpg')}"): one
        for n, one in enumerate(placed, start=1)
    }


def _texts(found: Found, files: dict[str, Placed]) -> Iterator[_Text]:
    """Give the text of a message, or its pieces as they were proposed."""
    piece = found.piece
    if not piece.proposed:
        pictures = tuple(_shown(files, 0, len(piece.paragraphs)))
        yield _Text(found.headline, piece.paragraphs, piece.closings, pictures)
    last = len(piece.proposed)
    for number, part in enumerate(piece.proposed, start=1):
        texts, closings = _without_closings(piece.paragraphs[part.first - 1 : part.last])
        headline = part.headline or texts[0]
        if letters(_NUMBER.sub("", texts[0])) == letters(headline):
            texts = texts[1:]
        end = len(piece.paragraphs) if number == last else part.last - 1
        pictures = tuple(_shown(files, part.first - 1, end))
        yield _Text(headline, tuple(texts), tuple(closings), pictures)


def _without_closings(paragraphs: Sequence[str]) -> tuple[list[str], list[str]]:
    texts: list[str] = []
    closings: list[str] = []
    for paragraph in paragraphs:
        alone = paragraph[:1] in "（(" and (read_byline(paragraph) or read_source(paragraph))
        text, byline, source = ("", alone, None) if alone else split_closing(paragraph)
        texts += [text] if text else []
        closings += [one.raw for one in (byline, source) if one]
    return texts, closings


def _shown(files: dict[str, Placed], first: int, last: int) -> Iterator[Picture]:
    for file, one in files.items():
        if first <= one.after <= last:
            caption = one_line(one.caption)
            yield Picture(file=file, caption=caption, alt=caption, after=one.after - first)


def _candidate(about: Candidate, text: _Text, found: Found, roster: Roster, key: str) -> Candidate:
    written = Written(text.headline, text.paragraphs, text.closings, found.signature)
    signed = signed_by(written, roster)
    called = [one.canonical for one in roster.find_units(found.author.name)]
    unit = next(iter((*signed.units, *called)), "") or named_on_top(written, roster)
    own = own_name(found.author.name, roster)
    people = signed.people or ((own,) if own else ())
    return msgspec.structs.replace(
        about,
        id=key,
        headline=one_line(text.headline),
        paragraphs=tuple(map(one_line, text.paragraphs)),
        unit=unit,
        people=people,
        byline=_byline(byline_among(text.closings, roster), unit),
        source=_source(text.closings),
        pictures=text.pictures,
    )


def _byline(signed: Byline | None, unit: str) -> Byline | None:
    """Print what was signed as the house does; a person who names no unit is of the sender's."""
    if signed is None:
        return None
    return printed_byline(signed.units or ((unit,) if unit else ()), signed.people)


def _source(closings: Sequence[str]) -> Source | None:
    return next(filter(None, map(read_source, closings)), None)
