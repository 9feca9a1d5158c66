"""The log of everything that was done: rows are added, never changed, never deleted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Event(models.Model):
    """Who did what to which thing, when, from what to what, and why."""

    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("desk.User", models.PROTECT, null=True, blank=True, related_name="+")
    through = models.CharField(max_length=60, blank=True)  # the API token's name, or the command
    bulletin = models.ForeignKey(
        "desk.Bulletin", models.PROTECT, null=True, blank=True, related_name="+"
    )
    verb = models.CharField(max_length=40)  # a move of `states`, or another act
    thing = models.CharField(max_length=60)  # contribution:12, grant:3
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=500, blank=True)
    undoes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by"
    )

    class Meta:
        """Read by thing and by bulletin."""

        indexes: ClassVar = [
            models.Index(fields=["thing", "-at"], name="events_of_a_thing"),
            models.Index(fields=["bulletin", "-at"], name="events_of_a_bulletin"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.thing}"
