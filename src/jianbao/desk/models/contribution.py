"""What arrives: raw messages, kept for ever, and what was read from them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RawMessage(models.Model):
    """The bytes as they came, in the vault under their hash; never changed, never deleted."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    name = models.CharField(max_length=255, blank=True)  # of an uploaded file
    message_id = models.CharField(max_length=255, blank=True, db_index=True)
    stored_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.sha256[:12]


class Contribution(models.Model):
    """来稿: one message or upload, or one of the pieces it was divided into."""

    class State(models.TextChoices):
        """See `states` for what may follow what."""

        RECEIVED = "received", _("Being read")
        UNREADABLE = "unreadable", _("Unreadable")
        SET_ASIDE = "set_aside", _("Set aside")
        WAITING = "waiting", _("Waiting")
        PLANNED = "planned", _("Planned")
        SHORTLISTED = "shortlisted", _("Shortlisted")
        DECLINED = "declined", _("Declined")
        DIVIDED = "divided", _("Divided")
        ADOPTED = "adopted", _("Adopted")

    class Channel(models.TextChoices):
        """How it came."""

        MAIL = "mail", _("E-mail")
        LISTENER = "listener", _("Delivered e-mail")
        FOLDER = "folder", _("Watched folder")
        UPLOAD = "upload", _("Upload")
        PASTE = "paste", _("Pasted")
        API = "api", _("Program")
        DIVIDED = "divided", _("Piece of another")

    bulletin = models.ForeignKey("desk.Bulletin", models.PROTECT, related_name="contributions")
    raw = models.ForeignKey(RawMessage, models.PROTECT, related_name="contributions")
    piece = models.PositiveSmallIntegerField(default=0)  # 0: the whole; 1…: pieces of it
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="pieces")
    channel = models.CharField(max_length=10, choices=Channel)
    received_at = models.DateTimeField(default=timezone.now)
    sent_by = models.ForeignKey(
        "desk.User", models.SET_NULL, null=True, blank=True, related_name="contributions"
    )  # who uploaded or pasted it

    # life
    state = models.CharField(max_length=12, choices=State, default=State.RECEIVED)
    version = models.PositiveIntegerField(default=0)  # counts changes; an act names the one it saw
    reason = models.CharField(max_length=40, blank=True)  # code of decline or of set aside
    note = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(
        "desk.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    assigned_to = models.ForeignKey(
        "desk.User", models.SET_NULL, null=True, blank=True, related_name="assigned"
    )
    seen_at = models.DateTimeField(null=True, blank=True)  # first opened by an editor
    told_at = models.DateTimeField(null=True, blank=True)  # what became of it, after publishing

    # reading: derived, can be made again from the raw bytes
    reading_version = models.PositiveSmallIntegerField(default=0)
    reading_attempts = models.PositiveSmallIntegerField(default=0)
    reading_claimed_until = models.DateTimeField(null=True, blank=True)
    sender_name = models.CharField(max_length=120, blank=True)
    sender_address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    kind = models.CharField(max_length=12, default="letter")  # post.message: letter, bounce, …
    headline = models.CharField(max_length=300, blank=True)
    paragraphs = models.JSONField(default=list, blank=True)  # texts as sent, cleaned
    cover = models.TextField(blank=True)  # text of the mail itself, when the piece is attached
    text = models.TextField(blank=True)  # headline and paragraphs, for filters
    length = models.PositiveIntegerField(default=0)  # characters without blanks
    picture_count = models.PositiveSmallIntegerField(default=0)
    file_count = models.PositiveSmallIntegerField(default=0)
    facts = models.JSONField(default=dict, blank=True)
    problems = models.JSONField(default=list, blank=True)  # [{code, message, where}]
    proposed_pieces = models.JSONField(
        default=list, blank=True
    )  # of a split: [{headline, from, to}]

    # recognised, and corrected by people
    unit = models.ForeignKey("desk.Unit", models.SET_NULL, null=True, blank=True)
    unit_because = models.CharField(max_length=20, blank=True)  # sender, signature, text, person
    correspondent = models.ForeignKey("desk.Correspondent", models.SET_NULL, null=True, blank=True)
    author = models.CharField(max_length=60, blank=True)  # as signed
    suggested_section = models.ForeignKey(
        "desk.Section", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    suggested_because = models.JSONField(default=dict, blank=True)
    revises = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="revisions"
    )  # 修订稿 of that one
    resembles = models.CharField(max_length=12, blank=True)  # "", duplicate, suspect, printed

    class Meta:
        """Raw bytes give one contribution to a bulletin, and each of its pieces once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bulletin", "raw", "piece"], name="contribution_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["bulletin", "state", "-received_at"], name="inbox_by_state"),
            models.Index(fields=["bulletin", "-received_at"], name="inbox_by_date"),
            models.Index(fields=["bulletin", "unit", "state", "received_at"], name="inbox_by_unit"),
            models.Index(
                fields=["assigned_to", "bulletin", "state"],
                condition=models.Q(assigned_to__isnull=False),  # few are: others only mislead
                name="inbox_of_a_person",
            ),
        ]

    def __str__(self) -> str:
        return self.headline or self.subject or str(self.pk)


class File(models.Model):
    """A file of a contribution, as sent; its bytes lie in the vault."""

    class State(models.TextChoices):
        """What became of reading it."""

        READ = "read", _("Read")
        KEPT = "kept", _("Kept as it is")
        FAILED = "failed", _("Unreadable")

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField()
    path = models.CharField(max_length=40, blank=True)  # its place in the message: 2.1
    name = models.CharField(max_length=255, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    inline = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.KEPT)
    problems = models.JSONField(default=list, blank=True)

    class Meta:
        """Files keep the order of the message."""

        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contribution", "position"], name="file_place_once")
        ]

    def __str__(self) -> str:
        return self.name


class Photograph(models.Model):
    """A picture of a contribution without what it tells of its maker, and its thumbnail."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="photographs")
    file = models.ForeignKey(File, models.CASCADE, null=True, blank=True)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=255, blank=True)
    caption = models.CharField(max_length=300, blank=True)
    sha256 = models.CharField(max_length=64)  # cleaned picture in the vault
    thumbnail = models.CharField(max_length=64)
    media_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    after = models.PositiveSmallIntegerField(default=0)  # paragraphs before it

    class Meta:
        """Pictures keep their order."""

        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.name


class Resemblance(models.Model):
    """Another text that a contribution resembles, printed or waiting, with the evidence."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="resemblances")
    item = models.ForeignKey("desk.Item", models.CASCADE, null=True, blank=True)
    other = models.ForeignKey(Contribution, models.CASCADE, null=True, blank=True, related_name="+")
    verdict = models.CharField(max_length=12)  # duplicate, suspect, same-pattern
    likeness = models.FloatField()
    conflicts = models.JSONField(default=list, blank=True)
    shared = models.JSONField(default=list, blank=True)

    class Meta:
        """The likest first."""

        ordering: ClassVar = ["-likeness", "pk"]

    def __str__(self) -> str:
        return f"{self.verdict} {self.likeness:.2f}"


class SavedFilter(models.Model):
    """A filter of the inbox under a name of its person's own."""

    user = models.ForeignKey("desk.User", models.CASCADE, related_name="saved_filters")
    bulletin = models.ForeignKey("desk.Bulletin", models.CASCADE)
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=500)  # as in the address of the page

    class Meta:
        """A name is used once by a person in a bulletin."""

        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "bulletin", "name"], name="filter_name_once")
        ]

    def __str__(self) -> str:
        return self.name
