"""Header fields of a letter for the wire: seven-bit, and nothing breaks out of one."""

from __future__ import annotations

import base64
import re

from jianbao.post.values import Address

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_PLAIN = re.compile(r"[ -~]{0,70}|[!-~]{1,700}(?: [!-~]{1,700})*")
_ATOM = re.compile(r"[A-Za-z0-9 ]{1,60}")
_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
_ID = re.compile(r"[!-;=?-~]{1,200}@[!-;=?-~]{1,200}")
_WORD_BYTES = 39
_LINE = 70
DOMAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|\[[0-9A-Fa-f:.IPv]{3,50}\]")


def header_field(name: str, value: bytes) -> bytes:
    """Give one header field with its line end; raises ValueError for a name that is none."""
    if not _FIELD_NAME.fullmatch(name):
        raise ValueError(f"not the name of a header field: {name!r}")
    return name.encode("ascii") + b": " + value + b"\r\n"


def encoded_words(text: str) -> bytes:
    """Encode one line for a header; a character is never cut in two (RFC 2047).

    What is ASCII stays as it is, however long: an address of the web must not become words.
    """
    text = _CONTROL.sub(" ", text).strip()
    if _PLAIN.fullmatch(text) and "=?" not in text:
        return _folded(text.encode("ascii"))
    words: list[bytes] = []
    for character in text:
        encoded = character.encode()
        if not words or len(words[-1]) + len(encoded) > _WORD_BYTES:
            words.append(b"")
        words[-1] += encoded
    return b"\r\n ".join(b"=?utf-8?B?" + base64.b64encode(word) + b"?=" for word in words)


def _folded(text: bytes) -> bytes:
    """Break a long line where it has a blank (RFC 5322, 2.2.3)."""
    if len(text) <= _LINE:
        return text
    lines = [b""]
    for word in text.split(b" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > _LINE:
            lines.append(word)
        else:
            lines[-1] += b" " + word if lines[-1] else word
    return b"\r\n ".join(lines)


def mailboxes(addresses: tuple[Address, ...]) -> bytes:
    """Give addresses as they stand in To."""
    return b",\r\n ".join(map(mailbox, addresses))


def mailbox(address: Address) -> bytes:
    """Give one address with its name; raises ValueError for an address that is none."""
    bare = ascii_address(address.address).encode("ascii")
    name = _CONTROL.sub(" ", address.name).strip()
    if not name:
        return bare
    quoted = name.encode("ascii") if _ATOM.fullmatch(name) else _name_in_words(name)
    return quoted + b" <" + bare + b">"


def _name_in_words(name: str) -> bytes:
    plain = name.isascii() and len(name) <= 60 and "=?" not in name
    if plain and not set(name) & set('"\\'):
        return b'"' + name.encode("ascii") + b'"'
    return encoded_words(name if not plain else name.replace('"', "'").replace("\\", "/"))


def ascii_address(address: str) -> str:
    """Give an address fit for the wire, a Chinese domain in its ASCII form; or raise ValueError."""
    local, _, domain = address.strip().rpartition("@")
    if not domain.isascii():
        domain = domain.encode("idna").decode("ascii")
    if not _LOCAL.fullmatch(local) or not DOMAIN.fullmatch(domain):
        raise ValueError(f"not a mail address: {address!r}")
    return f"{local}@{domain}"


def identity(bare: str) -> bytes:
    """Give an id in its angle brackets; raises ValueError for one that is none."""
    if not _ID.fullmatch(bare):
        raise ValueError(f"not a message id: {bare!r}")
    return b"<" + bare.encode("ascii") + b">"
