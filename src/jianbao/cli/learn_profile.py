"""`jianbao profile learn`: what the issues of a bulletin have in common, as `bulletin.toml`.

What is common, the reader's room decides; this only opens the files and writes the profile.
"""

from __future__ import annotations

from jianbao.cli.batch import Batch
from jianbao.cli.declare import FILES, JOBS, OUTPUT, TRUSTED, Example
from jianbao.cli.exits import Exit
from jianbao.cli.failures import Failure
from jianbao.cli.opening import open_issue_file, opening
from jianbao.cli.output import put_or_save
from jianbao.cli.sources import find_files
from jianbao.cli.targets import file_for
from jianbao.cli.words import say
from jianbao.document.profile import format_profile

OPTIONS = (FILES, OUTPUT._replace(zh="写入的文件", en="the file to write"), TRUSTED, JOBS)
EXAMPLES = (
    Example(
        "jianbao profile learn 2021/*.pdf -o bulletin.toml", "学一年的期刊", "learn from a year"
    ),
    Example(
        "jianbao profile learn archive/ -j 4 | less", "看看学到了什么", "look at what is learnt"
    ),
)


def run(
    *, files: list[str], output: str | None = None, trusted: bool = False, jobs: int = 1
) -> int:
    """Learn a profile from every issue that can be read."""
    from jianbao.document.read.learn import learn_profile

    batch = Batch(find_files(files), jobs)
    target = file_for(output, batch.files)
    opened = batch.each(open_issue_file, opening(trusted=trusted, many=batch.many))
    issues = [issue for _, one in opened for issue in one.reading.issues]
    if not issues:
        batch.end()
        raise Failure(say("没有一期可学", "there is no issue to learn from"), code=Exit.UNREADABLE)
    put_or_save(target, format_profile(learn_profile(issues)))
    return batch.end()
