"""Web pages and mail bodies: guarded, parsed, and walked as a reader sees them."""

from jianbao.document.read.formats.web.reader import read_html

__all__ = ["read_html"]
