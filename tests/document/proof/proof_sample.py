"""The little notation in which the rules' examples are written, made into an issue.

A line is a paragraph; an empty line begins the next item; `#`, `##`, `###` are section,
subsection and title of an item; `@name value` sets a field of the issue or the profile.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from jianbao.document.model import (
    Byline,
    Credit,
    Imprint,
    Issue,
    Item,
    Masthead,
    Note,
    Picture,
    Section,
    Source,
    Subsection,
    Table,
    Window,
)
from jianbao.document.profile import EMPTY, HouseStyle, Profile, SectionProfile, UnitProfile

MASTHEAD = Masthead(
    title="青江港务简报",
    year=2021,
    number=12,
    running_number=48,
    department="综合办公室",
    date=dt.date(2021, 6, 4),
)


EMPTY_IMPRINT = Imprint()


@dataclass
class Sample:
    masthead: Masthead = MASTHEAD
    imprint: Imprint = EMPTY_IMPRINT
    profile: Profile = EMPTY
    today: dt.date | None = None
    contents: tuple[str, ...] = ()
    note: Note | None = None
    sections: list[Section] = field(default_factory=list)
    items: int = 0
    fresh: bool = True

    @property
    def issue(self) -> Issue:
        return Issue(
            masthead=self.masthead,
            imprint=self.imprint,
            contents=self.contents,
            note=self.note,
            sections=tuple(self.sections),
        )

    def read(self, line: str) -> None:
        if not line:
            self.fresh = True
        elif line.startswith("@"):
            name, _, value = line[1:].partition(" ")
            FIELDS[name](self, value)
        elif line.startswith("### "):
            self.fresh = True
            self.item(title=line[4:])
        elif line.startswith("## "):
            self.fresh = True
            groups = (*self.section.subsections, Subsection(title=line[3:]))
            self.sections[-1] = msgspec.structs.replace(self.section, subsections=groups)
        elif line.startswith("# "):
            self.fresh = True
            self.sections.append(Section(title=line[2:]))
        else:
            self.item(paragraph=line)

    @property
    def section(self) -> Section:
        if not self.sections:
            self.sections.append(Section(title="工作动态"))
        return self.sections[-1]

    def item(self, **change: Any) -> None:  # noqa: ANN401 - fields of an Item
        holder: Section | Subsection = self.section
        if self.section.subsections:
            holder = self.section.subsections[-1]
        items = list(holder.items)
        if self.fresh:
            self.items += 1
            items.append(Item(id=f"i{self.items:02}"))
            self.fresh = False
        last = items[-1]
        if "paragraph" in change:
            change["paragraphs"] = (*last.paragraphs, change.pop("paragraph"))
        for many in ("pictures", "tables"):
            if many in change:
                change[many] = (*getattr(last, many), *change[many])
        items[-1] = msgspec.structs.replace(last, **change)
        new = msgspec.structs.replace(holder, items=tuple(items))
        if isinstance(new, Subsection):
            groups = (*self.section.subsections[:-1], new)
            new = msgspec.structs.replace(self.section, subsections=groups)
        self.sections[-1] = new

    def set(self, part: str, **fields: Any) -> None:  # noqa: ANN401 - fields of any value
        setattr(self, part, msgspec.structs.replace(getattr(self, part), **fields))

    def style(self, **fields: Any) -> None:  # noqa: ANN401 - fields of HouseStyle
        self.set("profile", style=msgspec.structs.replace(self.profile.style, **fields))


def _byline(sample: Sample, raw: str) -> None:
    words = raw.strip("（）").split()
    units = tuple(words[:1] if len(words) > 1 else ())
    people = tuple(words[-1].split("、")) if words else ()
    if len(words) == 1 and words[0].endswith(("部", "公司", "厂", "港务")):
        units, people = (words[0],), ()
    sample.item(byline=Byline(raw=raw, units=units, people=people))


def _byline_of_two(sample: Sample, raw: str) -> None:
    unit, names = raw.strip("（）").split()
    people = tuple(names.replace("，", "、").split("、"))
    sample.item(byline=Byline(raw=raw, units=(unit,), people=people))


def _window(sample: Sample, value: str) -> None:
    start, end = (dt.date.fromisoformat(day) for day in value.split("/"))
    sample.set("imprint", window=Window(start=start, end=end))


def _last(sample: Sample, value: str) -> None:
    year, number, running, date = value.split()
    sample.set(
        "profile",
        last_year=int(year),
        last_number=int(number),
        last_running_number=int(running),
        last_date=date,
    )


def _units(sample: Sample, value: str) -> None:
    units = [entry.split("=") for entry in value.split("；")]
    roster = [UnitProfile(name=name, aliases=tuple(rest)) for name, *rest in units]
    sample.set("profile", units=tuple(roster))


def _picture(sample: Sample, value: str) -> None:
    file, caption, alt = (value + "||").split("|")[:3]
    sample.item(pictures=(Picture(file=file, caption=caption, alt=alt),))


def _table(sample: Sample, value: str) -> None:
    rows = tuple(tuple(row.split("|")) for row in value.split("；"))
    sample.item(tables=(Table(rows=rows),))


def _masthead(name: str, kind: Callable[[str], Any] = str) -> Callable[[Sample, str], None]:
    def put(sample: Sample, value: str) -> None:
        sample.set(
            "masthead", **{name: kind(value) if value else (None if kind is not str else "")}
        )

    return put


def _imprint(name: str, kind: Callable[[str], Any] = str) -> Callable[[Sample, str], None]:
    return lambda sample, value: sample.set("imprint", **{name: kind(value)})


def _several(value: str) -> tuple[str, ...]:
    return tuple(value.split("、"))


def _note(sample: Sample, value: str) -> None:
    sample.note = Note(paragraphs=(value,))


FIELDS: dict[str, Callable[[Sample, str], None]] = {
    "刊名": _masthead("title"),
    "年": _masthead("year", int),
    "期": _masthead("number", int),
    "至": _masthead("number_to", int),
    "总期": _masthead("running_number", int),
    "种类": _masthead("kind"),
    "编发": _masthead("department"),
    "日期": _masthead("date", dt.date.fromisoformat),
    "密级": _masthead("classification"),
    "份号": _masthead("copy_number"),
    "采集": _window,
    "采集原文": _imprint("window_text"),
    "报": _imprint("reported_to", _several),
    "送": _imprint("sent_to", _several),
    "发": _imprint("distribution", _several),
    "抄送": _imprint("copies", _several),
    "邮箱": _imprint("submission_address"),
    "份数": _imprint("print_run", int),
    "印发": _imprint("printed_on", dt.date.fromisoformat),
    "其他": lambda sample, value: sample.set("imprint", other=(*sample.imprint.other, value)),
    "编辑": lambda sample, value: sample.set(
        "imprint", credits=(Credit(role="编辑", names=_several(value)),)
    ),
    "目录": lambda sample, value: setattr(sample, "contents", tuple(value.split("；"))),
    "按语": _note,
    "署名": _byline,
    "署名二人": _byline_of_two,
    "来源": lambda sample, value: sample.item(source=Source(raw=value)),
    "导语": lambda sample, value: sample.item(lead=value),
    "图": _picture,
    "表": _table,
    "上期": _last,
    "名册": _units,
    "人员": lambda sample, value: sample.set("profile", people=_several(value)),
    "常设栏目": lambda sample, value: sample.set(
        "profile", sections=tuple(SectionProfile(title=title) for title in _several(value))
    ),
    "固定发放": lambda sample, value: sample.set("profile", distribution=_several(value)),
    "固定邮箱": lambda sample, value: sample.set("profile", submission_address=value),
    "忌用": lambda sample, value: sample.style(avoid=dict([value.split("=")])),
    "固定表述": lambda sample, value: sample.style(fixed_phrases=(value,)),
    "篇幅": lambda sample, value: sample.style(item_length=int(value)),
    "数字空格": lambda sample, value: sample.style(spaced_digits=value == "有"),
    "今天": lambda sample, value: setattr(sample, "today", dt.date.fromisoformat(value)),
}


def sample(text: str, style: HouseStyle | None = None) -> Sample:
    """Make the issue and the profile that an example describes."""
    made = Sample()
    for line in text.split("\n"):
        made.read(line)
    if style is not None:
        made.profile = msgspec.structs.replace(made.profile, style=style)
    return made
