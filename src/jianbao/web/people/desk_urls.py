"""Addresses of people above the bulletins."""

from __future__ import annotations

from django.urls import path

from jianbao.web.people import above, invitations, log

urlpatterns = [
    path("people/", above.everybody, name="everybody"),
    path("people/invite/", invitations.invite_administrator, name="invite_administrator"),
    path(
        "people/invitations/<int:invitation>/",
        invitations.act_above,
        name="act_on_invitation_above",
    ),
    path("people/<int:person>/", above.account, name="person_above"),
    path("people/<int:person>/close", above.close, name="close_account"),
    path("people/<int:person>/reopen", above.reopen, name="reopen_account"),
    path("people/<int:person>/administrator", above.make_administrator, name="make_administrator"),
    path("people/roles/<int:grant>/take", above.take, name="take_role_above"),
    path("people/tokens/<int:token>/revoke", above.revoke, name="revoke_token_above"),
    path("log/", log.of_desk, name="desk_events"),
]
