"""Web pages and mail bodies: guarded, parsed, and walked as seen."""  # noqa: A005 - its format

from jianbao.document.read.formats.html.reader import read_html

__all__ = ["read_html"]
