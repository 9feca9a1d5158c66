"""`jianbao typeset`: issues to PDF, Word, HTML and more; how they look, the writers decide."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from jianbao.cli.batch import Batch
from jianbao.cli.declare import (
    FILES,
    JOBS,
    OUTPUT,
    PROFILE,
    TRUSTED,
    Example,
    Option,
    format_option,
)
from jianbao.cli.failures import Failure, shown
from jianbao.cli.opening import OWN_FORMS, How, Opened, note_problems, open_issue_file, opening
from jianbao.cli.output import STDOUT, note, put, refuse_terminal, save
from jianbao.cli.pictures import pictures_of
from jianbao.cli.press_setting import (
    FONTS,
    SUBSTITUTE,
    THEME,
    THEMES,
    check_setting,
    fonts_for,
    printing,
    theme_for,
)
from jianbao.cli.sources import STDIN, find_files
from jianbao.cli.targets import is_folder, numbered, refuse_overwriting, stems
from jianbao.cli.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jianbao.document.model import Issue
    from jianbao.document.write.pdf import Press

BINARY = frozenset({"pdf", "docx"})
OPTIONS = (
    FILES,
    OUTPUT,
    format_option("pdf", "docx", "html", "md", "txt", "json")._replace(
        zh="格式；不写时看 -o 的后缀，再不然是 pdf",
        en="the format; else by the suffix of -o; else pdf",
    ),
    THEME,
    Option(
        ("--wechat",),
        "公众号用的网页，可整页粘贴",
        "HTML to paste into an official-account article",
    ),
    FONTS,
    SUBSTITUTE,
    Option(("--no-source",), "不在成品里附上源数据", "leave the source out of what is written"),
    PROFILE,
    TRUSTED,
    JOBS,
)
EXAMPLES = (
    Example("jianbao typeset issue.md -o issue.pdf", "排成 PDF", "as PDF"),
    Example("jianbao typeset issue.docx --theme plain", "内刊版式", "in the plain theme"),
    Example("jianbao typeset issue.md --wechat -o post.html", "公众号图文", "for WeChat"),
    Example("jianbao read old.txt | jianbao typeset - -o new.pdf", "读入即排", "read and typeset"),
    Example("jianbao typeset 2021/ -o pdf/ -j 4", "整个文件夹", "a whole folder"),
)


class Task(msgspec.Struct, frozen=True):
    """How every file of this run is typeset."""

    how: How
    form: str
    theme: str
    fonts: str | None
    substitute: bool
    attach: bool


class Printed(msgspec.Struct, frozen=True):
    """A file and its issues as they are to be written."""

    opened: Opened
    issues: tuple[bytes, ...]


def run(
    *,
    files: list[str],
    output: str | None,
    form: str | None,
    theme: str,
    wechat: bool,
    fonts: str | None,
    substitute: bool,
    no_source: bool,
    profile: str | None,
    trusted: bool,
    jobs: int,
) -> int:
    """Typeset every issue of every file."""
    form = _chosen(form, output, wechat=wechat)
    check_setting(theme, fonts)
    if theme not in THEMES and form != "pdf":
        raise Failure(say("自己的版式只用于 PDF", "a theme of your own is for PDF only"))
    batch = Batch(find_files(files), jobs)
    output = STDOUT if output is None and batch.files == [STDIN] else output
    if output == STDOUT and form in BINARY:
        refuse_terminal(form.upper())
    if batch.many:
        _need_folder(output)
    task = Task(
        opening(profile, trusted=trusted, many=batch.many),
        form,
        theme,
        fonts,
        substitute,
        not no_source,
    )
    names, chosen = stems(batch.files), []
    for file, printed in batch.each(typeset_file, task):
        note_problems(printed.opened)
        with batch.keeping():
            if len(printed.issues) > 1:
                _need_folder(output)
            chosen += _write(printed, names[file], output, form, batch.files)
    put("".join(f"{name}\n" for name in chosen))
    return batch.end()


def typeset_file(file: str, task: Task) -> Printed:
    """Read one file and typeset its issues. Raises Failure, naming the file."""
    opened = open_issue_file(file, task.how)
    return Printed(opened, tuple(_typeset(issue, opened, task) for issue in opened.reading.issues))


def _typeset(issue: Issue, opened: Opened, task: Task) -> bytes:
    from jianbao.document.write.formats import FORMATS, Wish

    pictures = pictures_of(issue, opened)
    if task.form == "pdf":
        return _pdf(issue, pictures, opened, task)
    if pictures and task.form in OWN_FORMS.values():
        note(
            say(
                "这种格式不带图片；用 jianbao read -o",
                "no pictures go with it; use jianbao read -o",
            )
        )
    wish = Wish(pictures=pictures, theme=task.theme, attach=task.attach)
    return FORMATS[task.form].write(issue, wish)


def _pdf(issue: Issue, pictures: dict[str, bytes], opened: Opened, task: Task) -> bytes:
    with printing(opened.name):
        return press(task.theme, task.fonts, task.substitute, task.attach).pdf(issue, pictures)


@lru_cache(maxsize=1)
def press(theme: str, fonts: str | None, substitute: bool, attach: bool) -> Press:
    """Give this process its one press, kept warm from issue to issue."""
    from jianbao.document.write.pdf import Press

    return Press(
        theme=theme_for(theme), fonts=fonts_for(fonts), attach=attach, substitute=substitute
    )


def _chosen(form: str | None, output: str | None, *, wechat: bool) -> str:
    """Settle the format: what is asked for, else what the suffix of `-o` says, else PDF."""
    if wechat:
        if form not in {None, "html"}:
            raise Failure(
                say(f"--wechat 与 --format {form} 矛盾", f"--wechat contradicts --format {form}")
            )
        return "wechat"
    if form or output in {None, STDOUT} or is_folder(output):
        return form or "pdf"
    from jianbao.document.write.formats import format_for

    found = format_for(output or "")
    if found is None:
        raise Failure(
            say(f"从 {output} 看不出格式", f"the name {output} tells no format"),
            say("加上 --format", "add --format"),
        )
    return found.name


def _need_folder(output: str | None) -> None:
    if output is not None and not is_folder(output):
        raise Failure(
            say("多期不能写进一个文件", "many issues do not fit into one file"),
            say("用 -o 文件夹/", "use -o FOLDER/"),
        )


def _write(
    printed: Printed, stem: str, output: str | None, form: str, sources: Sequence[str]
) -> list[str]:
    """Write what was typeset; give the names that were not the user's own choice."""
    from jianbao.document.write.formats import FORMATS

    chosen = []
    for number, data in enumerate(printed.issues, start=1):
        if output == STDOUT:
            put(data)
            continue
        name = numbered(stem, FORMATS[form].suffix, number, len(printed.issues))
        folder = is_folder(output)
        target = Path(output or "") / name if output is None or folder else Path(output)
        refuse_overwriting(target, sources)
        save(target, data)
        if output is None or folder:
            chosen.append(shown(str(target)))
    return chosen
