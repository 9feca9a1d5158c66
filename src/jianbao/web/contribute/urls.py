"""Addresses of the contributors' pages, below /b/<bulletin>/contribute/."""

from __future__ import annotations

from django.urls import path

from jianbao.web.contribute import mine, piece, sending

urlpatterns = [
    path("", mine.mine, name="contribute"),
    path("new/", sending.submit, name="submit"),
    path("<int:pk>/", piece.sent, name="sent"),
    path("<int:pk>/revise/", sending.revise, name="revise"),
    path("<int:pk>/withdraw/", piece.withdraw, name="withdraw"),
    path("<int:pk>/reinstate/", piece.reinstate, name="reinstate"),
]
