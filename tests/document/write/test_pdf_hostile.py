from __future__ import annotations

import pytest

from jianbao.document.model import Issue, Item, Section
from jianbao.document.write.pdf import write_pdf

from document.write.pdf_pages import page_texts, solid

HOSTILE = [
    '#read("/etc/passwd")',
    "$x^2$ 与 $ 单个",
    "@ref 引用 <label> 标签",
    "`代码` ```块``` *粗* _斜_",
    r"\u{4e2d} \n \\ \# 反斜杠",
    "<script>alert(1)</script>&amp;",
    '#import "@preview/x:1.0.0": *',
    "= 标题 - 列表 + 编号 / 术语: 说明",
    "{{ 模板 }} {% 块 %} //注释 /* 注释 */",
    '#panic("停") [未闭合 {未闭合 (未闭合',
    "https://example.cn/" + "a" * 120,
    "长" * 3000,
    "~ -- --- ... ' \" 引号",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_printed_as_it_is_and_never_run(text: str) -> None:
    issue = Issue(sections=(Section(title=text[:40], items=(Item(paragraphs=(text,)),)),))
    pages = page_texts(write_pdf(issue))
    numbers = [f"—{number}—" for number in range(1, len(pages) + 1)]
    printed = "".join(
        solid(page).removesuffix(number) for page, number in zip(pages, numbers, strict=True)
    )
    assert printed == solid(text[:40].strip() + text)


def test_what_turns_the_direction_of_text_is_left_out() -> None:
    issue = Issue(sections=(Section(items=(Item(paragraphs=("甲\u202e乙丙\u200b丁",)),)),))
    assert solid(page_texts(write_pdf(issue))[0]) == "甲乙丙丁—1—"
