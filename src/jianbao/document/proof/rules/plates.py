"""I831–I834: the pictures and tables of items."""

from __future__ import annotations

from collections.abc import Iterator

from jianbao.document.problems import Sentence
from jianbao.document.proof.galley import Galley
from jianbao.document.proof.patterns import compiled
from jianbao.document.proof.rule import CUSTOM, Hit, Rule


def _pictures(galley: Galley, part: str) -> Iterator[Hit]:
    for path, item in galley.items_by_path():
        for index, picture in enumerate(item.pictures):
            if not getattr(picture, part):
                place = galley.find(f"{path}.pictures[{index}].caption")
                yield Hit(place.start, place.start, None, {"file": picture.file})


def _without_caption(galley: Galley) -> Iterator[Hit]:
    yield from _pictures(galley, "caption")


def _without_alt(galley: Galley) -> Iterator[Hit]:
    yield from _pictures(galley, "alt")


def _ragged_tables(galley: Galley) -> Iterator[Hit]:
    for path, item in galley.items_by_path():
        for index, table in enumerate(item.tables):
            widths = {len(row) for row in table.rows}
            if len(widths) > 1:
                place = galley.find(f"{path}.tables[{index}].caption")
                yield Hit(
                    place.start, place.start, None, {"widths": "、".join(map(str, sorted(widths)))}
                )


def _wrong_sums(galley: Galley) -> Iterator[Hit]:
    """Strike a last row 合计 whose whole numbers are not the sums of those above."""
    for path, item in galley.items_by_path():
        for index, table in enumerate(item.tables):
            body, last = table.rows[table.head_rows : -1], table.rows[-1] if table.rows else ()
            if (
                len(body) < 2
                or not last
                or compiled(r"^(?:合 ?计|总 ?计|共计)$").search(last[0]) is None
            ):
                continue
            for column in range(1, len(last)):
                cells = [row[column] for row in body if column < len(row)]
                if len(cells) == len(body) and all(
                    cell.isdecimal() for cell in (*cells, last[column])
                ):
                    total = sum(map(int, cells))
                    if total != int(last[column]):
                        place = galley.find(
                            f"{path}.tables[{index}].rows[{len(table.rows) - 1}][{column}]"
                        )
                        yield Hit(place.start, place.end, None, {"total": total})


RULES = (
    Rule(
        code="I831",
        slug="picture-without-caption",
        severity="advice",
        source=CUSTOM,
        says=Sentence("图片 {file} 没有说明", "The picture {file} has no caption"),
        wrong="新泊位投用。\n@图 a.jpg||工人在码头安装岸电箱",
        right="新泊位投用。\n@图 a.jpg|安装岸电箱|工人在码头安装岸电箱",
        check=_without_caption,
    ),
    Rule(
        code="I832",
        slug="picture-without-alt",
        severity="advice",
        source="PDF/UA-1 7.3",
        says=Sentence(
            "图片 {file} 没有替代文字，读屏软件无法说明",
            "The picture {file} has no text for screen readers",
        ),
        wrong="新泊位投用。\n@图 a.jpg|安装岸电箱",
        right="新泊位投用。\n@图 a.jpg|安装岸电箱|工人在码头安装岸电箱",
        check=_without_alt,
    ),
    Rule(
        code="I833",
        slug="ragged-table",
        severity="warning",
        source=CUSTOM,
        says=Sentence("表格各行的列数不一：{widths}", "The rows of the table have {widths} cells"),
        wrong="各泊位完成情况如下。\n@表 泊位|箱量；一号|120；二号",
        right="各泊位完成情况如下。\n@表 泊位|箱量；一号|120；二号|140",
        check=_ragged_tables,
    ),
    Rule(
        code="I834",
        slug="wrong-sum",
        severity="error",
        source=CUSTOM,
        says=Sentence(
            "合计“{text}”不对，各行之和为 {total}", "The sum {text} is wrong; the rows make {total}"
        ),
        wrong="各泊位完成情况如下。\n@表 泊位|箱量；一号|120；二号|140；合计|250",
        right="各泊位完成情况如下。\n@表 泊位|箱量；一号|120；二号|140；合计|260",
        check=_wrong_sums,
    ),
)
