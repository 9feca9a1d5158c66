"""The desk as Django knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class Desk(AppConfig):
    """The one app with tables."""

    name = "jianbao.desk"
    label = "desk"
    verbose_name = "编辑部"

    def ready(self) -> None:
        """Let hints of actions become jobs."""
        import_module("jianbao.desk.jobs.waking")
