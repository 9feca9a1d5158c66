"""The pieces inside a paragraph: text with its look, breaks, pictures, notes and text boxes.

Deleted and hidden text stays out; of alternatives (mc:AlternateContent) one is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter

from lxml.etree import _Element as Element

from jianbao.document.problems import Unreadable
from jianbao.document.read.formats.docx.blocks import Break, Figure, Piece, Seen, Text
from jianbao.document.read.formats.docx.looks import Look, Styles, dressed, marks_of
from jianbao.document.read.formats.docx.package import picture_id
from jianbao.document.read.formats.docx.symbols import enclosed, symbol
from jianbao.document.read.formats.docx.tags import MC, WP, A, M, O, V, W, value, whole

GONE = frozenset((W + "del", W + "moveFrom"))
COME = frozenset((W + "ins", W + "moveTo"))
_PASSED = frozenset(
    W + name
    for name in (
        "pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "rt", "rubyPr",
        "delText", "delInstrText", "instrText", "softHyphen", "annotationRef", "footnoteRef",
        "endnoteRef", "separator", "continuationSeparator", "pgNum", "fldData",
    )
)  # fmt: skip
_TEXT_PARTS = frozenset((W + "t", M + "t"))
_NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_BREAKS = frozenset((W + "br", W + "cr", W + "lastRenderedPageBreak"))
_TAB = " " * 4
_ALTERNATES = MC + "AlternateContent"
_MAX_DEPTH = 300

Box = tuple[tuple[int, int], Element]  # where it floats, down and right, and its content


class RunReader:
    """Reads the content of paragraphs; text boxes it meets are handed back unread."""

    def __init__(self, styles: Styles, notes: dict[tuple[str, str], Element], seen: Seen) -> None:
        """Take the styles, the notes by kind and id, and the record of what was met."""
        self._styles = styles
        self._notes = notes
        self._seen = seen
        self._paragraph_style: str | None = None
        self._look = Look()
        self._alt = ""
        self._fields: list[str | None] = []  # a field's code while it is read, then None
        self._pieces: list[Piece] = []
        self._boxes: list[Box] = []
        self._place = (0, 0)
        self._special: dict[str, Callable[[Element, int], None]] = {
            W + "r": self._run,
            W + "fldChar": self._field_mark,
            W + "instrText": self._field_code,
            W + "sdt": self._content_control,
            _ALTERNATES: self._alternates,
            W + "object": self._object,
            W + "txbxContent": self._box,
            WP + "anchor": self._anchored,
            WP + "docPr": self._described,
            A + "blip": self._picture,
            V + "imagedata": self._picture,
            V + "textpath": self._word_art,
        }

    def read(self, element: Element, style: str | None) -> tuple[list[Piece], list[Element]]:
        """Give the pieces of a w:p set in `style`, and its text boxes from the top down."""
        outer = (self._pieces, self._boxes, self._paragraph_style, self._fields)
        self._pieces, self._boxes, self._fields = [], [], []
        self._paragraph_style = style
        self._look = self._styles.look(style, None)
        self._inside(element, 0)
        pieces, boxes = self._pieces, self._boxes
        self._pieces, self._boxes, self._paragraph_style, self._fields = outer
        return pieces, [box for _, box in sorted(boxes, key=itemgetter(0))]

    def _inside(self, element: Element, depth: int) -> None:
        if depth > _MAX_DEPTH:
            raise Unreadable("too-deep")
        for child in element:
            tag = child.tag
            if tag in _TEXT_PARTS:
                self._say(child.text or "")
            elif tag in self._special:
                self._special[tag](child, depth + 1)
            elif tag in GONE:
                self._seen.deleted += 1
            elif tag not in _PASSED:
                self._seen.inserted += tag in COME
                if len(child):
                    self._inside(child, depth + 1)
                else:
                    self._single(child)

    def _single(self, element: Element) -> None:
        tag = element.tag
        if tag in (W + "tab", W + "ptab"):
            self._say(_TAB)
        elif tag in _BREAKS:
            self._break(element)
        elif tag == W + "noBreakHyphen":
            self._say("-")
        elif tag == W + "sym":
            self._say(symbol(value(element, "font") or "", value(element, "char") or ""))
        elif tag in _NOTES:
            self._note(_NOTES[tag], value(element, "id") or "")

    def _say(self, text: str) -> None:
        if text and not any(code is not None for code in self._fields):
            self._pieces.append(Text(text, self._look))

    def _run(self, run: Element, depth: int) -> None:
        properties = run.find(W + "rPr")
        if properties is None:
            self._look = self._styles.look(self._paragraph_style, None)
        else:
            style = value(properties.find(W + "rStyle"))
            look = self._styles.look(self._paragraph_style, style)
            self._look = dressed(look, marks_of(properties))
        if self._look.hidden:
            self._seen.hidden |= run.find(W + "t") is not None
            self._fields_only(run)
        else:
            self._inside(run, depth)

    def _fields_only(self, run: Element) -> None:
        """Keep count of fields that hidden runs begin and end."""
        for mark in run.iterchildren(W + "fldChar"):
            self._field_mark(mark, 0)

    def _break(self, element: Element) -> None:
        if element.tag == W + "lastRenderedPageBreak":
            self._pieces.append(Break("drawn"))
        else:
            kind = value(element, "type")
            self._pieces.append(Break("page" if kind == "page" else "line"))

    def _field_mark(self, element: Element, _depth: int) -> None:
        kind = value(element, "fldCharType")
        if kind == "begin":
            self._fields.append("")
        elif kind == "separate" and self._fields:
            self._fields[-1] = None
        elif kind == "end" and self._fields:
            self._say(enclosed(self._fields.pop() or ""))

    def _field_code(self, element: Element, _depth: int) -> None:
        if self._fields and self._fields[-1] is not None:
            self._fields[-1] += element.text or ""

    def _content_control(self, element: Element, depth: int) -> None:
        if element.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
            self._inside(element, depth)

    def _alternates(self, element: Element, depth: int) -> None:
        """Take the first choice that gives anything: a reader that knows it must (MCE 9.3)."""
        before = len(self._pieces) + len(self._boxes)
        for choice in element:
            self._inside(choice, depth)
            if len(self._pieces) + len(self._boxes) > before:
                return

    def _object(self, _element: Element, _depth: int) -> None:
        self._seen.objects = True

    def _box(self, element: Element, _depth: int) -> None:
        self._boxes.append((self._place, element))

    def _anchored(self, anchor: Element, depth: int) -> None:
        """Note how far down and right a drawing floats, for the order of its text boxes."""
        down, right = (
            whole(anchor.findtext(f"{WP}{position}/{WP}posOffset")) or 0
            for position in ("positionV", "positionH")
        )
        self._place = (down, right)
        self._inside(anchor, depth)
        self._place = (0, 0)

    def _described(self, element: Element, _depth: int) -> None:
        self._alt = element.get("descr") or ""

    def _picture(self, element: Element, _depth: int) -> None:
        alt = element.get(O + "title") or "" if element.tag == V + "imagedata" else self._alt
        self._pieces.append(Figure(picture_id(element), alt))

    def _word_art(self, element: Element, _depth: int) -> None:
        self._say(element.get("string") or "")

    def _note(self, kind: str, name: str) -> None:
        note = self._notes.pop((kind, name), None)  # once, or notes of notes would never end
        if note is not None:
            look = self._look
            words = [self._words(paragraph) for paragraph in note.iter(W + "p")]
            self._look = look
            self._say("〔注：" + " ".join(word for word in words if word) + "〕")

    def _words(self, paragraph: Element) -> str:
        pieces, _ = self.read(paragraph, None)
        return "".join(piece.text for piece in pieces if isinstance(piece, Text)).strip()
