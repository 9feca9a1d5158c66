"""Who gets a bulletin: people and offices by their address, in groups named as they are printed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Capacity(models.TextChoices):
    """In what capacity somebody gets an issue; of several, the first counts."""

    MAIN = "main", _("Main recipient")  # 主送
    COPY = "copy", _("Copy")  # 抄送
    FILE = "file", _("Kept in house")  # 内部留存


class Carriage(models.TextChoices):
    """What a letter brings of the issue."""

    ATTACHED = "attached", _("Attachment")
    LINK = "link", _("Link")
    BOTH = "both", _("Attachment and link")


class RecipientGroup(models.Model):
    """发放对象: 公司领导, 本部各部门, as the imprint names them."""

    bulletin = models.ForeignKey("desk.Bulletin", models.CASCADE, related_name="recipient_groups")
    name = models.CharField(_("Name"), max_length=60)
    capacity = models.CharField(max_length=4, choices=Capacity, default=Capacity.MAIN)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """A name stands once in a bulletin."""

        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bulletin", "name"], name="group_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class Recipient(models.Model):
    """收件人: one address of a bulletin's lists. It stands once, in however many groups."""

    bulletin = models.ForeignKey("desk.Bulletin", models.CASCADE, related_name="recipients")
    name = models.CharField(_("Name"), max_length=60)
    post = models.CharField(_("Post"), max_length=60, blank=True)  # 职务
    address = models.EmailField(_("E-mail address"))  # in lower case
    unit = models.ForeignKey(
        "desk.Unit", models.SET_NULL, null=True, blank=True, related_name="recipients"
    )
    groups = models.ManyToManyField(RecipientGroup, related_name="recipients", blank=True)
    wants = models.CharField(max_length=8, choices=Carriage, blank=True)  # none: as the letter says
    note = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)  # is on no list any more
    unsubscribed_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)  # a bounce that says no such box
    failing_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        """An address stands once in a bulletin."""

        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bulletin", "address"], name="recipient_once")
        ]

    def __str__(self) -> str:
        return self.name or self.address


class Outlet(models.Model):
    """发放渠道 beside the mail: a chat group, a folder of the intranet, the print shop."""

    class Kind(models.TextChoices):
        """Where it leads."""

        WECOM = "wecom", _("WeCom group")
        DINGTALK = "dingtalk", _("DingTalk group")
        FEISHU = "feishu", _("Feishu group")
        FOLDER = "folder", _("Folder")
        PRINT = "print", _("Print order")

    bulletin = models.ForeignKey("desk.Bulletin", models.CASCADE, related_name="outlets")
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(_("Name"), max_length=60)
    place = models.CharField(max_length=300, blank=True)  # a folder, below the one allowed
    sealed_address = models.TextField(blank=True)  # of a webhook: it holds the key; desk.sealed
    sealed_secret = models.TextField(blank=True)  # that signs; desk.sealed
    formats = models.JSONField(default=list, blank=True)  # of files that are dropped; none: pdf
    copies = models.PositiveIntegerField(null=True, blank=True)  # of a print order
    active = models.BooleanField(default=True)

    class Meta:
        """A name stands once in a bulletin."""

        ordering: ClassVar = ["kind", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bulletin", "name"], name="outlet_name_once")
        ]

    def __str__(self) -> str:
        return self.name
