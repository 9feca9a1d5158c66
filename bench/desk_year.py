"""Fills a home with a year of a desk and an issue in the making; prints as JSON how to work there.

Usage: desk_year.py HOME fill | split
`fill` prints the people (session, item) and the addresses of pages; `split` asks the actions of
one save in this process and prints the milliseconds of each part.
"""

from __future__ import annotations

import datetime as dt
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import msgspec
from django.test import Client
from django.utils import timezone

from desk_with import fill, prepare
from jianbao.desk import vault
from jianbao.desk.actions.deciding import plan
from jianbao.desk.actions.editing import save_item
from jianbao.desk.actions.granting import give
from jianbao.desk.actions.indexing import rebuild_index
from jianbao.desk.actions.people import open_account
from jianbao.desk.actions.picturing import take_photograph
from jianbao.desk.actions.printed_issues import add_printed_issue
from jianbao.desk.models import (
    Bulletin,
    Contribution,
    Correspondent,
    Issue,
    Item,
    Photograph,
    Unit,
    User,
)
from jianbao.desk.queries.item import originals_of, text_of
from jianbao.desk.queries.item_check import check, check_facts
from jianbao.desk.queries.roster import known_to
from jianbao.document import model
from jianbao.intake.pictures import clean_picture
from jianbao.samples import people, printed_issues
from jianbao.samples.pictures.photograph import photograph
from jianbao.samples.pictures.scenes import SCENES

ITEMS = 34  # of the issue in the making
EDITORS = 20
LENGTH = 260  # characters of an item
CONTRIBUTIONS = 3000  # of a year, eight a day
WAITING = 160
MINUTES = 365 * 24 * 60 // CONTRIBUTIONS
TIMES = 25


def fill_a_year() -> dict[str, Any]:
    """Make twelve printed issues, a year of contributions, an issue in the making, and its people.

    Everything is dated back from today, so that pages which ask for this month show something.
    """
    today = timezone.localdate()
    prepare(today)
    bulletin = Bulletin.objects.get()
    for issue in printed_issues(today - dt.timedelta(days=184)):
        add_printed_issue(bulletin, issue, by=None)
    _name_correspondents(bulletin)
    fill(CONTRIBUTIONS, minutes=MINUTES, waiting=WAITING)
    sessions = dict(_editors(bulletin))
    _make_an_issue(bulletin, list(sessions), today)
    rebuild_index()
    items = list(Item.objects.filter(issue__state=Issue.State.OPEN).order_by("position"))
    desk = f"/b/{bulletin.slug}"
    editors = zip(sessions.values(), items, strict=False)
    return {
        "editors": [{"session": session, "item": item.pk} for session, item in editors],
        "texts": [_fields(item) for item in items],
        "pages": _pages(desk, items[0], bulletin),
        "desk": desk,
    }


def _name_correspondents(bulletin: Bulletin) -> None:
    units = {unit.name: unit for unit in Unit.objects.filter(bulletin=bulletin)}
    Correspondent.objects.bulk_create(
        Correspondent(
            bulletin=bulletin, unit=units.get(one.unit or ""), name=one.name, address=one.address
        )
        for one in people()
        if one.role == "contributor"
    )


def _editors(bulletin: Bulletin) -> Iterator[tuple[User, str]]:
    """Open accounts for those who sit at the desk at once; give each with a session."""
    for number in range(EDITORS):
        person = open_account(
            username=f"editor{number}",
            email=f"editor{number}@yunling.example",
            full_name=f"编辑{number}",
            password="only for measuring 1",  # noqa: S106 - of nobody
            by=None,
        )
        give(person, "editor", by=None, bulletin=bulletin, unit=None)
        client = Client(headers={"host": "localhost"})
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        yield person, client.cookies["sessionid"].value


