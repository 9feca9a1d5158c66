"""Addresses of the board, below /b/<bulletin>/board/."""

from __future__ import annotations

from django.urls import path

from jianbao.web.board import acts, composing, framing, pages, sections

urlpatterns = [
    path("", pages.board, name="board"),
    path("<int:issue>/", pages.board_of, name="board_of"),
    path("<int:issue>/count/", pages.count, name="board_count"),
    path("<int:issue>/pages/<slug:digest>/<int:number>/", pages.board_page, name="board_page"),
    path("<int:issue>/move/", acts.move, name="board_move"),
    path("<int:issue>/move/<int:item>/", acts.move_to, name="board_move_to"),
    path("<int:issue>/undo/", acts.undo, name="board_undo"),
    path("<int:issue>/hide/", acts.hide, name="board_hide"),
    path("<int:issue>/draft/", composing.composing, name="board_compose"),
    path("<int:issue>/draft/progress/", composing.progress, name="board_compose_progress"),
    path("<int:issue>/draft/call-off/", composing.call_off, name="board_compose_call_off"),
    path("<int:issue>/draft/undo/", composing.take_back, name="board_compose_undo"),
    path("<int:issue>/sections/", sections.sections, name="board_sections"),
    path("<int:issue>/sections/undo/<int:event>/", sections.undo, name="board_sections_undo"),
    path("<int:issue>/settings/", framing.board_issue, name="board_issue"),
]
