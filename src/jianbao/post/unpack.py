"""The tree of a mail walked once: its body texts and every piece that came with it, within limits.

Whatever a limit leaves out is named in a Problem; no name out of a mail is used as a path.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable

import msgspec

from jianbao.post import headers
from jianbao.post.bodies import Block, block_of, merged
from jianbao.post.mime import Entity
from jianbao.post.outlook import parse_outlook
from jianbao.post.problems import Problem, problem
from jianbao.post.recognise import looks_like_mail
from jianbao.post.values import Limits, Message, Part
from jianbao.post.winmail import SIGNATURE, Winmail, Wrapped, read_winmail

_OPAQUE = ("application/octet-stream", "application/x-msdownload", "text/plain")
_INNER = ("message/rfc822", "message/global", "message/news")


class Unpacking:
    """Collects blocks, parts and problems while a mail is walked."""

    def __init__(self, limits: Limits) -> None:
        """Start with nothing found and the whole of `limits` to spend."""
        self.blocks: list[Block] = []
        self.parts: list[Part] = []
        self.problems: list[Problem] = []
        self._limits = limits
        self._left = limits.total
        self._count = 0

    def walk_mail(self, mail: Entity, prefix: str = "", depth: int = 0) -> None:
        """Walk a whole mail; with a prefix it is one inside another and its text is a part."""
        if mail.header_cut:
            self._note("too-many-headers", prefix)
        is_leaf = not mail.media_type.startswith("multipart/")
        self._walk(mail, _below(prefix, 1) if is_leaf else prefix, depth, inner=bool(prefix))

    def _walk(self, entity: Entity, path: str, depth: int, *, inner: bool) -> None:
        if depth > self._limits.depth:
            self._count += 1
            self._note("too-deep", path, limit=self._limits.depth)
        elif entity.media_type.startswith("multipart/"):
            self._walk_parts(entity, path, depth, inner=inner)
        else:
            self._take_leaf(entity, path, depth, inner=inner)

    def _walk_parts(self, entity: Entity, path: str, depth: int, *, inner: bool) -> None:
        blocks, parts = len(self.blocks), len(self.parts)
        number = 0
        for number, child in enumerate(entity.parts(), start=1):
            if self._count >= self._limits.parts:
                self._note("too-many-parts", path, limit=self._limits.parts)
                break
            self._walk(child, _below(path, number), depth + 1, inner=inner)
        if not number:
            self._note("no-boundary", path)
            self._take_leaf(entity, _below(path, 1), depth, inner=inner)
        elif self._count < self._limits.parts and not entity.is_closed():
            self._note("truncated", path)
        if entity.media_type == "multipart/encrypted":
            self._note("encrypted", path)
        if entity.media_type == "multipart/alternative":
            self.blocks[blocks:] = [merged(self.blocks[blocks:])]
            self._prefer_one_text(parts)

    def _take_leaf(self, entity: Entity, path: str, depth: int, *, inner: bool) -> None:
        self._count += 1
        shown = entity.name or entity.media_type
        if entity.size * 3 // 4 > self._left:
            self._note("too-big", path, name=shown)
            return
        content, damaged = entity.decoded()
        if damaged:
            self._note("encoding-damaged", path, name=shown)
        if len(content) > self._left:
            self._note("too-big", path, name=shown)
            return
        self._left -= len(content)
        if _is_body(entity):
            self._take_body(entity, content, path, inner=inner)
        else:
            self._take_part(entity, content, path, depth, inner=inner)

    def _take_body(self, entity: Entity, content: bytes, path: str, *, inner: bool) -> None:
        block = block_of(entity, content)
        if "\ufffd" in (block.html or block.plain):
            self._note("text-damaged", path)
        if inner:
            self._take_inner_text(block, path)
        else:
            self.blocks.append(block)

    def _take_inner_text(self, block: Block, path: str) -> None:
        content = codecs.BOM_UTF8 + (block.html or block.plain).encode()
        media_type = "text/html" if block.html else "text/plain"
        self.parts.append(
            Part(path=path, name="", media_type=media_type, content=content, inline=True)
        )

    def _prefer_one_text(self, first: int) -> None:
        """Of the alternative texts of a mail inside, mark those that only repeat the best one."""
        texts = [n for n in range(first, len(self.parts)) if _is_inner_text(self.parts[n])]
        plain = [n for n in texts if self.parts[n].media_type == "text/plain"]
        rich = [n for n in texts if n not in plain]
        if not plain or not rich:
            return
        said = [self.parts[n].content.decode("utf-8-sig") for n in (plain[0], rich[0])]
        best = Block(*said).best()
        for n in rich if best == said[0] else plain:
            self.parts[n] = msgspec.structs.replace(self.parts[n], unpacked=True)

    def _take_part(
        self, entity: Entity, content: bytes, path: str, depth: int, *, inner: bool
    ) -> None:
        mail = _mail_inside(entity, content)
        wrapped = _winmail_inside(entity, content)
        outlook = _outlook_inside(entity, content, self._limits_left(depth))
        disposition = headers.main_value(entity.field("content-disposition"))
        content_id = headers.text_of(entity.field("content-id")).strip("<> ")
        self.parts.append(
            Part(
                path=path,
                name=entity.name or (_title_of(mail) if mail else ""),
                media_type="message/rfc822" if mail else entity.media_type,
                content=content,
                inline=disposition == "inline" or bool(content_id and disposition != "attachment"),
                content_id=content_id,
                unpacked=bool(mail or wrapped or outlook),
            )
        )
        self._note_closed(entity, path)
        if mail:
            self.walk_mail(mail, path, depth + 1)
        if wrapped:
            self._take_winmail(wrapped, path, depth + 1, inner=inner)
        if outlook:
            self._take_outlook(outlook, path)

    def _limits_left(self, depth: int) -> Limits:
        return Limits(self._limits.parts - self._count, self._limits.depth - depth - 1, self._left)

    def _take_outlook(self, found: Message, path: str) -> None:
        if found.text or found.html:
            self._take_inner_text(Block(found.text, found.html), f"{path}.0")
        for part in found.parts:
            self._count += 1
            self._left -= len(part.content)
            self.parts.append(msgspec.structs.replace(part, path=f"{path}.{part.path}"))
        for fault in found.problems:
            self.problems.append(msgspec.structs.replace(fault, where=f"{path}.{fault.where}"))

    def _note_closed(self, entity: Entity, path: str) -> None:
        if entity.media_type == "message/external-body":
            self._note("not-attached", path, name=entity.name or entity.media_type)
        kind = headers.parameter(entity.field("content-type"), "smime-type")
        sealed = ("application/pkcs7-mime", "application/x-pkcs7-mime")
        if entity.media_type in sealed and kind.lower() in ("enveloped-data", ""):
            self._note("encrypted", path)

    def _take_winmail(self, found: Winmail, path: str, depth: int, *, inner: bool) -> None:
        """Take what a winmail.dat held; its text counts where the mail has no other."""
        block = Block(found.plain, found.html)
        if found.damaged:
            self._note("winmail-damaged", path)
        if inner and block.best().strip():
            self._take_inner_text(block, f"{path}.0")
        elif not inner and not any(own.best().strip() for own in self.blocks):
            self.blocks.append(block)
        for number, wrapped in enumerate(found.attachments, start=1):
            if depth > self._limits.depth:
                self._note("too-deep", path, limit=self._limits.depth)
                return
            if self._count >= self._limits.parts:
                self._note("too-many-parts", path, limit=self._limits.parts)
                return
            self._take_one_wrapped(wrapped, _below(path, number), depth)

    def _take_one_wrapped(self, wrapped: Wrapped, path: str, depth: int) -> None:
        self._count += 1
        if len(wrapped.content) > self._left:
            self._note("too-big", path, name=wrapped.name or path)
            return
        self._left -= len(wrapped.content)
        again = read_winmail(wrapped.content) if wrapped.embedded else None
        self.parts.append(
            Part(
                path=path,
                name=wrapped.name,
                media_type=wrapped.media_type or "application/octet-stream",
                content=wrapped.content,
                inline=bool(wrapped.content_id),
                content_id=wrapped.content_id,
                unpacked=again is not None,
            )
        )
        if again:
            self._take_winmail(again, path, depth + 1, inner=True)

    def _note(self, code: str, where: str, **values: object) -> None:
        if len(self.problems) < 100:
            self.problems.append(problem(code, where, **values))


def _below(path: str, number: int) -> str:
    return f"{path}.{number}" if path else str(number)


def _is_inner_text(part: Part) -> bool:
    return not part.name and part.inline and part.content.startswith(codecs.BOM_UTF8)


def _is_body(entity: Entity) -> bool:
    if entity.media_type.startswith("multipart/"):
        return True
    attached = headers.main_value(entity.field("content-disposition")) == "attachment"
    return entity.media_type in ("text/plain", "text/html") and not attached and not entity.name


def _mail_inside(entity: Entity, content: bytes) -> Entity | None:
    if entity.media_type in _INNER:
        return Entity(content)
    named = entity.name.lower().endswith(".eml") and entity.media_type in _OPAQUE
    return Entity(content) if named and looks_like_mail(content, entity.name) == "eml" else None


def _winmail_inside(entity: Entity, content: bytes) -> Winmail | None:
    declared = entity.media_type in ("application/ms-tnef", "application/vnd.ms-tnef")
    named = entity.name.lower() == "winmail.dat"
    return read_winmail(content) if (declared or named) and content.startswith(SIGNATURE) else None


def _outlook_inside(entity: Entity, content: bytes, limits: Limits) -> Message | None:
    named = entity.name.lower().endswith(".msg")
    declared = entity.media_type in ("application/vnd.ms-outlook", "application/x-msg")
    if not (named or declared) or looks_like_mail(content) != "msg" or limits.depth < 0:
        return None
    return parse_outlook(content, limits=limits)


def _title_of(mail: Entity) -> str:
    subject = headers.text_of(mail.field("subject"))
    return headers.bare_name(subject.replace("/", "_").replace("\\", "_") + ".eml")


def texts_of(blocks: Iterable[Block]) -> tuple[str, str]:
    """Give the plain text and the HTML of a mail's blocks, in their order."""
    kept = list(blocks)
    plain = "\n\n".join(text for block in kept if (text := block.best().strip("\n")))
    return plain, "\n".join(block.html for block in kept if block.html)
