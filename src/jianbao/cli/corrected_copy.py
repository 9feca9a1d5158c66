"""Where a text goes that a command changed: its own file, another file, standard output.

Only text form and JSON are ever written over; any other file is left as it is.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jianbao.cli.failures import Failure
from jianbao.cli.issue_output import put_issue, put_over
from jianbao.cli.output import STDOUT
from jianbao.cli.sources import STDIN
from jianbao.cli.targets import is_folder, refuse_overwriting, stems
from jianbao.cli.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jianbao.cli.opening import Opened
    from jianbao.document.model import Issue


class Copy:
    """The place for the changed texts of one run. Raises Failure where they would not fit."""

    def __init__(self, output: str | None, files: Sequence[str]) -> None:
        """Take `-o` and the files of the run."""
        self.on_stdout = output == STDOUT or (output is None and list(files) == [STDIN])
        self._output = None if self.on_stdout else output
        self._files = files
        self._names = stems(files)
        if len(files) > 1 and not (output is None or is_folder(output)):
            raise Failure(
                say("多个文件不能写成一个", "many files cannot become one"),
                say("用 -o 文件夹/", "use -o FOLDER/"),
            )

    def put(self, opened: Opened, issue: Issue, *, changed: bool) -> None:
        """Write the issue; a file of its own is touched only when something changed in it."""
        if self.on_stdout:
            put_issue(opened, issue, None, form=opened.own or "md")
        elif self._output is not None:
            target = Path(self._output)
            if is_folder(self._output):
                target /= f"{self._names[opened.file]}.{opened.own or 'md'}"
            refuse_overwriting(target, self._files)
            form = "json" if target.suffix.lower() == ".json" else "md"
            put_issue(opened, issue, target, form=form)
        elif changed:
            self._write_over(opened, issue)

    def _write_over(self, opened: Opened, issue: Issue) -> None:
        if not opened.own or opened.file == STDIN:
            raise Failure(
                say(f"{opened.name} 不能就地改写", f"{opened.name} cannot be changed in place"),
                say("用 -o 写成文本格式，如 -o 12.md", "write text form with -o, as in -o 12.md"),
            )
        if any(problem.code == "comments" for problem in opened.reading.problems):
            raise Failure(
                say(
                    f"{opened.name} 里有批注，就地改写会丢掉它们",
                    f"{opened.name} has comments that changing it in place would lose",
                ),
                say("删去批注，或用 -o 另写一份", "take them out, or write another file with -o"),
            )
        put_over(opened, issue)
