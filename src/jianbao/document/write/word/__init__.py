"""An issue as a Word file that an editor can go on editing: real styles, no macros, no links."""

from __future__ import annotations

import io
from importlib.resources import files

from docx import Document
from docx.document import Document as WordFile

from jianbao.document.model import Issue
from jianbao.document.write.beside import NO_PICTURES, Pictures
from jianbao.document.write.press.theme import ThemeError
from jianbao.document.write.word.adoption import adopt_styles, clear, page_of, rename_styles
from jianbao.document.write.word.body import body
from jianbao.document.write.word.frame import imprint, masthead
from jianbao.document.write.word.looks import LOOKS
from jianbao.document.write.word.package import attach_source, describe, saved
from jianbao.document.write.word.pictures import Gallery


def write_docx(
    issue: Issue,
    *,
    pictures: Pictures = NO_PICTURES,
    theme: str = "gov",
    attach: bool = True,
    base: bytes | None = None,
) -> bytes:
    """Write the file; the same issue gives the same bytes.

    `base` is another Word file to write into: its page, footers and styles are used, styles found
    by name; its text is left out. With `attach` the file carries its source as
    `/jianbao/issue.json` and its pictures as `/jianbao/pictures/<file>`, names percent-encoded.
    Raises ThemeError for a theme that is not in LOOKS.
    """
    if theme not in LOOKS:
        raise ThemeError(f"no Word theme is named {theme!r}; there are {', '.join(LOOKS)}")
    look = LOOKS[theme]
    document = _own_base(theme)
    ids: dict[str, str] = {}
    if base is not None:
        document, ours = Document(io.BytesIO(base)), document
        clear(document)
        ids = adopt_styles(document, ours)
    gallery = Gallery(document.part, pictures, look.measure)
    elements = (*masthead(issue.masthead, look), *body(issue, look, gallery), *imprint(issue, look))
    for made in elements:
        rename_styles(made, ids)
        page_of(document).addprevious(made)
    describe(document, issue)
    if attach:
        attach_source(document, issue, gallery)
    return saved(document)


def _own_base(theme: str) -> WordFile:
    data = files("jianbao.document.write.word").joinpath(f"base-{theme}.docx").read_bytes()
    document: WordFile = Document(io.BytesIO(data))
    return document


__all__ = ["LOOKS", "write_docx"]
