"""The parts of a mail as sheets and pictures: each read in a confined worker, none able to harm.

It knows no tables; what went wrong with a part is said with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from typing import Literal, NamedTuple

import msgspec

from jianbao.document.problems import Problem, problem
from jianbao.document.profile import Profile
from jianbao.document.read.confined import Workshop
from jianbao.document.read.formats.sniff import sniff
from jianbao.document.read.kinds import IMAGES
from jianbao.document.read.reading import Reading
from jianbao.intake.blocks import Sheet, sheets_of
from jianbao.intake.paragraphs import paragraphs_of, split_letter
from jianbao.intake.pictures import Cleaned, Refused, clean_picture, is_ornament
from jianbao.intake.pieces import LONGEST, sheet_of_text
from jianbao.post.charset import decode
from jianbao.post.message import Part, split_text

_USUAL = frozenset(  # remarks about issues that say nothing of a contribution
    "no-masthead no-number no-items doubtful unplaced stray-mark decoded".split()
)
_MACHINE = ("message/", "text/calendar", "text/x-vcard", "text/vcard", "application/pgp-signature")
_SEALED = ("application/pkcs7-signature", "application/x-pkcs7-signature", "text/rfc822-headers")

State = Literal["read", "failed", "kept"]


class Picture(NamedTuple):
    """A cleaned picture, named as in its file; `origin` is the place of its part in the mail."""

    name: str
    cleaned: Cleaned
    origin: str


class Attachment(NamedTuple):
    """One part and what was read from it; `kept` says that there was nothing to read in it."""

    part: Part
    state: State
    sheets: tuple[Sheet, ...] = ()
    pictures: tuple[Picture, ...] = ()
    problems: tuple[Problem, ...] = ()


class Reader(NamedTuple):
    """What reading a part takes: the worker, and what is known of the bulletin."""

    workshop: Workshop
    profile: Profile

    @property
    def units(self) -> frozenset[str]:
        """Every name of a known unit."""
        return frozenset(name for unit in self.profile.units for name in (unit.name, *unit.aliases))

    def read(self, part: Part) -> Attachment:
        """Read one part of a mail."""
        if part.unpacked or part.media_type.startswith(_MACHINE) or part.media_type in _SEALED:
            return Attachment(part, "kept")
        if part.media_type == "text/plain" and sniff(part.content, part.name) in ("text", "empty"):
            return _read_text(part, self.units)
        if sniff(part.content) in IMAGES:
            return _read_image(part)
        reading = self.workshop.read(part.content, name=part.name, profile=self.profile)
        return _attachment(part, reading)

    def recognise(self, attachment: Attachment) -> Attachment:
        """Read a picture as a page of text; for mails that hold no other text."""
        part = attachment.part
        reading = self.workshop.read(part.content, name=part.name, profile=self.profile)
        found = _attachment(part, reading)
        if not any(sheet.blocks for sheet in found.sheets):
            return attachment._replace(problems=(*attachment.problems, *found.problems))
        return found._replace(pictures=attachment.pictures, state="read")


def remarks(problems: Collection[Problem]) -> tuple[Problem, ...]:
    """Leave out what is usual for a contribution, and what is said twice."""
    return tuple(dict.fromkeys(one for one in problems if one.code not in _USUAL))


def _read_text(part: Part, units: Collection[str]) -> Attachment:
    text = decode(part.content)[: 2 * LONGEST]  # what is over is said where the piece is bounded
    if not part.name:  # the text of a mail inside
        text = split_text(text).body or text
    letter = split_letter(paragraphs_of(text))
    sheet = sheet_of_text(letter.paragraphs, origin=part.path, name=part.name, units=units)
    return Attachment(part, "read", (sheet,) if sheet.blocks else ())


def _read_image(part: Part) -> Attachment:
    try:
        cleaned = clean_picture(part.content)
    except Refused as error:
        values = {"limit": "50 MP", "tool": "pillow-heif"}
        said = problem(error.code, where=part.name, **values)
        return Attachment(part, "failed", problems=(said,))
    if is_ornament(cleaned, inline=part.inline):
        return Attachment(part, "kept")
    return Attachment(part, "read", pictures=(Picture(part.name, cleaned, part.path),))


def _attachment(part: Part, reading: Reading) -> Attachment:
    refused = any(one.refused for one in reading.problems)
    said = remarks([_at(part, one) for one in reading.problems])
    sheets = tuple(sheets_of(reading, origin=part.path, name=part.name))
    pictures = tuple(_pictures(part, reading))
    readable = bool(sheets or pictures)
    state: State = "read" if readable else "failed" if refused else "kept"
    return Attachment(part, state, sheets, pictures, said)


def _at(part: Part, said: Problem) -> Problem:
    where = f"{part.name}: {said.where}" if part.name and said.where else part.name or said.where
    return msgspec.structs.replace(said, where=where)


def _pictures(part: Part, reading: Reading) -> Iterator[Picture]:
    for name, content in reading.pictures.items():
        try:
            cleaned = clean_picture(content)
        except Refused:
            continue
        if not is_ornament(cleaned, inline=True):
            yield Picture(PurePosixPath(name).name, cleaned, part.path)
