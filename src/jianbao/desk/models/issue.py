"""Issues (期) and their items (条目), open or printed, and what each item was made from."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Issue(models.Model):
    """期: one number of a bulletin. `content` is its document.model.Issue once it is printed."""

    class State(models.TextChoices):
        """See `states`."""

        OPEN = "open", _("Open")
        IN_REVIEW = "in_review", _("In review")
        SIGNED = "signed", _("Signed")
        PUBLISHED = "published", _("Published")
        DROPPED = "dropped", _("Dropped")  # a correction that was given up

    bulletin = models.ForeignKey("desk.Bulletin", models.PROTECT, related_name="issues")
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    version = models.PositiveIntegerField(default=0)  # counts moves; an act names the one it saw
    kind = models.CharField(max_length=10, default="regular")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(null=True, blank=True)
    number_to = models.PositiveIntegerField(null=True, blank=True)
    running_number = models.PositiveIntegerField(null=True, blank=True)
    running_number_to = models.PositiveIntegerField(null=True, blank=True)
    label = models.CharField(max_length=20, blank=True)
    window_start = models.DateField(null=True, blank=True)
    window_end = models.DateField(null=True, blank=True)  # the last day of collection
    date = models.DateField(null=True, blank=True)
    sections = models.JSONField(default=list, blank=True)  # its own copy: queries.arrangement
    note = models.JSONField(null=True, blank=True)  # 编者按: document.model.Note
    credits = models.JSONField(default=list, blank=True)  # [document.model.Credit]
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections"
    )  # this is the draft of a further edition of that one, whose numbers it bears
    correction = models.CharField(max_length=12, blank=True)  # Edition.Kind, of such a draft
    correction_reason = models.CharField(max_length=500, blank=True)
    content = models.JSONField(null=True, blank=True)
    raw = models.ForeignKey("desk.RawMessage", models.PROTECT, null=True, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Numbers are unique: nobody can take one twice."""

        ordering: ClassVar = ["-year", "-number", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["bulletin", "kind", "year", "number"],
                condition=Q(number__isnull=False),
                name="issue_number_once",
            ),
            models.UniqueConstraint(
                fields=["bulletin", "running_number"],
                condition=Q(running_number__isnull=False),
                name="running_number_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}-{(self.corrects or self).number}"


class Item(models.Model):
    """条目: one piece of an issue; `content` is its document.model.Item."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="items")
    section = models.ForeignKey("desk.Section", models.SET_NULL, null=True, blank=True)
    section_title = models.CharField(max_length=40, blank=True)  # as printed
    subsection_title = models.CharField(max_length=40, blank=True)
    position = models.PositiveIntegerField()  # within the issue, in the order of print, from 0
    headline = models.CharField(max_length=300, blank=True)
    content = models.JSONField(default=dict)
    unit = models.ForeignKey("desk.Unit", models.SET_NULL, null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey("desk.User", models.SET_NULL, null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    editor = models.ForeignKey(
        "desk.User", models.SET_NULL, null=True, blank=True, related_name="items"
    )  # whose work it is now
    kept_as_is = models.JSONField(default=list, blank=True)  # rules and facts not to point out
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # its adoption was undone
    copy_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+"
    )  # in the draft of a correction: the printed item

    class Meta:
        """Items stand in the order of print."""

        ordering: ClassVar = ["issue", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["issue", "position"],
                condition=Q(withdrawn_at__isnull=True),
                name="item_position_once",
            )
        ]

    def __str__(self) -> str:
        return self.headline


class Origin(models.Model):
    """A contribution that an item was made from."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="origins")
    contribution = models.ForeignKey("desk.Contribution", models.PROTECT, related_name="origins")
    added_by = models.ForeignKey("desk.User", models.SET_NULL, null=True, blank=True)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """A contribution is named once for an item."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "contribution"], name="origin_once")
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id} → {self.item_id}"
