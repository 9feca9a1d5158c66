"""Addresses of founding a bulletin."""

from __future__ import annotations

from django.urls import path

from jianbao.web.arrange import founding

urlpatterns = [
    path("", founding.name, name="found_bulletin"),
    path("from-issue/", founding.from_issue, name="found_from_issue"),
    path("from-issue/<str:note>/", founding.from_reading, name="found_from_reading"),
]
