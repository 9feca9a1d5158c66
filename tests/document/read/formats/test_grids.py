from __future__ import annotations

import pytest

from jianbao.document.model import Picture
from jianbao.document.read.formats.grids import Cell, Grid, grid_lines
from jianbao.document.read.lines import Line


def cell(*texts: str, columns: int = 1) -> Cell:
    return Cell(tuple(Line(text=text, number=1) for text in texts), columns)


def grid(*rows: list[Cell], layout: bool | None = None, head_rows: int = 0) -> list[str | None]:
    lines = grid_lines(Grid(tuple(map(tuple, rows)), head_rows, layout), 1)
    return [None if line.table else line.text for line in lines]


LONG = "这是一段很长很长的文字，" * 10
DATA = ([cell("单位"), cell("吨")], [cell("一厂"), cell("5")], [cell("二厂"), cell("6")])


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (DATA, [None]),
        ([[cell("只有一列")], [cell("两行")]], ["只有一列", "两行"]),
        ([[cell("办公室"), cell("6月4日")]], ["办公室    6月4日"]),
        ([[cell(LONG), cell("右")]], [LONG, "右"]),
        ([[cell("报：领导"), cell()], [cell("编辑：石磊"), cell("共印9份")]],
         ["报：领导", "编辑：石磊    共印9份"]),
        ([[cell("第3期"), cell("青江港务集团")], [cell("内部资料"), cell("6月4日")]],
         ["第3期    青江港务集团", "内部资料    6月4日"]),
        ([[cell(LONG, LONG), cell(LONG, LONG)], [cell("下"), cell("右")]],
         [LONG, LONG, LONG, LONG, "下    右"]),
        ([], []),
        ([[cell(), cell()], [cell(), cell()]], []),
    ],
)  # fmt: skip
def test_data_stay_a_table_and_placed_text_becomes_lines(
    rows: list[list[Cell]], lines: list[str | None]
) -> None:
    assert grid(*rows) == lines


def test_a_format_that_knows_what_its_table_is_for_is_believed() -> None:
    assert grid(*DATA, layout=True) == ["单位    吨", "一厂    5", "二厂    6"]
    assert grid([cell("第3期"), cell("x")], layout=False) == [None]


def test_heads_are_one_row_unless_the_format_says_more() -> None:
    for stated, head_rows in ((0, 1), (2, 2), (9, 3)):
        (line,) = grid_lines(Grid(tuple(map(tuple, DATA)), stated), 1)
        assert line.table is not None
        assert line.table.head_rows == head_rows


def test_rows_are_made_equally_long() -> None:
    rows = ((cell("甲", columns=3),), (cell("乙"), cell("丙")), (cell("丁", "戊"),))
    (line,) = grid_lines(Grid(rows, layout=False), 1)
    assert line.table is not None
    assert line.table.rows == (("甲", "", ""), ("乙", "丙", ""), ("丁 戊", "", ""))


def test_a_table_with_a_picture_or_a_heading_is_no_data() -> None:
    picture = Cell((Line(text="", number=1, picture=Picture(file="a.png")),))
    heading = Cell((Line(text="栏目", number=1, level=2),))
    assert grid([picture, cell("说明")], *DATA)[1:2] == ["说明"]
    assert grid([heading, cell("x")], *DATA)[0] == "栏目"
