"""Signing in with the password of the house's directory (LDAP). It makes no accounts.

The person is looked up in the directory by the name or address entered, then the directory is
asked whether the password is theirs. Who has no account here stays out.
"""

from __future__ import annotations

from typing import Any

import ldap3  # type: ignore[import-untyped]  # it ships no types
import structlog
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from ldap3.core.exceptions import LDAPException  # type: ignore[import-untyped]  # the same
from ldap3.utils.conv import escape_filter_chars  # type: ignore[import-untyped]  # the same

from jianbao.config import Config
from jianbao.desk.models import User
from jianbao.desk.queries.people import find_person

log = structlog.get_logger()

_NAMED = ("uid", "sAMAccountName", "mail")  # what a person may enter
_PATIENCE = 5  # seconds


class DirectoryBackend(ModelBackend):
    """Believes the directory about passwords, and the desk about people."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - given by Django
        username: str | None = None,
        password: str | None = None,
        **credentials: Any,  # noqa: ANN401 - what other backends take
    ) -> User | None:
        """Give the person whose password the directory accepts, or None."""
        named = username or credentials.get("email")
        if not named or not password:  # an empty password is an anonymous bind, which succeeds
            return None
        try:
            address = _address_if_right(settings.JIANBAO, named, password)
        except LDAPException as error:
            log.warning("directory-away", error=f"{type(error).__name__}: {error}")
            return None
        person = find_person(address) or find_person(named) if address is not None else None
        return person if person and self.user_can_authenticate(person) else None


def _address_if_right(config: Config, named: str, password: str) -> str | None:
    """Give the address ("" when it has none) of the entry if the password is its own."""
    server = ldap3.Server(config.ldap_url, connect_timeout=_PATIENCE, get_info=ldap3.NONE)
    with _connection(server, config.ldap_user, config.ldap_password) as search:
        search.search(
            config.ldap_base,
            "(|" + "".join(f"({name}={escape_filter_chars(named)})" for name in _NAMED) + ")",
            attributes=["mail"],
            size_limit=2,
        )
        found = [entry for entry in search.response if entry["type"] == "searchResEntry"]
    if len(found) != 1:
        return None
    proof = ldap3.Connection(server, found[0]["dn"], password, receive_timeout=_PATIENCE)
    try:
        right = proof.bind()
    finally:
        proof.unbind()
    mail = found[0]["attributes"].get("mail") or [""]
    return str(mail[0] if isinstance(mail, list) else mail) if right else None


def _connection(server: Any, user: str, password: str) -> Any:  # noqa: ANN401 - ldap3 is not typed
    return ldap3.Connection(
        server, user or None, password or None, auto_bind=True, receive_timeout=_PATIENCE
    )
