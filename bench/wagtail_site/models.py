"""An item of a bulletin as a page of Wagtail: the fields of jianbao's, a rich body."""

from __future__ import annotations

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page


class ItemPage(Page):
    """One item."""

    kind = models.CharField(max_length=20, default="brief")
    lead = models.CharField(max_length=300, blank=True)
    body = RichTextField(blank=True)
    byline = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True)

    content_panels = [  # noqa: RUF012 - Wagtail's own way
        *Page.content_panels,
        *(FieldPanel(name) for name in ("kind", "lead", "body", "byline", "source")),
    ]

    class Meta:
        """Named, since it stands in no package."""

        app_label = "wagtail_site"
