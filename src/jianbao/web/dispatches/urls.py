"""Addresses of dispatches and their ledgers, below /b/<bulletin>/dispatches/."""

from __future__ import annotations

from django.urls import path

from jianbao.web.dispatches import (
    acts,
    bulk,
    draft,
    ledger,
    letter,
    listing,
    outlook,
    page,
    planning,
    sheets,
    story,
)

urlpatterns = [
    path("", listing.dispatches, name="dispatches"),
    path("new/", planning.new, name="dispatch_new"),
    path("figures/", outlook.figures, name="dispatch_figures"),
    path("candidates/", outlook.candidates, name="dispatch_candidates"),
    path("missed/", listing.missed, name="dispatches_missed"),
    path("<int:pk>/", page.dispatch, name="dispatch"),
    path("<int:pk>/plan/", planning.plan, name="dispatch_plan"),
    path("<int:pk>/approve/", draft.approve, name="dispatch_approve"),
    path("<int:pk>/letter/", letter.letter, name="dispatch_letter"),
    path("<int:pk>/letter/<slug:form>/", letter.letter_html, name="dispatch_letter_html"),
    path("<int:pk>/try/", letter.try_letter, name="dispatch_try"),
    path("<int:pk>/progress/", page.progress, name="dispatch_progress"),
    path("<int:pk>/start/", acts.start, name="dispatch_start"),
    path("<int:pk>/pause/", acts.pause, name="dispatch_pause"),
    path("<int:pk>/resume/", acts.resume, name="dispatch_resume"),
    path("<int:pk>/call-off/", acts.call_off, name="dispatch_call_off"),
    path("<int:pk>/drop/", acts.drop, name="dispatch_drop"),
    path("<int:pk>/ledger/", ledger.ledger, name="dispatch_ledger"),
    path("<int:pk>/ledger/sheet/", sheets.sheet, name="dispatch_sheet"),
    path("<int:pk>/ledger/act/", bulk.bulk, name="dispatch_bulk"),
    path("<int:pk>/ledger/<int:row>/", story.story, name="delivery"),
    path("<int:pk>/ledger/<int:row>/printed/", story.printed, name="delivery_printed"),
]
