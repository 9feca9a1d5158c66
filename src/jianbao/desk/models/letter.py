"""The outbox: letters the desk writes, each once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """A letter to one address. `key` says what it is about: the same is never written twice."""

    class State(models.TextChoices):
        """Claimed before it is sent; unknown is never sent again by itself."""

        PENDING = "pending", _("Waiting to be sent")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Handed to the mail server")
        FAILED = "failed", _("Refused")
        UNKNOWN = "unknown", _("Unknown")

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=30)  # acknowledgement, invitation, …
    bulletin = models.ForeignKey("desk.Bulletin", models.CASCADE, null=True, blank=True)
    to_address = models.EmailField()
    to_name = models.CharField(max_length=120, blank=True)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    in_reply_to = models.CharField(max_length=255, blank=True)
    by_machine = models.BooleanField(default=True)
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    claimed_until = models.DateTimeField(null=True, blank=True)
    reply = models.CharField(max_length=500, blank=True)  # the server's own words
    written_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The sender asks for what is due."""

        indexes: ClassVar = [models.Index(fields=["state", "next_attempt_at"], name="letters_due")]

    def __str__(self) -> str:
        return f"{self.kind} → {self.to_address}"
