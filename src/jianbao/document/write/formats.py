"""The one table of what an issue can be written as, and the one way to write it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import msgspec

from jianbao.document.interchange import to_json
from jianbao.document.model import Issue
from jianbao.document.write.beside import NO_PICTURES, Pictures

if TYPE_CHECKING:
    from jianbao.document.write.fonts import Fonts


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What a writer is given besides the issue; each takes what concerns it."""

    pictures: Pictures = NO_PICTURES
    theme: str = "gov"
    fonts: Fonts | None = None
    attach: bool = True


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """One way to write an issue."""

    name: str
    suffix: str
    media_type: str
    write: Callable[[Issue, Wish], bytes]


def _pdf(issue: Issue, wish: Wish) -> bytes:
    from jianbao.document.write.pdf import write_pdf  # noqa: PLC0415 - loads late: typst

    return write_pdf(
        issue, theme=wish.theme, fonts=wish.fonts, pictures=wish.pictures, attach=wish.attach
    )


def _docx(issue: Issue, wish: Wish) -> bytes:
    from jianbao.document.write.word import write_docx  # noqa: PLC0415 - loads late: python-docx

    return write_docx(issue, pictures=wish.pictures, theme=wish.theme, attach=wish.attach)


def _html(issue: Issue, wish: Wish) -> bytes:
    from jianbao.document.write.web_page import write_html  # noqa: PLC0415 - loads late: Pillow

    return write_html(issue, pictures=wish.pictures, attach=wish.attach).encode()


def _wechat(issue: Issue, wish: Wish) -> bytes:
    from jianbao.document.write.wechat import (  # noqa: PLC0415 - loads late: Pillow
        write_wechat_preview,
    )

    return write_wechat_preview(issue, pictures=wish.pictures).encode()


def _markdown(issue: Issue, wish: Wish) -> bytes:
    from jianbao.document.text_form import format_text_form  # noqa: PLC0415 - loads late: YAML

    del wish
    return format_text_form(issue).encode()


def _text(issue: Issue, wish: Wish) -> bytes:
    from jianbao.document.write.text import write_text  # noqa: PLC0415 - as the other writers

    del wish
    return write_text(issue).encode()


def _json(issue: Issue, wish: Wish) -> bytes:
    del wish
    return to_json(issue)


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TABLE = (
    Format(name="pdf", suffix=".pdf", media_type="application/pdf", write=_pdf),
    Format(name="docx", suffix=".docx", media_type=_WORD, write=_docx),
    Format(name="html", suffix=".html", media_type="text/html", write=_html),
    Format(name="wechat", suffix=".wechat.html", media_type="text/html", write=_wechat),
    Format(name="md", suffix=".md", media_type="text/markdown", write=_markdown),
    Format(name="txt", suffix=".txt", media_type="text/plain", write=_text),
    Format(name="json", suffix=".json", media_type="application/json", write=_json),
)
FORMATS: Mapping[str, Format] = {entry.name: entry for entry in _TABLE}


def write(
    issue: Issue,
    format_name: str,
    *,
    pictures: Pictures = NO_PICTURES,
    theme: str = "gov",
    fonts: Fonts | None = None,
) -> bytes:
    """Write an issue in one of FORMATS; texts are UTF-8. Same input, same bytes.

    Raises KeyError for a name that is not in FORMATS, and what that format's writer raises.
    """
    return FORMATS[format_name].write(issue, Wish(pictures=pictures, theme=theme, fonts=fonts))


def format_for(file_name: str) -> Format | None:
    """Give the format that a file name asks for by its ending; None for one not known."""
    name = file_name.lower()
    fitting = [entry for entry in _TABLE if name.endswith(entry.suffix)]
    return max(fitting, key=lambda entry: len(entry.suffix), default=None)
