"""The only door to the pdfium library: documents, pages and the characters of a page.

Handles live as long as their `with` block. pdfium keeps global state: a document is open in one
thread at a time, others wait.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2_raw as raw

from jianbao.document.problems import Unreadable

Handle = Any  # a pdfium handle, typed by ctypes and opaque here
Address = int

_one_at_a_time = threading.Lock()
raw.FPDF_InitLibrary()  # pdfium does nothing when it is already running


def _bound(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:  # noqa: ANN401 - ctypes types
    """Bind a C function anew with plain addresses: half the cost of its typed binding."""
    prototype = ctypes.PYFUNCTYPE(result, *arguments)
    return prototype(ctypes.cast(function, ctypes.c_void_p).value or 0)


_character = (ctypes.c_void_p, ctypes.c_int)
unicode_of = _bound(raw.FPDFText_GetUnicode, ctypes.c_uint, *_character)
object_of = _bound(raw.FPDFText_GetTextObject, ctypes.c_void_p, *_character)
box_of = _bound(raw.FPDFText_GetLooseCharBox, ctypes.c_int, *_character, ctypes.c_void_p)
origin_of = _bound(
    raw.FPDFText_GetCharOrigin, ctypes.c_int, *_character, ctypes.c_void_p, ctypes.c_void_p
)
matrix_of = _bound(raw.FPDFText_GetMatrix, ctypes.c_int, *_character, ctypes.c_void_p)
font_size_of = _bound(raw.FPDFText_GetFontSize, ctypes.c_double, *_character)
render_mode_of = _bound(raw.FPDFTextObj_GetTextRenderMode, ctypes.c_int, ctypes.c_void_p)
font_of = _bound(raw.FPDFTextObj_GetFont, ctypes.c_void_p, ctypes.c_void_p)
_font_name = _bound(
    raw.FPDFFont_GetBaseFontName,
    ctypes.c_size_t,
    ctypes.c_void_p,
    ctypes.c_void_p,
    ctypes.c_size_t,
)

_REFUSALS = {raw.FPDF_ERR_PASSWORD: "encrypted", raw.FPDF_ERR_SECURITY: "encrypted"}
_NAME_BYTES = 256


def address_of(handle: Handle) -> Address:
    """Give the bare address of a handle, for the functions bound here."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def font_name(font: Address) -> bytes:
    """Give the PostScript name of a font as the file spells it."""
    buffer = ctypes.create_string_buffer(_NAME_BYTES)
    _font_name(font, ctypes.addressof(buffer), _NAME_BYTES)
    return buffer.value


@contextmanager
def opened(data: bytes) -> Iterator[Handle]:
    """Open a document. Raises Unreadable: encrypted or corrupt."""
    with _one_at_a_time:
        document = raw.FPDF_LoadMemDocument64(data, len(data), None)
        if not document:
            raise Unreadable(_REFUSALS.get(raw.FPDF_GetLastError(), "corrupt"))
        try:
            yield document
        finally:
            raw.FPDF_CloseDocument(document)


@contextmanager
def opened_page(document: Handle, index: int) -> Iterator[Handle]:
    """Open a page, from 0. Raises Unreadable corrupt, with the page."""
    page = raw.FPDF_LoadPage(document, index)
    if not page:
        raise Unreadable("corrupt", where=f"page {index + 1}")
    try:
        yield page
    finally:
        raw.FPDF_ClosePage(page)


@contextmanager
def opened_text(page: Handle) -> Iterator[Handle]:
    """Open the characters of a page. Raises Unreadable corrupt."""
    text = raw.FPDFText_LoadPage(page)
    if not text:
        raise Unreadable("corrupt")
    try:
        yield text
    finally:
        raw.FPDFText_ClosePage(text)
