"""Issues on the way to print, for tests: planned from contributions, dated, signed."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Collection
from typing import Any, NamedTuple

import msgspec
from django.utils import timezone
from PIL import Image

from arrivals import an_arrival
from cast import a_bulletin, a_person
from jianbao.desk import vault
from jianbao.desk.actions import deciding
from jianbao.desk.actions.issues import open_issue
from jianbao.desk.actions.publishing import print_edition, publish
from jianbao.desk.actions.reviewing.approving import approve as approve_step
from jianbao.desk.actions.reviewing.handing import submit
from jianbao.desk.models import (
    Bulletin,
    Contribution,
    Edition,
    Issue,
    Item,
    Picture,
    Role,
    Section,
    Unit,
    User,
)
from jianbao.desk.queries.issue_content import content_of, hash_of
from jianbao.desk.queries.issues import items_of
from jianbao.desk.queries.publishing.wording import SENTENCES
from jianbao.desk.queries.standing import standing_of
from jianbao.document import model

STORIES = {
    "风机攻关组啃下振动难题": "改造于5月28日完成，全年可减少停机11次，节约检修费用42.6万元。",
    "二号破碎机大修提前两天完成": "检修历时18天，党员突击队更换衬板120块，节约费用36万元。",
    "一颗螺栓的分量": "点检员老周在巡检中发现螺栓松动，避免了一次停机。",
    "班前会这八分钟": "车间把安全提示放进班前会，员工轮流讲述身边的隐患。",
}


class Office(NamedTuple):
    """A bulletin and the people who bring an issue to print."""

    bulletin: Bulletin
    editor: User
    reviewer: User
    signer: User
    publisher: User


def an_office(slug: str = "yunling") -> Office:
    """A bulletin with an editor, a signer and a publisher."""
    bulletin = a_bulletin(slug)
    bulletin.submission_address = "tougao@yunling.example"
    bulletin.save()
    return Office(
        bulletin,
        editor=a_person(Role.EDITOR, bulletin),
        reviewer=a_person(Role.REVIEWER, bulletin),
        signer=a_person(Role.SIGNER, bulletin),
        publisher=a_person(Role.PUBLISHER, bulletin),
    )


def a_planned_issue(office: Office, count: int = 2, *, sender: str = "") -> Issue:
    """Plan contributions of a unit into the open issue, which bears the date of today."""
    today = timezone.localdate()
    issue = open_issue(office.bulletin, today, by=office.editor)
    for number, headline in enumerate(list(STORIES)[:count]):
        plan(office, headline, number, sender=sender or f"writer{number}@yunling.example")
    Issue.objects.filter(pk=issue.pk).update(date=today)
    issue.refresh_from_db()
    return issue


def plan(
    office: Office,
    headline: str,
    section: int = 0,
    *,
    sender: str = "wang@yunling.example",
    **columns: Any,  # noqa: ANN401 - whatever columns a test needs
) -> Contribution:
    """Plan one contribution into a section of the open issue."""
    unit = Unit.objects.filter(bulletin=office.bulletin)[0]
    given: dict[str, Any] = {"unit": unit, "author": "王青禾", **columns}
    piece = an_arrival(
        office.bulletin,
        headline=headline,
        paragraphs=(STORIES.get(headline, "本月完成全部计划。"),),
        sender_address=sender,
        **given,
    )
    sections = list(Section.objects.filter(bulletin=office.bulletin).order_by("position"))
    place = sections[section % len(sections)]
    today = timezone.localdate()
    deciding.plan(piece, place, by=office.editor, version=piece.version, today=today)
    return piece


def illustrate(item: Item) -> Picture:
    """Give an item a picture with its alternative text."""
    drawn = io.BytesIO()
    Image.new("RGB", (640, 420), (96, 128, 112)).save(drawn, "JPEG")
    stored = vault.store_bytes(drawn.getvalue())
    picture = Picture.objects.create(
        item=item,
        file=f"{item.pk}.jpg",
        sha256=stored.sha256,
        whole_sha256=stored.sha256,
        media_type="image/jpeg",
        width=640,
        height=420,
        made_by=item.made_by,
    )
    content = msgspec.convert(item.content, model.Item)
    named = model.Picture(file=picture.file, caption="检修现场", alt="两名工人检修风机", after=1)
    item.content = msgspec.to_builtins(msgspec.structs.replace(content, pictures=(named,)))
    item.save()
    return picture


def sign(issue: Issue, office: Office) -> str:
    """Take the issue as it stands through its review; give the hash of what was signed."""
    issue.refresh_from_db()
    submit(issue, by=office.editor, version=issue.version)
    while issue.state == Issue.State.IN_REVIEW:
        approve(issue, office)
    return hash_of(content_of(issue))


def approve(issue: Issue, office: Office) -> None:
    """Approve the present content in the present step, by whom it is for."""
    standing = standing_of(issue)
    step = standing.current
    assert step is not None
    by = office.signer if step.kind == "sign_off" else office.reviewer
    approve_step(issue, by=by, step=step.key, seen=standing.sha256)


def a_signed_issue(office: Office, count: int = 2, *, pictures: bool = False) -> Issue:
    """Plan, date and sign the open issue."""
    issue = a_planned_issue(office, count)
    if pictures:
        illustrate(items_of(issue)[0])
    sign(issue, office)
    return issue


def freeze(issue: Issue, office: Office, accepted: Collection[str] = tuple(SENTENCES)) -> Edition:
    """Give the signed content to the press."""
    seen = hash_of(content_of(issue))
    today = timezone.localdate()
    return publish(issue, by=office.publisher, seen=seen, today=today, accepted=accepted)


def a_printed_issue(office: Office, count: int = 2, *, pictures: bool = False) -> Issue:
    """An issue that is out."""
    issue = a_signed_issue(office, count, pictures=pictures)
    edition = freeze(issue, office)
    assert print_edition(edition.pk), Edition.objects.get(pk=edition.pk).trouble
    issue.refresh_from_db()
    return issue


def a_day() -> dt.date:
    """The day it is on the desk."""
    return timezone.localdate()
