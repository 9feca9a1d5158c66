"""自动起草: a first draft of an issue that somebody asked for, and what became of each piece."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Composition(models.Model):
    """起草: one asking for a draft; a job does it, and what it made stands in the issue."""

    class State(models.TextChoices):
        """Asked for, then one of the others."""

        ASKED = "asked", _("Under way")
        DONE = "done", _("Drafted")
        CALLED_OFF = "called_off", _("Called off")
        FAILED = "failed", _("Failed")

    issue = models.ForeignKey("desk.Issue", models.CASCADE, related_name="compositions")
    by = models.ForeignKey("desk.User", models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)  # items worded so far
    most = models.PositiveIntegerField(default=0)  # items to be worded, 0 while that is not known
    trouble = models.CharField(max_length=500, blank=True)  # why it failed
    fates = models.JSONField(default=list, blank=True)  # [queries.compositions.Fate]
    event = models.ForeignKey(
        "desk.Event", models.PROTECT, null=True, blank=True, related_name="+"
    )  # what it did to the issue; none when it made nothing

    class Meta:
        """One draft of an issue is under way at a time."""

        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["issue"], condition=Q(state="asked"), name="one_composition_under_way"
            )
        ]

    def __str__(self) -> str:
        return f"{self.issue_id}/{self.pk}"
