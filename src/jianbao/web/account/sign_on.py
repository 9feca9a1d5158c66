"""Single sign-on: lets in people who have an account, and says so when the other side is away."""

from __future__ import annotations

from typing import Any

import structlog
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.openid_connect import views
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from requests.exceptions import RequestException

from jianbao.desk.models import User

log = structlog.get_logger()


class SignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth is not typed for others
    """A person is known by what `oidc_person` names; nobody gets an account this way."""

    def is_open_for_signup(
        self,
        request: HttpRequest,  # noqa: ARG002 - asked by allauth
        sociallogin: SocialLogin,  # noqa: ARG002 - the same
    ) -> bool:
        """Nobody opens an account by themselves."""
        return False

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """Find the person: by verified address, by any address, or by sign-in name."""
        known_by = settings.JIANBAO.oidc_person
        if known_by == "name":
            name = sociallogin.user.username
            person = User.objects.filter(username__iexact=name).first() if name else None
            return (person, person.email) if person else None
        for address in sociallogin.email_addresses:
            if address.verified or known_by == "email":
                person = User.objects.filter(email__iexact=address.email).first()
                if person:
                    return person, person.email
        return None


@never_cache
def start(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the house's sign-on; when it is away, say so."""
    return _guarded(request, views.login, provider_id)


@never_cache
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take the answer of the house's sign-on."""
    return _guarded(request, views.callback, provider_id)


def _guarded(request: HttpRequest, view: Any, provider_id: str) -> HttpResponse:  # noqa: ANN401 - a view of allauth
    try:
        response: HttpResponse = view(request, provider_id)
    except (RequestException, KeyError, ValueError) as error:
        # KeyError, ValueError: it answered with something that is no configuration
        log.warning("sign-on-away", error=f"{type(error).__name__}: {error}")
        return render(request, "socialaccount/away.html", status=503)
    return response
