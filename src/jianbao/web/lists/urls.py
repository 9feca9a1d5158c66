"""Addresses of the distribution lists."""

from __future__ import annotations

from django.urls import path

from jianbao.web.lists import exchange, groups, index, recipient

urlpatterns = [
    path("", index.index, name="recipients"),
    path("chosen", index.bulk, name="change_recipients"),
    path("back/<str:keys>", index.back, name="recipients_return"),
    path("undo/<int:event>", index.take_back, name="undo_list_act"),
    path("new/", recipient.add, name="add_recipient"),
    path("<int:one>/", recipient.recipient, name="recipient"),
    path("<int:one>/leave", recipient.leave, name="recipient_leaves"),
    path("<int:one>/trust", recipient.trust, name="trust_recipient"),
    path("<int:one>/subscribe", recipient.subscribe, name="subscribe_recipient"),
    path("groups/", groups.groups, name="recipient_groups"),
    path("groups/imprint", groups.from_imprint, name="groups_of_imprint"),
    path("groups/<int:group>/", groups.group, name="recipient_group"),
    path("groups/<int:group>/move", groups.move, name="move_recipient_group"),
    path("groups/<int:group>/drop", groups.drop, name="drop_recipient_group"),
    path("import/", exchange.import_recipients, name="import_recipients"),
    path("import/template.xlsx", exchange.template, name="recipients_template"),
    path("export.xlsx", exchange.export_recipients, name="export_recipients"),
    path("known/", exchange.proposed, name="proposed_recipients"),
]
