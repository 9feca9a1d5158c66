"""What a language model was asked and what it answered: written before anything is sent."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class ModelCall(models.Model):
    """One question to a bulletin's language model, with every word that left the desk."""

    bulletin = models.ForeignKey("desk.Bulletin", models.CASCADE, related_name="model_calls")
    item = models.ForeignKey("desk.Item", models.SET_NULL, null=True, related_name="model_calls")
    revision = models.PositiveIntegerField(default=0)  # of the item, as it was sent
    by = models.ForeignKey("desk.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    purpose = models.CharField(max_length=12)  # shorten, headline, test
    url = models.CharField(max_length=300)
    model = models.CharField(max_length=120)
    sent = models.JSONField()  # the messages
    answer = models.TextField(blank=True)
    error = models.CharField(max_length=40, blank=True)  # code of post.errors
    answered_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"
