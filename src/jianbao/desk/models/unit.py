"""Units (单位) as a tree with every name they had, and the correspondents (通讯员) who write."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Unit(models.Model):
    """单位 by the name that the bulletin prints."""

    bulletin = models.ForeignKey("desk.Bulletin", models.CASCADE, related_name="units")
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children"
    )
    name = models.CharField(_("Name"), max_length=80)
    code = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    contributes = models.BooleanField(default=True)  # is expected to send something
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """A name stands once in a bulletin."""

        ordering: ClassVar = ["position", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bulletin", "name"], name="unit_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class UnitName(models.Model):
    """Another name of a unit: an alias, or one that it bore between two days."""

    class Kind(models.TextChoices):
        """Why the name is known."""

        ALIAS = "alias", _("Alias")
        FORMER = "former", _("Former name")

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ALIAS)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        """A name is noted once for a unit."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "name"], name="name_of_unit_once")
        ]

    def __str__(self) -> str:
        return self.name


class Correspondent(models.Model):
    """通讯员: a person of a unit who contributes, known by addresses and name."""

    bulletin = models.ForeignKey("desk.Bulletin", models.CASCADE, related_name="correspondents")
    unit = models.ForeignKey(
        Unit, models.SET_NULL, null=True, blank=True, related_name="correspondents"
    )
    name = models.CharField(max_length=60)
    address = models.EmailField(blank=True)  # in lower case
    phone = models.CharField(max_length=30, blank=True)
    user = models.ForeignKey("desk.User", models.SET_NULL, null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """An address belongs to one correspondent of a bulletin."""

        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["bulletin", "address"],
                condition=~models.Q(address=""),
                name="address_of_one_correspondent",
            )
        ]

    def __str__(self) -> str:
        return self.name
