from __future__ import annotations

import datetime as dt
import io

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from jianbao.document.problems import Unreadable
from jianbao.document.read.archive import Archive
from jianbao.document.read.formats.cell_values import shown
from jianbao.document.read.formats.xlsx import read_xlsx

from document.read.formats.word_files import zipped


def saved(workbook: Workbook) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def book(rows: list[list[object]]) -> Workbook:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "产量"
    for row in rows:
        sheet.append(row)
    return workbook


def test_each_visible_sheet_is_its_name_and_a_table() -> None:
    workbook = book([[], [None, "单位", "吨"], [None, "一厂", 5], [], [None, "二厂", None]])
    other = workbook.create_sheet("备注")
    other["A1"] = "见\n附件"
    workbook.create_sheet("空")
    workbook.create_sheet("暗").sheet_state = "hidden"
    reading = read_xlsx(saved(workbook))
    assert [(line.number, line.text, line.table and line.table.rows) for line in reading.lines] == [
        (1, "产量", None),
        (2, "", (("单位", "吨"), ("一厂", "5"), ("二厂", ""))),
        (3, "备注", None),
        (4, "", (("见 附件",),)),
    ]
    assert [problem.code for problem in reading.problems] == ["hidden-text"]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (0.125, "0.0%", "12.5%"),
        (0.5, "0%", "50%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (3.0, "General", "3"),
        (3.14159, "General", "3.14159"),
        (1200, '#,##0"吨"', "1,200"),
        (5, "General", "5"),
        (dt.datetime(2031, 6, 4), "yyyy-mm-dd", "2031-06-04"),  # noqa: DTZ001 - as Excel has it
        (dt.datetime(2031, 6, 4, 9, 30), "", "2031-06-04 09:30"),  # noqa: DTZ001 - the same
        (dt.time(8, 30), "h:mm", "08:30"),
        (dt.timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
        (2.5, "0", "3"),
        (1.005, "0.00", "1.01"),
        (-0.125, "0%", "-13%"),
        (1234567, "#,##0,", "1,235"),
        (12345678, "0.0,,", "12.3"),
        (1e300, "0.0", f"{1e300:.1f}"),
        (float("nan"), "0.0", "nan"),
        (True, "General", "是"),
        (None, "General", ""),
        ("字\u200b", "@", "字"),
    ],
)
def test_values_are_shown_as_their_format_means_them(value: object, form: str, text: str) -> None:
    assert shown(value, form) == text


@pytest.mark.parametrize(
    ("cells", "count"),
    [
        ("<c r='A1'><f>1+1</f><v/></c><c r='B1'><f t='shared' si='0'/></c>", 2),
        ("<c r='A1'><f>1+1</f><v></v></c>", 1),
        ("<c r='A1'><f>1+1</f><v>2</v></c>", 0),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', 0),
        ("<c r='A1'/><c r='B1'><v>1</v></c>", 0),
    ],
)
def test_formulas_without_a_value_are_said(cells: str, count: int) -> None:
    plain = Archive(saved(book([["x"]])))
    parts: dict[str, bytes | str] = {name: plain.read(name) for name in plain.names}
    parts["xl/worksheets/sheet1.xml"] = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData><row r='1'>{cells}</row></sheetData></worksheet>"
    )
    told = [(one.code, one.message) for one in read_xlsx(zipped(parts), language="en").problems]
    assert [(code, int(message.split()[0])) for code, message in told] == [
        ("uncalculated", count)
    ] * bool(count)


def test_what_no_table_shows_is_said() -> None:
    workbook = book([["x"]])
    sheet = workbook.active
    assert sheet is not None
    sheet["A1"].comment = Comment("请核", "甲")
    plain = Archive(saved(workbook))
    parts = {name: plain.read(name) for name in plain.names}
    more = {"xl/media/image1.svg": b"<!DOCTYPE svg><svg/>", "xl/vbaProject.bin": b"x",
            "xl/externalLinks/externalLink1.xml": b"<x/>"}  # fmt: skip
    codes = [problem.code for problem in read_xlsx(zipped(parts | more)).problems]
    assert codes == ["macro", "comments", "embedded-object", "external"]


def test_no_part_brings_a_doctype_whatever_it_is_called() -> None:
    plain = Archive(saved(book([["x"]])))
    parts = {name: plain.read(name) for name in plain.names}
    with pytest.raises(Unreadable) as refused:
        read_xlsx(zipped(parts | {"xl/worksheets/sheet1.dat": b"<!DOCTYPE a><a/>"}))
    assert refused.value.code == "corrupt"


def test_rows_and_columns_beyond_the_caps_are_said() -> None:
    reading = read_xlsx(saved(book([["x"]] * 2005)))
    assert [(problem.code, problem.where) for problem in reading.problems] == [
        ("truncated", "产量")
    ]
    assert reading.lines[1].table is not None
    assert len(reading.lines[1].table.rows) == 2000
    wide = read_xlsx(saved(book([["x"] * 70])))
    assert [problem.code for problem in wide.problems] == ["truncated"]


def test_a_cell_at_the_far_corner_costs_nothing() -> None:
    workbook = book([["近"]])
    sheet = workbook.active
    assert sheet is not None
    sheet["XFD1048576"] = "远"
    (_, line) = read_xlsx(saved(workbook)).lines
    assert line.table is not None
    assert line.table.rows == (("近",),)


def test_a_damaged_workbook_is_refused() -> None:
    archive = Archive(saved(book([["x"]])))
    parts = {name: archive.read(name) for name in archive.names}
    for broken in ({"xl/workbook.xml": b"<a"}, {"xl/worksheets/sheet1.xml": b"<a><b>"}):
        with pytest.raises(Unreadable) as refused:
            read_xlsx(zipped(parts | broken))
        assert refused.value.code == "corrupt"
