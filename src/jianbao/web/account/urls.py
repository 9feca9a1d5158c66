"""Addresses of signing in and of one's own account, under the names allauth knows them by."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from django.urls import path, re_path

from jianbao.web.account import invitation, mine, second_factor, sign_on, tokens
from jianbao.web.entrance import open_page, own_page

urlpatterns = [
    path("", mine.mine, name="account"),
    path("devices/", mine.devices, name="usersessions_list"),
    path("devices/<int:session>/end", mine.end_device, name="end_device"),
    path("devices/end-others", mine.end_others, name="end_other_devices"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<int:token>/revoke", tokens.revoke, name="revoke_token"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("invitation/<str:token>/accept", invitation.accept, name="accept_invitation"),
    path("login/", open_page(account.login), name="account_login"),
    path("logout/", open_page(account.logout), name="account_logout"),
    path("closed/", open_page(account.account_inactive), name="account_inactive"),
    path("signup/", open_page(account.signup), name="account_signup"),
    path("confirm/", own_page(account.reauthenticate), name="account_reauthenticate"),
    path("password/", own_page(account.password_change), name="account_change_password"),
    path("password/set/", own_page(account.password_set), name="account_set_password"),
    path("password/reset/", open_page(account.password_reset), name="account_reset_password"),
    path(
        "password/reset/sent/",
        open_page(account.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        open_page(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        open_page(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("second/", own_page(second_factor.index), name="mfa_index"),
    path("second/sign-in/", open_page(second_factor.authenticate), name="mfa_authenticate"),
    path("second/confirm/", own_page(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("second/app/", own_page(totp.activate_totp), name="mfa_activate_totp"),
    path("second/app/remove/", own_page(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("second/codes/", own_page(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "second/codes/new/",
        own_page(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second/codes/file/",
        own_page(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("passkeys/", own_page(second_factor.passkeys), name="mfa_list_webauthn"),
    path("passkeys/add/", own_page(second_factor.add_passkey), name="mfa_add_webauthn"),
    path(
        "passkeys/confirm/",
        own_page(second_factor.reauthenticate_passkey),
        name="mfa_reauthenticate_webauthn",
    ),
    path("passkeys/login/", open_page(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path(
        "passkeys/<int:pk>/remove/", own_page(webauthn.remove_webauthn), name="mfa_remove_webauthn"
    ),
    path("passkeys/<int:pk>/name/", own_page(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path(
        "sign-on/cancelled/",
        open_page(social.login_cancelled),
        name="socialaccount_login_cancelled",
    ),
    path("sign-on/error/", open_page(social.login_error), name="socialaccount_login_error"),
    path("sign-on/linked/", mine.linked, name="socialaccount_connections"),
    path("sign-on/<str:provider_id>/", open_page(sign_on.start), name="openid_connect_login"),
    path(
        "sign-on/<str:provider_id>/back/",
        open_page(sign_on.come_back),
        name="openid_connect_callback",
    ),
]
