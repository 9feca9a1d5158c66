"""`jianbao booklet`: a PDF to sheets that fold into a booklet; the order, the writer decides."""

from __future__ import annotations

from jianbao.cli.declare import FILE, OUTPUT, Example
from jianbao.cli.exits import Exit
from jianbao.cli.failures import Failure, shown
from jianbao.cli.output import put_or_save, refuse_terminal
from jianbao.cli.sources import read_bytes
from jianbao.cli.targets import file_for
from jianbao.cli.words import say

OPTIONS = (
    FILE._replace(zh="PDF 文件，或 - 表示标准输入", en="a PDF, or - for standard input"),
    OUTPUT._replace(zh="写入的 PDF", en="the PDF to write"),
)
EXAMPLES = (
    Example(
        "jianbao booklet 2026-07.pdf -o 2026-07-a3.pdf",
        "拼成 A3 小册子；打印时选双面、短边翻转、实际大小",
        "A3 sheets; print on both sides, flipped on the short edge, at actual size",
    ),
    Example(
        "jianbao typeset 7.md | jianbao booklet - -o 7-a3.pdf", "排好即拼", "typeset and lay out"
    ),
)


def run(*, file: str, output: str | None) -> int:
    """Lay the pages of one PDF on the sheets of a booklet."""
    from jianbao.document.write.booklet import BookletError, impose

    target = file_for(output, [file])
    if target is None:
        refuse_terminal("PDF")
    try:
        booklet = impose(read_bytes(file))
    except BookletError as error:
        raise Failure(
            say(f"{shown(file)} 拼不成小册子", f"no booklet can be made of {shown(file)}"),
            str(error),
            Exit.UNREADABLE,
        ) from error
    put_or_save(target, booklet)
    return Exit.FINE
