"""The visible text of an HTML body, for mails that bring no plain one.

One pass over the tags in linear time, whatever the nesting; nothing is fetched and nothing of
the HTML is made safe to show.
"""

from __future__ import annotations

import html
import re

_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]*)")
_CHARSET = re.compile(
    rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]+)", re.IGNORECASE
)
_TAG = re.compile(r"<(?=[a-zA-Z/!?])")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BREAKS = frozenset(
    "p div br tr li h1 h2 h3 h4 h5 h6 table blockquote ul ol hr section article header footer"
    " pre dt dd center form fieldset address caption".split()
)
_CELLS = frozenset(("td", "th"))
_SILENT = ("script", "style", "head", "title", "noscript", "template")


def declared_charset(content: bytes) -> str:
    """Give the charset that the HTML names in a meta element near its beginning, or ''."""
    found = _CHARSET.search(content[:4096])
    return found[1].decode("ascii") if found else ""


def visible_text(source: str) -> str:
    """Give the text of HTML, one line for each paragraph, row and list item."""
    tags = _Tags(source)
    pieces: list[str] = []
    place = 0
    inside_pre = False
    while place < len(source):
        tag = _TAG.search(source, place)
        end = tag.start() if tag else len(source)
        text = html.unescape(source[place:end])
        pieces.append(text if inside_pre else _BLANKS.sub(" ", text))
        if tag is None:
            break
        name, place = tags.passed(end)
        if name.lstrip("/") == "pre":
            inside_pre = not name.startswith("/")
        pieces.append(_mark_of(name))
    return _tidy("".join(pieces))


def _mark_of(name: str) -> str:
    if name.lstrip("/") in _BREAKS:
        return "\n"
    return "\t" if name.lstrip("/") in _CELLS and name.startswith("/") else "" if name else "<"


class _Tags:
    """Passes tags of one source.

    It knows where the last of each end stands, so none that is missing is searched for twice.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._lowered = source.translate({code: code + 32 for code in range(65, 91)})
        self._last_close = source.rfind(">")
        self._last_silent = {name: self._lowered.rfind(f"</{name}>") for name in _SILENT}

    def passed(self, start: int) -> tuple[str, int]:
        """Name the tag at `start` and tell where the text goes on; '' for a mere `<`."""
        source = self._source
        if source.startswith("<!--", start):
            end = source.find("-->", start + 4)
            return "!", len(source) if end < 0 else end + 3
        named = _NAME.match(source, start + 1)
        odd = source[start + 1 : start + 2] in ("!", "?", "/")
        if start > self._last_close or (named is None and not odd):
            return "", start + 1
        end = source.find(">", start) + 1
        if named is None:
            return "!", end
        name = self._lowered[start + 1 : named.end()]
        if end <= self._last_silent.get(name, -1) and source[end - 2] != "/":
            return "!", self._after_silent(name, end)
        return name, end

    def _after_silent(self, name: str, end: int) -> int:
        closing = f"</{name}>"
        return self._lowered.find(closing, end) + len(closing)


def _tidy(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = [line.replace("\xa0", " ").strip(" \t\f") for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
