"""Reads what lies in a folder as contributions: mails, zips of mails, and files of any kind.

A file that cannot be had is a contribution that cannot be read; none is passed over.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from jianbao.cli.failures import Failure, debugging, fault, shown
from jianbao.cli.opening import workshop
from jianbao.cli.sources import STDIN, read_bytes
from jianbao.document.profile import Profile

if TYPE_CHECKING:
    from jianbao.intake.candidates import Arrival


class Reading(msgspec.Struct, frozen=True):
    """How the files of this run are read, and what each is called in the report."""

    profile: Profile
    names: dict[str, str]


class Message(msgspec.Struct, frozen=True):
    """One message as it came: what it is called, and what it brought."""

    name: str
    arrival: Arrival


def called(files: Sequence[str]) -> dict[str, str]:
    """Give every file the name by which the report knows it: its path below what all share."""
    parents = [os.path.dirname(os.path.abspath(file)) for file in files if file != STDIN]  # noqa: PTH100, PTH120 - the path as it was given, links and all
    root = os.path.commonpath(parents) if parents else ""
    return {
        file: file if file == STDIN else shown(os.path.relpath(file, root)).replace(os.sep, "/")
        for file in files
    }


def read_messages(file: str, task: Reading) -> list[Message]:
    """Read one file: a mail, the mails of a zip, or a file that came without one."""
    name = task.names[file]
    try:
        return _read(read_bytes(file), name, _changed(file), task.profile)
    except Failure as failure:
        return [_unread(name, failure)]
    except Exception as error:
        if debugging():
            raise
        return [_unread(name, fault(error))]


def _read(data: bytes, name: str, moment: dt.datetime | None, profile: Profile) -> list[Message]:
    from jianbao.document.compose import roster_of
    from jianbao.intake.attachments import Reader
    from jianbao.intake.candidates import read_arrival
    from jianbao.intake.packing import Submission, Upload, mails_in, package

    upload = Upload(name.rpartition("/")[2], data)
    mails = mails_in(upload)
    if mails and mails[0].content is data:
        raw = {name: data}
    elif mails:
        raw = {f"{name}/{mail.name}": mail.content for mail in mails}
    else:
        raw = {name: package(Submission(files=(upload,)))}
    reader, roster = Reader(workshop(warm=True), profile), roster_of(profile)
    return [
        Message(key, read_arrival(one, key, reader=reader, roster=roster, received=moment))
        for key, one in raw.items()
    ]


def _unread(name: str, failure: Failure) -> Message:
    from jianbao.document.compose import Candidate
    from jianbao.intake.candidates import Arrival

    return Message(
        name, Arrival("", (Candidate(id=name, kind="unreadable", remark=failure.message),), {})
    )


def _changed(file: str) -> dt.datetime | None:
    """Give the moment at which a file was last changed, for what bears no date itself."""
    if file == STDIN:
        return None
    return dt.datetime.fromtimestamp(Path(file).stat().st_mtime).astimezone()
