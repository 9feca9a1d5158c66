"""Addresses of the review, below /b/<bulletin>/review/."""

from __future__ import annotations

from django.urls import path

from jianbao.web.review import listing, reading

urlpatterns = [
    path("", listing.review, name="review"),
    path("<int:pk>/", reading.review_issue, name="review_issue"),
]
