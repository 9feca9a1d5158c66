"""Lines that head what follows, told by form: ·-titles, ××篇, 【】, 一、, （一）, known names.

It says what form a line has; which form is a section here is decided over the whole outline.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import msgspec

from jianbao.document.read.structure import marks
from jianbao.document.read.structure.notes import is_note_head
from jianbao.document.read.structure.section_names import (
    is_known_section,
    is_section_like,
    tells_event,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jianbao.document.profile import Profile
    from jianbao.document.read.lines import Line
    from jianbao.document.read.structure.layout import Layout

Style = Literal[
    "section",
    "subsection",
    "level",
    "note",
    "dot",
    "part",
    "chapter",
    "bracket",
    "first",
    "second",
    "name",
]

_DOT = re.compile(r"[\u4e00-\u9fff]{1,6}\s*[·•・‧∙]\s*[\u4e00-\u9fff]{1,8}")
_CHAPTER = re.compile(r"[（(]?[^，。；：、]{2,16}篇[）)]?")
_BRACKET = re.compile(r"[【〖［][^【】〖〗］［]{2,30}[】〗］]|[★◆■●☆◇]\s*[^★◆■●☆◇]{2,20}[★◆■●☆◇]")
_PART = re.compile(r"第[一二三四五六七八九十\d]{1,3}(?:部分|[章篇编版])[\s：:、]*[^。；]{0,24}")
_FIRST = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]\s*[^。；]{2,}")
_SECOND = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]\s*[^。；]{2,}")
_ORNAMENT = re.compile(r"^[【〖［★◆■●☆◇▍▌▎█—\-=\s]+|[】〗］★◆■●☆◇▍▌▎█—\-=\s]+$")
_NAME = re.compile(r"[\u4e00-\u9fff·“”]{2,8}")
_GROUPS = frozenset({"bracket", "chapter"})
_COMMON_END = re.compile(r"[，、：；,:;。]$")


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """A line that heads: its form, its title without ornaments, the level its format states."""

    style: Style
    title: str
    level: int = 0


def find_headings(lines: Sequence[Line], layout: Layout, profile: Profile) -> dict[int, Heading]:
    """Find the headings among the lines, by index."""
    names = _profile_names(profile)
    dots = sum(bool(_DOT.fullmatch(line.text)) for line in lines)
    found: dict[int, Heading] = {}
    for at, line in enumerate(lines):
        if line.table or line.picture:
            continue
        heading = _stated(line) or _named_by_profile(line.text, names)
        if heading is None and (_may_follow(lines, at, layout, found) or line.size > 1.15):
            heading = _by_form(line, layout, layout.measures[at])
        elif heading is None and dots >= 2 and _DOT.fullmatch(line.text):
            heading = Heading(style="dot", title=line.text)
        if heading:
            found[at] = heading
    return found | _names_above_groups(lines, found)


def _names_above_groups(lines: Sequence[Line], found: dict[int, Heading]) -> dict[int, Heading]:
    """Take a short name right above 【…】 or ××篇 for that of the section the group is in."""
    return {
        at - 1: Heading(style="name", title=lines[at - 1].text)
        for at, heading in found.items()
        if heading.style in _GROUPS and at and at - 1 not in found and _is_name(lines[at - 1])
    }


def _is_name(line: Line) -> bool:
    return bool(_NAME.fullmatch(line.text)) and not tells_event(line.text)


def has_heading_form(text: str) -> bool:
    """Say whether a short text has one of the forms that head sections: ·, ××篇, 【】, a name."""
    forms = (_DOT, _CHAPTER, _BRACKET)
    return is_known_section(text) or any(form.fullmatch(text) for form in forms)


def plain_title(text: str) -> str:
    """Take brackets and ornaments off a heading: 【要闻】, ★动态★."""
    return _ORNAMENT.sub("", text).strip() or text


def _stated(line: Line) -> Heading | None:
    if not line.level or line.width > 60:
        return None
    return Heading(style="level", title=plain_title(line.text), level=line.level)


def _profile_names(profile: Profile) -> dict[str, Style]:
    names: dict[str, Style] = {}
    for section in profile.sections:
        for subsection in section.subsections:
            names[_key(subsection)] = "subsection"
        for name in (section.title, *section.aliases):
            names[_key(name)] = "section"
    return names


def _named_by_profile(text: str, names: dict[str, Style]) -> Heading | None:
    style = names.get(_key(text)) if len(text) <= 40 else None
    return Heading(style=style, title=plain_title(text)) if style else None


def _key(text: str) -> str:
    return re.sub(r"[\s·•・‧∙【】〖〗★◆■●☆◇▍▌▎█]", "", text).casefold()


def _may_follow(lines: Sequence[Line], at: int, layout: Layout, found: dict[int, Heading]) -> bool:
    """Say whether a heading can stand here: only after something finished."""
    if at == 0 or at - 1 in found or not layout.wrapped or lines[at].whole:
        return True
    before = lines[at - 1]
    if before.whole or before.table or before.picture or marks.is_closed(before.text):
        return True
    if layout.blank_ends:
        return before.blank_end
    return before.width < 0.75 * layout.measures[at - 1] or before.align == "center"


def _by_form(line: Line, layout: Layout, measure: float) -> Heading | None:
    text = line.text
    if is_note_head(text):
        return Heading(style="note", title=text)
    if _BRACKET.fullmatch(text):
        return Heading(style="bracket", title=plain_title(text))
    if line.width > 30 or _COMMON_END.search(text):
        return None
    bare = marks.strip_bullet(text)
    if is_known_section(bare):
        return Heading(style="name", title=bare)
    return _by_pattern(line) or (
        _by_words(line, bare) if _is_short(line, layout, measure) else None
    )


def _by_pattern(line: Line) -> Heading | None:
    if _DOT.fullmatch(line.text):
        return Heading(style="dot", title=line.text)
    if _CHAPTER.fullmatch(line.text) and line.width <= 16:
        return Heading(style="chapter", title=line.text)
    return None


def _is_short(line: Line, layout: Layout, measure: float) -> bool:
    return not layout.wrapped or line.whole or line.width < measure - 3


def _by_words(line: Line, bare: str) -> Heading | None:
    """Read a short line that is numbered 一、 or （一）, or ends as names of sections end."""
    if marks.is_finished(line.text) or marks.has_open_bracket(line.text[1:]):
        return None
    named = line.width <= 12 and is_section_like(bare)
    return _numbered(line.text) or (Heading(style="name", title=bare) if named else None)


def _numbered(text: str) -> Heading | None:
    styles: tuple[tuple[Style, re.Pattern[str]], ...] = (
        ("part", _PART),
        ("first", _FIRST),
        ("second", _SECOND),
    )
    for style, pattern in styles:
        if pattern.fullmatch(text):
            return Heading(style=style, title=text)
    return None
