"""目录: the printed contents, each entry led to the heading or item it names; it invents none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from jianbao.document.write.press.printable import SetText

_LEADER = re.compile(r"(?:[\s.．·…]{2,}|\s+)[（(]?\d{1,3}[）)]?$")
_ORDINAL = re.compile(r"^(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)]?[、.．]?|[●■★◆▲·※•])\s*")
_SIGNS = re.compile(r"[\W_]+")


def contents_entries(
    contents: Iterable[str], parts: Sequence[dict[str, Any]], set_text: SetText
) -> list[dict[str, str]]:
    """Give each line of the contents with the `label` of a heading or the `item` it leads to."""
    targets = _targets(parts)
    entries = []
    for line in contents:
        text = _LEADER.sub("", line)
        target = targets.get(_key(text)) or targets.get(_key(_ORDINAL.sub("", text)), {})
        entries.append({"text": set_text(text), "label": "", "item": ""} | target)
    return entries


def _key(text: str) -> str:
    return _SIGNS.sub("", text)


def _targets(parts: Sequence[dict[str, Any]]) -> dict[str, dict[str, str]]:
    targets: dict[str, dict[str, str]] = {}
    for part in parts:
        if part["kind"] != "item":
            targets.setdefault(_key(part["text"]), {"label": part["label"]})
            continue
        if part["heading"]:
            targets.setdefault(_key(part["heading"]["text"]), {"label": part["heading"]["label"]})
        if lead := next((p.get("lead") for p in part["pieces"]), ""):
            targets.setdefault(_key(lead), {"item": part["id"]})
    targets.pop("", None)
    return targets
