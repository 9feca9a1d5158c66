"""Review (审核): the content that was looked at, whose turn it is, verdicts, comments, links."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Snapshot(models.Model):
    """An issue in one exact content, under its hash; a verdict is bound to one. Never changed."""

    issue = models.ForeignKey("desk.Issue", models.CASCADE, related_name="snapshots")
    sha256 = models.CharField(max_length=64)  # of document.interchange.to_json
    content = models.JSONField()  # document.model.Issue
    taken_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """A content stands once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issue", "sha256"], name="snapshot_once")
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class Look(models.Model):
    """What a person saw of an issue last, and what before that: the changes since are shown."""

    issue = models.ForeignKey("desk.Issue", models.CASCADE, related_name="looks")
    user = models.ForeignKey("desk.User", models.CASCADE, related_name="+")
    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="+")
    before = models.ForeignKey(
        Snapshot, models.SET_NULL, null=True, blank=True, related_name="+"
    )  # the content seen before this one
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        """A person has looked last once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issue", "user"], name="look_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.issue_id}"


class Handover(models.Model):
    """Whose turn it is: the step an issue was handed to, to whom and until when.

    The last one of an issue counts. `to` None leaves it to whoever may do the step.
    """

    issue = models.ForeignKey("desk.Issue", models.CASCADE, related_name="handovers")
    step = models.CharField(max_length=20)  # steps.Step.key
    to = models.ForeignKey("desk.User", models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey("desk.User", models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)  # first looked at by who has it
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.issue_id}: {self.step}"


class SigningLink(models.Model):
    """A letter with which a person without an account gives one verdict. Only a hash is kept."""

    issue = models.ForeignKey("desk.Issue", models.CASCADE, related_name="signing_links")
    step = models.CharField(max_length=20)
    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey("desk.User", models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name}: {self.step}"


class Verdict(models.Model):
    """意见: what one person said of one content in one step. Rows are added, or become void."""

    class Outcome(models.TextChoices):
        """What was said."""

        APPROVED = "approved", _("Approved")
        SENT_BACK = "sent_back", _("Sent back")

    issue = models.ForeignKey("desk.Issue", models.CASCADE, related_name="verdicts")
    step = models.CharField(max_length=20)
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="verdicts")
    outcome = models.CharField(max_length=10, choices=Outcome)
    by = models.ForeignKey("desk.User", models.PROTECT, null=True, blank=True, related_name="+")
    link = models.OneToOneField(
        SigningLink, models.PROTECT, null=True, blank=True, related_name="verdict"
    )
    at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=500, blank=True)
    back_to = models.CharField(max_length=20, blank=True)  # a step, or "editing"
    override = models.CharField(max_length=40, blank=True)  # the rule the bulletin lets be broken
    void_since = models.DateTimeField(null=True, blank=True)
    void_because = models.CharField(max_length=20, blank=True)  # sent_back, taken_back

    class Meta:
        """A verdict is of somebody: a person with an account, or a link."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(link__isnull=False), name="verdict_of_somebody"
            )
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.outcome}"

    @property
    def who(self) -> str:
        """Name the person, with an account or without."""
        return str(self.by) if self.by else self.link.name if self.link else "—"


class Comment(models.Model):
    """批注: on a passage of an item, an item, or the whole issue; answers hang on the first."""

    issue = models.ForeignKey("desk.Issue", models.CASCADE, related_name="comments")
    item = models.ForeignKey(
        "desk.Item", models.CASCADE, null=True, blank=True, related_name="comments"
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="answers"
    )
    by = models.ForeignKey("desk.User", models.PROTECT, null=True, blank=True, related_name="+")
    link = models.ForeignKey(
        SigningLink, models.PROTECT, null=True, blank=True, related_name="comments"
    )
    at = models.DateTimeField(default=timezone.now)
    text = models.CharField(max_length=1000)
    # the passage, in characters of document.model.Item.text; moved along with every save
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    quote = models.CharField(max_length=200, blank=True)  # as it read when it was marked
    lost = models.BooleanField(default=False)  # the passage is no longer there
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        "desk.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        """In the order they were made."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def who(self) -> str:
        """Name who said it, with an account or without."""
        return str(self.by) if self.by else self.link.name if self.link else "—"
