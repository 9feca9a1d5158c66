"""Pages of allauth with what ours need: passkey options as plain JSON, the side navigation."""

from __future__ import annotations

import json
from typing import Any

from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    ListWebAuthnView,
    ReauthenticateWebAuthnView,
)
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest

from jianbao.web.account.places import side_nav


class _Options:
    def get_context_data(self, **rest: Any) -> dict[str, Any]:  # noqa: ANN401 - of Django's views
        context: dict[str, Any] = super().get_context_data(**rest)  # type: ignore[misc]  # the view's
        for given in context.pop("js_data", {}).values():
            context["options"] = json.dumps(given, cls=DjangoJSONEncoder)
        return context


class _BesideOthers:
    request: HttpRequest

    def get_context_data(self, **rest: Any) -> dict[str, Any]:  # noqa: ANN401 - of Django's views
        context: dict[str, Any] = super().get_context_data(**rest)  # type: ignore[misc]  # the view's
        return context | {"side_nav": side_nav(self.request)}


class _Index(_BesideOthers, IndexView):  # type: ignore[misc]  # allauth is not typed for others
    pass


class _Passkeys(_BesideOthers, ListWebAuthnView):  # type: ignore[misc]  # the same
    pass


class _Add(_Options, AddWebAuthnView):  # type: ignore[misc]  # allauth is not typed for others
    pass


class _Authenticate(_Options, AuthenticateView):  # type: ignore[misc]  # the same
    pass


class _Reauthenticate(_Options, ReauthenticateWebAuthnView):  # type: ignore[misc]  # the same
    pass


index = _Index.as_view()
passkeys = _Passkeys.as_view()
add_passkey = _Add.as_view()
authenticate = _Authenticate.as_view()
reauthenticate_passkey = _Reauthenticate.as_view()
