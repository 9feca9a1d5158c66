"""Addresses of what the language model proposes, below /b/<bulletin>/items/<item>/."""

from __future__ import annotations

from django.urls import path

from jianbao.web.items import proposing

urlpatterns = [
    path("ask", proposing.ask, name="item_ask_model"),
    path("proposals/<int:call>/", proposing.proposal, name="item_proposal"),
    path("proposals/<int:call>/take", proposing.take, name="item_take_proposal"),
]
