"""The table of commands: what each is called, which module holds it, and what it does in a line.

Only the module of the command that was asked for is loaded, and none for the overview.
"""

from __future__ import annotations

from typing import NamedTuple

from jianbao.cli.words import say


class Command(NamedTuple):
    """One command. Its module in `jianbao.cli` has `OPTIONS`, `EXAMPLES` and `run`."""

    name: str
    module: str
    zh: str
    en: str

    @property
    def summary(self) -> str:
        """What it does, in the language of this run."""
        return say(self.zh, self.en)


COMMANDS = (
    Command(
        "read", "read", "读入简报，输出文本格式或 JSON", "Read a bulletin into text form or JSON"
    ),
    Command(
        "proof",
        "proof",
        "校对，列出问题，可自动改正",
        "Proofread, list findings, fix the safe ones",
    ),
    Command("typeset", "typeset", "排成 PDF、Word、网页等", "Typeset as PDF, Word, HTML and more"),
    Command("diff", "diff", "逐条逐字比较两期", "Compare two issues item by item"),
    Command(
        "facts", "facts", "列出数量、日期、单位和人名", "List quantities, dates, units and people"
    ),
    Command(
        "shorten", "shorten", "把过长的条目压到规定字数", "Shorten long items to a given length"
    ),
    Command("volume", "volume", "把多期合订成册", "Bind many issues into one volume"),
    Command(
        "booklet",
        "booklet",
        "拼成小册子：A4 页排到 A3 纸上，对折骑马订",
        "Lay A4 pages on A3 sheets that fold into a booklet",
    ),
    Command("new", "new", "新建空白的下一期", "Begin the next issue, empty"),
    Command(
        "compose",
        "compose",
        "从一个文件夹的来稿编出一期初稿",
        "Make the first draft of an issue from a folder of mails and files",
    ),
    Command(
        "profile learn",
        "learn_profile",
        "从往期学得刊物档案",
        "Learn a bulletin's profile from its issues",
    ),
    Command("rules", "rules", "列出或解释校对规则", "List or explain the rules of proofreading"),
    Command(
        "schema", "schema", "输出 JSON 的规格（JSON Schema）", "Print the JSON Schema of an issue"
    ),
    Command(
        "completion", "completion", "输出命令行自动补全脚本", "Print a script of shell completion"
    ),
    Command("serve", "serve", "打开编辑部：网页、任务、收信", "Open the desk: pages, jobs, mail"),
    Command("work", "work", "只做后台任务", "Do background jobs alone"),
    Command(
        "sink",
        "sink",
        "试用的发信服务器：只收下，不外发",
        "A mail server to try things on: takes letters, passes none on",
    ),
    Command("demo", "demo", "装一个样例编辑部", "Fill a new desk with an invented enterprise"),
    Command("people add", "people_add", "开通账号并授予角色", "Open an account with a role"),
    Command(
        "people rights", "people_rights", "查看某人的实际权限", "Show what a person may do where"
    ),
    Command("config", "config", "查看全部设置", "Show every setting"),
    Command("backup", "backup", "备份整个编辑部", "Back up the whole desk"),
    Command("restore", "restore", "从备份恢复，或核对备份", "Restore a desk, or prove a backup"),
    Command(
        "manage",
        "manage",
        "运行 Django 管理命令（高级）",
        "Run a Django management command (advanced)",
    ),
    Command("doctor", "doctor", "检查字体和可选工具", "Check fonts and optional tools"),
)


def find_command(words: list[str]) -> tuple[Command, list[str]] | None:
    """Find the command that `words` begins with, and the words after its name."""
    for command in COMMANDS:
        name = command.name.split()
        if words[: len(name)] == name:
            return command, words[len(name) :]
    return None
