"""What people upload, paste or send by program, taken in as the messages that it is packed as."""

from __future__ import annotations

from functools import partial

import msgspec

from jianbao.desk import rules
from jianbao.desk.actions.receiving import Received, Told, receive
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Bulletin, User
from jianbao.intake.packing import UNFOLDED, Submission, Upload, mails_in, package

_NOTHING = Told()


def submit(
    submission: Submission,
    *,
    bulletin: Bulletin,
    channel: str,
    by: User | None,
    told: Told = _NOTHING,
) -> tuple[Received, ...]:
    """Take in what a person hands in; mail files give a contribution each, all else one.

    Raises NotAllowed, or Invalid when there is nothing in it.
    """
    if by is not None:
        rules.require(rules.may(by, "contribute", bulletin))
    if not submission.files and not submission.text.strip():
        raise Invalid("nothing-handed-in", field="files")
    take_in = partial(receive, bulletin=bulletin, channel=channel, by=by, told=told)
    found: list[Received] = []
    others: list[Upload] = []
    left = UNFOLDED.total
    for file in submission.files:
        mails = mails_in(file, left)
        left -= sum(len(mail.content) for mail in mails)
        found += [take_in(mail.content, name=mail.name) for mail in mails]
        others += () if mails else (file,)
    if others or submission.text.strip():
        rest = msgspec.structs.replace(submission, files=tuple(others))
        found.append(
            take_in(
                package(rest, str(by.pk) if by else ""),
                name=others[0].name if others else rest.headline,
            )
        )
    return tuple(found)


def holds_mails(file: Upload) -> bool:
    """Say whether a file is a mail, or a zip of nothing but mails: each is taken in as it is."""
    return bool(mails_in(file))
