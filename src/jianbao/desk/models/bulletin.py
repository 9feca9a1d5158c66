"""A bulletin (刊物) with all its settings, and its sections (栏目)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Bulletin(models.Model):
    """刊物: masthead, numbering, lists, house style. What hangs on it is kept apart from others."""

    slug = models.SlugField(unique=True, max_length=40)
    title = models.CharField(_("Title"), max_length=60)
    title_aliases = models.JSONField(default=list, blank=True)
    department = models.CharField(_("Department"), max_length=80, blank=True)
    classification = models.CharField(max_length=20, blank=True)
    notice = models.CharField(max_length=40, blank=True)  # 内部资料 注意保存
    theme = models.CharField(max_length=20, default="gov")
    # numbering: what was printed last; the next issue counts on from it
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)
    last_number = models.PositiveIntegerField(null=True, blank=True)
    last_running_number = models.PositiveIntegerField(null=True, blank=True)
    days_per_issue = models.PositiveSmallIntegerField(default=14)
    # imprint
    distribution = models.JSONField(default=list, blank=True)
    copies = models.JSONField(default=list, blank=True)
    reported_to = models.JSONField(default=list, blank=True)
    sent_to = models.JSONField(default=list, blank=True)
    submission_address = models.EmailField(blank=True)
    print_run = models.PositiveIntegerField(null=True, blank=True)
    printed_by = models.CharField(max_length=80, blank=True)
    house_style = models.JSONField(default=dict, blank=True)  # document.profile.HouseStyle
    acknowledges = models.BooleanField(default=True)  # answers a contribution with a letter
    # review and press
    review_steps = models.JSONField(default=list, blank=True)  # [steps.Step]; none: steps.SMALL
    may_review_twice = models.BooleanField(default=False)  # then it is recorded
    may_review_own = models.BooleanField(default=False)  # then it is recorded
    signs_by_link = models.BooleanField(default=False)  # a signer needs no account
    link_signers = models.JSONField(default=list, blank=True)  # [[name, address]]: these alone
    return_reasons = models.JSONField(default=list, blank=True)  # none: queries.review_words
    checklist = models.JSONField(default=list, blank=True)  # lines to check before printing
    # the language model, off unless a bulletin wants one
    model_on = models.BooleanField(default=False)
    model_url = models.CharField(max_length=300, blank=True)
    model_name = models.CharField(max_length=120, blank=True)
    sealed_model_key = models.TextField(blank=True)  # desk.sealed
    # delivery
    attaches_up_to = models.PositiveIntegerField(default=8)  # MB; larger issues go as a link
    sends_by_two = models.BooleanField(default=False)  # nobody approves what they prepared
    may_unsubscribe = models.BooleanField(default=False)  # readers by themselves
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class Section(models.Model):
    """栏目 in the order of print, with its usual groups and the longest item it wants."""

    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="sections")
    title = models.CharField(max_length=40)
    aliases = models.JSONField(default=list, blank=True)
    subsections = models.JSONField(default=list, blank=True)
    item_length = models.PositiveIntegerField(null=True, blank=True)  # characters
    position = models.PositiveSmallIntegerField(default=0)
    hidden = models.BooleanField(default=False)

    class Meta:
        """A title stands once in a bulletin."""

        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bulletin", "title"], name="section_title_once")
        ]

    def __str__(self) -> str:
        return self.title
