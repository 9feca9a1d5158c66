from __future__ import annotations

import pytest

from jianbao.document.problems import Unreadable
from jianbao.document.read.formats import markdown
from jianbao.document.read.formats.reading import FormatReading


def read_markdown(text: str) -> FormatReading:
    return markdown.read_markdown(text.encode())


NEWSLETTER = """\
---
title: 港务技术周刊
date: 2031-06-04
tags:
  - 码头
  - "岸桥"
---

# 第43期

## 本周 {#week}

- [岸桥**改造**](http://127.0.0.1/a)完成
  第二行

  续段
- 第二条

3. 甲
   1) 乙

**要点。**正文接着写。

    缩进的段落
软换行 English
words

<!-- 不说 -->
> 引文<br>下行

| 月 | 吨 |
|---|---|
| 一月 | **5** |

```
代码
```
***
"""


def rows(reading: FormatReading) -> list[tuple[str, str, int, int]]:
    return [(line.mark, line.text, line.level, line.bold) for line in reading.lines]


def test_a_newsletter_is_read_line_by_line() -> None:
    reading = read_markdown(NEWSLETTER)
    assert rows(reading) == [
        ("", "第43期", 1, 0),
        ("", "本周", 2, 0),
        ("•", "岸桥改造完成第二行", 0, 0),
        ("", "续段", 0, 0),
        ("•", "第二条", 0, 0),
        ("3.", "甲", 0, 0),
        ("1)", "乙", 0, 0),
        ("", "要点。正文接着写。", 0, 3),
        ("", "缩进的段落软换行 English words", 0, 0),
        ("", "引文", 0, 0),
        ("", "下行", 0, 0),
        ("", "", 0, 0),
        ("", "代码", 0, 0),
    ]
    assert reading.front_matter == {
        "title": "港务技术周刊",
        "date": "2031-06-04",
        "tags": "码头、岸桥",
    }
    assert reading.lines[-2].table is not None
    assert reading.lines[-2].table.rows == (("月", "吨"), ("一月", "5"))
    assert reading.problems == ()


def test_numbers_are_those_of_the_file() -> None:
    numbers = [line.number for line in read_markdown(NEWSLETTER).lines]
    assert [NEWSLETTER.splitlines()[number - 1] for number in numbers[:3]] == [
        "# 第43期",
        "## 本周 {#week}",
        "- [岸桥**改造**](http://127.0.0.1/a)完成",
    ]


def test_pictures_outside_are_named_and_those_beside_are_kept_by_name() -> None:
    text = (
        "![a](http://127.0.0.1/x.png)\n\n前![码头](img/a.png)<img src=b.png>后\n\n<img src=c.png>"
    )
    reading = read_markdown(text)
    assert [problem.code for problem in reading.problems] == ["external"] * 3
    assert [(line.text, line.picture and line.picture.file) for line in reading.lines] == [
        ("前", None),
        ("", "img/a.png"),
        ("后", None),
    ]


def test_html_blocks_are_read_as_pages_are() -> None:
    text = '<div align="center">\n<h2>居中</h2><p style="display:none">暗</p>\n</div>\n\n后'
    reading = read_markdown(text)
    assert [(line.text, line.level, line.align) for line in reading.lines] == [
        ("居中", 2, "center"),
        ("后", 0, None),
    ]
    assert [problem.code for problem in reading.problems] == ["hidden-text"]


def test_a_long_sentence_over_dashes_is_no_heading() -> None:
    sentence = "青江港务集团召开安全生产会议研究部署下半年各项重点工作，" * 3 + "会议圆满结束。"
    assert rows(read_markdown(f"{sentence}\n---\n\n标题\n===\n")) == [
        ("", sentence, 0, 0),
        ("", "标题", 1, 0),
    ]


def test_toml_front_matter_and_a_fence_that_never_ends() -> None:
    assert read_markdown('+++\ntitle = "简报"\n+++\n正文').front_matter == {"title": "简报"}
    assert [line.text for line in read_markdown("---\n正文").lines] == ["正文"]


def test_text_between_two_rules_is_no_front_matter() -> None:
    reading = read_markdown("---\n开篇的话。\n\n---\n正文\n")
    assert [line.text for line in reading.lines] == ["开篇的话。", "正文"]
    assert reading.front_matter == {}


@pytest.mark.parametrize("text", ["字" * (2 << 20), "字\n" * 60_000, "![" * 40_000])
def test_more_than_a_newsletter_holds_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_markdown(text)
    assert refused.value.code == "too-big"
