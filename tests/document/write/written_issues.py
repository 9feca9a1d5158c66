"""Invented issues for the writers: one with everything in it, and hostile texts."""

from __future__ import annotations

import datetime as dt
import io
import re

from PIL import Image

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

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><!--",
    '"onload="x',
    "'&amp;&#x41;]]>",
    "{0} {red} %s",
    "\ufffe\uffff",
    "𠮷😀",
    "javascript:x",
)


def photo(size: tuple[int, int] = (64, 48), kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (120, 140, 160)).save(out, kind, **options)
    return out.getvalue()


PICTURES = {"quay.png": photo(), "night.jpg": photo((48, 64), "JPEG")}

FULL = Issue(
    masthead=Masthead(
        title="青江港务党建",
        year=2026,
        number=3,
        running_number=15,
        department="党委工作部",
        date=dt.date(2026, 3, 6),
        classification="秘密★1年",
        copy_number="000012",
        notice="内部资料 注意保存",
    ),
    contents=("夜班班车开通", "三号泊位的三年"),
    note=Note(paragraphs=("本期集中刊登节后复工的做法。", "来稿请注明单位与姓名。")),
    sections=(
        Section(
            title="要闻·速览",
            items=(
                Item(
                    id="i01",
                    kind="quotation",
                    lead="把责任落到岗位。",
                    paragraphs=("“安全不是一阵风。”",),
                    source=Source(raw="（2026年2月18日，安全生产会议讲话）"),
                ),
                Item(
                    id="i02",
                    lead="三号泊位单班作业破纪录。",
                    paragraphs=("2月单班装卸1140标箱。",),
                    byline=Byline(
                        units=("三号码头",), people=("陆知行",), raw="（三号码头 陆知行）"
                    ),
                ),
            ),
        ),
        Section(
            title="一线",
            subsections=(
                Subsection(title="办实事篇", items=(Item(id="i03", paragraphs=("开通班车。",)),)),
                Subsection(
                    title="突击队", bracketed=True, items=(Item(id="i04", lead="抢修不过夜。"),)
                ),
            ),
        ),
        Section(
            title="交流",
            items=(
                Item(
                    id="i05",
                    kind="article",
                    title="三号泊位的三年",
                    paragraphs=("第一段。", "第二段。"),
                    byline=Byline(units=("三号码头",), raw="（三号码头 供稿）"),
                    pictures=(
                        Picture(file="quay.png", caption="泊位全景", alt="泊位", after=1),
                        Picture(file="lost.jpg", caption="缺的", after=2),
                    ),
                    tables=(
                        Table(
                            rows=(("年份", "停机"), ("2024", "312"), ("2025",)),
                            caption="停机小时",
                            after=1,
                        ),
                    ),
                ),
            ),
        ),
    ),
    imprint=Imprint(
        window=Window(start=dt.date(2026, 2, 18), end=dt.date(2026, 3, 4)),
        reported_to=("集团党委",),
        sent_to=("集团各部门", "兄弟单位"),
        distribution=("公司领导", "各部室"),
        copies=("集团党群部",),
        submission_address="dj@qingjiang.example",
        print_run=120,
        printed_by="青江港务党委工作部",
        printed_on=dt.date(2026, 3, 6),
        credits=(Credit(role="责任编辑", names=("苏明远", "程静")),),
    ),
)


def hostile() -> Issue:
    text = " ".join(HOSTILE)
    return Issue(
        masthead=Masthead(title=text, department=text, notice=text),
        contents=(text,),
        note=Note(title=text, paragraphs=(text,)),
        sections=(
            Section(
                title=text,
                items=(
                    Item(
                        id='"><script>',
                        title=text,
                        lead=text,
                        paragraphs=(text,),
                        byline=Byline(raw=text),
                        pictures=(Picture(file="../../" + text, caption=text, alt=text),),
                        tables=(Table(rows=((text, "=1+1"),), caption=text),),
                    ),
                    Item(id='"><script>', paragraphs=(text,)),
                ),
            ),
        ),
        imprint=Imprint(distribution=(text,), submission_address=text, other=(text,)),
    )


def printed_texts(issue: Issue) -> list[str]:
    """All texts of the items of an issue in the order of print, without blanks."""
    texts = []
    for item in issue.items():
        texts += [item.title or "", (item.lead or "") + "".join(item.paragraphs[:1])]
        texts += item.paragraphs[1:]
    return [squeezed(text) for text in texts if text]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
