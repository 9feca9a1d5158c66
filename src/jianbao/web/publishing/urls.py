"""Addresses of printed issues and of their printing, below /b/<bulletin>/issues/."""

from __future__ import annotations

from django.urls import path

from jianbao.web.publishing import (
    acts,
    correcting,
    files,
    listing,
    numbering,
    openings,
    page,
    print_shop,
    reading,
)

urlpatterns = [
    path("", listing.issues, name="issues"),
    path("<int:pk>/", reading.issue, name="issue"),
    path("<int:pk>/editions/<int:number>/", reading.edition, name="edition"),
    path("<int:pk>/editions/<int:number>/readers/", openings.readers, name="edition_readers"),
    path("<int:pk>/editions/<int:number>/files/<slug:form>/", files.file, name="edition_file"),
    path("<int:pk>/editions/<int:number>/booklet/", print_shop.booklet, name="edition_booklet"),
    path(
        "<int:pk>/editions/<int:number>/print-order/",
        print_shop.print_order,
        name="edition_print_order",
    ),
    path(
        "<int:pk>/editions/<int:number>/pictures/<int:item>/<int:place>/",
        files.picture,
        name="edition_picture",
    ),
    path("<int:pk>/editions/<int:number>/pages/<int:leaf>/", files.leaf, name="edition_page"),
    path("<int:pk>/publish/", page.publish, name="publish"),
    path("<int:pk>/publish/progress/", page.progress, name="publish_progress"),
    path("<int:pk>/publish/start/", acts.start, name="publish_start"),
    path("<int:pk>/publish/tick/", acts.tick_line, name="publish_tick"),
    path("<int:pk>/publish/again/", acts.again, name="publish_again"),
    path("<int:pk>/publish/call-off/", acts.call_it_off, name="publish_call_off"),
    path("<int:pk>/numbers/", numbering.numbers, name="issue_numbers"),
    path("<int:pk>/correct/", correcting.correct, name="issue_correct"),
    path("<int:pk>/drop/", correcting.drop, name="issue_drop"),
]
