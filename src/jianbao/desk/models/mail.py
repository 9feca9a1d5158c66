"""Mailboxes that are polled, and the ledger of what was seen in them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mailbox(models.Model):
    """An IMAP account of a bulletin. The lease keeps two pollers out of one account."""

    class Security(models.TextChoices):
        """How the connection is protected."""

        TLS = "tls", _("TLS")
        STARTTLS = "starttls", _("STARTTLS")
        PLAIN = "plain", _("None (this machine only)")

    bulletin = models.ForeignKey("desk.Bulletin", models.CASCADE, related_name="mailboxes")
    host = models.CharField(_("Server"), max_length=120)
    port = models.PositiveIntegerField(_("Port"), default=993)
    security = models.CharField(max_length=10, choices=Security, default=Security.TLS)
    account = models.CharField(_("Account"), max_length=120)
    sealed_password = models.TextField(blank=True)  # desk.sealed
    ca_certificate = models.TextField(blank=True)  # PEM of a certificate authority of the house
    folder = models.CharField(max_length=120, default="INBOX")
    done_folder = models.CharField(max_length=120, default="已处理")
    poll_seconds = models.PositiveIntegerField(default=60)
    active = models.BooleanField(default=True)
    lease_holder = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    polled_at = models.DateTimeField(null=True, blank=True)
    next_poll_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=40, blank=True)  # code of post.PostError
    last_error_text = models.CharField(max_length=500, blank=True)
    uid_validity = models.BigIntegerField(null=True, blank=True)
    reconciled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One folder of one account is polled for one bulletin."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["host", "account", "folder"], name="mailbox_once")
        ]

    def __str__(self) -> str:
        return f"{self.account}@{self.host}"


class Sighting(models.Model):
    """One message seen in a mailbox; the four together name it for ever."""

    mailbox = models.ForeignKey(Mailbox, models.CASCADE, related_name="sightings")
    folder = models.CharField(max_length=120)
    uid_validity = models.BigIntegerField()
    uid = models.BigIntegerField()
    raw = models.ForeignKey("desk.RawMessage", models.PROTECT, related_name="sightings")
    seen_at = models.DateTimeField(auto_now_add=True)
    moved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """A message is taken once."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["mailbox", "folder", "uid_validity", "uid"], name="seen_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.uid_validity}/{self.uid}"
