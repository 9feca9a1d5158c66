"""People, what each may do where, and how they come in: invitations and tokens for programs."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is to a bulletin."""

    CONTRIBUTOR = "contributor", _("Contributor")
    EDITOR = "editor", _("Editor")
    REVIEWER = "reviewer", _("Reviewer")
    SIGNER = "signer", _("Signer")
    PUBLISHER = "publisher", _("Publisher")
    READER = "reader", _("Reader")
    ADMINISTRATOR = "administrator", _("Administrator")


class User(AbstractUser):
    """A person with an account; signs in by name or e-mail address."""

    full_name = models.CharField(_("Name"), max_length=60)
    email = models.EmailField(_("E-mail address"), unique=True)
    language = models.CharField(max_length=10, blank=True)
    theme = models.CharField(max_length=5, blank=True)
    bulletin = models.ForeignKey(
        "desk.Bulletin", models.SET_NULL, null=True, blank=True, related_name="+"
    )  # the one seen last

    # set while a program acts for the person; not columns
    acting_through: str = ""
    acting_scopes: frozenset[str] | None = None
    acting_bulletin_id: int | None = None

    def __str__(self) -> str:
        return self.full_name or self.username


class Grant(models.Model):
    """One role of one person: for the whole desk, a bulletin, or one section or unit of it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role)
    bulletin = models.ForeignKey(
        "desk.Bulletin", models.CASCADE, null=True, blank=True, related_name="grants"
    )
    section = models.ForeignKey("desk.Section", models.CASCADE, null=True, blank=True)
    unit = models.ForeignKey("desk.Unit", models.CASCADE, null=True, blank=True)
    granted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Only an administrator stands above the bulletins; no grant is given twice."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                "user",
                "role",
                Coalesce("bulletin", 0),
                Coalesce("section", 0),
                Coalesce("unit", 0),
                name="grant_once",
            ),
            models.CheckConstraint(
                condition=Q(bulletin__isnull=False) | Q(role="administrator"),
                name="grant_within_a_bulletin",
            ),
            models.CheckConstraint(
                condition=Q(section__isnull=True) | Q(unit__isnull=True),
                name="grant_for_section_or_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"


class Invitation(models.Model):
    """A letter that lets one person in, with the grant they will have. Only a hash is kept."""

    email = models.EmailField()
    full_name = models.CharField(max_length=60)
    role = models.CharField(max_length=20, choices=Role)
    bulletin = models.ForeignKey("desk.Bulletin", models.CASCADE, null=True, blank=True)
    section = models.ForeignKey("desk.Section", models.CASCADE, null=True, blank=True)
    unit = models.ForeignKey("desk.Unit", models.CASCADE, null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.full_name} <{self.email}>"


class ApiToken(models.Model):
    """A key for a program that acts for a person, within `scopes`. Only a hash is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=60)
    shown = models.CharField(max_length=12)  # its first characters, to tell tokens apart
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    bulletin = models.ForeignKey("desk.Bulletin", models.CASCADE, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.shown}… {self.name}"
