"""Arranges the outlets of a bulletin. Keys go in and never come out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions.dispatching.outlets import tell
from jianbao.desk.actions.recording import plain, record
from jianbao.desk.errors import Impossible, Invalid
from jianbao.desk.models import Bulletin, Outlet, User
from jianbao.desk.queries.outlets import CHATS, OFFERED, folder_of, further_hosts
from jianbao.desk.sealed import seal
from jianbao.document.write.formats import FORMATS
from jianbao.post.drop import try_folder
from jianbao.post.smtp import Outcome
from jianbao.post.webhook import Announcement, BadRobotError, Robot, check_robot

COLUMNS = ("kind", "name", "place", "formats", "copies")
_KEYS = ("sealed_address", "sealed_secret")  # that they were changed is logged, never what they are
_HIDDEN = "•••"
_TRIAL = "这是一条测试消息：简报刊发后，将在这里通知。"


def add_outlet(bulletin: Bulletin, values: Mapping[str, Any], *, by: User) -> Outlet:
    """Add an outlet: its columns, and `url` and `secret` of a chat's robot.

    Raises NotAllowed, or Invalid with the field that does not fit.
    """
    rules.require(rules.may(by, "arrange_bulletin", bulletin))
    columns = _checked(values, known=None)
    with transaction.atomic():
        outlet = _saved(Outlet(bulletin=bulletin, **columns))
        record("add_outlet", outlet, by=by, bulletin=bulletin, after=_told(outlet))
    return outlet


def change_outlet(outlet: Outlet, values: Mapping[str, Any], *, by: User) -> None:
    """Change an outlet; an empty address or secret keeps the one that is set. Raises as above."""
    rules.require(rules.may(by, "arrange_bulletin", outlet.bulletin))
    columns, before = _checked(values, known=outlet), _told(outlet)
    for column, value in columns.items():
        setattr(outlet, column, value)
    after = _told(outlet) | {name: _HIDDEN for name in _KEYS if name in columns}
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    if not changed:
        return
    with transaction.atomic():
        _saved(outlet)
        record(
            "change_outlet",
            outlet,
            by=by,
            before={name: value for name, value in before.items() if name in changed},
            after={name: value for name, value in after.items() if name in changed},
        )


def set_open(outlet: Outlet, *, to: bool, by: User) -> None:
    """Close an outlet, or open it again; what was sent by it stays in its ledgers."""
    rules.require(rules.may(by, "arrange_bulletin", outlet.bulletin))
    rows = Outlet.objects.filter(pk=outlet.pk, active=not to)
    with transaction.atomic():
        if rows.update(active=to):
            record("reopen_outlet" if to else "close_outlet", outlet, by=by)
    outlet.refresh_from_db()


def try_outlet(outlet: Outlet, *, by: User) -> Outcome:
    """Tell a chat group that this is a trial, or try whether a folder takes files.

    Not for use inside a transaction. Raises NotAllowed, Invalid for a folder that is not there, or
    Impossible for a print order.
    """
    rules.require(rules.may(by, "arrange_bulletin", outlet.bulletin))
    if outlet.kind in CHATS:
        said = Announcement(
            title=f"《{outlet.bulletin.title}》",
            lines=(_TRIAL, timezone.localtime().strftime("%Y-%m-%d %H:%M")),
            link=settings.JIANBAO.address,
            link_text="打开编辑部",
        )
        outcome = tell(outlet, said)
    elif outlet.kind == Outlet.Kind.FOLDER:
        outcome = try_folder(_required_folder(outlet.place))
    else:
        raise Impossible("nothing-to-try")
    record("try_outlet", outlet, by=by, after={"outcome": type(outcome).__name__.lower()})
    return outcome


def _checked(values: Mapping[str, Any], *, known: Outlet | None) -> dict[str, Any]:
    """Give the columns of what was entered; raises Invalid."""
    kind = known.kind if known else values["kind"]
    name = " ".join(plain(values["name"]).split())
    if not name:
        raise Invalid("name-missing", field="name")
    if kind not in OFFERED:
        raise Invalid("outlet-kind", field="kind")
    columns: dict[str, Any] = {"kind": kind, "name": name}
    if kind in CHATS:
        return columns | _keys(kind, values, known)
    if kind == Outlet.Kind.FOLDER:
        place, formats = plain(values["place"]).strip(), list(values["formats"])
        _required_folder(place)
        if not set(formats) <= set(FORMATS):
            raise Invalid("format-unknown", field="formats")
        return columns | {"place": place, "formats": formats}
    return columns | {"copies": values["copies"]}


def _keys(kind: Any, values: Mapping[str, Any], known: Outlet | None) -> dict[str, Any]:  # noqa: ANN401 - one of CHATS
    url, secret = plain(values["url"]).strip(), plain(values["secret"]).strip()
    if not url and not (known and known.sealed_address):
        raise Invalid("robot-address", field="url")
    if url:
        _require_robot(Robot(kind=kind, url=url, also=further_hosts()))
    columns = {"sealed_address": seal(url)} if url else {}
    return columns | ({"sealed_secret": seal(secret)} if secret else {})


def _require_robot(robot: Robot) -> None:
    try:
        check_robot(robot)
    except BadRobotError as error:
        raise Invalid(error.code, field="url") from error


def _required_folder(place: str) -> Path:
    folder = folder_of(place)
    if folder is None:
        raise Invalid("folder-outside", field="place")
    if not folder.is_dir():
        raise Invalid("folder-missing", field="place", place=place)
    return folder


def _saved(outlet: Outlet) -> Outlet:
    try:
        with transaction.atomic():
            outlet.save()
    except IntegrityError as error:
        raise Invalid("outlet-name-taken", field="name", name=outlet.name) from error
    return outlet


def _told(outlet: Outlet) -> dict[str, Any]:
    """Give what the log keeps, by its names there: no address of a robot, and no secret."""
    told = {
        "outlet": str(outlet.kind),
        "name": outlet.name,
        "place": outlet.place,
        "formats": outlet.formats,
        "print_run": outlet.copies,
    }
    return {name: value for name, value in told.items() if value}
