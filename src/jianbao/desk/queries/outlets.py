"""Outlets as they are asked for, and where those that are folders lie."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from jianbao.desk.models import Bulletin, Outlet

CHATS = (Outlet.Kind.WECOM, Outlet.Kind.DINGTALK, Outlet.Kind.FEISHU)
OFFERED = (*CHATS, Outlet.Kind.FOLDER, Outlet.Kind.PRINT)


def further_hosts() -> tuple[str, ...]:
    """Give the hosts of chat robots that this machine allows beside the providers' own."""
    named: str = settings.JIANBAO.robot_hosts
    return tuple(named.casefold().split())


def outlets_of(bulletin: Bulletin) -> QuerySet[Outlet]:
    """Give the outlets of a bulletin, those in use first."""
    return Outlet.objects.filter(bulletin=bulletin).order_by("-active", "kind", "name")


def folder_of(place: str) -> Path | None:
    """Give the folder that an outlet names below the one the machine allows; None outside it."""
    allowed: str = settings.JIANBAO.drop_folder
    if not allowed or not place:
        return None
    base = Path(allowed).resolve()
    folder = (base / place).resolve()
    return folder if folder.is_relative_to(base) else None
