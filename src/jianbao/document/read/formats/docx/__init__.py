"""Word files (.docx, .docm, .dotx, and .wps that is one), walked part by part."""

from jianbao.document.read.formats.docx.reader import read_docx

__all__ = ["read_docx"]
