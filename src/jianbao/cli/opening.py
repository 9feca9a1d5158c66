"""Opens files as issues for every command: text in this process, the rest in a confined one.

What the reader says is passed on; nothing is judged here but whether an issue came out at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from jianbao.cli.exits import Exit
from jianbao.cli.failures import Failure, shown
from jianbao.cli.output import note
from jianbao.cli.sources import STDIN, read_bytes
from jianbao.cli.words import Language, language, say
from jianbao.document.model import Issue
from jianbao.document.profile import EMPTY, Profile, ProfileError, parse_profile
from jianbao.document.read.reading import Reading

if TYPE_CHECKING:
    from jianbao.document.read.confined import Workshop

HARMLESS = frozenset({"text", "markdown", "json", "empty"})

OWN_FORMS: Mapping[str, Literal["md", "json"]] = {"text-form": "md", "json": "json"}


class How(msgspec.Struct, frozen=True):
    """How files are opened in this run."""

    profile: Profile = EMPTY
    trusted: bool = False
    many: bool = False
    language: Language = "zh"


class Opened(msgspec.Struct, frozen=True):
    """A file as read; `ignored` holds the proof rules its text switches off, by item.

    `own` names the form of ours that the file is written in: `md`, `json`, or '' for any other.
    """

    file: str
    reading: Reading
    own: Literal["md", "json", ""] = ""
    ignored: dict[str, frozenset[str]] = {}

    @property
    def name(self) -> str:
        """The name as it is shown and written into JSON."""
        return shown(self.file)


def opening(profile: str | None = None, *, trusted: bool = False, many: bool = False) -> How:
    """Settle how this run opens files. Raises Failure for a profile that is none."""
    return How(load_profile(profile), trusted, many, language())


def load_profile(path: str | None) -> Profile:
    """Read the profile named on the command line; an empty one for None."""
    if path is None:
        return EMPTY
    try:
        return parse_profile(read_bytes(path).decode("utf-8-sig"))
    except (ProfileError, UnicodeDecodeError) as error:
        raise Failure(
            say(f"{shown(path)} 不是刊物档案：{error}", f"{shown(path)} is no profile: {error}"),
            say("用 jianbao profile learn 生成一份", "make one with jianbao profile learn"),
        ) from error


def open_file(file: str, how: How) -> Opened:
    """Read one file, refused or not. Raises Failure only where its bytes cannot be had."""
    data = read_bytes(file)
    name = "" if file == STDIN else Path(shown(file)).name
    reading = _read(data, name, how)
    return Opened(
        file=file,
        reading=reading,
        own=OWN_FORMS.get(reading.format, ""),
        ignored=_ignored(data) if reading.format == "text-form" else {},
    )


def open_issue_file(file: str, how: How) -> Opened:
    """Read one file that a command goes on with. Raises Failure when no issue came out."""
    opened = open_file(file, how)
    refuse_unreadable(opened)
    return opened


def refuse_unreadable(opened: Opened) -> None:
    """Raise Failure for a file that gave no issue, with the reader's own sentence."""
    if opened.reading.issues:
        return
    problems = sorted(opened.reading.problems, key=lambda problem: not problem.refused)
    message = problems[0].message if problems else say("没有可读的内容", "nothing to read in it")
    missing = any(problem.code == "missing-tool" for problem in problems)
    code = Exit.MISSING_TOOL if missing else Exit.UNREADABLE
    raise Failure(f"{opened.name}: {message}", code=code)


def only_issue(opened: Opened) -> Issue:
    """Give the file's issue. Raises Failure when it holds several."""
    if len(opened.reading.issues) > 1:
        raise Failure(
            say(
                f"{opened.name} 里有 {len(opened.reading.issues)} 期，这里只能用一期",
                f"{opened.name} holds {len(opened.reading.issues)} issues; one is wanted here",
            ),
            say(
                "先拆开：jianbao read 文件 -o 文件夹",
                "part them first: jianbao read FILE -o FOLDER",
            ),
        )
    return opened.reading.issues[0]


def note_problems(opened: Opened) -> None:
    """Print what the reader remarked, one line each."""
    for problem in opened.reading.problems:
        where = f" {problem.where}" if problem.where else ""
        note(f"{opened.name}{where}: {problem.message}")


def _read(data: bytes, name: str, how: How) -> Reading:
    from jianbao.document.read.formats.sniff import sniff
    from jianbao.document.read.reader import read

    if how.trusted or sniff(data, name) in HARMLESS:
        return read(data, name=name, profile=how.profile, language=how.language)
    return workshop(warm=how.many).read(data, name=name, profile=how.profile, language=how.language)


@cache
def workshop(*, warm: bool) -> Workshop:
    """Give this process the one confined worker it reads with; it is dismissed at the end."""
    from contextlib import ExitStack
    from multiprocessing.util import Finalize

    from jianbao.document.read.confined import Workshop

    stack = ExitStack()
    Finalize(None, stack.close, exitpriority=1)
    return stack.enter_context(Workshop(warm=warm))


def _ignored(data: bytes) -> dict[str, frozenset[str]]:
    """Give the rules that a text form switches off."""
    from jianbao.document.text_form import TextFormError, parse_text_form

    if b"proof: off" not in data:
        return {}
    try:
        return parse_text_form(data.decode("utf-8", "replace")).ignored
    except TextFormError:
        return {}
