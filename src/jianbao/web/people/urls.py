"""Addresses of people within a bulletin."""

from __future__ import annotations

from django.urls import path

from jianbao.web.people import in_bulletin, invitations, log

urlpatterns = [
    path("people/", in_bulletin.index, name="people"),
    path("people/rights/", in_bulletin.who_may, name="people_rights"),
    path("people/invite/", invitations.invite, name="invite"),
    path("people/invitations/<int:invitation>/", invitations.act, name="act_on_invitation"),
    path("people/<int:person>/", in_bulletin.person, name="person"),
    path("people/roles/<int:grant>/take", in_bulletin.take, name="take_role"),
    path("log/", log.of_bulletin, name="events"),
]
