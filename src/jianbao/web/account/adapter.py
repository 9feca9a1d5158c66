"""How allauth meets the desk: no sign-up, letters through the outbox, every change in the log.

It decides nothing about passwords or codes; allauth does.
"""

from __future__ import annotations

import hashlib
from typing import Any

import qrcode  # type: ignore[import-untyped]  # it ships no types
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from qrcode.image.svg import SvgPathFillImage  # type: ignore[import-untyped]  # the same

from jianbao.desk.actions.people import note_security
from jianbao.desk.actions.writing import write_letter
from jianbao.desk.models import User
from jianbao.desk.sealed import seal, unseal
from jianbao.web.account.limits import refuse_until
from jianbao.web.account.preferences import remember_on

# what allauth tells the person about: the verb in the log, and the sentence of the letter
NOTICES: dict[str, tuple[str, str | Promise]] = {
    "account/email/password_changed": ("change_password", _("Your password was changed")),
    "account/email/password_set": ("change_password", _("Your password was changed")),
    "account/email/password_reset": ("reset_password", _("Your password was set anew")),
    "mfa/email/totp_activated": ("add_totp", _("An authenticator app was added")),
    "mfa/email/totp_deactivated": ("remove_totp", _("The authenticator app was removed")),
    "mfa/email/webauthn_added": ("add_passkey", _("A passkey was added")),
    "mfa/email/webauthn_removed": ("remove_passkey", _("A passkey was removed")),
    "mfa/email/recovery_codes_generated": ("make_codes", _("New recovery codes were made")),
    "socialaccount/email/account_connected": (
        "link_sign_on",
        _("Your account was linked to single sign-on"),
    ),
}
_NOT_SAID = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed for others
    """Accounts come from invitations alone; their letters wait in the outbox like all others."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - asked by allauth
        """Nobody opens an account by themselves."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401 - whatever is asked for at sign-in
        """Refuse with the minute when it may be tried again, once there were too many tries."""
        refuse_until(request, self._get_login_attempts_cache_key(request, **credentials))
        super().pre_authenticate(request, **credentials)

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in, and note it in the log."""
        super().login(request, user)
        note_security(user, "sign_in", ip=self.get_client_ip(request))

    def post_login(self, request: HttpRequest, user: User, **rest: Any) -> HttpResponse:  # noqa: ANN401 - allauth's own keywords
        """Give the browser the person's language and theme."""
        response: HttpResponse = super().post_login(request, user, **rest)
        return remember_on(response, user)

    def send_mail(
        self,
        template_prefix: str,
        email: str,  # noqa: ARG002 - the account's own address is written to
        context: dict[str, Any],
    ) -> None:
        """Write the letter of a password reset; to an unknown address there is none."""
        if template_prefix != "account/email/password_reset_key":
            return
        user: User = context["user"]
        asked = hashlib.sha256(context["key"].encode()).hexdigest()[:40]  # the key itself opens
        write_letter(
            "password-reset",
            key=f"password-reset:{user.pk}:{asked}",
            to_address=user.email,
            to_name=str(user),
            language=user.language,
            about={
                "username": user.username,
                "link": settings.JIANBAO.address.rstrip("/")
                + self.get_reset_password_path(f"{context['uid']}-{context['key']}"),
            },
        )

    def get_reset_password_path(self, key: str) -> str:
        """Give the path of the page that sets a new password; the host is the desk's own."""
        url: str = self.get_reset_password_from_key_url(key)
        return "/" + url.split("/", 3)[3]

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,  # noqa: ARG002 - of allauth's own letters
        email: str | None = None,  # noqa: ARG002 - the same
    ) -> None:
        """Note a change of how the person signs in, and tell them by letter."""
        verb, what = NOTICES.get(template_prefix, ("", ""))
        if not verb:
            return
        ip = self.get_client_ip(self.request)
        note_security(user, verb, ip=ip)
        at = timezone.now()
        with override(user.language or settings.LANGUAGE_CODE):
            about = {"what": str(what), "at": at, "ip": ip, "device": self._device()}
        write_letter(
            "security-notice",
            key=f"security-notice:{user.pk}:{verb}:{at.timestamp():.6f}",
            to_address=user.email,
            to_name=str(user),
            language=user.language,
            about=about,
        )

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,  # noqa: ANN401 - allauth's own
        **rest: Any,  # noqa: ANN401 - allauth's own
    ) -> None:
        """Say what was done, but not that one is signed in, which the page shows."""
        if message_template not in _NOT_SAID:
            super().add_message(request, level, message_template, *args, **rest)

    def _device(self) -> str:
        return str(self.get_http_user_agent(self.request))[:200]


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is not typed for others
    """Secrets of authenticator apps are sealed, so that a copy of the database gives none away."""

    def encrypt(self, text: str) -> str:
        """Seal a secret under the desk's key."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open it again. Raises SealBroken under another key."""
        return unseal(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """Draw the code on white, so that a phone reads it off a dark page too."""
        drawn = qrcode.make(url, image_factory=SvgPathFillImage)
        return drawn.to_string(encoding="unicode")  # type: ignore[no-any-return]  # not typed
