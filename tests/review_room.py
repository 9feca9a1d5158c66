"""An issue with items, and the people of its review, as tests of it need them."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

import msgspec

from arrivals import an_arrival
from cast import a_bulletin, a_person
from jianbao.desk.actions import deciding
from jianbao.desk.actions.editing import save_item
from jianbao.desk.actions.reviewing.approving import approve
from jianbao.desk.actions.reviewing.handing import submit
from jianbao.desk.models import Bulletin, Issue, Item, Role, Section, User, Verdict
from jianbao.desk.queries.issue_content import content_of, hash_of
from jianbao.desk.queries.issues import current_issue
from jianbao.desk.queries.standing import standing_of
from jianbao.desk.rules import forget_grants
from jianbao.desk.steps import PRESETS
from jianbao.document import model

TODAY = dt.date(2026, 7, 1)
HEADLINES = ("风机攻关组啃下振动难题", "上门办理退休认证")
TEXT = "入夏以来，青石分公司2号风机振动值升至7.1毫米/秒，9名党员组成攻关组分三班盯守。"


class Newsroom(NamedTuple):
    """An open issue of two items, and who works on it."""

    bulletin: Bulletin
    issue: Issue
    editor: User
    reviewer: User
    second: User
    signer: User


def a_newsroom(preset: str = "small", **settings: bool) -> Newsroom:
    """Two items planned by the editor; the steps of a preset."""
    bulletin = a_bulletin()
    for name, value in settings.items():
        setattr(bulletin, name, value)
    bulletin.review_steps = msgspec.to_builtins(PRESETS[preset])
    bulletin.save()
    editor = a_person(Role.EDITOR, bulletin, name="沈砚秋")
    reviewer = a_person(Role.REVIEWER, bulletin, name="秦望舒")
    second = a_person(Role.REVIEWER, bulletin, name="陆既明")
    signer = a_person(Role.SIGNER, bulletin, name="顾怀瑾")
    sections = list(Section.objects.filter(bulletin=bulletin))
    for section, headline in zip(
        sections, ("风机攻关组啃下振动难题", "上门办理退休认证"), strict=True
    ):
        piece = an_arrival(bulletin, headline=headline, paragraphs=[TEXT])
        deciding.plan(piece, section, by=editor, version=piece.version, today=TODAY)
    issue = current_issue(bulletin)
    assert issue is not None
    return Newsroom(bulletin, issue, editor, reviewer, second, signer)


def also(person: User, role: Role, bulletin: Bulletin) -> None:
    """Give a person one more role."""
    person.grants.create(role=role, bulletin=bulletin)
    forget_grants(person)


def submitted(room: Newsroom, to: User | None = None) -> Issue:
    """Give the issue, handed to review."""
    submit(room.issue, by=room.editor, version=room.issue.version, to=to)
    return room.issue


def seen(issue: Issue) -> str:
    """Give the hash of what a person who looks now sees."""
    return hash_of(content_of(Issue.objects.get(pk=issue.pk)))


def approved(issue: Issue, by: User, **more: Any) -> Verdict:  # noqa: ANN401 - as `approve` takes them
    """Approve the present step in the present content."""
    current = standing_of(Issue.objects.get(pk=issue.pk)).current
    assert current is not None
    return approve(issue, by=by, step=current.key, seen=seen(issue), **more)


def edited(item: Item, text: str, by: User) -> None:
    """Give an item another text."""
    item.refresh_from_db()
    content = msgspec.convert(item.content, model.Item)
    changed = msgspec.structs.replace(content, paragraphs=(text,))
    save_item(item, changed, by=by, revision=item.revision)


def holding(issue: Issue) -> list[str]:
    """Give the keys of the steps that hold now."""
    return [one.step.key for one in standing_of(Issue.objects.get(pk=issue.pk)).steps if one.holds]
