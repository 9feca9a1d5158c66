"""The bytes of a mail read into a Message. It never raises on content and decides nothing."""

from __future__ import annotations

import msgspec

from jianbao.post.bodies import SplitText, split_text
from jianbao.post.envelope import envelope_of
from jianbao.post.kinds import failures_of, kind_of, returned_id_of
from jianbao.post.mime import Entity
from jianbao.post.outlook import parse_outlook
from jianbao.post.problems import problem
from jianbao.post.recognise import looks_like_mail
from jianbao.post.unpack import Unpacking, texts_of
from jianbao.post.values import Address, Failure, Limits, Message, Part

__all__ = [
    "Address",
    "Failure",
    "Limits",
    "Message",
    "Part",
    "SplitText",
    "looks_like_mail",
    "parse_message",
    "parse_outlook",
    "split_text",
]

_DEFAULT_LIMITS = Limits()


def parse_message(raw: bytes, *, limits: Limits = _DEFAULT_LIMITS, own_domain: str = "") -> Message:
    """Read a mail as far as it goes; what went wrong is in its `problems`.

    `own_domain` names the domain of this desk's own letters, so that one that comes back is
    known from a stranger's. A mail that cannot be read at all gives a Message with `unreadable`.
    """
    try:
        return _parse(raw.lstrip(b"\r\n"), limits, own_domain)
    except Exception:  # noqa: BLE001 - one mail that breaks the reader must not stop the others
        return Message(problems=(problem("unreadable"),))


def _parse(raw: bytes, limits: Limits, own_domain: str) -> Message:
    mail = Entity(raw.removeprefix(b"\xef\xbb\xbf"))
    unpacking = Unpacking(limits)
    if not mail.fields:
        unpacking.problems.append(problem("not-a-mail"))
    unpacking.walk_mail(mail)
    text, html = texts_of(unpacking.blocks)
    parts = tuple(unpacking.parts)
    kind = kind_of(mail, parts, own_domain)
    set_back = kind in ("bounce", "delay", "receipt")
    return msgspec.structs.replace(
        envelope_of(mail),
        kind=kind,
        text=text,
        html=html,
        parts=parts,
        failures=failures_of(parts) if set_back else (),
        returned_id=returned_id_of(parts) if set_back else "",
        problems=tuple(unpacking.problems),
    )
