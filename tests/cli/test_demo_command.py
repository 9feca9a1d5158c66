"""`jianbao demo`: what it prints, and the mails that it leaves as files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from jianbao.cli.demo import _write_mails
from jianbao.post.message import parse_message
from jianbao.samples import mailbox

TODAY = dt.date(2026, 11, 22)


def test_the_sample_mails_lie_in_a_folder_in_the_order_of_arrival(tmp_path: Path) -> None:
    _write_mails(tmp_path / "inbox", TODAY)
    files = sorted((tmp_path / "inbox").iterdir())
    assert [file.read_bytes() for file in files] == [mail.raw for mail in mailbox(TODAY)]
    assert all(file.suffix == ".eml" for file in files)
    assert parse_message(files[0].read_bytes()).date is not None
