"""What is printed: editions with their files, the numbers taken, and the list to check before."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class IssueNumber(models.Model):
    """One number that an issue bears, and no other may; a combined issue bears several."""

    class Sequence(models.TextChoices):
        """What is counted."""

        YEARLY = "yearly", _("Number within the year")
        SPECIAL = "special", _("Special issues of the year")
        RUNNING = "running", _("Running number")

    issue = models.ForeignKey("desk.Issue", models.CASCADE, related_name="numbers")
    bulletin = models.ForeignKey("desk.Bulletin", models.CASCADE, related_name="+")
    sequence = models.CharField(max_length=8, choices=Sequence)
    year = models.PositiveSmallIntegerField(default=0)  # 0 for running numbers
    number = models.PositiveIntegerField()

    class Meta:
        """Taken once."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["bulletin", "sequence", "year", "number"], name="number_taken_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.year} {self.number}"


class Tick(models.Model):
    """One line of the list to check before an issue is printed, checked by somebody."""

    issue = models.ForeignKey("desk.Issue", models.CASCADE, related_name="ticks")
    text = models.CharField(max_length=120)
    snapshot = models.ForeignKey("desk.Snapshot", models.CASCADE, related_name="+")
    by = models.ForeignKey("desk.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        """A line is checked once for a content."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issue", "text", "snapshot"], name="tick_once")
        ]

    def __str__(self) -> str:
        return self.text


class Edition(models.Model):
    """版次: one frozen rendering of a signed issue; a correction is the next. It never changes."""

    class Kind(models.TextChoices):
        """Why it was printed."""

        ORIGINAL = "original", _("First edition")
        CORRECTION = "correction", _("Correction")
        SUPPLEMENT = "supplement", _("Supplement")
        WITHDRAWAL = "withdrawal", _("Withdrawal")

    class State(models.TextChoices):
        """Frozen first, then every file, then it is out."""

        FROZEN = "frozen", _("Being printed")
        OUT = "out", _("Published")

    issue = models.ForeignKey("desk.Issue", models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ORIGINAL)
    reason = models.CharField(max_length=500, blank=True)  # of what is no first edition
    state = models.CharField(max_length=8, choices=State, default=State.FROZEN)
    snapshot = models.ForeignKey("desk.Snapshot", models.PROTECT, related_name="editions")
    signed_by = models.ForeignKey("desk.Verdict", models.PROTECT, related_name="+")
    warnings = models.JSONField(default=list, blank=True)  # those that were accepted
    frozen_by = models.ForeignKey("desk.User", models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(default=timezone.now)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=500, blank=True)  # why the last attempt failed
    out_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Editions of an issue are counted from 1."""

        ordering: ClassVar = ["issue", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issue", "number"], name="edition_once")
        ]

    def __str__(self) -> str:
        return f"{self.issue_id}/{self.number}"


class EditionFile(models.Model):
    """An edition in one format; its bytes lie in the vault under their hash."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="files")
    format = models.CharField(max_length=10)  # pdf, docx, html, json, md, txt
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """A format is rendered once."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "format"], name="edition_format_once")
        ]

    def __str__(self) -> str:
        return self.name
