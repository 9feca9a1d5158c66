"""Lines of a table of recipients as they are meant: slips of the pen mended, words understood."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from jianbao.desk.actions.tables import Table
from jianbao.desk.models import Capacity, Carriage, Recipient, Unit
from jianbao.desk.queries.addresses import address_problem, clean_address
from jianbao.desk.queries.roster import Known
from jianbao.language.characters import HAN

HEADINGS = {
    "name": ("姓名", "收件人", "名称", "联系人", "name", "full name", "recipient"),
    "unit": ("单位", "单位名称", "所在单位", "部门", "unit", "organisation", "organization"),
    "post": ("职务", "职位", "岗位", "post", "position", "job title"),
    "address": ("邮箱", "电子邮箱", "电子邮件", "邮件地址", "email", "e-mail", "mail", "address"),
    "groups": ("发放对象", "分组", "组别", "所在组", "名单", "groups", "group", "lists"),
    "capacity": ("主送抄送", "主送或抄送", "发放类别", "主送/抄送/内部留存", "capacity"),
    "wants": ("方式", "发放方式", "接收方式", "carriage", "form", "wants"),
    "note": ("备注", "说明", "note", "remark", "remarks"),
}
CAPACITIES: dict[str, Capacity] = {
    **dict.fromkeys(("主送", "主", "发", "main", "to"), Capacity.MAIN),
    **dict.fromkeys(("抄送", "抄", "copy", "cc"), Capacity.COPY),
    **dict.fromkeys(("内部留存", "留存", "存档", "存", "file", "keptinhouse"), Capacity.FILE),
}
WAYS: dict[str, Carriage] = {
    **dict.fromkeys(("附件", "attachment", "attached"), Carriage.ATTACHED),
    **dict.fromkeys(("链接", "link"), Carriage.LINK),
    **dict.fromkeys(
        (
            "附件和链接",
            "附件及链接",
            "附件与链接",
            "附件、链接",
            "附件加链接",
            "附件+链接",
            "两者",
            "both",
        ),
        Carriage.BOTH,
    ),
}
_WORDS: dict[str, str] = {
    Capacity.MAIN: "主送",
    Capacity.COPY: "抄送",
    Capacity.FILE: "内部留存",
    Carriage.ATTACHED: "附件",
    Carriage.LINK: "链接",
    Carriage.BOTH: "附件和链接",
}
_LONGEST = {"name": 60, "post": 60, "note": 200}
_LONGEST_GROUP = 60
_ALNUM = string.ascii_letters + string.digits
_HALF_WIDTH = str.maketrans({chr(ord(each) + 0xFEE0): each for each in _ALNUM})
_BETWEEN_HAN = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")
_UNSEEN = re.compile(r"[\u200b-\u200f\u2060\ufeff]")


class Wanted(NamedTuple):
    """One line as it is meant; what is empty says nothing. `why` is the code of what is wrong."""

    line: int
    name: str
    address: str
    post: str = ""
    unit: Unit | None = None
    groups: tuple[str, ...] = ()
    capacity: str = ""
    wants: str = ""
    note: str = ""
    unknown_unit: str = ""  # goes into the note, where there is none: nothing given is lost
    why: str = ""
    about: str = ""
    warnings: tuple[tuple[str, str], ...] = ()


class Surroundings(NamedTuple):
    """What lines are understood by."""

    known: Known
    groups: Mapping[str, str]  # folded names to names: of groups, and of lines of the imprint
    own: frozenset[str]


def rows_of(table: Table, around: Surroundings) -> list[Wanted]:
    """Understand every line of a table; lines of one address are joined to the first of them."""
    return _joined([_read(line, given, around) for line, given in table.rows])


def folded(name: str) -> str:
    """Give the form in which names of groups and words of a column are compared."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).casefold()


