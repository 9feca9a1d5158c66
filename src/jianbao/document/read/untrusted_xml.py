"""XML of strangers parsed without what makes XML dangerous: entities, DTDs, depth, the network."""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element as Element

from jianbao.document.problems import Unreadable

_DOCTYPE = tuple("<!DOCTYPE".encode(charset) for charset in ("ascii", "utf-16-le", "utf-16-be"))

_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)


def parse_xml(data: bytes, *, where: str = "") -> Element:
    """Parse XML of a stranger: no DTD at all, no network, no more than 256 levels.

    Raises Unreadable: corrupt, too-deep or too-big.
    """
    refuse_doctype(data, where=where)
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        raise Unreadable(_reason(str(error)), where=where, limit="10 MB") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("corrupt", where=where)
    return root


def refuse_doctype(data: bytes, *, where: str = "") -> None:
    """Raise Unreadable for XML that brings its own entities or names a DTD."""
    if any(mark in data for mark in _DOCTYPE):
        raise Unreadable("corrupt", where=where)


def _reason(message: str) -> str:
    if "depth" in message:
        return "too-deep"
    return "too-big" if "too long" in message or "Huge" in message else "corrupt"
