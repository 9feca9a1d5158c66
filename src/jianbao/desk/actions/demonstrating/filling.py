"""Fills an empty desk with the invented enterprise, room by room."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from jianbao.desk.actions.demonstrating.arriving import decide_on_the_old, receive_mails
from jianbao.desk.actions.demonstrating.lists import fill_lists
from jianbao.desk.actions.demonstrating.making import make_half
from jianbao.desk.actions.demonstrating.office import open_office
from jianbao.desk.actions.demonstrating.printing import bring_out_issues
from jianbao.desk.actions.demonstrating.sending import send_last_issue
from jianbao.desk.actions.founding import found_bulletin
from jianbao.desk.actions.indexing import rebuild_index
from jianbao.desk.errors import Impossible
from jianbao.desk.models import Bulletin, User
from jianbao.samples import (
    issue_in_the_making,
    mailbox,
    printed_issues,
    printed_slip,
    profile,
)

SLUG = "yunling"


class Demonstration(NamedTuple):
    """What was made: how much, and who may sign in."""

    bulletin: Bulletin
    issues: int
    messages: int
    contributions: int
    editor: User
    reviewer: User
    signer: User
    publisher: User


def fill_desk(today: dt.date, password: str) -> Demonstration:
    """Make the bulletin, its people (all with `password`), its issues, and receive its mail.

    Raises Impossible when the desk holds a bulletin already.
    """
    if Bulletin.objects.exists():
        raise Impossible("desk-not-empty")
    bulletin = found_bulletin(profile(), slug=SLUG, by=None)
    office = open_office(bulletin, password)
    fill_lists(office)
    printed, messages = printed_issues(today), mailbox(today)
    bring_out_issues(office, printed, printed_slip())
    rebuild_index()
    received = list(receive_mails(bulletin, [message.raw for message in messages]))
    make_half(office, issue_in_the_making(today), received, today)
    decide_on_the_old(bulletin, by=office.editor)
    send_last_issue(office)
    return Demonstration(bulletin, len(printed), len(messages), len(received), *office[1:])
