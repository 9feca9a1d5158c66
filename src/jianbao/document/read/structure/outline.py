"""Which headings are sections, subsections or titles here, judged over the whole issue."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from jianbao.document.byline import split_closing
from jianbao.document.read.structure.section_names import is_section_like, tells_event
from jianbao.language.numerals import NumeralError, parse_numeral

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jianbao.document.read.structure.blocks import Block

Role = Literal["section", "subsection", "title", "text"]
_SHORT_NAME = 10  # characters of a title that can name a section
_NAME_LENGTH = 12  # characters; sections are named more shortly than titles tell
_NAME_FORM = re.compile(r"[【（(]|.{2,16}篇$")
_GROUP_FORM = re.compile(r"[【〖［]|.{2,16}篇$")
_PLAIN = (1.0, False, None)  # the look of a line that nothing sets apart


class Placed(NamedTuple):
    """A block and the role it has in the outline; tables and pictures are `text`."""

    block: Block
    role: Role


def place_blocks(blocks: Sequence[Block]) -> list[Placed]:
    """Give every block its role."""
    levels = _roles_of_levels(blocks)
    mixed = _roles_of_mixed_level(blocks)
    styles = _roles_of_styles(blocks)
    placed: list[Placed] = []
    for at, block in enumerate(blocks):
        if block.heading is None:
            placed.append(Placed(block, "title" if block.kind == "title" else "text"))
        elif block.heading.style == "level":
            role = mixed.get(at) or levels[block.heading.level]
            placed.append(Placed(block, role))
        else:
            placed.append(Placed(block, _role(block, styles, placed, blocks[at + 1 :])))
    return _name_sections(placed)


def _roles_of_levels(blocks: Sequence[Block]) -> dict[int, Role]:
    """Sections are the highest stated level that heads several things; titles the lowest."""
    named: dict[int, list[str]] = {}
    for block in blocks:
        if block.heading and block.heading.style == "level":
            named.setdefault(block.heading.level, []).append(block.heading.title)
    levels = sorted(named)
    roles: dict[int, Role] = {}
    for level in levels:
        if not roles:
            roles[level] = "title" if len(levels) == 1 and _tell(named[level]) else "section"
        elif "subsection" not in roles.values() and (level != levels[-1] or _name(named[level])):
            roles[level] = "subsection"
        else:
            roles[level] = "title"
    return roles


def _roles_of_mixed_level(blocks: Sequence[Block]) -> dict[int, Role]:
    """Tell names of groups from titles of items where the lowest of several levels states both."""
    stated = [at for at, block in enumerate(blocks) if _level(block)]
    levels = {_level(blocks[at]) for at in stated}
    if len(levels) < 2:
        return {}
    lowest = [at for at in stated if _level(blocks[at]) == max(levels)]
    names = {at for at in lowest if _names_group(blocks[at].text)}
    if not 0 < len(names) < len(lowest):
        return {}
    return {at: "subsection" if at in names else "title" for at in lowest}


def _level(block: Block) -> int:
    return block.heading.level if block.heading and block.heading.style == "level" else 0


def _names_group(text: str) -> bool:
    return bool(_GROUP_FORM.match(text)) or is_section_like(text)


def _tell(titles: Sequence[str]) -> bool:
    """Say whether headings tell events rather than name kinds of items."""
    length = sum(map(len, titles)) / len(titles)
    events = sum(map(tells_event, titles))
    return length > _NAME_LENGTH or events > len(titles) / 2


def _name(titles: Sequence[str]) -> bool:
    """Say whether most headings have the form of names: ××篇, 【…】, （一）, 工作动态."""
    return sum(map(_is_name, titles)) > len(titles) / 2


def _is_name(title: str) -> bool:
    return len(title) <= 8 or bool(_NAME_FORM.match(title)) or is_section_like(title)


def _roles_of_styles(blocks: Sequence[Block]) -> dict[str, Role]:
    """Decide for every form of heading that the issue uses."""
    used = [style for style in _styles(blocks) if style != "note"]
    roles: dict[str, Role] = {"section": "section", "subsection": "subsection", "note": "section"}
    strong = [style for style in used if style in {"section", "level", "dot", "part", "name"}]
    first = used[0] if used else ""
    for style in ("dot", "part", "name"):
        roles[style] = "section"
    for style in ("bracket", "chapter"):
        roles[style] = "subsection" if strong and first != style else "section"
    sectional = not strong and "bracket" not in used and _numbers_sections(blocks)
    roles["first"] = "section" if sectional else "title"
    roles["second"] = "subsection" if sectional and _are_names(blocks, "second") else "title"
    return roles


def _styles(blocks: Iterable[Block]) -> Iterable[str]:
    return (block.heading.style for block in blocks if block.heading)


def _are_names(blocks: Sequence[Block], style: str) -> bool:
    titles = [b.heading.title for b in blocks if b.heading and b.heading.style == style]
    return bool(titles) and not _tell([title[3:] for title in titles])


def _numbers_sections(blocks: Sequence[Block]) -> bool:
    """Say whether 一、 二、 number the issue through: from its beginning, once, in order."""
    before_first = True
    numbers: list[int] = []
    for block in blocks:
        if block.heading and block.heading.style == "first":
            numbers.append(_order(block.text))
        elif not numbers and block.kind in {"title", "paragraph"}:
            before_first = False
    return before_first and len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))


def _order(text: str) -> int:
    """Give the number that a heading 十一、… opens with."""
    try:
        return parse_numeral(re.split(r"[、.．]", text, maxsplit=1)[0])
    except NumeralError:
        return 0


def _role(
    block: Block, styles: dict[str, Role], placed: Sequence[Placed], following: Sequence[Block]
) -> Role:
    """Give the role of a heading told by its form, with regard to what is open before it."""
    heading = block.heading
    assert heading is not None
    role = styles[heading.style]
    if role == "title" and _inside_article(block, placed):
        return "text"
    if role == "title" and (not following or following[0].kind != "paragraph"):
        return "text" if not following or following[0].heading is None else role
    return role


def _inside_article(block: Block, placed: Sequence[Placed]) -> bool:
    """Say whether an article is open whose title has another form than this numbered line."""
    for before in reversed(placed):
        if before.role in {"section", "subsection"}:
            return False
        if before.role == "title":
            own = before.block.heading
            return own is None or own.style != (block.heading and block.heading.style)
    return False


def _name_sections(placed: list[Placed]) -> list[Placed]:
    """Let plain titles name sections where their place or type shows that they do."""
    titles = [at for at, one in enumerate(placed) if one.role == "title" and not one.block.heading]
    if _are_sections(placed):
        naming = set(titles)
    else:
        naming = {at for at in titles if _names_next(placed, at)}
        naming |= _of_a_look(placed, titles, naming)
    return [Placed(one.block, "section") if at in naming else one for at, one in enumerate(placed)]


def _names_next(placed: Sequence[Placed], at: int) -> bool:
    """Say whether a short title stands right above another one."""
    below = at + 1 < len(placed) and placed[at + 1].role == "title"
    if at and placed[at - 1].role == "section":
        return False
    return below and _could_name(placed[at].block.text)


def _of_a_look(placed: Sequence[Placed], titles: Sequence[int], naming: set[int]) -> set[int]:
    """Find the titles set like those that name sections, or in larger type than all others."""
    looks = {at: _look(placed[at].block) for at in titles}
    largest = max((look[0] for look in looks.values()), default=1.0)
    larger = {look for look in looks.values() if look[0] == largest and largest > 1.0}
    kinds = {looks[at] for at in naming} | (larger if len(set(looks.values())) > 1 else set())
    kinds |= {_look(one.block) for one in placed if _is_named_section(one)}
    kinds.discard(_PLAIN)
    kinds = {
        look
        for look in kinds
        if all(_could_name(placed[at].block.text) for at in titles if looks[at] == look)
    }
    return {at for at in titles if looks[at] in kinds}


def _is_named_section(one: Placed) -> bool:
    heading = one.block.heading
    return one.role == "section" and heading is not None and heading.style == "name"


def _look(block: Block) -> tuple[float, bool, str | None]:
    line = block.lines[0]
    return round(line.size, 1), line.bold >= len(line.text), line.align


def _are_sections(placed: Sequence[Placed]) -> bool:
    """Say whether the plain titles of an issue without sections head several items each.

    They do when they are short names without events and most stand over several paragraphs, or
    when several of the paragraphs below one are signed.
    """
    if any(role == "section" and block.heading for block, role in placed):
        return False
    groups = _below_titles(placed)
    if len(groups) < 2:
        return False
    signed = sum(sum(map(_is_signed, texts)) > 1 for _, texts in groups)
    short = all(len(title) <= _SHORT_NAME and not tells_event(title) for title, _ in groups)
    several = sum(len(texts) > 1 for _, texts in groups)
    return short and (signed > 0 or (len(groups) > 2 and several > len(groups) / 2))


def _below_titles(placed: Sequence[Placed]) -> list[tuple[str, list[str]]]:
    """Give every plain title with the paragraphs below it."""
    groups: list[tuple[str, list[str]]] = []
    for block, role in placed:
        if role == "title":
            groups.append((block.text, []))
        elif groups and block.kind == "paragraph":
            groups[-1][1].append(block.text)
    return groups


def _is_signed(text: str) -> bool:
    return split_closing(text)[1] is not None


def _could_name(text: str) -> bool:
    return len(text) <= 8 and not tells_event(text)
