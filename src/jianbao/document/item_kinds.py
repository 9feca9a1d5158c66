"""The kinds of items (条目) and the fields of each, as one table; it mends nothing.

The kinds are those of a party bulletin as it is printed: short news and reports that units sign,
a leader's words with the occasion, an agency's notice, portraits of people and honours of units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from jianbao.document.model import Item, ItemKind
from jianbao.document.problems import Sentence

Use = Literal["required", "expected", "optional", "unused"]
Shape = Literal["", "signed", "occasion", "agency"]
Field = Literal["title", "lead", "paragraphs", "byline", "source", "pictures"]
Code = Literal["missing", "expected", "unused", "shape", "name"]


class KindOfItem(msgspec.Struct, frozen=True, kw_only=True):
    """What the items of one kind are made of.

    A required field keeps the item out of print while it is empty, an expected one is asked for,
    an unused one is kept and pointed out. `byline` is shaped （单位 姓名） with units; `source`
    as its occasion （日期，谁在何处讲话） or an agency （新华社）. With `opens_with_name` the text
    begins with whom it is about: 姓名，单位职务。
    """

    name: Sentence
    title: Use = "optional"
    lead: Use = "optional"
    paragraphs: Use = "required"
    byline: Use = "optional"
    source: Use = "unused"
    pictures: Use = "optional"
    source_shape: Shape = ""
    opens_with_name: bool = False


KINDS: dict[ItemKind, KindOfItem] = {
    # Short news: its head may run in; signed or not, now and then taken from an agency.
    "brief": KindOfItem(name=Sentence("简讯", "Brief"), source="optional"),
    # A head of its own, several paragraphs, always signed.
    "article": KindOfItem(name=Sentence("文章", "Article"), title="required", byline="expected"),
    # “……”（某年某月某日，某人在某处讲话）; nobody signs it.
    "quotation": KindOfItem(
        name=Sentence("论述摘编", "Quotation"),
        byline="unused",
        source="required",
        pictures="unused",
        source_shape="occasion",
    ),
    # 某机关印发《……》。……（新华社）, or the house's own with the department that gives it out.
    "notice": KindOfItem(
        name=Sentence("政策通知", "Notice"),
        lead="expected",
        source="expected",
        source_shape="agency",
    ),
    # 姓名，单位职务。…… under a group such as 【劳动模范】.
    "profile": KindOfItem(
        name=Sentence("人物事迹", "Profile"),
        lead="unused",
        opens_with_name=True,
    ),
    # 单位。…… under a group such as 【先进集体】, or a list of who was honoured.
    "honour": KindOfItem(name=Sentence("荣誉榜", "Honour"), lead="optional"),
}

_FIELDS: dict[Field, Sentence] = {
    "title": Sentence("标题", "title"),
    "lead": Sentence("导语", "lead"),
    "paragraphs": Sentence("正文", "text"),
    "byline": Sentence("署名", "byline"),
    "source": Sentence("来源", "source"),
    "pictures": Sentence("图片", "picture"),
}
_SAID: dict[Code, Sentence] = {
    "missing": Sentence("{kind}须有{field}。", "{kind}: a {field} is missing."),
    "expected": Sentence(
        "{kind}通常有{field}，这里没有。", "{kind}: usually with a {field}, which is missing."
    ),
    "unused": Sentence("{kind}一般不用{field}。", "{kind}: no {field} as a rule."),
    "shape": Sentence(
        "{field}的写法与{kind}不符：{text}", "{kind}: this is no {field} of that kind: {text}"
    ),
    "name": Sentence(
        "{kind}应以姓名和职务开头，如“姓名，单位职务。”",
        "{kind}: it opens with the name and the post.",
    ),
}

_DATE = re.compile(r"\d{4}\s*年|[〇零一二三四五六七八九]{4}年|\d{1,2}\s*月")
_OCCASION = re.compile(
    r"讲话|致辞|讲课|论述|指示|批示|贺信|回信|演讲|文章|会议|座谈会|大会|调研|考察"
)
_OPENS_WITH_NAME = re.compile(r"[^，。；：！？]{2,12}[，。]")


class KindProblem(msgspec.Struct, frozen=True, kw_only=True):
    """What an item lacks of its kind, or has beside it; an error keeps it out of print."""

    code: Code
    field: Field
    kind: ItemKind
    text: str = ""

    @property
    def severity(self) -> Literal["error", "warning"]:
        """How much it weighs."""
        return "error" if self.code == "missing" else "warning"

    def said(self, language: str = "zh") -> str:
        """Say it in `language` (`zh` or `en`)."""
        return _SAID[self.code].said(
            language,
            kind=KINDS[self.kind].name.said(language),
            field=_FIELDS[self.field].said(language),
            text=self.text,
        )


def kind_problems(item: Item) -> tuple[KindProblem, ...]:
    """Hold an item against the fields of its kind; in the order of the fields."""
    kind = KINDS[item.kind]
    found = [*_uses(item, kind), *_shapes(item, kind)]
    order = list(_FIELDS)
    return tuple(sorted(found, key=lambda problem: order.index(problem.field)))


def _uses(item: Item, kind: KindOfItem) -> Iterator[KindProblem]:
    for field in _FIELDS:
        use: Use = getattr(kind, field)
        filled = bool(getattr(item, field))
        if use == "required" and not filled and not (field == "paragraphs" and item.lead):
            yield KindProblem(code="missing", field=field, kind=item.kind)
        elif use == "expected" and not filled and not _stood_in_for(field, item):
            yield KindProblem(code="expected", field=field, kind=item.kind)
        elif use == "unused" and filled:
            yield KindProblem(code="unused", field=field, kind=item.kind)


def _stood_in_for(field: Field, item: Item) -> bool:
    """Say whether a title is there for a lead, or a byline for a source and the other way."""
    others: dict[Field, Field] = {"lead": "title", "source": "byline", "byline": "source"}
    return field in others and bool(getattr(item, others[field]))


def _shapes(item: Item, kind: KindOfItem) -> Iterator[KindProblem]:
    if item.byline and not item.byline.units:
        yield KindProblem(code="shape", field="byline", kind=item.kind, text=item.byline.raw)
    raw = item.source.raw if item.source else ""
    spoken = bool(_DATE.search(raw) and _OCCASION.search(raw))
    if raw and kind.source_shape == "occasion" and not spoken:
        yield KindProblem(code="shape", field="source", kind=item.kind, text=raw)
    if raw and kind.source_shape == "agency" and spoken:
        yield KindProblem(code="shape", field="source", kind=item.kind, text=raw)
    first = item.paragraphs[0] if item.paragraphs else ""
    if first and kind.opens_with_name and not _OPENS_WITH_NAME.match(first):
        yield KindProblem(code="name", field="paragraphs", kind=item.kind)
