"""A byline or source that stands in a paragraph of its own belongs to the item before it."""

from __future__ import annotations

from jianbao.document.read.lines import Line
from jianbao.document.read.structure import read_structure

PARAGRAPHS = (
    "云岭水泥党群工作",
    "2026年第7期（总第31期）",
    "学·初心之源",
    "站在窑头看火，我懂得了稳字的分量。",
    "（青石分公司 王青禾）",
    "矿山没有平路，成长也没有捷径。",
    "（新华社）",
    "跟车送料的日子里，规矩记在心里。",
)


def test_a_closing_paragraph_is_no_item() -> None:
    lines = [Line(text=text, number=n, whole=True) for n, text in enumerate(PARAGRAPHS, 1)]
    (issue,) = read_structure(lines).issues
    first, second, third = issue.items()
    assert first.byline is not None
    assert first.byline.people == ("王青禾",)
    assert second.source is not None
    assert second.source.raw == "（新华社）"
    assert third.text == PARAGRAPHS[-1]
