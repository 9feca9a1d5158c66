"""The pictures of a Word file: named by their content, kept byte for byte, never fetched."""

from __future__ import annotations

import re

from jianbao.document.model import Picture
from jianbao.document.problems import Problem, Unreadable, problem
from jianbao.document.read.formats.characters import clean
from jianbao.document.read.formats.docx.blocks import Figure
from jianbao.document.read.formats.docx.package import Package
from jianbao.document.read.formats.picture_names import picture_name

_FILE_NAME = re.compile(r"\.(?:jpe?g|png|gif|bmp|tiff?|webp|heic)$|^[A-Za-z]:\\", re.IGNORECASE)
_MAX_PICTURES = 500


class Pictures:
    """Collects the pictures that lines use; what cannot be used is told once for each kind."""

    def __init__(self, package: Package, language: str) -> None:
        """Take the file and the language of its problems."""
        self._package = package
        self._language = language
        self.found: dict[str, bytes] = {}
        self.problems: list[Problem] = []
        self._names: dict[str, str] = {}

    def place(self, figure: Figure) -> Picture | None:
        """Give the Picture of a figure; None where the file has no bytes that show one."""
        name = self._name(figure.relation)
        alt = clean(figure.alt)
        return Picture(file=name, alt="" if _FILE_NAME.search(alt) else alt) if name else None

    def _name(self, relation: str) -> str:
        if relation not in self._names:
            self._names[relation] = self._take(relation)
        return self._names[relation]

    def _take(self, relation_id: str) -> str:
        relation = self._package.relations.get(relation_id)
        archive = self._package.archive
        if relation is None or relation.external or relation.target not in archive:
            return ""
        try:
            data = archive.read(relation.target)
        except Unreadable as error:
            limit = str(error.values.get("limit", relation.target))
            code = "truncated" if error.code == "too-big" else "embedded-object"
            self._tell(code, relation.target, limit=limit)
            return ""
        name = picture_name(data)
        if not name or len(self.found) >= _MAX_PICTURES:
            self._tell("embedded-object", relation.target)
            return ""
        self.found[name] = data
        return name

    def _tell(self, code: str, where: str, **values: object) -> None:
        self.problems.append(problem(code, where=where, language=self._language, **values))
