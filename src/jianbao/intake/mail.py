"""A raw message as everything a contribution tells: its letter, its files, its piece, its pictures.

It takes bytes and gives values; it writes no table, and it never raises on content.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from jianbao.document.problems import Problem, problem
from jianbao.intake.attachments import Attachment, Picture, Reader
from jianbao.intake.blocks import Sheet
from jianbao.intake.ends import with_ends
from jianbao.intake.headlines import clean_title, looks_like_title
from jianbao.intake.paragraphs import (
    Letter,
    clean_line,
    paragraphs_of,
    split_letter,
)
from jianbao.intake.passing_on import PassedOn, passed_on
from jianbao.intake.pieces import (
    LONGEST,
    Piece,
    announced_in,
    bounded,
    choose,
    compose,
    heads,
    sheet_of_text,
)
from jianbao.language.roster import Roster
from jianbao.post.message import (
    Address,
    Message,
    looks_like_mail,
    parse_message,
    parse_outlook,
    split_text,
)

_LONGEST_HEADLINE = 40
_CAPTION = re.compile(r"[\u4e00-\u9fff].*[\u4e00-\u9fff].*[\u4e00-\u9fff].*[\u4e00-\u9fff]")
_CAMERA = re.compile(
    r"^(?:微信图片|微信截图|屏幕截图|截图|图片|照片|QQ图片|mmexport|IMG|DSC)[\W_\d]*$",
    re.IGNORECASE,
)


class Placed(NamedTuple):
    """A picture, its caption, and the number of paragraphs before it."""

    picture: Picture
    caption: str
    after: int


class Found(NamedTuple):
    """What was read: the message, its files, and the piece that they make."""

    message: Message
    attachments: tuple[Attachment, ...]
    piece: Piece
    headline: str
    cover: str
    signature: str
    pictures: tuple[Placed, ...]
    problems: tuple[Problem, ...]
    author: Address = Address()  # whose mail holds the piece: the inner one's of a mail passed on

    @property
    def readable(self) -> bool:
        """Whether anything at all could be read."""
        return bool(self.piece.paragraphs or self.pictures)


def parse(raw: bytes, name: str = "", *, own_domain: str = "") -> Message:
    """Read the envelope and parts of a mail, or of an Outlook file."""
    if looks_like_mail(raw, name) == "msg":
        return parse_outlook(raw, own_domain=own_domain)
    return parse_message(raw, own_domain=own_domain)


def read_letter_only(message: Message) -> Found:
    """Read the text of a mail and none of its files: enough of what machines sent."""
    paragraphs = tuple(paragraphs_of(message.text[:LONGEST]))
    attachments = tuple(Attachment(part, "kept") for part in message.parts)
    headline = clean_line(message.subject)
    return Found(
        message,
        attachments,
        Piece("", paragraphs),
        headline,
        "",
        "",
        (),
        _said(message),
        message.sender,
    )


def read_mail(message: Message, reader: Reader, roster: Roster) -> Found:
    """Read a mail with all its files, and find the piece in them."""
    split = split_text(message.text[:LONGEST])
    inner = passed_on(split.body)
    letter = split_letter(paragraphs_of(inner.before if inner else split.body))
    body = _plain_sheet(letter, reader)
    attachments = tuple(reader.read(part) for part in message.parts)
    if not body.prose and not any(sheet.blocks for one in attachments for sheet in one.sheets):
        attachments = tuple(reader.recognise(one) if one.pictures else one for one in attachments)
    attached = [with_ends(sheet, reader.units) for one in attachments for sheet in one.sheets]
    again = inner or passed_on(split.quoted)
    quoted = None
    if not any(sheet.prose for sheet in attached) and (inner or not body.prose):
        quoted = _inner_sheet(again, reader) if again else _quoted_sheet(split.quoted, reader)
    chosen, body_is_piece = choose(body, [*attached, *([quoted] if quoted else [])])
    sheets, cut = bounded(chosen)
    piece = compose(sheets, announced_in(message.subject))
    passes_on = again if quoted in chosen else None
    own = () if body_is_piece else letter.paragraphs
    left = inner.body if inner and not passes_on else ""
    signature = passes_on.signature if passes_on else split.signature
    cover = _cover(*heads(sheets), letter.cover, *own, left, signature, split.signature)
    problems = _said(message) + tuple(said for one in attachments for said in one.problems)
    if cut or len(message.text) > LONGEST:
        problems += (problem("truncated", limit=f"{LONGEST // 10_000} 万字"),)
    return Found(
        message,
        attachments,
        piece,
        _headline(message, piece, sheets, roster),
        cover,
        signature,
        tuple(_placed(attachments, sheets, piece)),
        tuple(dict.fromkeys(problems)),
        passes_on.sender if passes_on else _author(message, sheets),
    )


def _cover(*texts: str) -> str:
    """Join what came with the piece, each text once."""
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _author(message: Message, sheets: Sequence[Sheet]) -> Address:
    """Give the sender of the mail in which the piece stands."""
    origin = sheets[0].origin if sheets else ""
    inner = [
        part
        for part in message.parts
        if part.media_type == "message/rfc822" and origin.startswith(f"{part.path}.")
    ]
    found = parse_message(inner[-1].content).sender if inner else message.sender
    return found if found.address else message.sender


def _plain_sheet(letter: Letter, reader: Reader) -> Sheet:
    sheet = sheet_of_text(letter.paragraphs, origin="", name="", units=reader.units)
    return with_ends(sheet, reader.units)


def _inner_sheet(inner: PassedOn, reader: Reader) -> Sheet | None:
    """Read the piece of a mail that only passes another on."""
    sheet = _plain_sheet(split_letter(paragraphs_of(inner.body)), reader)
    return sheet if sheet.prose else None


def _quoted_sheet(quoted: str, reader: Reader) -> Sheet | None:
    """Read what a mail only passes on, when it says nothing itself."""
    lines = [line for line in quoted.split("\n") if not re.match(r"^\s*(?:>|-{2,}|_{5,})", line)]
    letter = split_letter(paragraphs_of("\n".join(line.lstrip("> ") for line in lines)))
    sheet = _plain_sheet(letter, reader)
    return sheet if sheet.prose else None


def _headline(message: Message, piece: Piece, sheets: Sequence[Sheet], roster: Roster) -> str:
    """Choose the title of the document, its first line, the subject, or the name of its file."""
    subject = clean_title(clean_line(message.subject), roster)
    if piece.proposed:
        return subject or piece.proposed[0].headline
    if piece.headline:
        return clean_title(piece.headline, roster) or piece.headline
    if subject:
        return subject
    names = (clean_title(PurePosixPath(sheet.name).stem, roster) for sheet in sheets)
    named = next((name for name in names if looks_like_title(name) and _CAPTION.search(name)), "")
    first = piece.paragraphs[0] if piece.paragraphs else ""
    sentence = re.split(r"[。！？；，]", first, maxsplit=1)[0]
    return named or (sentence or first)[:_LONGEST_HEADLINE] or clean_line(message.subject)


def _placed(
    attachments: Sequence[Attachment], sheets: Sequence[Sheet], piece: Piece
) -> list[Placed]:
    """Give pictures their place: inside the text where they stood, others at its end."""
    spots: dict[tuple[str, str], tuple[str, int]] = {}
    for sheet, before in zip(sheets, piece.places, strict=True):
        for shown in sheet.shown:
            place = before[min(shown.after, len(before) - 1)]
            spots[sheet.origin, PurePosixPath(shown.name).name] = (shown.caption, place)
    found: list[Placed] = []
    end = len(piece.paragraphs)
    for attachment in attachments:
        for picture in attachment.pictures:
            caption, after = spots.get((picture.origin, picture.name), (_caption(picture), end))
            found.append(Placed(picture, caption[:300], after))
    return found


def _caption(picture: Picture) -> str:
    stem = PurePosixPath(picture.name).stem
    return stem if _CAPTION.search(stem) and not _CAMERA.match(stem) else ""


def _said(message: Message) -> tuple[Problem, ...]:
    return tuple(
        Problem(code=one.code, message=one.said("zh"), where=one.where) for one in message.problems
    )
