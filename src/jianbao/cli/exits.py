"""The exit codes of every command, declared once; the documentation is made from this table."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What the number says that a command leaves behind."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    UNREADABLE = 3
    MISSING_TOOL = 4
    UNWRITABLE = 5
    FAULT = 70
    INTERRUPTED = 130
    BROKEN_PIPE = 141


MEANINGS = (
    (Exit.FINE, "一切正常", "All is well"),
    (
        Exit.FINDINGS,
        "有“错误”级的问题（proof、typeset），两期不同（diff），压不到规定字数（shorten），或本机缺少必需的部件（doctor）",
        (
            "Findings of severity error (proof, typeset), two issues differ (diff), "
            "an item does not fit (shorten), "
            "or something needed is missing here (doctor)"
        ),
    ),
    (Exit.USAGE, "命令写法不对", "The command was not written as it should be"),
    (
        Exit.UNREADABLE,
        "至少有一个文件读不了，其余照常处理",
        "At least one file could not be read; the others were done",
    ),
    (
        Exit.MISSING_TOOL,
        "所需的可选工具没有安装，见 jianbao doctor",
        "An optional tool that is needed is not installed, see jianbao doctor",
    ),
    (Exit.UNWRITABLE, "结果写不进指定的位置", "The result could not be written where asked"),
    (Exit.FAULT, "jianbao 自身的故障", "A fault of jianbao itself"),
    (Exit.INTERRUPTED, "被 Ctrl-C 中断", "Interrupted by Ctrl-C"),
    (
        Exit.BROKEN_PIPE,
        "接收输出的程序先结束了（如 head）",
        "The program that took the output ended first, as head does",
    ),
)
