"""发放: one sending of an edition to a frozen list, and the ledger of what became of each row."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jianbao.desk.models.recipient import Capacity, Carriage


class LetterTemplate(models.Model):
    """信函模板: subject and text with blanks, {刊名} and the like; `queries.letter_blanks`."""

    bulletin = models.ForeignKey("desk.Bulletin", models.CASCADE, related_name="letter_templates")
    name = models.CharField(_("Name"), max_length=60)
    subject = models.CharField(_("Subject"), max_length=200)
    text = models.TextField(_("Text"))

    class Meta:
        """A name stands once in a bulletin."""

        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bulletin", "name"], name="template_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class Dispatch(models.Model):
    """发放. Up to its approval a plan; from then on frozen, and its deliveries are the ledger."""

    class State(models.TextChoices):
        """See states.DISPATCH_MOVES."""

        DRAFT = "draft", _("Being prepared")
        APPROVED = "approved", pgettext_lazy("dispatch", "Approved")
        SENDING = "sending", pgettext_lazy("dispatch", "Under way")
        PAUSED = "paused", pgettext_lazy("dispatch", "Paused")
        FINISHED = "finished", pgettext_lazy("dispatch", "Finished")
        CANCELLED = "cancelled", _("Called off")

    bulletin = models.ForeignKey("desk.Bulletin", models.CASCADE, related_name="dispatches")
    edition = models.ForeignKey("desk.Edition", models.PROTECT, related_name="dispatches")
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    # the plan
    groups = models.ManyToManyField("desk.RecipientGroup", related_name="+", blank=True)
    outlets = models.ManyToManyField("desk.Outlet", related_name="+", blank=True)
    subject = models.CharField(max_length=300)
    text = models.TextField()  # with blanks until it is approved
    carries = models.CharField(max_length=8, choices=Carriage, blank=True)  # none: by size
    starts_at = models.DateTimeField(null=True, blank=True)  # none: when somebody starts it
    prepared_by = models.ForeignKey("desk.User", models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(default=timezone.now)
    # frozen on approval
    approved_by = models.ForeignKey("desk.User", models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    edition_sha256 = models.CharField(max_length=64, blank=True)  # of the content that was signed
    sender_name = models.CharField(max_length=120, blank=True)
    sender_address = models.EmailField(blank=True)
    reply_to = models.EmailField(blank=True)
    distribution = models.JSONField(default=list, blank=True)  # 发放, as printed
    copies = models.JSONField(default=list, blank=True)  # 抄送, as printed
    candidates = models.PositiveIntegerField(default=0)  # deliveries, excluded ones too
    # on its way
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    pause_code = models.CharField(max_length=40, blank=True)  # sentences.PAUSES
    pause_note = models.CharField(max_length=500, blank=True)  # what the server said
    lease_holder = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.subject


class DispatchBody(models.Model):
    """The part of the letter that is the same for all who get it in one form, encoded once."""

    dispatch = models.ForeignKey(Dispatch, models.CASCADE, related_name="bodies")
    carries = models.CharField(max_length=8, choices=Carriage)
    head = models.TextField()  # its header fields
    sha256 = models.CharField(max_length=64)  # in the vault: CRLF lines, dots not yet doubled
    size = models.BigIntegerField()

    class Meta:
        """One for each form."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dispatch", "carries"], name="body_once")
        ]

    def __str__(self) -> str:
        return f"{self.dispatch_id}/{self.carries}"


def fresh_token() -> str:
    """Make a name for a delivery that nobody can guess."""
    return secrets.token_hex(10)


