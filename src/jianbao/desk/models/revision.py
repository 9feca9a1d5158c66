"""What an item was at each save, its pictures, and who has it open."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Revision(models.Model):
    """The text of an item after one save; its autosaves are folded into the last of them."""

    item = models.ForeignKey("desk.Item", models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()  # as Item.revision counts; folded ones leave gaps
    content = models.JSONField()  # document.model.Item
    section_title = models.CharField(max_length=40, blank=True)
    by = models.ForeignKey("desk.User", models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    autosave = models.BooleanField(default=False)
    why = models.CharField(max_length=20, blank=True)  # made, edit, fix, shorten, restore, proposal
    slip_only = models.BooleanField(default=False)  # it changed slips of the pen, no content

    class Meta:
        """A number is given once."""

        ordering: ClassVar = ["item", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "number"], name="revision_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.item_id}/{self.number}"


class Picture(models.Model):
    """A picture of an item as it will be printed.

    Where it stands and what it says belongs to the item's content, which names it by `file`.
    """

    item = models.ForeignKey("desk.Item", models.CASCADE, related_name="pictures")
    file = models.CharField(max_length=80)  # its name in document.model.Picture.file
    sha256 = models.CharField(max_length=64)  # the cropped bytes in the vault
    whole_sha256 = models.CharField(max_length=64)  # the bytes it was cropped from
    crop = models.JSONField(default=list, blank=True)  # [left, top, right, bottom] from 0 to 1
    photograph = models.ForeignKey(
        "desk.Photograph", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    media_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    made_by = models.ForeignKey("desk.User", models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """A name stands once in an item."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "file"], name="picture_file_once")
        ]

    def __str__(self) -> str:
        return self.file


class Presence(models.Model):
    """A person has an item open; a courtesy that runs out by itself and protects nothing."""

    item = models.ForeignKey("desk.Item", models.CASCADE, related_name="presences")
    user = models.ForeignKey("desk.User", models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """A person is seen once on an item."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "user"], name="presence_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.item_id}"
