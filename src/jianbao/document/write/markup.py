"""HTML elements as text: everything that is not itself markup is escaped, with no way around."""

from __future__ import annotations

import html
from typing import TypeAlias

from jianbao.document.write.allowed import allowed

_VOID = frozenset({"img", "meta", "br"})


class Markup(str):
    """Text that is HTML already; only `tag`, `join` and `script` make it."""

    __slots__ = ()


Child: TypeAlias = str | None


def plain(text: str) -> Markup:
    """Escape a text; characters that HTML does not allow become U+FFFD."""
    return Markup(html.escape(allowed(text), quote=True))


def tag(name: str, /, *children: Child, **attributes: str | int | None) -> Markup:
    """Make one element. Attributes of None are left out; `class_` and `a__b` give class and a-b."""
    said = "".join(
        f' {key.rstrip("_").replace("__", "-")}="{plain(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Markup(f"<{name}{said}>")
    return Markup(f"<{name}{said}>{join(children)}</{name}>")


def join(children: tuple[Child, ...] | list[Markup], between: str = "") -> Markup:
    """Put children behind each other, escaping what is not markup; None is left out."""
    shown = (
        child if isinstance(child, Markup) else plain(child)
        for child in children
        if child is not None
    )
    return Markup(between.join(shown))


def data_block(media_type: str, json: str, **attributes: str) -> Markup:
    """Embed JSON as a data block that no browser runs; `<` is written so that none can end it."""
    opening = tag("script", type=media_type, **attributes).removesuffix("</script>")
    return Markup(opening + json.replace("<", "\\u003c") + "</script>")
