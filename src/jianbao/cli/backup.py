"""`jianbao backup`: the whole desk into one file, while it runs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from jianbao.cli.declare import Example, Option
from jianbao.cli.exits import Exit
from jianbao.cli.failures import Failure
from jianbao.cli.office import open_office
from jianbao.cli.output import put
from jianbao.cli.words import say

OPTIONS = (
    Option(
        ("-o", "--output"),
        "备份文件（默认 jianbao-日期-时间.tar）",
        "the file (default: jianbao-DATE-TIME.tar)",
        metavar="FILE",
    ),
)
EXAMPLES = (
    Example("jianbao backup -o desk.tar", "备份数据库和全部文件", "rows and every file"),
    Example("jianbao restore --check desk.tar", "试恢复一次", "prove that it restores"),
)


def run(*, output: str | None) -> int:
    """Write the backup and say what it holds."""
    open_office()
    from jianbao.desk.actions.backing_up import back_up

    target = Path(output or f"jianbao-{dt.datetime.now().astimezone():%Y%m%d-%H%M%S}.tar")
    try:
        kept = back_up(target)
    except OSError as error:
        raise Failure(
            say(
                f"写不了 {target}：{error.strerror}",
                f"{target} cannot be written: {error.strerror}",
            ),
            say("用 -o 换一个位置", "choose another place with -o"),
            Exit.UNWRITABLE,
        ) from error
    put(
        say(
            f"已备份到 {target}：{kept.rows} 行，{kept.files} 个文件（{kept.size >> 20} MB）。"
            "内含密钥，请妥善保管。\n",
            f"Backed up to {target}: {kept.rows} rows, {kept.files} files ({kept.size >> 20} MB). "
            "It holds the secret key: keep it safe.\n",
        )
    )
    return Exit.FINE
