"""Addresses of feeds, below /feed/<key>/."""

from __future__ import annotations

from django.urls import path

from jianbao.web.feeds import pages

urlpatterns = [
    path("atom.xml", pages.atom, name="feed_atom"),
    path("feed.json", pages.json, name="feed_json"),
]