def group_names(cell: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """Give the groups in a cell. A ; between them outranks 、, which may stand within a name.

    各分公司、子公司 is one group where one of this name is known, else two.
    """
    if re.search("[;；]", cell):
        parts = [name for part in re.split("[;；]", cell) if (name := part.strip())]
        return tuple(dict.fromkeys(known.get(folded(part), part) for part in parts))
    pieces = re.split(r"([、,，/|｜])", cell)
    found: list[str] = []
    at = 0
    while at < len(pieces):
        ends = range(len(pieces), at, -2)
        joined = {end: "".join(pieces[at:end]).strip() for end in ends}
        end = next((end for end in ends if folded(joined[end]) in known), at + 1)
        if joined[end]:
            found.append(known.get(folded(joined[end]), joined[end]))
        at = end + 1
    return tuple(dict.fromkeys(found))


def groups_cell(names: Sequence[str]) -> str:
    """Write groups into one cell, so that `group_names` finds them again wherever it is read."""
    if any(re.search("[、,，/|｜]", name) for name in names):
        return "；".join(names) + ("；" if len(names) == 1 else "")
    return "、".join(names)


def row_of(one: Recipient) -> tuple[str, ...]:
    """Write one as a line under the HEADINGS; without a capacity where the groups differ in it."""
    groups = list(one.groups.all())
    capacities = {group.capacity for group in groups}
    return (
        one.name,
        one.unit.name if one.unit else "",
        one.post,
        one.address,
        groups_cell([group.name for group in groups]),
        _WORDS[capacities.pop()] if len(capacities) == 1 else "",
        _WORDS.get(one.wants, ""),
        one.note,
    )


def _read(line: int, given: Mapping[str, str], around: Surroundings) -> Wanted:
    cells = {column: _mended(given.get(column, "")) for column in HEADINGS}
    address = clean_address(given.get("address", ""))
    unit = around.known.unit_named(cells["unit"]) if cells["unit"] else None
    capacity = CAPACITIES.get(folded(cells["capacity"]), "")
    groups = group_names(cells["groups"], around.groups)
    if not groups and capacity:  # 主送 alone: a group of that name
        groups = (str(cells["capacity"]),)
    found = Wanted(
        line=line,
        name=cells["name"],
        address=address,
        post=cells["post"],
        unit=unit,
        groups=groups,
        capacity=capacity,
        wants=WAYS.get(folded(cells["wants"]), ""),
        note=cells["note"],
        unknown_unit="" if unit else cells["unit"],
    )
    why, about = _wrong(found, cells, around)
    warnings = (("unit-noted", found.unknown_unit),) if found.unknown_unit else ()
    return found._replace(why=why, about=about, warnings=warnings)


def _wrong(found: Wanted, cells: Mapping[str, str], around: Surroundings) -> tuple[str, str]:
    problem = address_problem(found.address, around.own)
    long = any(len(getattr(found, column)) > most for column, most in _LONGEST.items())
    long |= any(len(name) > _LONGEST_GROUP for name in found.groups)
    errors = [
        ("name-missing", "", not found.name),
        ("name-too-long", "", long),
        (problem, found.address, bool(problem)),
        ("capacity-unknown", cells["capacity"], bool(cells["capacity"]) and not found.capacity),
        ("way-unknown", cells["wants"], bool(cells["wants"]) and not found.wants),
    ]
    return next(((why, about) for why, about, wrong in errors if wrong), ("", ""))


def _mended(text: str) -> str:
    """Take out what nobody sees, blanks within Chinese words (张　三), and full-width letters."""
    text = _UNSEEN.sub("", text).translate(_HALF_WIDTH)
    return _BETWEEN_HAN.sub("", text.replace("\u3000", " ")).strip()


def _joined(rows: Iterable[Wanted]) -> list[Wanted]:
    first: dict[str, int] = {}
    found: list[Wanted] = []
    for row in rows:
        at = first.get(row.address)
        if row.why or at is None:
            if not row.why:
                first[row.address] = len(found)
            found.append(row)
        elif found[at].name != row.name:
            about = f"{found[at].line} {found[at].name}"
            found.append(row._replace(why="address-of-another-line", about=about))
        else:
            found[at], joined = _join(found[at], row)
            found.append(joined)
    return found


def _join(one: Wanted, more: Wanted) -> tuple[Wanted, Wanted]:
    """Give the first line with what the second adds; and the second, which says nothing more."""
    groups = tuple(dict.fromkeys((*one.groups, *more.groups)))
    columns = ("post", "unit", "wants", "note")
    filled = {column: getattr(one, column) or getattr(more, column) for column in columns}
    unlike = any(getattr(more, c) and getattr(more, c) != filled[c] for c in columns)
    said = "line-unlike" if unlike else "line-joined"
    said_of = (*more.warnings, (said, str(one.line)))
    return one._replace(groups=groups, **filled), more._replace(why="joined", warnings=said_of)
