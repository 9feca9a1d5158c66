"""Pictures in a Word file: one part for each, shown where the issue has it."""

from __future__ import annotations

import io
import string

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from PIL import Image

from jianbao.document.model import Picture
from jianbao.document.write.allowed import allowed
from jianbao.document.write.beside import Pictures
from jianbao.document.write.image import ImageFacts, as_taken, look_at
from jianbao.document.write.word.elements import Element, element

PICTURES = "/jianbao/pictures/"
_PLAIN = frozenset(string.ascii_lowercase + string.digits + "-_.")
_EMU = 635  # in a twip
_PIXEL = 1440 / 150  # twips
_FIELD = (3402, 2268)  # 60 x 40 mm, for a picture that is missing
_TAKEN = frozenset({"image/jpeg", "image/png", "image/gif"})  # what Word shows
_WIDEST, _TALLEST = 0.8, 5100  # of the measure; twips (90 mm)
_INLINE = (
    '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<wp:extent cx="{x}" cy="{y}"/><wp:docPr id="{id}" name=""/><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
    '<pic:nvPicPr><pic:cNvPr id="{id}" name=""/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
    '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{x}" cy="{y}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
    "</a:graphic></wp:inline>"
)


def part_name(file: str) -> str:
    """Give the name a picture has in the package: its file name, percent-encoded where needed.

    Capitals are encoded too: a package knows no difference between A.png and a.png.
    """
    name = "".join(
        letter if letter in _PLAIN else "".join(f"%{byte:02X}" for byte in letter.encode())
        for letter in file
    )
    return PICTURES + (name if name.strip(".") else name.replace(".", "%2E"))


class Gallery:
    """The pictures of one document; each is stored once, however often it is shown."""

    def __init__(self, main: Part, pictures: Pictures, measure: int) -> None:
        """Take the main part of the document and the width of its text in twips."""
        self._main = main
        self._package = main.package
        self._pictures = pictures
        self._measure = measure
        self._parts: dict[str, Part] = {}
        self._shown = 0

    def show(self, picture: Picture) -> Element:
        """Make a run that shows the picture, or a grey field where Word could show nothing."""
        found = as_taken(self._pictures.get(picture.file), _TAKEN, upright=True)
        self._shown += 1
        if found is None:
            return self._run(self._blank(), _FIELD, f"图片缺失：{picture.file}")
        part = self._shown_part(picture.file, *found)
        return self._run(part, self._fit(found[1]), picture.alt or picture.caption)

    def _run(self, part: Part, size: tuple[int, int], description: str) -> Element:
        inline = parse_xml(
            _INLINE.format(
                x=size[0] * _EMU,
                y=size[1] * _EMU,
                id=self._shown,
                relation=self._main.relate_to(part, RELATIONSHIP_TYPE.IMAGE),
            )
        )
        properties = inline[1]
        properties.set("name", f"图片 {self._shown}")
        properties.set("descr", allowed(description))
        made = element("r")
        element("drawing", made).append(inline)
        return made

    def _blank(self) -> Part:
        if "" not in self._parts:
            out = io.BytesIO()
            Image.new("L", (3, 2), 0xDD).save(out, "PNG")
            name = PackURI("/word/media/missing.png")
            self._parts[""] = Part(name, "image/png", out.getvalue(), self._package)
        return self._parts[""]

    def source_part(self, file: str) -> Part | None:
        """Give the part that holds the picture's own bytes; None where there are none."""
        data = self._pictures.get(file)
        if data is None:
            return None
        if file not in self._parts:
            facts = look_at(data)
            media_type = facts.media_type if facts else "application/octet-stream"
            self._parts[file] = Part(PackURI(part_name(file)), media_type, data, self._package)
        return self._parts[file]

    def _shown_part(self, file: str, shown: bytes, facts: ImageFacts) -> Part:
        own = self.source_part(file)
        if own is not None and own.blob == shown:
            return own
        suffix = "jpg" if facts.media_type == "image/jpeg" else "png"
        name = PackURI(f"/word/media/picture{self._shown}.{suffix}")
        return Part(name, facts.media_type, shown, self._package)

    def _fit(self, facts: ImageFacts) -> tuple[int, int]:
        """Give width and height in twips: at most 150 pixels to the inch, within the page."""
        width, height = facts.width * _PIXEL, facts.height * _PIXEL
        scale = min(1.0, _WIDEST * self._measure / width, _TALLEST / height)
        return max(1, round(width * scale)), max(1, round(height * scale))
