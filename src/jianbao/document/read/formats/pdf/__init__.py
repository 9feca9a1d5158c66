"""PDF: characters with their places to lines with layout; nothing in a file is ever run."""

from jianbao.document.read.formats.pdf.document import read_pdf

__all__ = ["read_pdf"]
