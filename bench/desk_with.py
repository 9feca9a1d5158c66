"""Does one thing at the desk of a home folder; the last line printed is its figure.

Usage: desk_with.py HOME prepare | receive FOLDER | fill COUNT | open TIMES ADDRESS
`receive` prints CPU seconds per message, `open` per page, each with all that it starts.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import resource
import sys
import time
from pathlib import Path

import django

os.environ |= {"DJANGO_SETTINGS_MODULE": "jianbao.settings", "JIANBAO_HOME": sys.argv[1]}
django.setup()

from django.conf import settings  # noqa: E402 - these want Django set up
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from jianbao.config import prepare_home  # noqa: E402
from jianbao.desk.actions.founding import found_bulletin  # noqa: E402
from jianbao.desk.actions.granting import give  # noqa: E402
from jianbao.desk.actions.indexing import index_contribution, rebuild_index  # noqa: E402
from jianbao.desk.actions.people import open_account  # noqa: E402
from jianbao.desk.actions.preparing import prepare_database  # noqa: E402
from jianbao.desk.actions.printed_issues import add_printed_issue  # noqa: E402
from jianbao.desk.actions.reading.contribution import read_contribution  # noqa: E402
from jianbao.desk.actions.receiving import receive  # noqa: E402
from jianbao.desk.models import Bulletin, Contribution, RawMessage, User  # noqa: E402
from jianbao.document.read.confined import Workshop  # noqa: E402
from jianbao.samples import printed_issues, profile  # noqa: E402
from jianbao.samples.contributions import pieces  # noqa: E402

TODAY = dt.date(2026, 11, 2)
BATCH = 1000
DECIDED = ("adopted", "declined", "declined", "adopted", "shortlisted")


def prepare(today: dt.date = TODAY) -> float:
    """Found a bulletin with half a year of printed issues, indexed, and an editor."""
    prepare_home(settings.JIANBAO)
    prepare_database()
    bulletin = found_bulletin(profile(), slug="yunling", by=None)
    for issue in printed_issues(today):
        add_printed_issue(bulletin, issue, by=None)
    editor = open_account(
        username="editor",
        email="editor@yunling.example",
        full_name="沈知行",
        password="only for measuring 1",  # noqa: S106 - of nobody
        by=None,
    )
    give(editor, "editor", by=None, bulletin=bulletin, unit=None)
    return rebuild_index()


def take_in(folder: str) -> float:
    """Receive and read every message of a folder; the start of the reading worker is left out."""
    first, *others = sorted(Path(folder).iterdir())
    _receive_all([first])  # loads what is loaded once
    alone = _cpu_of([first.with_suffix(".again")])
    together = _cpu_of([first.with_suffix(".once-more"), *others])
    return (together - alone) / len(others)


def _cpu_of(paths: list[Path]) -> float:
    before = _cpu()
    _receive_all(paths)
    return _cpu() - before


def _receive_all(paths: list[Path]) -> None:
    bulletin = Bulletin.objects.get()
    with Workshop() as workshop:
        for path in paths:
            piece = receive(_bytes_of(path), bulletin=bulletin, channel="mail").contribution
            read_contribution(piece.pk, workshop)
            piece.refresh_from_db()
            if piece.state != Contribution.State.WAITING:
                raise SystemExit(f"{path.name} became {piece.state}: {piece.problems}")
            index_contribution(piece)


def _bytes_of(path: Path) -> bytes:
    """Read a message; one asked for again gets a header that makes it another one."""
    if path.exists():
        return path.read_bytes()
    return f"X-Turn: {path.suffix}\r\n".encode() + path.with_suffix(".eml").read_bytes()


def _cpu() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def fill(count: int, *, minutes: int = 25, waiting: int | None = None) -> float:
    """Put `count` read contributions into the tables, one every so many `minutes`.

    One in four waits, or the newest `waiting`; the others are decided.
    """
    bulletin, editor = Bulletin.objects.get(), User.objects.get(username="editor")
    units = [*bulletin.units.all(), None]
    sections = list(bulletin.sections.all())
    texts = list(pieces(TODAY).values())
    now = timezone.now()
    for start in range(0, count, BATCH):
        numbers = range(start, min(start + BATCH, count))
        raws = RawMessage.objects.bulk_create(
            RawMessage(sha256=hashlib.sha256(b"%d" % number).hexdigest(), size=40_000)
            for number in numbers
        )
        Contribution.objects.bulk_create(
            Contribution(
                bulletin=bulletin,
                raw=raw,
                channel="mail",
                state="waiting" if waits else DECIDED[number % len(DECIDED)],
                received_at=now - dt.timedelta(minutes=minutes * number),
                sender_name=piece.author,
                sender_address=f"p{number % 300}@yunling.example",
                subject=piece.title,
                headline=f"{piece.title}（{number}）",
                paragraphs=list(piece.paragraphs),
                text=f"{piece.text}{number}",
                length=len(piece.text),
                picture_count=number % 3,
                file_count=1,
                unit=units[number % len(units)],
                suggested_section=sections[number % len(sections)],
                resembles="suspect" if number % 40 == 0 else "",
                decided_by=editor,
                reading_version=1,
            )
            for number, raw in zip(numbers, raws, strict=True)
            for piece in (texts[number % len(texts)],)
            for waits in (number % 4 == 0 if waiting is None else number < waiting,)
        )
    return count


def open_pages(times: int, address: str) -> float:
    """Open a page again and again as the editor; in one process, without the socket."""
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username="editor"))
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answers {answer.status_code}")
    started = time.process_time()
    for _ in range(times):
        client.get(address)
    return (time.process_time() - started) / times


def main() -> None:
    """Do what the arguments say."""
    match sys.argv[2:]:
        case ["prepare"]:
            print(prepare())
        case ["receive", folder]:
            print(take_in(folder))
        case ["fill", count]:
            print(fill(int(count)))
        case ["open", times, address]:
            print(open_pages(int(times), address))
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
