"""`jianbao volume`: many issues into one bound PDF (合订本); how it looks, the writer decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianbao.cli.batch import Batch
from jianbao.cli.declare import FILES, JOBS, OUTPUT, PROFILE, TRUSTED, Example, Option
from jianbao.cli.exits import Exit
from jianbao.cli.opening import note_problems, open_issue_file, opening
from jianbao.cli.output import put_or_save, refuse_terminal
from jianbao.cli.pictures import pictures_of, set_apart
from jianbao.cli.press_setting import (
    FONTS,
    SUBSTITUTE,
    THEME,
    check_setting,
    fonts_for,
    printing,
    theme_for,
)
from jianbao.cli.sources import find_files
from jianbao.cli.targets import file_for
from jianbao.cli.words import say

if TYPE_CHECKING:
    from jianbao.document.model import Issue

OPTIONS = (
    FILES,
    OUTPUT._replace(zh="写入的 PDF", en="the PDF to write"),
    Option(("--title",), "书名（默认为刊名）", "the title (default: the bulletin's)", "TEXT"),
    Option(("--subtitle",), "副题", "the subtitle", "TEXT", default="合订本"),
    THEME,
    FONTS,
    SUBSTITUTE,
    PROFILE,
    TRUSTED,
    JOBS,
)
EXAMPLES = (
    Example("jianbao volume 2021/*.md -o 2021.pdf", "全年合订本", "a year bound"),
    Example(
        "jianbao volume 2021/ --subtitle 2021年合订本 -o 2021.pdf", "自拟副题", "with a subtitle"
    ),
)


def run(
    *,
    files: list[str],
    output: str | None,
    title: str | None,
    subtitle: str,
    theme: str,
    fonts: str | None,
    substitute: bool,
    profile: str | None,
    trusted: bool,
    jobs: int,
) -> int:
    """Bind every issue that can be read, in the order of their dates."""
    from jianbao.document.write.volume import write_volume

    check_setting(theme, fonts)
    batch = Batch(find_files(files), jobs)
    target = file_for(output, batch.files)
    if target is None:
        refuse_terminal("PDF")
    issues: list[Issue] = []
    pictures: dict[str, bytes] = {}
    for _, opened in batch.each(
        open_issue_file, opening(profile, trusted=trusted, many=batch.many)
    ):
        note_problems(opened)
        for issue in opened.reading.issues:
            own = pictures_of(issue, opened)
            apart, renamed = set_apart(issue, own, f"{len(issues) + 1:03}")
            issues.append(apart)
            pictures |= renamed
    if not issues:
        return batch.end(Exit.UNREADABLE)
    with printing(say("合订本", "the volume")):
        bound = write_volume(
            sorted(issues, key=_when),
            title=title or "",
            subtitle=subtitle,
            theme=theme_for(theme),
            fonts=fonts_for(fonts),
            pictures=pictures,
            substitute=substitute,
        )
    put_or_save(target, bound)
    return batch.end()


def _when(issue: Issue) -> tuple[str, int, int]:
    masthead = issue.masthead
    date = masthead.date.isoformat() if masthead.date else str(masthead.year or "")
    return date, masthead.running_number or 0, masthead.number or 0
