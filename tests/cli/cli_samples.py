"""What the tests of the command line share: a process's surroundings and an invented issue."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

from PIL import Image

import jianbao

SOURCE = Path(jianbao.__file__).parents[1]
ISSUE = """\
---
jianbao: 1
title: 青江港务工作简报
year: 2024
number: 7
running_number: 31
department: 办公室
date: 2024-07-05
---

# 港区动态

**青江港务完成首票中欧班列换装。**6月28日，东港公司用时3小时完成50个标准箱换装。（东港公司 周砚清）

# 班组之窗

岗位练兵要练在日常。把小事做细，把细事做透。（机电班 林晚舟）
"""

PLAIN = """\
青江港务工作简报
2024年第7期（总第31期）

办公室                         2024年7月5日

港区动态

    青江港务完成首票中欧班列换装。6月28日，东港公司用时3小时完成50个标准箱换装。（东港公司 周砚清）

班组之窗

    岗位练兵要练在日常。把小事做细，把细事做透。（机电班 林晚舟）
"""


def jpeg() -> bytes:
    """Draw the smallest of pictures."""
    data = BytesIO()
    Image.new("RGB", (8, 6), (200, 22, 29)).save(data, "JPEG")
    return data.getvalue()


JPEG = jpeg()


def environment(**changed: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(SOURCE), **changed}
