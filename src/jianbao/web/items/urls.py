"""Addresses of the editor, below /b/<bulletin>/items/."""

from __future__ import annotations

from django.urls import path

from jianbao.web.items import history, listing, pages

urlpatterns = [
    path("", listing.items, name="items"),
    path("<int:pk>/", pages.item, name="item"),
    path("<int:pk>/look/", pages.look, name="item_look"),
    path("<int:pk>/presence/", pages.presence, name="item_presence"),
    path("<int:pk>/history/", history.history, name="item_history"),
    path("<int:pk>/restore/", history.restore, name="item_restore"),
    path("<int:pk>/shorten/", history.shorten, name="item_shorten"),
]
