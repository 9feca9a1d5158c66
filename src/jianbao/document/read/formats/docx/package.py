"""The parts of a Word file and how they are related; outside targets are named, never opened."""

from __future__ import annotations

import posixpath
from typing import NamedTuple
from urllib.parse import unquote

from lxml.etree import _Element as Element

from jianbao.document.problems import Unreadable
from jianbao.document.read.archive import Archive
from jianbao.document.read.formats.docx.tags import R, W, is_on, transitional, value
from jianbao.document.read.untrusted_xml import parse_xml

SOURCE = "jianbao/issue.json"
SOURCE_PICTURES = "jianbao/pictures/"
_OBJECT_FOLDERS = ("/embeddings/", "/activeX/", "/charts/", "/diagrams/")
_MACRO_PARTS = ("vbaProject.bin", "vbaData.xml")
_REMOTE = ("http:", "https:", "ftp:", "\\\\", "file://///", "file:////", "file:///\\\\")
_TABLE_STYLE = b'<w:style w:type="table"'
_STYLE_END = b"</w:style>"
_ROOT = "_rels/.rels"


class Relation(NamedTuple):
    """Where an id of a part leads: `kind` is the last word of its type."""

    kind: str
    target: str
    external: bool


class Package:
    """An opened Word file: its main part as XML, and the parts that belong to it."""

    def __init__(self, data: bytes) -> None:
        """Open the file. Raises Unreadable."""
        self.archive = Archive(data)
        self._names = {_folded(name): name for name in self.archive.names}
        if "EncryptedPackage" in self.archive:
            raise Unreadable("encrypted")
        main = self._main_part()
        self.relations = self._relations_of(main)
        self.root = self._xml(main)
        if self.root.tag != W + "document":
            raise Unreadable("unsupported", kind="OOXML")

    def part(self, kind: str) -> Element | None:
        """Give the part that the main part relates to as `kind`, None where there is none."""
        for relation in self.relations.values():
            if relation.kind == kind and not relation.external and relation.target in self.archive:
                return self._xml(relation.target)
        return None

    def first_page_header(self) -> Element | None:
        """Give the header that stands on the first page and on no other, None for none."""
        section = next(self.root.iter(W + "sectPr"), None)
        title_page = None if section is None else section.find(W + "titlePg")
        if section is None or title_page is None or not is_on(title_page):
            return None
        for reference in section.iterchildren(W + "headerReference"):
            relation = self.relations.get(reference.get(R + "id", ""))
            if value(reference, "type") == "first" and relation and relation.target in self.archive:
                return self._xml(relation.target)
        return None

    def styles(self) -> Element | None:
        """Give the styles part without its table styles, which are most of it and not read."""
        for relation in self.relations.values():
            if relation.kind == "styles" and relation.target in self.archive:
                data = transitional(self.archive.read(relation.target))
                return parse_xml(_without_table_styles(data), where=relation.target)
        return None

    def source(self) -> bytes | None:
        """Give the issue that jianbao left in the file."""
        return self.archive.read(SOURCE) if SOURCE in self.archive else None

    def source_pictures(self) -> dict[str, bytes]:
        """Give the pictures that jianbao left with its issue, by the names the issue uses."""
        names = [name for name in self.archive.names if name.startswith(SOURCE_PICTURES)]
        return {
            unquote(name.removeprefix(SOURCE_PICTURES)): self.archive.read(name) for name in names
        }

    def has_macros(self) -> bool:
        """Tell whether the file carries a macro project."""
        return any(name.endswith(_MACRO_PARTS) for name in self.archive.names)

    def has_objects(self) -> bool:
        """Tell whether the file embeds other files, controls, charts or diagrams."""
        kinds = {relation.kind for relation in self.relations.values()}
        folders = (folder in name for name in self.archive.names for folder in _OBJECT_FOLDERS)
        return "aFChunk" in kinds or any(folders)

    def outside_targets(self) -> tuple[str, ...]:
        """Name what the file would fetch: linked pictures, remote templates, sub-documents."""
        relations = list(self.relations.values())
        if "word/_rels/settings.xml.rels" in self.archive:
            relations += self._relations_of("word/settings.xml").values()
        outside = (
            relation.target
            for relation in relations
            if relation.external
            and relation.kind != "hyperlink"
            and (relation.kind != "attachedTemplate" or relation.target.startswith(_REMOTE))
        )
        return tuple(dict.fromkeys(outside))

    def _main_part(self) -> str:
        if _ROOT in self.archive:
            for relation in self._relations_of("").values():
                if relation.kind == "officeDocument" and relation.target in self.archive:
                    return relation.target
        if "word/document.xml" not in self.archive:
            raise Unreadable("corrupt", where="word/document.xml")
        return "word/document.xml"

    def _relations_of(self, part: str) -> dict[str, Relation]:
        folder, name = posixpath.split(part)
        listing = posixpath.join(folder, "_rels", name + ".rels")
        if listing not in self.archive:
            return {}
        elements = self._xml(listing)
        return {element.get("Id", ""): self._relation(element, folder) for element in elements}

    def _relation(self, element: Element, folder: str) -> Relation:
        kind = element.get("Type", "").rsplit("/", 1)[-1]
        target = element.get("Target", "")
        external = element.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            if target not in self.archive:
                target = self._names.get(_folded(target), target)
        return Relation(kind, target, external)

    def _xml(self, name: str) -> Element:
        return parse_xml(transitional(self.archive.read(name)), where=name)


def _folded(name: str) -> str:
    """Fold what programs write in several ways: names are percent-encoded, case says nothing."""
    return unquote(name).casefold()


def _without_table_styles(data: bytes) -> bytes:
    kept = []
    start = 0
    while (table := data.find(_TABLE_STYLE, start)) >= 0:
        kept.append(data[start:table])
        end = data.find(_STYLE_END, table)
        start = len(data) if end < 0 else end + len(_STYLE_END)
    return b"".join((*kept, data[start:]))


def picture_id(element: Element) -> str:
    """Give the relation id of a picture element, embedded or linked."""
    return element.get(R + "embed") or element.get(R + "id") or element.get(R + "link") or ""
