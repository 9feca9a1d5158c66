"""Addresses of the review, below /b/<bulletin>/review/."""

from __future__ import annotations

from django.urls import path

from jianbao.web.review import pages

urlpatterns = [
    path("", pages.review, name="review"),
    path("<int:pk>/", pages.review_issue, name="review_issue"),
]
