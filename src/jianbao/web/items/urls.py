"""Addresses of the editor, below /b/<bulletin>/items/."""

from __future__ import annotations

from django.urls import path

from jianbao.web.items import acts, history, listing, pages, pictures

urlpatterns = [
    path("", listing.items, name="items"),
    path("new/", acts.new, name="item_new"),
    path("<int:pk>/", pages.item, name="item"),
    path("<int:pk>/look/", pages.look, name="item_look"),
    path("<int:pk>/presence/", pages.presence, name="item_presence"),
    path("<int:pk>/history/", history.history, name="item_history"),
    path("<int:pk>/restore/", history.restore, name="item_restore"),
    path("<int:pk>/shorten/", history.shorten, name="item_shorten"),
    path("<int:pk>/hand-on/", acts.hand_on, name="item_hand_on"),
    path("<int:pk>/join/", acts.join, name="item_join"),
    path("<int:pk>/part/<int:event>/", acts.part, name="item_part"),
    path("<int:pk>/withdraw/", acts.withdraw, name="item_withdraw"),
    path("<int:pk>/reinstate/", acts.reinstate, name="item_reinstate"),
    path("<int:pk>/pictures/", pictures.pictures, name="item_pictures"),
    path("<int:pk>/pictures/change/", pictures.change, name="item_picture_change"),
    path("<int:pk>/pictures/<str:file>/crop/", pictures.crop, name="item_picture_crop"),
]