def _make_an_issue(bulletin: Bulletin, editors: list[User], today: dt.date) -> None:
    waiting = Contribution.objects.filter(bulletin=bulletin, state="waiting").order_by("pk")
    for piece in waiting[:ITEMS]:
        plan(piece, None, by=editors[0], version=piece.version, today=today)
    items = Item.objects.filter(issue__state=Issue.State.OPEN).order_by("position")
    for item in items:
        save_item(item, _shortened(text_of(item)), by=editors[0], revision=item.revision)
    for item, scene in zip(items[2::5], sorted(SCENES), strict=False):
        piece = originals_of(item)[0]
        shot = _photograph_of(piece, clean_picture(photograph(scene, timezone.now(), "编辑")))
        take_photograph(item, shot, by=editors[0], revision=item.revision)


def _shortened(content: model.Item) -> model.Item:
    """Keep as many paragraphs as a section wants: what is printed is shorter than what was sent."""
    kept: list[str] = []
    for paragraph in content.paragraphs:
        if kept and len("".join((*kept, paragraph))) > LENGTH:
            break
        kept.append(paragraph)
    return msgspec.structs.replace(content, paragraphs=tuple(kept))


def _photograph_of(piece: Contribution, clean: Any) -> Photograph:  # noqa: ANN401 - as it is made
    return Photograph.objects.create(
        contribution=piece,
        position=0,
        name="照片.jpg",
        caption="现场照片",
        sha256=vault.store_bytes(clean.content).sha256,
        thumbnail=vault.store_bytes(clean.thumbnail).sha256,
        media_type=clean.media_type,
        width=clean.width,
        height=clean.height,
    )


def _fields(item: Item) -> dict[str, str]:
    content = text_of(item)
    return {
        "kind": content.kind,
        "title": content.title or "",
        "lead": content.lead or "",
        "body": "\n".join(content.paragraphs),
        "byline": content.byline.raw if content.byline else "",
        "source": content.source.raw if content.source else "",
    }


def _pages(desk: str, item: Item, bulletin: Bulletin) -> dict[str, str]:
    printed = bulletin.issues.filter(state=Issue.State.PUBLISHED).latest("date")
    return {
        "Today": f"{desk}/",
        "inbox": f"{desk}/inbox/",
        "inbox, everything": f"{desk}/inbox/?list=all",
        "list of items": f"{desk}/items/",
        "editor": f"{desk}/items/{item.pk}/",
        "history of an item": f"{desk}/items/{item.pk}/history/",
        "board": f"{desk}/board/",
        "review": f"{desk}/review/{item.issue_id}/",
        "publishing": f"{desk}/issues/{item.issue_id}/publish/",
        "list of issues": f"{desk}/issues/",
        "reading page": f"{desk}/issues/{printed.pk}/",
    }


def split() -> dict[str, float]:
    """Ask the parts of one save, of a text changed a little; give median milliseconds."""
    person = User.objects.get(username="editor0")
    item = Item.objects.filter(issue__state=Issue.State.OPEN).order_by("position")[1]
    before, numbers, today = text_of(item), count(), timezone.localdate()
    known, originals = known_to(item.issue.bulletin), originals_of(item)

    def changed() -> model.Item:
        first = f"第{next(numbers)}稿，{before.paragraphs[0]}"
        return msgspec.structs.replace(before, paragraphs=(first, *before.paragraphs[1:]))

    def save() -> None:
        save_item(item, changed(), by=person, revision=item.revision, autosave=True)

    def facts() -> None:
        check_facts(item.issue, changed(), originals, known.roster)

    def everything() -> None:
        check(item, changed(), originals, known, today=today)

    parts = {
        "the save": _median(save),
        "units and people read": _median(lambda: known_to(item.issue.bulletin)),
        "facts against the originals": _median(facts),
        "facts and findings": _median(everything),
    }
    parts["findings"] = parts["facts and findings"] - parts["facts against the originals"]
    return parts


def _median(call: Callable[[], object]) -> float:
    call()
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        call()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1000


def main() -> None:
    """Do what the arguments say."""
    match sys.argv[2:]:
        case ["fill"]:
            print(json.dumps(fill_a_year()))
        case ["split"]:
            print(json.dumps(split()))
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
