"""`jianbao restore`: a desk from a backup, in an empty home; with --check, only the proof."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jianbao.cli.declare import Example, Option
from jianbao.cli.exits import Exit
from jianbao.cli.failures import Failure, shown
from jianbao.cli.office import open_office, read_settings, said
from jianbao.cli.output import put
from jianbao.cli.words import say
from jianbao.config import key_file

OPTIONS = (
    Option(("FILE",), "备份文件", "the backup"),
    Option(
        ("--check",),
        "恢复到临时目录并核对，然后丢弃",
        "restore into a temporary folder, check, and drop it",
    ),
)
EXAMPLES = (
    Example("JIANBAO_HOME=new jianbao restore desk.tar", "恢复到新的数据目录", "into a new home"),
    Example("jianbao restore --check desk.tar", "核对备份可以恢复", "prove that it restores"),
)


def run(*, file: str, check: bool) -> int:
    """Restore, and say what came back; the exit code is 1 when files are missing."""
    if not Path(file).is_file():
        raise Failure(say(f"没有这个文件：{shown(file)}", f"no such file: {shown(file)}"))
    return _check(file) if check else _restore(Path(file))


def _check(file: str) -> int:
    """Restore for real, in another process with a home and a database of its own."""
    with tempfile.TemporaryDirectory(prefix="jianbao-") as home:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("JIANBAO_DATABASE")}
        kept.pop("JIANBAO_SECRET_KEY", None)
        kept.pop("JIANBAO_SECRET_KEY_FILE", None)
        return subprocess.run(  # noqa: S603 - our own interpreter, our own command
            [sys.executable, "-m", "jianbao", "restore", str(Path(file).absolute())],
            env=kept | {"JIANBAO_HOME": home, "JIANBAO_REDIS_URL": ""},
            check=False,
        ).returncode


def _restore(backup: Path) -> int:
    key = key_file(read_settings())
    if key.exists():
        raise Failure(
            say(f"数据目录已在使用：{key.parent}", f"the home folder is in use: {key.parent}"),
            say("用 JIANBAO_HOME 指定一个空目录", "name an empty folder with JIANBAO_HOME"),
        )
    with _kept_if_all_goes_well(key):
        open_office()
        from jianbao.desk.actions.restoring import read_secret_key, restore
        from jianbao.desk.errors import DeskError

        try:
            key.touch(0o600)
            key.write_text(read_secret_key(backup), "ascii")
            restored = restore(backup)
        except DeskError as error:
            raise Failure(said(error)) from error
    put(
        say(
            f"已恢复：{restored.rows} 行，{restored.files} 个文件，"
            f"缺失 {len(restored.missing)} 个。\n",
            f"Restored: {restored.rows} rows, {restored.files} files, "
            f"{len(restored.missing)} missing.\n",
        )
    )
    return Exit.FINDINGS if restored.missing else Exit.FINE


@contextmanager
def _kept_if_all_goes_well(key: Path) -> Iterator[None]:
    """Take the key away again when the desk did not come back, so that the next try may."""
    try:
        yield
    except BaseException:
        key.unlink(missing_ok=True)
        raise
