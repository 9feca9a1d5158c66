"""The desk as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class Desk(AppConfig):
    """The one app with tables."""

    name = "jianbao.desk"
    label = "desk"
    verbose_name = "编辑部"
