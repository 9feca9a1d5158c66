"""Addresses of a bulletin's settings."""

from __future__ import annotations

from django.urls import path

from jianbao.web.arrange import (
    correspondents,
    importing,
    language_model,
    mailboxes,
    records,
    sections,
    settings,
    setup,
    units,
)

urlpatterns = [
    path("", settings.settings, name="arrange"),
    path("masthead/", settings.masthead, name="arrange_masthead"),
    path("sections/", sections.sections, name="arrange_sections"),
    path("sections/order", sections.order, name="order_sections"),
    path("sections/<int:section>/", sections.section, name="arrange_section"),
    path("units/", units.units, name="arrange_units"),
    path("units/import/", importing.import_units, name="import_units"),
    path("units/export.xlsx", importing.export_units, name="export_units"),
    path("units/<int:unit>/", units.unit, name="arrange_unit"),
    path("units/<int:unit>/close", units.close, name="close_unit"),
    path("units/<int:unit>/reopen", units.reopen, name="reopen_unit"),
    path("units/<int:unit>/move", units.move, name="move_unit"),
    path("correspondents/", correspondents.correspondents, name="arrange_correspondents"),
    path("correspondents/import/", importing.import_people, name="import_correspondents"),
    path("correspondents/export.xlsx", importing.export_people, name="export_correspondents"),
    path("correspondents/<int:one>/", correspondents.correspondent, name="arrange_correspondent"),
    path("correspondents/<int:one>/leave", correspondents.leave, name="correspondent_leaves"),
    path("correspondents/<int:one>/back", correspondents.back, name="correspondent_returns"),
    path("lists/", settings.lists, name="arrange_lists"),
    path("style/", settings.style, name="arrange_style"),
    path("submission/", settings.submission, name="arrange_submission"),
    path("mailboxes/", mailboxes.mailboxes, name="arrange_mailboxes"),
    path("mailboxes/<int:mailbox>/", mailboxes.mailbox, name="arrange_mailbox"),
    path("mailboxes/<int:mailbox>/test", mailboxes.test, name="test_mailbox"),
    path("mailboxes/<int:mailbox>/pause", mailboxes.pause, name="pause_mailbox"),
    path("mailboxes/<int:mailbox>/resume", mailboxes.resume, name="resume_mailbox"),
    path("model/", language_model.language_model, name="arrange_model"),
    path("model/test", language_model.test, name="test_model"),
    path("letters/", records.letters, name="arrange_letters"),
    path("keys/", records.keys, name="arrange_keys"),
    path("issues/", records.issues, name="arrange_issues"),
    path("archive/", settings.archiving, name="arrange_archive"),
    path("archive/close", settings.archive_bulletin, name="archive_bulletin"),
    path("archive/reopen", settings.reopen_bulletin, name="reopen_bulletin"),
    path("setup/sections/", setup.sections, name="setup_sections"),
    path("setup/units/", setup.units, name="setup_units"),
    path("setup/mailbox/", setup.mailbox, name="setup_mailbox"),
    path("setup/people/", setup.people, name="setup_people"),
]