class Delivery(models.Model):
    """投递: one recipient of a dispatch, or one outlet. `actions.dispatching.ledger` writes it."""

    class State(models.TextChoices):
        """See states.DELIVERY_MOVES. Accepted is not delivered: a mail server took it over."""

        PENDING = "pending", pgettext_lazy("delivery", "Waiting")
        SENDING = "sending", _("Being handed over")
        DEFERRED = "deferred", _("To be tried again")
        ACCEPTED = "accepted", _("Handed to the mail server")
        FAILED = "failed", pgettext_lazy("delivery", "Refused")
        BOUNCED = "bounced", _("Came back")
        UNKNOWN = "unknown", pgettext_lazy("delivery", "Unknown")
        EXCLUDED = "excluded", pgettext_lazy("delivery", "Left out")

    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="deliveries")
    recipient = models.ForeignKey(
        "desk.Recipient", models.SET_NULL, null=True, blank=True, related_name="deliveries"
    )
    outlet = models.ForeignKey(
        "desk.Outlet", models.SET_NULL, null=True, blank=True, related_name="deliveries"
    )
    channel = models.CharField(max_length=8, default="mail")  # or Outlet.Kind
    token = models.CharField(max_length=20, unique=True, default=fresh_token)
    name = models.CharField(max_length=60)  # as it was when the dispatch was approved
    address = models.CharField(max_length=254)  # of an outlet: its kind and key
    unit_name = models.CharField(max_length=80, blank=True)
    groups = models.JSONField(default=list, blank=True)  # their names
    capacity = models.CharField(max_length=4, choices=Capacity, default=Capacity.MAIN)
    carries = models.CharField(max_length=8, choices=Carriage, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    reason = models.CharField(max_length=40, blank=True)  # why it was left out: sentences
    attempts = models.PositiveSmallIntegerField(default=0)  # since it was last asked for
    asked = models.PositiveSmallIntegerField(default=1)  # how often somebody asked for it
    next_attempt_at = models.DateTimeField(default=timezone.now)
    claimed_until = models.DateTimeField(null=True, blank=True)
    reply = models.CharField(max_length=1000, blank=True)  # the server's own words
    first_try_at = models.DateTimeField(null=True, blank=True)  # since it was last asked for
    accepted_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "desk.User", models.PROTECT, null=True, blank=True, related_name="+"
    )  # who took an unknown one for sent
    delayed_at = models.DateTimeField(null=True, blank=True)  # a notice that is no failure
    read_receipt_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """An address stands once in a dispatch."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dispatch", "address"], name="delivery_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["dispatch", "state", "next_attempt_at"], name="deliveries_due"),
            models.Index(
                fields=["claimed_until"], condition=Q(state="sending"), name="deliveries_claimed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispatch_id} → {self.address}"


class DeliveryEvent(models.Model):
    """One thing that happened to a delivery. The database refuses to change or delete it."""

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="events")
    verb = models.CharField(max_length=12)  # states.DELIVERY_MOVES, or a notice
    state = models.CharField(max_length=8, choices=Delivery.State)  # after it
    at = models.DateTimeField(default=timezone.now)
    said = models.CharField(max_length=1000, blank=True)  # by a server, or why
    by = models.ForeignKey("desk.User", models.PROTECT, null=True, blank=True, related_name="+")
    holder = models.CharField(max_length=80, blank=True)  # the process that did it

    class Meta:
        """In the order that it happened."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.delivery_id} {self.verb}"


class Relay(models.Model):
    """A mail server that letters leave by: what it may still take, and whether it is left alone."""

    name = models.CharField(max_length=160, unique=True)  # host:port
    minute_left = models.FloatField(null=True)  # letters it may take now; none: as many as allowed
    hour_left = models.FloatField(null=True)
    day_left = models.FloatField(null=True)
    refilled_at = models.DateTimeField(default=timezone.now)
    paused_until = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)  # in a row
    trouble = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.name


class Notice(models.Model):
    """What a machine wrote back of a letter: a bounce, a delay, a receipt, an automatic reply."""

    class Kind(models.TextChoices):
        """What it says; only a bounce is a failure."""

        BOUNCE = "bounce", _("Bounce")
        DELAY = "delay", _("Delay")
        RECEIPT = "receipt", _("Receipt")
        AUTO_REPLY = "auto-reply", _("Automatic reply")

    class Found(models.TextChoices):
        """By what its delivery was found."""

        VERP = "verp", _("Return address")
        MESSAGE_ID = "message-id", _("Number of the letter")
        PARSED = "parsed", _("Text of the bounce")
        HAND = "hand", _("By hand")

    bulletin = models.ForeignKey("desk.Bulletin", models.CASCADE, related_name="notices")
    raw = models.ForeignKey("desk.RawMessage", models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=10, choices=Kind)
    delivery = models.ForeignKey(
        Delivery, models.PROTECT, null=True, blank=True, related_name="notices"
    )
    found = models.CharField(max_length=10, choices=Found, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=254, blank=True)  # that it names
    status = models.CharField(max_length=20, blank=True)  # 5.1.1
    said = models.CharField(max_length=1000, blank=True)
    permanent = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    settled_by = models.ForeignKey(
        "desk.User", models.PROTECT, null=True, blank=True, related_name="+"
    )  # who found its delivery, or laid it aside
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """A message is noted once in a bulletin."""

        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bulletin", "raw"], name="notice_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.address}"


class Opening(models.Model):
    """That somebody who had signed in opened an edition; nothing else counts as reading."""

    edition = models.ForeignKey("desk.Edition", models.CASCADE, related_name="openings")
    user = models.ForeignKey("desk.User", models.CASCADE, related_name="+")
    first_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    times = models.PositiveIntegerField(default=1)

    class Meta:
        """One row for each reader."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "user"], name="opening_once")
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.user_id}"


class FeedKey(models.Model):
    """A key that lets a feed reader ask for a bulletin's feed for one person. A hash is kept."""

    user = models.ForeignKey("desk.User", models.CASCADE, related_name="feed_keys")
    bulletin = models.ForeignKey("desk.Bulletin", models.CASCADE, related_name="+")
    shown = models.CharField(max_length=12)  # its first characters
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.shown}…"
