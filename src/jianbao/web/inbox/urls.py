"""Addresses of the inbox, below /b/<bulletin>/inbox/."""

from __future__ import annotations

from django.urls import path

from jianbao.web.inbox import acts, bulk, division, pages, saved

urlpatterns = [
    path("", pages.inbox, name="inbox"),
    path("bulk/", bulk.bulk, name="inbox_bulk"),
    path("undo/<str:events>/", acts.undo, name="inbox_undo"),
    path("filters/keep/", saved.save, name="inbox_filter_keep"),
    path("filters/forget/", saved.forget, name="inbox_filter_forget"),
    path("<int:pk>/", pages.piece, name="inbox_piece"),
    path("<int:pk>/header/", pages.header, name="inbox_header"),
    path("<int:pk>/compare/<int:resemblance>/", pages.compare, name="inbox_compare"),
    path("<int:pk>/divide/", division.division, name="inbox_divide"),
    path("<int:pk>/unit/", acts.set_unit, name="inbox_set_unit"),
    path("<int:pk>/do/<slug:name>/", acts.act, name="inbox_act"),
]
