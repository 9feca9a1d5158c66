"""Signing in with the password of the house's directory (LDAP). It makes no accounts.

The person is looked up in the directory by the name or address entered, then the directory is
asked whether the password is theirs. Who has no account here stays out.
"""

from __future__ import annotations

import ssl
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import ldap3  # type: ignore[import-untyped]  # it ships no types
import structlog
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from ldap3.core.exceptions import (  # type: ignore[import-untyped]  # the same
    LDAPBindError,
    LDAPException,
    LDAPStartTLSError,
)
from ldap3.utils.conv import escape_filter_chars  # type: ignore[import-untyped]  # the same

from jianbao.config import Config
from jianbao.desk.models import User
from jianbao.desk.queries.people import find_person

log = structlog.get_logger()

_NAMED = ("uid", "sAMAccountName", "mail")  # what a person may enter
_STARTTLS = "ldap+starttls://"
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
        if address is None:
            return None
        # a name is no proof of who it is where an address says it is somebody else
        person = find_person(address or named)
        return person if person and self.user_can_authenticate(person) else None


def _address_if_right(config: Config, named: str, password: str) -> str | None:
    """Give the address ("" when it has none) of the entry if the password is its own."""
    entry = _entry(config, named)
    if entry is None:
        return None
    with closing(_connection(config, entry["dn"], password)) as proof:
        right = proof.connection.bind()
    mail = entry["attributes"].get("mail") or [""]
    return str(mail[0] if isinstance(mail, list) else mail) if right else None


def _entry(config: Config, named: str) -> dict[str, Any] | None:
    """Find the one entry of that name or address; several are none."""
    wanted = "".join(f"({name}={escape_filter_chars(named)})" for name in _NAMED)
    with closing(_connection(config, config.ldap_user, config.ldap_password)) as search:
        if not search.connection.bind():
            raise LDAPBindError("the directory does not take the desk's own account")
        search.connection.search(
            config.ldap_base, f"(|{wanted})", attributes=["mail"], size_limit=2
        )
        rows = search.connection.response
        found = [row for row in rows if row["type"] == "searchResEntry"]
    return found[0] if len(found) == 1 else None


@dataclass
class _Line:
    """A connection that is closed even when it was bound before; ldap3's own `with` leaves it."""

    connection: Any

    def close(self) -> None:
        self.connection.unbind()


def _connection(config: Config, user: str, password: str) -> _Line:
    server = ldap3.Server(
        config.ldap_url.replace(_STARTTLS, "ldap://", 1),
        connect_timeout=_PATIENCE,
        get_info=ldap3.NONE,
        tls=ldap3.Tls(validate=ssl.CERT_REQUIRED),  # without it, ldaps believes any certificate
    )
    line = ldap3.Connection(
        server,
        user or None,
        password or None,
        receive_timeout=_PATIENCE,
        raise_exceptions=False,
        auto_referrals=False,  # a password goes to the server that the settings name, to no other
    )
    if config.ldap_url.startswith(_STARTTLS):
        _encrypt(line)
    return _Line(line)


def _encrypt(line: Any) -> None:  # noqa: ANN401 - of ldap3, which ships no types
    """Turn to TLS before any password goes out. Raises LDAPException where that fails."""
    try:
        line.open(read_server_info=False)
        if not line.start_tls(read_server_info=False):
            raise LDAPStartTLSError("the directory does not turn to TLS")
    except LDAPException:
        line.unbind()
        raise
