"""Addresses of notices, below /b/<bulletin>/dispatches/notices/."""

from __future__ import annotations

from django.urls import path

from jianbao.web.notices import pages, settling

urlpatterns = [
    path("", pages.notices, name="notices"),
    path("<int:pk>/", pages.notice, name="notice"),
    path("<int:pk>/raw/", pages.raw, name="notice_raw"),
    path("<int:pk>/assign/", settling.assign, name="notice_assign"),
    path("<int:pk>/lay-aside/", settling.lay_aside, name="notice_lay_aside"),
]
