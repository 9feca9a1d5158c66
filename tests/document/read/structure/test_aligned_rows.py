"""Rows of wide-spaced cells: tables where columns of figures stand below each other, else text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianbao.document.model import Table
from jianbao.document.read.formats.text import read_text_lines
from jianbao.document.read.structure import read_structure
from jianbao.document.read.structure.aligned_rows import find_aligned_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

ROWS = """单位            检查项    发现隐患    整改率
二公司          126       19          100%
港航工程公司    118       22          91%
理货公司        40        3           —"""


def _tables(text: str) -> Sequence[Table]:
    return [line.table for line in find_aligned_tables(read_text_lines(text)) if line.table]


def test_aligned_rows_with_figures_are_a_table_with_a_head() -> None:
    assert _tables(ROWS) == [
        Table(
            rows=(
                ("单位", "检查项", "发现隐患", "整改率"),
                ("二公司", "126", "19", "100%"),
                ("港航工程公司", "118", "22", "91%"),
                ("理货公司", "40", "3", "—"),
            )
        )
    ]


def test_figures_alone_have_no_head() -> None:
    assert [table.head_rows for table in _tables(ROWS.partition("\n")[2])] == [0]


def test_rows_that_are_no_table_stay_text() -> None:
    names = "李明      王芳      何晓舟\n林远      石磊      温如玉\n张三      苏晴      方立新"
    ragged = "二公司    126    19\n港航工程公司    118  22    91%\n理货公司    40    3"
    imprint = "责任编辑：李明    校对：王芳    印数：120\n" * 3
    two = "二公司    126    19\n理货公司  118    22"
    shifted = "二公司    126          19\n          理货公司  118    22\n二公司    126          19"
    signed = "职工满意度再提升，服务更暖心。      （二公司）      （李明）\n" * 3
    for text in (names, ragged, imprint, two, shifted, signed):
        assert _tables(text) == []


def test_a_table_in_an_article_keeps_its_text_on_both_sides() -> None:
    text = f"""青江港务简报
2022年第7期
【安全生产】
安全检查结果通报
　　7月10日至25日，集团安全环保部组织检查组，对各单位开展暑期
安全大检查，共查出隐患44项，检查结果如下。
安全检查情况表
{ROWS}
　　未完成整改的隐患已落实责任人和临时防护措施，要求于8月底前
全部完成，并举一反三，防止同类隐患再次发生，确保安全度夏。
　　各单位要认真汲取教训，压实安全责任，把隐患当作事故来对待，
深入开展自查自纠。
"""
    (issue,) = read_structure(read_text_lines(text)).issues
    (item,) = issue.items()
    (table,) = item.tables
    assert (item.title, len(item.paragraphs)) == ("安全检查结果通报", 3)
    assert (table.caption, len(table.rows), table.after) == ("安全检查情况表", 4, 1)
