"""A comparison told: as lines for a terminal, and as JSON values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from jianbao.document.compare.comparison import Comparison, FieldChange, ItemChange, Placed
from jianbao.language.difference import Edit

_AROUND = 12  # equal characters shown beside a change
_RED, _GREEN, _BOLD, _PLAIN = "\x1b[31;9m", "\x1b[32;4m", "\x1b[1m", "\x1b[0m"
_NOTHING = {"zh": "（无）", "en": "(none)"}
_WORDS = {
    "zh": {
        "same": "两期内容相同。",
        "masthead": "报头",
        "front": "目录与按语",
        "sections": "栏目",
        "imprint": "报尾",
        "items": "条目：增 {added}，删 {removed}，移 {moved}，改 {changed}",
        "added": "增",
        "removed": "删",
        "renamed": "改名",
        "moved": "移",
        "changed": "改",
        "place": "{section} 第{position}条",
    },
    "en": {
        "same": "The issues are the same.",
        "masthead": "Masthead",
        "front": "Contents and note",
        "sections": "Sections",
        "imprint": "Imprint",
        "items": "Items: {added} added, {removed} removed, {moved} moved, {changed} changed",
        "added": "added",
        "removed": "removed",
        "renamed": "renamed",
        "moved": "moved",
        "changed": "changed",
        "place": "{section} no. {position}",
    },
}
FIELDS_ZH = {
    "title": "刊名",
    "year": "年度",
    "number": "期号",
    "number_to": "期号至",
    "running_number": "总期号",
    "running_number_to": "总期号至",
    "kind": "类别",
    "label": "期名",
    "department": "编发单位",
    "date": "日期",
    "classification": "密级",
    "copy_number": "份号",
    "urgency": "紧急程度",
    "notice": "提示",
    "contents": "目录",
    "note": "按语",
    "window": "信息采集时间",
    "window_text": "信息采集时间原文",
    "reported_to": "报",
    "reported_to_text": "报送原文",
    "sent_to": "送",
    "sent_to_text": "送达原文",
    "distribution": "发放",
    "distribution_text": "发放原文",
    "copies": "抄送",
    "copies_text": "抄送原文",
    "submission_address": "投稿邮箱",
    "print_run": "印数",
    "printed_by": "印发机关",
    "printed_on": "印发日期",
    "credits": "编校人员",
    "other": "其他",
    "byline": "署名",
    "source": "来源",
    "pictures": "图片",
    "tables": "表格",
    "division": "分段",
}


def as_json(comparison: Comparison) -> dict[str, Any]:
    """Give the comparison as plain values; edits are objects with kind, old, new and offsets."""
    said: dict[str, Any] = {"same": comparison.same}
    said |= msgspec.to_builtins(comparison)
    for change, told in zip(comparison.changed, said["changed"], strict=True):
        told["edits"] = [edit._asdict() for edit in change.edits]
    return said


def format_comparison(comparison: Comparison, *, colour: bool = False, language: str = "zh") -> str:
    """Tell the comparison in lines; what went is [-so-] and what came {+so+} without colour."""
    return "\n".join(_Teller(colour=colour, language=language).tell(comparison)) + "\n"


class _Teller(msgspec.Struct, frozen=True, kw_only=True):
    colour: bool
    language: str

    def tell(self, comparison: Comparison) -> Iterator[str]:
        if comparison.same:
            yield self._word("same")
            return
        yield from self._part("masthead", self._fields(comparison.masthead))
        yield from self._part("front", self._fields(comparison.front))
        yield from self._part("sections", self._sections(comparison))
        yield from self._items(comparison)
        yield from self._part("imprint", self._fields(comparison.imprint))

    def _word(self, key: str, **values: object) -> str:
        return _WORDS["en" if self.language == "en" else "zh"][key].format(**values)

    def _part(self, key: str, lines: Iterable[str]) -> Iterator[str]:
        lines = list(lines)
        if lines:
            yield self._bold(self._word(key))
            yield from ("  " + line for line in lines)

    def _bold(self, text: str) -> str:
        return f"{_BOLD}{text}{_PLAIN}" if self.colour else text

    def _gone(self, text: str) -> str:
        return f"{_RED}{text}{_PLAIN}" if self.colour else f"[-{text}-]"

    def _come(self, text: str) -> str:
        return f"{_GREEN}{text}{_PLAIN}" if self.colour else f"{{+{text}+}}"

    def _fields(self, changes: Iterable[FieldChange]) -> Iterator[str]:
        nothing = _NOTHING["en" if self.language == "en" else "zh"]
        for change in changes:
            name = change.field if self.language == "en" else FIELDS_ZH[change.field]
            yield f"{name}: {change.before or nothing} → {change.after or nothing}"

    def _sections(self, comparison: Comparison) -> Iterator[str]:
        for change in comparison.sections:
            titles = " → ".join(filter(None, (change.before, change.after)))
            yield f"{self._word(change.kind)} {titles}"

    def _items(self, comparison: Comparison) -> Iterator[str]:
        kinds = ("added", "removed", "moved", "changed")
        counts = {kind: len(getattr(comparison, kind)) for kind in kinds}
        if any(counts.values()):
            yield self._bold(self._word("items", **counts))
        for place in comparison.added:
            yield f"  + {self._word('added')} {self._where(place)}  {place.head}"
        for place in comparison.removed:
            yield f"  - {self._word('removed')} {self._where(place)}  {place.head}"
        for move in comparison.moved:
            where = f"{self._where(move.before)} → {self._where(move.after)}"
            yield f"  > {self._word('moved')} {where}  {move.after.head}"
        for change in comparison.changed:
            yield from self._changed(change)

    def _where(self, place: Placed) -> str:
        where = self._word("place", section=place.section, position=place.position)
        return f"[{where.strip()}]"

    def _changed(self, change: ItemChange) -> Iterator[str]:
        where = self._where(change.after)
        yield f"  * {self._word('changed')} {where}  {change.after.head}"
        if change.edits:
            yield "      " + "".join(self._edits(change.edits))
        yield from ("      " + line for line in self._fields(change.fields))

    def _edits(self, edits: tuple[Edit, ...]) -> Iterator[str]:
        for number, edit in enumerate(edits):
            if edit.kind == "equal":
                yield _shortened(edit.old, first=number == 0, last=number == len(edits) - 1)
                continue
            if edit.old:
                yield self._gone(edit.old)
            if edit.new:
                yield self._come(edit.new)


def _shortened(text: str, *, first: bool, last: bool) -> str:
    """Keep what stands beside changes, an ellipsis for the rest."""
    head = 0 if first else _AROUND
    tail = 0 if last else _AROUND
    if len(text) <= head + tail + 1:
        return text
    return f"{text[:head]}…{text[len(text) - tail :]}"
