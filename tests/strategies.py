"""Hypothesis strategies for whole issues, hostile to every form they are written in."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

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
    one_line,
)

_HARD = (
    "# 一", "## 二", "### 三", "***", "---", "**粗**", "> 引", "| 表 |", ": 注", "- 列", "1. 序",
    "2）", "<!-- item -->", "<!-- proof: off P101 -->", "![图](a.png)", "\\", "`", "&amp;",
    "<b>", "*", "[a](b)", "【组】", "（云岭水泥 李明远）", "（新华社）", "（党组）", "true",
    "null", "012", "2021-06-04", "a: b", "{x}", '"', "'",
    "}", "]", "%", "@", "#read", "$x$", "\u3000", "𠮷", "😀", "key=value", "-->",
)  # fmt: skip
_CHARACTERS = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))
lines = st.lists(st.sampled_from(_HARD) | st.text(_CHARACTERS, max_size=12), max_size=4).map(
    lambda parts: one_line("".join(parts))
)
texts = lines.filter(bool)
some_texts = st.lists(texts, max_size=3).map(tuple)
dates = st.dates(dt.date(1949, 10, 1), dt.date(2099, 12, 31))
files = st.from_regex(r"[a-z0-9]{1,8}\.(png|jpg)", fullmatch=True)
numbers = st.none() | st.integers(1, 9999)

mastheads = st.builds(
    Masthead,
    title=lines,
    year=st.none() | st.integers(1949, 2099),
    number=numbers,
    number_to=numbers,
    running_number=numbers,
    running_number_to=numbers,
    kind=st.sampled_from(["regular", "combined", "special", "first", "volume"]),
    label=lines,
    department=lines,
    date=st.none() | dates,
    classification=lines,
    copy_number=lines,
    urgency=lines,
    notice=lines,
)
bylines = st.builds(Byline, units=some_texts, people=some_texts, raw=lines) | st.sampled_from(
    [Byline(units=("云岭水泥",), people=("李明远",), raw="（云岭水泥 李明远）")]
)
pictures = st.builds(Picture, file=files, caption=lines, alt=lines, after=st.integers(0, 4))
rows = st.lists(st.lists(lines, max_size=3).map(tuple), max_size=3).map(tuple)
tables = st.builds(
    Table, rows=rows, head_rows=st.integers(0, 2), caption=lines, after=st.integers(0, 3)
)
items = st.builds(
    Item,
    id=st.sampled_from(["", "i01", "i02", "a-b"]) | lines,
    kind=st.sampled_from(["brief", "article", "quotation", "notice", "profile", "honour"]),
    title=st.none() | lines,
    lead=st.none() | lines,
    paragraphs=some_texts,
    byline=st.none() | bylines,
    source=st.none() | st.builds(Source, raw=lines),
    pictures=st.lists(pictures, max_size=2).map(tuple),
    tables=st.lists(tables, max_size=1).map(tuple),
)
some_items = st.lists(items, max_size=3).map(tuple)
sections = st.builds(
    Section,
    title=lines,
    items=some_items,
    subsections=st.lists(
        st.builds(Subsection, title=lines, bracketed=st.booleans(), items=some_items), max_size=2
    ).map(tuple),
)
imprints = st.builds(
    Imprint,
    window=st.none() | st.builds(Window, start=dates, end=dates),
    reported_to=some_texts,
    sent_to=some_texts,
    distribution=some_texts,
    copies=some_texts,
    submission_address=lines,
    print_run=numbers,
    printed_by=lines,
    printed_on=st.none() | dates,
    credits=st.lists(st.builds(Credit, role=lines, names=some_texts), max_size=2).map(tuple),
    other=some_texts,
)
issues = st.builds(
    Issue,
    masthead=mastheads,
    contents=some_texts,
    note=st.none() | st.builds(Note, title=lines, paragraphs=some_texts),
    sections=st.lists(sections, max_size=3).map(tuple),
    imprint=imprints,
)
