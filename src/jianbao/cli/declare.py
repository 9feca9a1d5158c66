"""What a command declares of itself: its options and examples, as rows of a table.

Parsing, help, completion and documentation are all made from these rows.
"""

from __future__ import annotations

from typing import NamedTuple

from jianbao.cli.words import say


class Option(NamedTuple):
    """One option (`names` begin with a dash) or argument (one name in capitals: FILE).

    Without `metavar` and `choices` an option is a flag. `many` takes one or more values; an
    option that takes many may be given again.
    """

    names: tuple[str, ...]
    zh: str
    en: str
    metavar: str = ""
    choices: tuple[str, ...] = ()
    default: str | int | None = None
    many: bool = False
    number: bool = False
    optional: bool = False  # of an argument: it may be left out
    needed: bool = False  # of an option: it may not be left out
    dest: str = ""  # the name under which `run` gets the value, where not the option's own

    @property
    def is_argument(self) -> bool:
        """An argument is known by its place, not by a name."""
        return not self.names[0].startswith("-")

    @property
    def is_flag(self) -> bool:
        """A flag takes no value."""
        return not (self.is_argument or self.metavar or self.choices)

    @property
    def key(self) -> str:
        """The name under which `run` gets the value."""
        return self.dest or self.names[-1].lstrip("-").lower().replace("-", "_")

    @property
    def value(self) -> str:
        """How the value is shown where it is to be typed; '' for a flag."""
        return self.metavar or "|".join(self.choices)

    @property
    def typed(self) -> str:
        """How it is typed: `-o, --output PATH`, `FILE…`."""
        if self.is_argument:
            shown = self.names[0] + ("…" if self.many else "")
            return f"[{shown}]" if self.optional else shown
        value = self.value + ("…" if self.many else "")
        return " ".join(filter(None, (", ".join(self.names), value)))

    @property
    def meaning(self) -> str:
        """What it does, in the language of this run, with its default."""
        text = say(self.zh, self.en)
        if self.default is None:
            return text
        return text + say(f"（默认 {self.default}）", f" (default {self.default})")


class Example(NamedTuple):
    """A line that can be typed as it stands, and what it does."""

    line: str
    zh: str
    en: str


HELP = Option(("-h", "--help"), "显示帮助", "print this help")
FILES = Option(
    ("FILE",),
    "文件、文件夹、通配符，或 - 表示标准输入；可为 Word、PDF、文本、网页、JSON 等",
    "files, folders, globs, or - for standard input; Word, PDF, text, HTML, JSON …",
    many=True,
    dest="files",
)
FILE = FILES._replace(
    zh="文件，或 - 表示标准输入", en="a file, or - for standard input", many=False, dest="file"
)
OUTPUT = Option(
    ("-o", "--output"),
    "写入的文件；有多个结果时为文件夹",
    "the file to write; a folder for many results",
    metavar="PATH",
)
PROFILE = Option(
    ("--profile",),
    "刊物档案 bulletin.toml（见 jianbao profile learn）",
    "the bulletin's profile, bulletin.toml (see jianbao profile learn)",
    metavar="TOML",
)
TRUSTED = Option(
    ("--trusted",),
    "文件可信，不另起受限进程读取（更快）",
    "the files are trusted: read them without a confined process, which is quicker",
)
JOBS = Option(
    ("-j", "--jobs"),
    "同时运行的进程数，0 为每核一个",
    "processes at a time; 0 for one a core",
    metavar="N",
    default=1,
    number=True,
)
JSON = Option(("--json",), "等于 --format json", "the same as --format json", dest="as_json")


def format_option(*choices: str, default: str | None = None) -> Option:
    """Declare `--format` with the formats a command can print."""
    return Option(
        ("-f", "--format"),
        "输出格式",
        "format of the output",
        choices=choices,
        default=default,
        dest="form",
    )
